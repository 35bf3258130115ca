"""Versions in the CMS: their particulars to edit, their articles to reach, their drafts to compare and publish."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel, PublishingPanel
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet, UnpublishView

from base.permission_policies import register_permission_policy
from library.cms import articles
from library.cms.forms import VersionForm
from library.comparison import compare_texts
from library.models import StatuteVersion
from library.models.content import VersionContent
from library.numerals import division_label, key_label
from library.plain_text import write_paragraphs
from library.presentation import sections_of_draft
from library.queries import edits_of
from library.services.drafting import key_of


class VersionPermissionPolicy(ModelPermissionPolicy):
    """A version comes in by upload or import; the right to add one is the right to do that."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and bool(super().user_has_permission(user, action))


version_permissions = VersionPermissionPolicy(StatuteVersion)
register_permission_policy(StatuteVersion, version_permissions)


class ContentComparison:
    """What differs between the articles of two revisions, in the way that Wagtail's page of comparison asks."""

    is_field = True
    is_child_relation = False

    def __init__(self, old: StatuteVersion, new: StatuteVersion) -> None:
        before, after = _parts(old.content), _parts(new.content)
        names = [*after, *(name for name in before if name not in after)]
        self._changes = [
            (name, before.get(name, ""), after.get(name, ""))
            for name in names
            if before.get(name, "") != after.get(name, "")
        ]

    def field_label(self) -> str:
        return _("Headings and articles")

    def has_changed(self) -> bool:
        return bool(self._changes)

    def htmldiff(self) -> SafeString:
        changes = [(name, compare_texts(old, new)) for name, old, new in self._changes]
        return render_to_string("library/cms/content_difference.html", {"changes": changes})


def _parts(content: VersionContent) -> dict[str, str]:
    """Headings and articles by their names."""
    headings = {
        f"{division_label(d['kind'], d['number'])}（{place}）": d["title"]
        for place, d in enumerate(content["divisions"], start=1)
    }
    return headings | {key_label(*key_of(a)): write_paragraphs(a["paragraphs"]) for a in content["articles"]}


class ContentPanel(Panel):
    """The articles of the text being edited, each with the way to edit it, and what was done to them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "library/cms/content_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            version = self.instance
            return {
                **super().get_context_data(parent_context),
                "version": version,
                "sections": sections_of_draft(version),
                "edits": edits_of(version)[:50],
            }

        def get_comparison(self) -> list[Any]:
            return [partial(ContentComparison)]


class VersionUnpublishView(UnpublishView):
    def unpublish(self) -> HttpResponse | None:
        with transaction.atomic():
            response: HttpResponse | None = super().unpublish()
        return response

    def get_usage_url(self) -> None:
        """None: what cites a law names it and is in no reference index, so that its usage would read as none."""


class VersionViewSet(SnippetViewSet):
    model = StatuteVersion
    icon = "doc-full"
    menu_item_is_registered = True  # reached from the statute
    admin_url_namespace = "statute_versions"
    base_url_path = "library/versions"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    unpublish_view_class = VersionUnpublishView
    edit_template_name = "library/cms/version_edit.html"
    list_display = (
        "__str__",
        Column("effective_from", label=gettext_lazy("In force from")),
        Column("status", label=pgettext_lazy("law", "Status"), accessor="status.label"),
    )
    list_per_page = 50
    search_fields = ("statute__title", "statute__short_title")
    search_backend_name = None
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("promulgated_on"), FieldPanel("effective_from")]),
                    FieldPanel("history"),
                    FieldPanel("preamble"),
                ],
                heading=gettext_lazy("Dates and history"),
            ),
            ContentPanel(heading=gettext_lazy("Headings and articles")),
            PublishingPanel(),
        ],
        base_form_class=VersionForm,
    )

    @property
    def permission_policy(self) -> VersionPermissionPolicy:
        return version_permissions

    def get_queryset(self, request: HttpRequest) -> Any:
        return StatuteVersion.objects.select_related("statute")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/article/<str:key>/", articles.ArticleEditView.as_view(), name="article"),
            path("<int:pk>/article/<str:key>/preview/", articles.ArticlePreviewView.as_view(), name="article_preview"),
            path("<int:pk>/article/<str:key>/remove/", articles.ArticleRemoveView.as_view(), name="article_remove"),
            path("<int:pk>/add-article/", articles.ArticleAddView.as_view(), name="article_add"),
            path("<int:pk>/headings/", articles.HeadingsView.as_view(), name="headings"),
            path("<int:pk>/discard/", articles.DiscardView.as_view(), name="discard"),
        ]


def keep_what_was_published(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    """What was the law stays; only what nobody was ever shown can be deleted. A hook of Wagtail's."""
    published = [i for i in instances if isinstance(i, StatuteVersion) and i.first_published_at]
    if not published:
        return None
    messages.error(request, _("This version was published, and so it stays. Unpublish it instead."))
    return redirect(reverse("statute_versions:edit", args=[published[0].pk]))
