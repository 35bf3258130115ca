"""Addresses."""

from django.urls import path

from courses import views

app_name = "courses"
# Slugs may be Chinese, and <slug:> knows ASCII only. LessonPage.RESERVED_SLUGS keeps "enrol" free.
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:course_slug>/", views.course, name="course"),
    path("<str:course_slug>/enrol/", views.enrol, name="enrol"),
    path("<str:course_slug>/<str:lesson_slug>/", views.lesson, name="lesson"),
    path("<str:course_slug>/<str:lesson_slug>/check/<int:question_id>/", views.check, name="check"),
    path("<str:course_slug>/<str:lesson_slug>/place/", views.place, name="place"),
]
