"""Atom feeds of new and changed law: of all, of a topic, of one statute."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from taggit.models import Tag

from library.models import Statute
from library.outputs.changes import LawChange, law_changes
from library.outputs.naming import printable
from library.queries import topics_in_use

#: The year from which the site gives these names.
_NAMED_SINCE = "2026"


def _permanent(path: str) -> str:
    """A tag URI (RFC 4151), which stays whatever becomes of the addresses."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    return f"tag:{host},{_NAMED_SINCE}:{quote(path, safe='/#')}"


class LawFeed(Feed):
    """All of the library."""

    feed_type = Atom1Feed
    language = "zh-Hans"

    def title(self, subject: Any) -> str:
        return _("New and changed law · %(site)s") % {"site": settings.WAGTAIL_SITE_NAME}

    def subtitle(self, subject: Any) -> str:
        return _("Texts of law that came into the library, took effect or were repealed.")

    def link(self, subject: Any) -> str:
        return reverse("library:index")

    def feed_guid(self, subject: Any) -> str:
        return _permanent(self.link(subject))

    def items(self, subject: Any) -> list[LawChange]:
        return law_changes()

    def item_title(self, item: LawChange) -> str:
        return printable(item.title)

    def item_description(self, item: LawChange) -> str:
        return escape(printable(item.summary))

    def item_link(self, item: LawChange) -> str:
        return item.version.statute.get_absolute_url()

    def item_guid(self, item: LawChange) -> str:
        version = item.version
        path = f"/library/{version.statute.slug}/{version.promulgated_on.isoformat()}#{item.event.value}"
        return _permanent(path)

    def item_pubdate(self, item: LawChange) -> dt.datetime:
        return item.at

    def item_updateddate(self, item: LawChange) -> dt.datetime:
        return item.at

    def item_categories(self, item: LawChange) -> list[str]:
        return [str(item.event.label), str(item.version.statute.get_kind_display())]


class TopicFeed(LawFeed):
    """The statutes on one topic."""

    def get_object(self, request: HttpRequest, slug: str) -> Tag:
        return get_object_or_404(topics_in_use(), slug=slug)

    def title(self, subject: Tag) -> str:
        return _("New and changed law: %(subject)s") % {"subject": printable(subject.name)}

    def link(self, subject: Tag) -> str:
        return reverse("library:topic", args=[subject.slug])

    def items(self, subject: Tag) -> list[LawChange]:
        return law_changes(topic=subject)


class StatuteFeed(LawFeed):
    """One statute."""

    def get_object(self, request: HttpRequest, slug: str) -> Statute:
        return get_object_or_404(Statute.objects.published(), slug=slug)

    def title(self, subject: Statute) -> str:
        return _("New and changed law: %(subject)s") % {"subject": printable(subject.short_title)}

    def link(self, subject: Statute) -> str:
        return subject.get_absolute_url()

    def items(self, subject: Statute) -> list[LawChange]:
        return law_changes(statute=subject)
