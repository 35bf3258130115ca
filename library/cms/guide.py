"""How statutes are edited, one page in the CMS that every page about them leads to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin


class StatuteGuideView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "library/cms/guide.html"
    page_title = gettext_lazy("How to edit statutes")
    header_icon = "doc-full"
