"""A check question when the signal is gone: nothing is lost, and the page says so."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

#: Members of the demo; one of them has a lesson with an open check before them.
MEMBERS = ("DW1001", "DW1002", "DW1004", "DW1005", "DW1006")


def open_lesson_with_a_check(open_page: Callable[..., Page], sign_in: Callable[..., None]) -> Page:
    for number in MEMBERS:
        page = open_page()
        sign_in(page, number)
        page.get_by_role("link", name=re.compile("开始学这一课|接着学")).first.click()
        page.wait_for_url("**/courses/**")
        if page.locator("form[action*='/check/']").count():
            return page
    raise AssertionError("nobody has an open check question")


def test_an_answer_that_does_not_get_through_is_said_to_and_kept(
    open_page: Callable[..., Page], sign_in: Callable[..., None]
) -> None:
    page = open_lesson_with_a_check(open_page, sign_in)
    form = page.locator("form[action*='/check/']").first
    action = form.get_attribute("action")
    form.locator(".choice input").first.check()
    page.context.set_offline(True)
    form.locator("button[type=submit]").click()
    expect(form.get_by_role("alert")).to_contain_text("没有网络")
    expect(form.locator(".choice input").first).to_be_checked()

    page.context.set_offline(False)
    with page.expect_response(lambda response: response.url.endswith(str(action))) as answered:
        form.locator("button[type=submit]").click()
    assert answered.value.ok
    expect(page.get_by_text("没有网络")).to_have_count(0)


def test_an_answer_that_the_site_refuses_is_said_to_be_refused(
    open_page: Callable[..., Page], sign_in: Callable[..., None]
) -> None:
    page = open_lesson_with_a_check(open_page, sign_in)
    form = page.locator("form[action*='/check/']").first
    form.locator(".choice input").first.check()
    page.context.clear_cookies()
    form.locator("button[type=submit]").click()
    expect(form.get_by_role("alert")).to_contain_text("没有提交成功")
