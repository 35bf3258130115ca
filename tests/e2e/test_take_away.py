"""Taking the law away: copied with one press where scripts run, by hand where they do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
STATUTE = "/library/劳动合同法/"
FULL = "《中华人民共和国劳动合同法》第三十九条（2012年12月28日修正）"


def test_citations_are_copied_and_said_to_be(open_page: Callable[..., Page], site_url: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{STATUTE}article/39/")
    page.get_by_text("下载与引用").click()
    page.get_by_role("button", name="复制 全称").click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == FULL
    page.goto(STATUTE)
    button = page.get_by_role("button", name="复制引用：第三十九条", exact=True)
    box = button.evaluate("e => { const s = getComputedStyle(e, '::after'); return [s.width, s.height] }")
    assert all(float(side.removesuffix("px")) >= 44 for side in box)
    button.press("Enter")
    assert page.evaluate("navigator.clipboard.readText()") == f"{FULL} {site_url}{STATUTE}article/39/"
    expect(button).to_be_focused()
    assert said == []  # the policy refuses nothing, the data for search engines least of all


def test_without_script_the_citation_stands_there_and_a_part_is_printed(open_page: Callable[..., Page]) -> None:
    page = open_page(javascript=False)
    page.goto(f"{STATUTE}article/39/")
    page.get_by_text("下载与引用").click()
    expect(page.locator("#cite-full")).to_have_text(FULL)
    expect(page.get_by_role("button", name="复制")).to_have_count(0)
    page.goto(STATUTE)
    page.get_by_text("下载与引用").click()
    page.get_by_label("第三章 劳动合同的履行和变更").check()
    page.get_by_label("条文号").fill("39、999")
    page.get_by_role("button", name="打印选中的").click()
    expect(page.locator(".field__error")).to_contain_text("999")
    page.get_by_label("条文号").fill("39")
    page.get_by_role("button", name="打印选中的").click()
    expect(page.locator(".law-text h2")).to_have_text(["第三章 劳动合同的履行和变更", "第四章 劳动合同的解除和终止"])


def test_a_print_has_nothing_of_the_screen(open_page: Callable[..., Page]) -> None:
    page = open_page(width=1280)
    page.goto(f"{STATUTE}print/?articles=39")
    expect(page.get_by_role("button", name="打印")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.locator(".law-text")).to_contain_text("第三十九条")
