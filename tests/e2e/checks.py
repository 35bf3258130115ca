"""What every page must hold, whoever looks at it on whatever screen."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: Findings of axe that fail a walk.
SERIOUS = {"serious", "critical"}


def check_accessibility(page: Page, *, javascript: bool = True) -> None:
    """Axe finds nothing serious. It is a script itself, so a page without scripts is not asked again."""
    if not javascript:
        return
    found = Axe().run(page).response["violations"]
    serious = {violation["id"]: violation["nodes"][0]["html"] for violation in found if violation["impact"] in SERIOUS}
    assert serious == {}, page.url


def check_width(page: Page) -> None:
    """Nothing has to be scrolled sideways."""
    inner, outer = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert inner <= outer, page.url
