"""Every pair of colours that a page may show is legible: WCAG 2.2 AA, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "site/base/static/base"
CSS = (STATIC / "tokens.css").read_text()
TEXT = 4.5
OUTLINE = 3.0

#: What is written in a colour, and the grounds on which it stands.
WRITTEN_ON = {
    "ink": ["paper", "surface", "sunken", "law-soft", "green-soft", "amber-soft", "danger-soft"],
    "muted": ["paper", "surface", "sunken"],
    "red": ["paper", "surface", "sunken"],
    "law": ["paper", "surface", "sunken", "law-soft", "green-soft", "amber-soft", "danger-soft"],
    "green": ["paper", "surface", "sunken", "green-soft"],
    "amber": ["paper", "surface", "sunken", "amber-soft"],
    "danger": ["paper", "surface", "sunken", "danger-soft"],
    "on-red": ["red-fill", "red-fill-strong"],
    "paper": ["ink"],
}
DRAWN_ON = {"edge": ["paper", "surface", "sunken"], "law": ["paper", "surface"], "red-fill": ["surface"]}
PAIRS = [
    *((front, back, TEXT) for front, grounds in WRITTEN_ON.items() for back in grounds),
    *((front, back, OUTLINE) for front, grounds in DRAWN_ON.items() for back in grounds),
]


def colours(selector: str) -> dict[str, str]:
    block = re.search(re.escape(selector) + r"\s*{(.*?)}", CSS, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


LIGHT, DARK, AUTO = (colours(s) for s in ("\nhtml", 'html[data-theme="dark"]', 'html[data-theme="auto"]'))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_every_pair_of_colours_is_legible(theme: str, front: str, back: str, least: float) -> None:
    shown = LIGHT if theme == "light" else DARK
    assert contrast(shown[front], shown[back]) >= least


def test_every_colour_is_measured() -> None:
    measured = {*WRITTEN_ON, *DRAWN_ON, *(back for _front, back, _least in PAIRS)}
    assert LIGHT.keys() - measured == {"line"}, "only hairlines that carry no meaning may go unmeasured"


def test_automatic_dark_is_the_dark_theme() -> None:
    assert AUTO == DARK
    assert LIGHT.keys() == DARK.keys()


def test_every_colour_and_size_that_the_styles_name_exists() -> None:
    defined = set(re.findall(r"(--[\w-]+):", CSS))
    for sheet in STATIC.glob("*.css"):
        ours = set(re.findall(r"var\((--(?!w-)[\w-]+)", sheet.read_text()))
        assert ours <= defined, sheet.name
