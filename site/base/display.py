"""How a reader wants pages shown: colours and size of type, kept in one cookie on their own device."""

from __future__ import annotations

from typing import NamedTuple

DISPLAY_COOKIE = "display"
THEMES = ("auto", "light", "dark")
TEXT_SIZES = ("normal", "large")


class Display(NamedTuple):
    """``theme`` is one of THEMES, ``text`` one of TEXT_SIZES."""

    theme: str = "auto"
    text: str = "normal"

    def __str__(self) -> str:
        return f"{self.theme}.{self.text}"


def display_from_cookie(value: str | None) -> Display:
    """What the cookie says; anything unknown falls back to the defaults."""
    theme, _separator, text = (value or "").partition(".")
    return Display(theme if theme in THEMES else "auto", text if text in TEXT_SIZES else "normal")
