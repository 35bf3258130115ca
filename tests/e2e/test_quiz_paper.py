"""The paper of a quiz in a browser: kept as it is given, offline too, on another device too, and when time runs out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, Request, expect

pytestmark = pytest.mark.browser

EDITOR, WORKER = "DW0003", "DW1004"
QUESTIONS = 3
#: The shortest quiz lasts a minute; the page then waits two seconds for the server's clock.
TIME_TO_RUN_OUT = 80_000


@pytest.fixture
def quiz_of(open_page: Callable[..., Page], sign_in: Callable[[Page, str], None]) -> Callable[..., str]:
    """An editor makes a quiz of three questions in the CMS; gives its title."""

    def make(*, minutes: int) -> str:
        title = f"试走 {uuid.uuid4().hex[:8]}"
        page = open_page(width=1280)
        sign_in(page, EDITOR)
        page.goto("/cms/snippets/quizzes/quiz/add/")
        page.fill("[name=title]", title)
        page.get_by_role("button", name=re.compile("增加")).click()
        page.fill("[name=sections-0-count]", str(QUESTIONS))
        page.fill("[name=sections-0-mark]", "10")
        page.fill("[name=duration_minutes]", str(minutes))
        page.check("[name=published]")
        page.get_by_role("button", name="保存").click()
        page.wait_for_url(lambda url: "/add/" not in url)
        return title

    return make


@pytest.fixture
def start(
    open_page: Callable[..., Page], sign_in: Callable[[Page, str], None], quiz_of: Callable[..., str]
) -> Callable[..., Page]:
    """A worker's phone with the paper of a new quiz before them."""

    def go(*, minutes: int = 20) -> Page:
        title = quiz_of(minutes=minutes)
        page = open_page()
        sign_in(page, WORKER)
        page.goto("/quizzes/")
        page.get_by_role("link", name=title).click()
        page.get_by_role("button", name="开始").click()
        page.wait_for_url(re.compile("/quizzes/attempts/"))
        expect(page.locator(".paper__question")).to_have_count(QUESTIONS)
        return page

    return go


def option(page: Page, question: int, number: int) -> Locator:
    return page.locator(".paper__question").nth(question - 1).locator(".choice input").nth(number - 1)


def note(page: Page, question: int) -> Locator:
    return page.locator(".paper__question").nth(question - 1).locator("[data-note]")


def test_an_answer_is_saved_as_it_is_given_and_a_reload_resumes(start: Callable[..., Page]) -> None:
    page = start()
    option(page, 2, 1).check()
    expect(note(page, 2)).to_contain_text("已保存")
    expect(page.locator("[data-answered]")).to_have_text("1")
    page.reload()
    expect(option(page, 2, 1)).to_be_checked()
    expect(note(page, 2)).to_contain_text("已保存")
    expect(page.locator("[data-answered]")).to_have_text("1")


def test_what_was_answered_offline_is_sent_in_order_once_online(start: Callable[..., Page]) -> None:
    page = start()
    page.context.set_offline(True)
    option(page, 1, 1).check()
    expect(page.locator("[data-state]")).to_contain_text("还没保存")
    option(page, 3, 1).check()
    option(page, 2, 1).check()
    option(page, 3, 2).check()
    sent: list[str] = []

    def listen(request: Request) -> None:
        if request.url.endswith("/answer/"):
            sent.append(parse_qs(request.post_data or "")["position"][0])

    page.on("request", listen)
    page.context.set_offline(False)
    for question in (1, 2, 3):
        expect(note(page, question)).to_contain_text("已保存")
    assert sent == ["1", "2", "3"]
    page.reload()
    expect(option(page, 3, 2)).to_be_checked()


def test_what_was_answered_offline_outlives_the_page(start: Callable[..., Page]) -> None:
    page = start()
    address = page.url
    page.context.set_offline(True)
    option(page, 1, 2).check()
    expect(page.locator("[data-state]")).to_contain_text("还没保存")
    page.close()
    context = page.context
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(option(page, 1, 2)).to_be_checked()
    expect(note(page, 1)).to_contain_text("已保存")


def test_handing_in_offline_says_so_and_loses_nothing(start: Callable[..., Page]) -> None:
    page = start()
    address = page.url
    page.context.set_offline(True)
    option(page, 1, 1).check()
    page.get_by_role("button", name="检查并交卷").click()
    expect(page.locator("[data-state]")).to_contain_text("没有网络")
    assert page.url == address
    page.context.set_offline(False)
    expect(note(page, 1)).to_contain_text("已保存")
    page.get_by_role("button", name="检查并交卷").click()
    page.wait_for_url(re.compile("/submit/"))
    expect(page.locator("main")).to_contain_text("2 题")


def test_another_phone_goes_on_and_the_first_is_told(
    start: Callable[..., Page], open_page: Callable[..., Page], sign_in: Callable[[Page, str], None]
) -> None:
    first = start()
    option(first, 1, 1).check()
    expect(note(first, 1)).to_contain_text("已保存")
    second = open_page()
    sign_in(second, WORKER)
    second.goto(first.url)
    expect(option(second, 1, 1)).to_be_checked()
    option(second, 2, 2).check()
    expect(note(second, 2)).to_contain_text("已保存")
    option(first, 2, 1).check()
    expect(note(first, 2)).to_contain_text("另一台设备")
    expect(option(first, 2, 2)).to_be_checked()

    second.get_by_role("button", name="检查并交卷").click()
    second.get_by_role("button", name="交卷").click()
    second.wait_for_url(re.compile("/result/"))
    option(first, 3, 1).check()
    expect(first.locator("[data-state]")).to_contain_text("已经交")
    first.wait_for_url(re.compile("/result/"))
    first.go_back()
    expect(first.locator(".paper")).to_have_count(0)


def test_when_time_runs_out_what_was_saved_is_handed_in(start: Callable[..., Page]) -> None:
    page = start(minutes=1)
    address = page.url
    option(page, 1, 1).check()
    expect(note(page, 1)).to_contain_text("已保存")
    page.wait_for_url(re.compile("/result/"), timeout=TIME_TO_RUN_OUT)
    expect(page.locator("main")).to_contain_text("时间到了")
    expect(page.locator("main")).to_contain_text("满分 30 分")
    page.goto(address)
    expect(page).to_have_url(re.compile("/result/"))
