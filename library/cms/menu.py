"""The library in the CMS's menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from library.cms.amendments import DeskViewSet
from library.cms.statutes import StatuteViewSet
from library.cms.synonyms import SynonymViewSet
from library.cms.uploads import UploadViewSet


class LibraryViewSetGroup(ViewSetGroup):
    items = (StatuteViewSet, UploadViewSet, DeskViewSet, SynonymViewSet)
    menu_label = _("Law library")
    menu_icon = "folder-open-inverse"
    menu_order = 250
