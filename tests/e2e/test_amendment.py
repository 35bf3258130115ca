"""An amendment from end to end: a question is cited, the law changes, the question leaves the draws and comes back."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_editor import publish

pytestmark = pytest.mark.browser

EDITOR, WORKER, OTHER_WORKER = "DW0003", "DW1003", "DW1004"


def _day(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


def law_text(title: str, starts: dt.date, minutes: str) -> str:
    return "\n\n".join(
        [
            f"# {title}",
            f"{_day(starts)} 东湾机械有限公司通过",
            "第一条 为了保证一线职工在高温天气里的休息，制定本办法。",
            f"第二条 气温达到三十五度的，每两小时应当安排不少于{minutes}分钟的休息，休息时间计入工作时间。",
            f"第三条 本办法自{_day(starts)}起施行。",
        ]
    )


def publish_law(page: Page, text: str) -> None:
    """By the upload desk, as an editor does."""
    page.goto("/cms/library/uploads/")
    page.fill("[name=pasted]", text)
    page.get_by_role("button", name="上传并查看").click()
    page.get_by_role("button", name="存为草稿").click()
    page.wait_for_load_state()
    publish(page)
    expect(page.locator(".messages")).to_be_visible()


def choose(page: Page, name: str, title: str) -> None:
    """By Wagtail's chooser."""
    page.locator(f"#id_{name}-chooser [data-chooser-action-choose]").first.click()
    page.locator(".modal-body").get_by_role("link", name=title).click()
    expect(page.locator(f"[name={name}]")).not_to_have_value("")


def write_question(page: Page, bank: str, stem: str, law: str) -> None:
    page.goto("/cms/snippets/quizzes/questionbank/add/")
    page.fill("[name=name]", bank)
    page.locator("footer [type=submit]").first.click()
    page.wait_for_url("**/questionbank/")
    page.goto("/cms/snippets/quizzes/question/add/")
    page.select_option("[name=type]", "truefalse")
    page.fill("[name=stem]", stem)
    page.select_option("[name=statement]", "true")
    page.fill("[name=citations]", f"《{law}》第二条")
    choose(page, "bank", bank)
    page.locator("footer [type=submit]").first.click()
    page.wait_for_url("**/question/")


def publish_quiz(page: Page, title: str, bank: str) -> None:
    page.goto("/cms/snippets/quizzes/quiz/add/")
    page.fill("[name=title]", title)
    page.locator("#id_sections-ADD").click()
    choose(page, "sections-0-bank", bank)
    page.fill("[name=sections-0-count]", "1")
    page.fill("[name=attempts_allowed]", "3")
    page.check("[name=published]")
    page.locator("footer [type=submit]").first.click()
    page.wait_for_url("**/quiz/")


def start(page: Page, quiz: str) -> None:
    """Its address is its title."""
    page.goto(f"/quizzes/{quiz}/")
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def test_a_question_leaves_the_draws_with_the_new_law_and_returns_when_it_is_decided(
    open_page: Callable[..., Page], sign_in: Callable[..., None]
) -> None:
    mark = f"{time.time_ns() % 10**9}"
    law, bank, quiz, stem = (f"{name}{mark}" for name in ("高温休息办法", "高温题库", "高温测验", "高温天要安排休息"))
    today = dt.date.today()  # noqa: DTZ011  the machine's own, as the site's
    editor = open_page(width=1280)
    sign_in(editor, EDITOR)
    publish_law(editor, law_text(law, today - dt.timedelta(days=400), "十"))
    write_question(editor, bank, stem, law)
    publish_quiz(editor, quiz, bank)

    worker = open_page()
    sign_in(worker, WORKER)
    start(worker, quiz)
    expect(worker.locator("main")).to_contain_text(stem)

    publish_law(editor, law_text(law, today, "二十"))
    editor.locator(".messages").get_by_role("link", name="修法影响").click()
    place = editor.locator(".law-place", has_text=stem)
    expect(place).to_contain_text("待决定")
    expect(editor.locator(".law-impact__texts del")).to_contain_text("十")
    editor.goto("/cms/")
    expect(editor.locator("#amendments-section")).to_contain_text(law)

    other = open_page()
    sign_in(other, OTHER_WORKER)
    start(other, quiz)
    expect(other.locator("body")).to_contain_text("题库里的题不够抽")
    expect(other.locator("main")).not_to_contain_text(stem)

    editor.locator("#amendments-section").get_by_role("link", name=law).click()
    editor.locator(".law-place", has_text=stem).get_by_role("button", name="仍然正确").click()
    expect(editor.locator(".messages")).to_contain_text("仍然正确")
    start(other, quiz)
    expect(other.locator("main")).to_contain_text(stem)


def test_a_member_is_shown_what_has_changed_since_they_learned_it(
    open_page: Callable[..., Page], sign_in: Callable[..., None]
) -> None:
    """By the demo's own amendment: 补休 within fifteen days, no longer within a month."""
    worker = open_page()
    sign_in(worker, WORKER)
    worker.goto("/")
    worker.get_by_role("link", name="看看哪里变了").click()
    change = worker.locator(".law-change", has_text="第十七条")
    expect(change.locator("del").first).to_contain_text("月")
    expect(change.locator("ins").first).to_contain_text("十五")
    worker.get_by_role("button", name="我已了解这些变化").click()
    expect(worker.locator("main")).to_contain_text("没有要看的变化")
    worker.goto("/")
    expect(worker.get_by_role("link", name="看看哪里变了")).to_have_count(0)
