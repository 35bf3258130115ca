"""The search box offers what it finds while somebody types: by keys, by touch, and not at all without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.checks import check_accessibility

pytestmark = pytest.mark.browser
TITLE = re.compile("“加班费”的搜索结果")


@pytest.mark.parametrize("address", ["/", "/library/", "/library/search/"])
def test_suggestions_are_chosen_by_keys(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(width=1280)
    page.goto(address)
    box = page.get_by_role("combobox", name="你想找什么？")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("加班费")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("加班费")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="条建议")).to_have_count(1)
    check_accessibility(page)

    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_value("加班费")

    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(lambda url: "/search/" not in url and url.rstrip("/") != address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("加班费")


def test_enter_without_a_choice_searches_for_what_was_typed(open_page: Callable[..., Page]) -> None:
    page = open_page(width=1280)
    page.goto("/library/")
    box = page.get_by_role("combobox", name="你想找什么？")
    box.press_sequentially("加班费")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    expect(page).to_have_title(TITLE)
    page.go_back()
    page.go_forward()
    expect(page).to_have_title(TITLE)
    expect(page.get_by_role("combobox", name="你想找什么？")).to_have_value("加班费")


def test_a_suggestion_is_tapped_on_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page(width=375, has_touch=True)
    page.goto("/library/search/")
    page.get_by_role("combobox", name="你想找什么？").press_sequentially("加班费")
    option = page.get_by_role("option").first
    expect(option).to_be_visible()
    assert option.bounding_box()["height"] >= 44
    option.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("加班费")


def test_without_javascript_the_box_is_a_form(open_page: Callable[..., Page]) -> None:
    page = open_page(javascript=False)
    page.goto("/library/")
    page.get_by_role("searchbox", name="你想找什么？").fill("加班费")
    page.get_by_role("main").get_by_role("button", name="搜索").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("加班费")
    page.locator("summary", has_text="筛选法条").click()
    expect(page.get_by_role("button", name="看那一天的")).to_be_visible()
