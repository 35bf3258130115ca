"""Every main page, on a phone and on a desk, by day and by night, in normal and in large type."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.checks import check_accessibility, check_width
from tests.e2e.screenshots import PAGES

pytestmark = pytest.mark.browser

#: Width, theme and size of type.
SCREENS = {"phone": (375, "light.normal"), "narrow": (320, "dark.large"), "desk": (1280, "dark.normal")}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("number", PAGES, ids=lambda number: number or "visitor")
def test_main_pages_are_accessible_and_fit(
    open_page: Callable[..., Page], sign_in: Callable[..., None], site_url: str, screen: str, number: str | None
) -> None:
    width, display = SCREENS[screen]
    page = open_page(width=width)
    page.context.add_cookies([{"name": "display", "value": display, "url": site_url}])
    if number:
        sign_in(page, number)
    for path in PAGES[number].values():
        response = page.goto(path)
        if response.status == 404 and "/library/" in path:
            continue  # the statutes are not part of the project; where they are not given, there is no such page
        assert response.status == (404 if "no-such" in path else 200), path
        if path.startswith("/cms/"):
            continue  # Wagtail's own
        check_accessibility(page)
        check_width(page)
