"""Upload with a preview of what was understood, correct it, then keep it as a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from library import services
from library.cms.forms import CorrectionForm, UploadForm
from library.cms.understanding import Understanding
from library.importers.parsed import UnreadableStatuteError
from library.importers.reading import text_of
from library.models import StatuteUpload


class UploadMixin(WagtailAdminTemplateMixin):
    """For those who may add versions."""

    header_icon = "upload"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("library.add_statuteversion"):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    @cached_property
    def upload(self) -> StatuteUpload:
        return get_object_or_404(StatuteUpload, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("statutes:index"), "label": _("Statutes")},
            {"url": reverse("statute_uploads:index"), "label": _("Upload statutes")},
        ]


class UploadIndexView(UploadMixin, FormView):
    """The desk: bring texts, and see those that are not dealt with yet."""

    template_name = "library/cms/uploads.html"
    page_title = gettext_lazy("Upload statutes")
    form_class = UploadForm

    def form_valid(self, form: UploadForm) -> HttpResponse:
        texts, unread = self._texts(form)
        uploads = [services.add_upload(name=name, text=text, by=self.request.user) for name, text in texts]
        for problem in unread:
            messages.error(self.request, problem)
        if not uploads:
            return self.form_invalid(form)
        if len(uploads) == 1:
            return redirect("statute_uploads:upload", uploads[0].pk)
        messages.success(
            self.request,
            ngettext("%d text is on the desk.", "%d texts are on the desk. Look through them one by one.", len(uploads))
            % len(uploads),
        )
        return redirect("statute_uploads:index")

    @staticmethod
    def _texts(form: UploadForm) -> tuple[list[tuple[str, str]], list[str]]:
        """Name and text of each, and a sentence for each file that is none."""
        texts: list[tuple[str, str]] = []
        unread: list[str] = []
        files: list[UploadedFile] = form.cleaned_data["files"]
        for file in files:
            try:
                texts.append((file.name or "", text_of(file.read())))
            except UnreadableStatuteError as error:
                unread.append(f"{file.name}：{error.problem.reason}")
        if form.cleaned_data["pasted"].strip():
            texts.append(("", form.cleaned_data["pasted"]))
        return texts, unread

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = StatuteUpload.objects.select_related("uploaded_by").defer("text")
        return super().get_context_data(uploads=waiting, **kwargs)


class UploadView(UploadMixin, FormView):
    """What was understood of one text. Sent again, it is read again; nothing that was corrected is lost."""

    template_name = "library/cms/upload.html"
    form_class = CorrectionForm
    page_title = gettext_lazy("Look through and correct")

    @cached_property
    def understanding(self) -> Understanding:
        return Understanding(self.upload)

    def get_page_subtitle(self) -> str:
        return str(self.upload)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": str(self.upload)}]

    def get_initial(self) -> dict[str, Any]:
        """What the text itself says, so that what an editor writes otherwise can be told from it."""
        plain = StatuteUpload(name=self.upload.name, text=self.upload.text)
        parsed = Understanding(plain).parsed
        if parsed is None:
            return {"text": self.upload.text}
        return {
            "title": parsed.title,
            "kind": parsed.kind,
            "issuer": parsed.issuer,
            "promulgated": parsed.promulgated_on,
            "effective": parsed.effective_from,
            "text": self.upload.text,
        }

    def get_form(self, form_class: Any = None) -> CorrectionForm:
        form: CorrectionForm = super().get_form(form_class)
        if not form.is_bound:
            for name, value in self.upload.particulars.items():
                form.initial[name] = value
        return form

    def form_valid(self, form: CorrectionForm) -> HttpResponse:
        services.correct_upload(upload=self.upload, text=form.cleaned_data["text"], particulars=form.particulars)
        return self.go_on()

    def go_on(self) -> HttpResponse:
        return redirect("statute_uploads:upload", self.upload.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            upload=self.upload,
            read=self.understanding,
            keep_url=reverse("statute_uploads:keep", args=[self.upload.pk]),
            discard_url=reverse("statute_uploads:discard", args=[self.upload.pk]),
            **kwargs,
        )


class KeepView(UploadView):
    """The same form; what it says becomes a draft."""

    http_method_names = ["post"]

    def go_on(self) -> HttpResponse:
        self.__dict__.pop("understanding", None)  # of the text before it was corrected
        parsed = self.understanding.parsed
        if parsed is None:
            messages.error(self.request, _("The text cannot be kept yet: something is missing, see below."))
            return super().go_on()
        try:
            version = services.keep_upload(upload=self.upload, parsed=parsed, by=self.request.user)
        except UnreadableStatuteError as error:
            messages.error(self.request, error.problem.reason)
            return super().go_on()
        messages.success(self.request, _("Saved as a draft. Publish it here, plan a time, or hand it in for review."))
        return redirect("statute_versions:edit", version.pk)


class DiscardUploadView(UploadMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        services.discard_upload(upload=self.upload, by=request.user)
        messages.success(request, _("The text is off the desk."))
        return redirect("statute_uploads:index")


class _UploadMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("library.add_statuteversion"))


class UploadViewSet(ViewSet):
    name = "statute_uploads"
    url_prefix = "library/uploads"
    icon = "upload"
    menu_label = gettext_lazy("Upload statutes")

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return _UploadMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", UploadIndexView.as_view(), name="index"),
            path("<int:pk>/", UploadView.as_view(), name="upload"),
            path("<int:pk>/keep/", KeepView.as_view(), name="keep"),
            path("<int:pk>/discard/", DiscardUploadView.as_view(), name="discard"),
        ]
