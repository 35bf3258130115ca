"""One site and one browser for all walks; every walk has people of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest

from tests.e2e import site as e2e

pytest.importorskip("playwright", reason="the browser driver is not installed (make dev-env)")

from playwright.sync_api import Browser, Page, Request, sync_playwright


@pytest.fixture(scope="session")
def site_url() -> Iterator[str]:
    """The address of a site of its own, or of the one that SITE_UNDER_TEST names."""
    if running := os.environ.get("SITE_UNDER_TEST"):
        yield running.rstrip("/")
        return
    folder = e2e.temporary_folder()
    with e2e.running_site(folder) as address:
        yield address
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=e2e.CHROMIUM, args=e2e.CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """A fresh device: ``open_page(width=375, javascript=True)``. Any request to another host fails the test."""
    contexts = []
    strangers: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((site_url, "data:", "blob:")):
            strangers.append(request.url)

    def make(*, width: int = 375, javascript: bool = True, **options: object) -> Page:
        context = browser.new_context(
            base_url=site_url,
            viewport={"width": width, "height": 780 if width < 600 else 900},
            java_script_enabled=javascript,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", note)
        return page

    yield make
    for context in contexts:
        context.close()
    assert strangers == []


@pytest.fixture
def sign_in() -> Callable[[Page, str], None]:
    def go(page: Page, employee_number: str, password: str = e2e.PASSWORD) -> None:
        page.goto("/accounts/login/")
        page.fill("input[name=login]", employee_number)
        page.fill("input[name=password]", password)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/login" not in url)

    return go
