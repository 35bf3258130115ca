"""Pages on which the text of a version is changed: always as a draft, always with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from library import services
from library.cms.forms import ArticleForm, HeadingsForm, NewArticleForm, ReasonForm
from library.comparison import compare_texts
from library.models import StatuteVersion
from library.models.content import ArticleContent
from library.numerals import division_label, key_label
from library.plain_text import read_paragraphs, write_paragraphs
from library.services.drafting import key_of
from library.services.rows import ArticleKey


class DraftMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A page about the text of a version as it was last saved; closed while the version is locked for the editor."""

    permission_policy = ModelPermissionPolicy(StatuteVersion)
    permission_required = "change"
    header_icon = "edit"
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def draft(self) -> StatuteVersion:
        version = get_object_or_404(StatuteVersion.objects.select_related("statute"), pk=self.kwargs["pk"])
        draft: StatuteVersion = version.get_latest_revision_as_object()
        return draft

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.permission_policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        lock = self.draft.get_lock()
        if lock and lock.for_user(request.user):
            messages.warning(request, lock.get_message(request.user))
            return redirect(self.version_url)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    @property
    def version_url(self) -> str:
        return reverse("statute_versions:edit", args=[self.kwargs["pk"]])

    def get_page_subtitle(self) -> str:
        return str(self.draft)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        statute = self.draft.statute
        return [
            {"url": reverse("statutes:index"), "label": _("Statutes")},
            {"url": reverse("statutes:inspect", args=[statute.pk]), "label": statute.short_title},
            {"url": self.version_url, "label": self.draft.promulgated_on.isoformat()},
            {"url": "", "label": str(self.get_page_title())},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.draft, version_url=self.version_url, **kwargs)


class DraftFormView(DraftMixin, FormView):
    """Saves a draft, says so, and goes back to the version."""

    template_name = "library/cms/draft_form.html"
    form_class: type[forms.Form]
    help_text: Any = ""
    saved_message: Any = gettext_lazy("Saved as a draft. Readers see it once it is published.")

    def save(self, form: Any) -> None:
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.save(form)
        except ValidationError as problem:
            form.add_error(None, problem)
            return self.form_invalid(form)
        messages.success(self.request, str(self.saved_message))
        return redirect(self.version_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(help_text=self.help_text, **kwargs)


class ArticleMixin:
    """The article that the address names."""

    draft: StatuteVersion
    kwargs: dict[str, Any]

    @cached_property
    def article(self) -> ArticleContent:
        wanted = _key(self.kwargs["key"])
        for article in self.draft.content["articles"]:
            if key_of(article) == wanted:
                return article
        raise Http404

    @property
    def label(self) -> str:
        return key_label(*key_of(self.article))


class ArticleEditView(ArticleMixin, DraftFormView):
    template_name = "library/cms/article_form.html"
    form_class = ArticleForm

    def get_page_title(self) -> str:
        return _("Edit %(article)s") % {"article": self.label}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "article": self.article}

    def save(self, form: ArticleForm) -> None:
        services.edit_article(
            version=self.draft,
            key=key_of(self.article),
            paragraphs=form.cleaned_data["text"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        written = write_paragraphs(self.article["paragraphs"])
        return super().get_context_data(
            preview_url=reverse("statute_versions:article_preview", args=[self.kwargs["pk"], self.kwargs["key"]]),
            edit_url=reverse("statute_versions:article", args=[self.kwargs["pk"], self.kwargs["key"]]),
            remove_url=reverse("statute_versions:article_remove", args=[self.kwargs["pk"], self.kwargs["key"]]),
            paragraphs=self.article["paragraphs"],
            label=self.label,
            changes_form=read_paragraphs(written) != self.article["paragraphs"],
            **kwargs,
        )


class ArticlePreviewView(ArticleEditView):
    """The same page with the difference shown; nothing is saved."""

    http_method_names = ["post"]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        return self._with_difference(form)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self._with_difference(form)

    def _with_difference(self, form: forms.Form) -> HttpResponse:
        paragraphs = read_paragraphs(form.data.get("text", "").replace("\0", ""))
        spans = compare_texts(write_paragraphs(self.article["paragraphs"]), write_paragraphs(paragraphs))
        return self.render_to_response(self.get_context_data(form=form, spans=spans, preview=paragraphs))


class ArticleRemoveView(ArticleMixin, DraftFormView):
    form_class = ReasonForm
    header_icon = "bin"
    help_text = gettext_lazy("The other articles keep their numbers. Readers see the article until this is published.")

    def get_page_title(self) -> str:
        return _("Take out %(article)s") % {"article": self.label}

    def save(self, form: forms.Form) -> None:
        services.remove_article(
            version=self.draft,
            key=key_of(self.article),
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )


class ArticleAddView(DraftFormView):
    form_class = NewArticleForm
    page_title = gettext_lazy("Add an article")
    header_icon = "plus"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "articles": self.draft.content["articles"]}

    def save(self, form: NewArticleForm) -> None:
        services.add_article(
            version=self.draft,
            key=form.key,
            after=form.cleaned_data["after"],
            paragraphs=form.cleaned_data["text"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )


class HeadingsView(DraftFormView):
    form_class = HeadingsForm
    page_title = gettext_lazy("Edit headings")

    def get_form_kwargs(self) -> dict[str, Any]:
        headings = [(division_label(d["kind"], d["number"]), d["title"]) for d in self.draft.content["divisions"]]
        return {**super().get_form_kwargs(), "headings": headings}

    def save(self, form: HeadingsForm) -> None:
        services.retitle_divisions(
            version=self.draft, titles=form.titles, reason=form.cleaned_data["reason"], by=self.request.user
        )


class DiscardView(DraftMixin, TemplateView):
    """Return to what is published."""

    template_name = "library/cms/discard.html"
    page_title = gettext_lazy("Discard the draft")
    header_icon = "bin"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (self.draft.live and self.draft.has_unpublished_changes):
            return redirect(self.version_url)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.discard_draft(version=self.draft, by=self.request.user)
        messages.success(request, _("The draft is discarded; it can still be found in the history."))
        return redirect(self.version_url)


def _key(text: str) -> ArticleKey:
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        raise Http404
    annex, number, suffix = map(int, parts)
    return annex, number, suffix
