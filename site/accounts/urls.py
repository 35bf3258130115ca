"""Addresses of one's own pages."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/activate/", views.activate, name="activate"),
    path("me/", views.profile, name="profile"),
    path("me/contact/", views.contact, name="contact"),
    path("me/download/", views.download, name="download"),
]
