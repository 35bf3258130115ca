"""How the views of the CMS save what people fill in: through services, which may refuse."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views import generic


class SavesThroughService:
    """The form's service writes and logs; what it refuses at the last moment stands above the form."""

    def save_instance(self) -> Any:
        return self.form.save()  # type: ignore[attr-defined]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except ValidationError as error:
            form.add_error(None, error)
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]


class MemberFromLink:
    """A link may fill in the member: ``?member=W00001``."""

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()  # type: ignore[misc]
        return {**initial, "member": self.request.GET.get("member", "")}  # type: ignore[attr-defined]


class CreateView(SavesThroughService, generic.CreateView):
    pass


class EditView(SavesThroughService, generic.EditView):
    pass


class DeleteView(generic.DeleteView):
    """``remove`` is the service; what it refuses is said in the list."""

    remove: Any

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            messages.error(self.request, error.messages[0])
            return redirect(self.index_url_name)
