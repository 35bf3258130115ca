"""What a change to any page sets off."""

from __future__ import annotations

from typing import Any

from base.visitor_pages import clear_visitor_pages


def forget_visitor_pages(sender: Any, **kwargs: Any) -> None:
    """A page was published, taken down, moved, deleted or closed to the public, or the site itself was updated."""
    clear_visitor_pages()
