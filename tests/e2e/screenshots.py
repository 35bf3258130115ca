"""``make screenshots``: the main pages as pictures at 375 and 1280 px, in ``var/screenshots``, and the README's."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e import site as e2e

PICTURES = e2e.PROJECT / "docs" / "pictures"
FOLDER = e2e.PROJECT / "var" / "screenshots"
PAGES = {
    None: {
        "visitor-home": "/",
        "library": "/library/",
        "statute": "/library/劳动合同法/",
        "article": "/library/劳动合同法/article/39/",
        "statute-then": "/library/妇女权益保障法/?on=2019-05-01",
        "article-then": "/library/妇女权益保障法/article/27/?on=2019-05-01",
        "compare": "/library/妇女权益保障法/compare/",
        "compare-beside": "/library/全国年节及纪念日放假办法/compare/?layout=beside",
        "search": "/library/search/?q=加班费",
        "guides": "/guides/",
        "guide": "/guides/overtime-pay/",
        "courses-visitor": "/courses/",
        "about": "/about/",
        "sign-in": "/accounts/login/",
        "activate": "/accounts/activate/",
        "not-found": "/no-such-page/",
    },
    "DW1003": {
        "worker": "/",
        "courses": "/courses/",
        "course": "/courses/wages-hours-leave/",
        "lesson": "/courses/labour-contract/sign-in-writing/",
        "quizzes": "/quizzes/",
        "quiz": "/quizzes/labour-contract-final/",
        "daily": "/quizzes/daily/",
        "profile": "/me/",
        "record": "/me/record/",
    },
    "DW1001": {"leader-home": "/", "leader": "/teams/"},
    "DW0002": {"officer": "/teams/"},
    "DW0003": {"editor-home": "/", "cms": "/cms/"},
}


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    data = e2e.temporary_folder()
    with e2e.running_site(data) as address, sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=e2e.CHROMIUM, args=e2e.CHROMIUM_ARGS)
        for width in (375, 1280):
            for number, pages in PAGES.items():
                page = _signed_in(chromium, address, number, width)
                for name, path in pages.items():
                    page.goto(path)
                    page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)
                page.context.close()
        _readme_pictures(chromium, address)
        chromium.close()
    shutil.rmtree(data, ignore_errors=True)
    print(f"{len(list(FOLDER.iterdir()))} pictures in {FOLDER.relative_to(e2e.PROJECT)}")


def _signed_in(chromium: Browser, address: str, number: str | None, width: int, height: int = 0) -> Page:
    context = chromium.new_context(
        base_url=address,
        viewport={"width": width, "height": height or (780 if width < 600 else 900)},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    if number:
        page.goto("/accounts/login/")
        page.fill("input[name=login]", number)
        page.fill("input[name=password]", e2e.PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/login" not in url)
    return page


def _readme_pictures(chromium: Browser, address: str) -> None:
    for name, number, path in (("worker", "DW1003", "/"), ("leader", "DW1001", "/teams/")):
        page = _signed_in(chromium, address, number, 390, 844)
        page.goto(path)
        if name == "leader":
            page.locator("main a[href^='/teams/']").first.click()
            page.wait_for_load_state()
        page.screenshot(path=Path(PICTURES / f"{name}.png"))
        page.context.close()


if __name__ == "__main__":
    main()
