"""A member's own marks: made at the article, gathered on one page. Somebody else's do not exist."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from library.marginalia import services
from library.marginalia.forms import ChangeForm, NoteForm
from library.marginalia.margin import collection_of, margin_of
from library.models import Annotation, Article, StatuteVersion
from library.references import parse_key


@login_required
@never_cache
@require_safe
def collection(request: MemberRequest) -> HttpResponse:
    """Everything that I marked, by article as it reads today."""
    annotations = list(Annotation.objects.of(request.user).latest_first())
    current = StatuteVersion.objects.current_of(
        {annotation.version.statute_id for annotation in annotations}, timezone.localdate()
    )
    return render(request, "library/marginalia/collection.html", {"marked": collection_of(annotations, current)})


@login_required
@never_cache
@require_POST
def bookmark(request: MemberRequest, slug: str, key: str) -> HttpResponse:
    """Keep an article, or with ``keep=0`` no longer."""
    article = _article(slug, key)
    if request.POST.get("keep") == "0":
        if kept := margin_of(request.user, article).bookmark:
            services.remove_annotation(annotation=kept)
        return _back_to(article)
    try:
        services.add_bookmark(article=article, by=request.user)
    except services.RefusedError as error:
        messages.error(request, str(error))
    return _back_to(article)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def annotate(request: MemberRequest, slug: str, key: str) -> HttpResponse:
    """Mark a passage of an article or write a note on it; what is refused stays in the form."""
    article = _article(slug, key)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.annotate(article=article, by=request.user, **form.cleaned_data)
        except services.RefusedError as error:
            form.add_error("quote", str(error))
        else:
            return _back_to(article)
    return render(request, "library/marginalia/annotate.html", {"article": article, "form": form})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def annotation(request: MemberRequest, pk: int) -> HttpResponse:
    """Change or delete one of my notes."""
    mine = get_object_or_404(Annotation.objects.of(request.user).latest_first(), pk=pk)
    if request.method == "POST" and "delete" in request.POST:
        services.remove_annotation(annotation=mine)
        messages.success(request, _("Deleted."))
        return redirect("library:collection")
    form = ChangeForm(request.POST if request.method == "POST" else None, initial={"text": mine.text})
    if form.is_valid():
        try:
            services.change_note(annotation=mine, text=form.cleaned_data["text"])
        except services.RefusedError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("library:collection")
    return render(request, "library/marginalia/annotation.html", {"annotation": mine, "form": form})


def _article(slug: str, key: str) -> Article:
    """An article as it reads today; marks are made on no other text."""
    try:
        number, suffix = parse_key(key)
    except ValueError:
        raise Http404 from None
    versions = StatuteVersion.objects.to_read_on(timezone.localdate()).select_related("statute")
    version = versions.filter(statute__slug=slug).first()
    if version is None:
        raise Http404
    article: Article = get_object_or_404(version.articles.in_body(), number=number, suffix=suffix)
    article.version = version
    return article


def _back_to(article: Article) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{article.get_absolute_url()}#margin")
