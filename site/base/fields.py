"""A StreamField whose blocks stay out of migrations, so that rewording a label does not make one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks.base import BlockField
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.fields import StreamField


class ContentFormField(BlockField):
    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except StreamBlockValidationError as problem:
            # Shown at the top of the page where something else is wrong too; Wagtail has it in English only.
            problem.message = _("Look at the places marked in it.")
            raise


class ContentField(StreamField):
    """Like StreamField; a migration sees no block definitions, since they do not change the column."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": ContentFormField, **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
