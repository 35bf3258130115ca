"""An amendment from end to end: a question is cited, the law changes, the question leaves the draws and comes back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.test_editor import publish

pytestmark = pytest.mark.browser

EDITOR, WORKER = "DW0003", "DW1003"


def day(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


def law_text(title: str, promulgated: dt.date, starts: dt.date, minutes: str) -> str:
    return "\n\n".join(
        [
            f"# {title}",
            f"{day(promulgated)} 东湾机械有限公司通过",
            "第一条 为了保证一线职工在高温天气里的休息，制定本办法。",
            f"第二条 气温达到三十五度的，每两小时应当安排不少于{minutes}分钟的休息，休息时间计入工作时间。",
            f"第三条 本办法自{day(starts)}起施行。",
        ]
    )


def publish_law(page: Page, text: str) -> None:
    page.goto("/cms/library/uploads/")
    page.fill("[name=pasted]", text)
    page.get_by_role("button", name="上传并查看").click()
    page.get_by_role("button", name="存为草稿").click()
    page.wait_for_load_state()
    publish(page)


def write_question(page: Page, bank: str, stem: str, citation: str) -> None:
    page.goto("/cms/snippets/quizzes/questionbank/add/")
    page.fill("[name=name]", bank)
    page.locator("footer button[type=submit]").first.click()
    page.goto("/cms/snippets/quizzes/question/add/")
    page.fill("[name=stem]", stem)
    for number, text in enumerate(["十分钟", "二十分钟"], start=1):
        page.locator("[name^=options]").locator(f"nth={number - 1}")
        page.get_by_label(re.compile(f"选项.*{number}|{'AB'[number - 1]}")).first.fill(text)
    page.fill("[name=explanation]", f"写在{citation}里。")


def test_a_question_leaves_the_draws_with_the_new_law_and_returns_when_it_is_decided(
    open_page: Callable[..., Page], sign_in: Callable[..., None]
) -> None:
    editor = open_page(width=1280)
    sign_in(editor, EDITOR)
    editor.goto("/cms/snippets/quizzes/question/add/")
    print(editor.locator("form").inner_text())
    print([e.get_attribute("name") for e in editor.locator("form [name]").all()])
