"""A StreamField whose blocks stay out of migrations, so that rewording a label does not make one."""

from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField


class ContentField(StreamField):
    """Like StreamField; a migration sees no block definitions, since they do not change the column."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
