"""An editor at work in the CMS: a guide that cites an article, from an empty form to a visitor's phone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

EDITOR = "DW0003"
STATUTE = "东湾机械有限公司考勤与休假管理办法"
#: Seconds that the search index may take to follow.
PATIENCE = 20


def add_block(page: Page, name: str) -> Locator:
    """Append a block to the body by the + under the last one; gives the block."""
    body = page.locator("[data-contentpath=body]")
    blocks = body.locator("[data-streamfield-child]")
    before = blocks.count()
    body.locator("button.c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()
    expect(blocks).to_have_count(before + 1)
    return blocks.last


def write_rich_text(block: Locator, text: str) -> None:
    block.locator("[contenteditable=true]").first.click()
    block.page.keyboard.type(text)


def publish(page: Page) -> None:
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("footer button[name=action-publish]").click()
    page.wait_for_load_state()


def write_guide(page: Page, title: str, secret: str) -> None:
    page.goto("/cms/")
    page.get_by_role("link", name="去写：办事指南").click()
    page.get_by_role("link", name="添加子页面").first.click()
    page.wait_for_url(re.compile("/pages/add/library/guidepage/"))
    page.locator("[name=title]").press_sequentially(title)
    page.fill("[name=summary]", "先看考勤，再找班组长。")
    write_rich_text(add_block(page, "正文"), secret)
    citation = add_block(page, "引用法条")
    citation.locator("[name$=-law]").fill(f"《{STATUTE}》")
    citation.locator("[name$=-article]").fill("第九百条")


def test_an_editor_publishes_a_guide_and_a_visitor_reads_the_article_it_cites(
    open_page: Callable[..., Page], sign_in: Callable[..., None]
) -> None:
    mark = f"{time.time_ns() % 10**9}"
    title, secret = f"迟到几分钟怎么算{mark}", f"桂花{mark}不能扣一天工资。"
    visitor = open_page()
    visitor.goto("/guides/")
    expect(visitor.locator("main")).not_to_contain_text(title)

    editor = open_page(width=1280)
    sign_in(editor, EDITOR)
    write_guide(editor, title, secret)
    publish(editor)
    expect(editor.locator("main")).to_contain_text("没有第九百条")
    expect(editor.locator("[name=title]")).to_have_value(title)
    expect(editor.locator("main")).to_contain_text(secret)
    visitor.goto("/guides/")
    expect(visitor.locator("main")).not_to_contain_text(title)

    editor.locator("[name$=-article]").fill("第一条")
    publish(editor)
    expect(editor.locator(".messages")).to_contain_text(re.compile("已创建并发布|已经发布"))

    visitor.goto("/guides/")
    visitor.get_by_role("link", name=title).click()
    expect(visitor.locator("main")).to_contain_text(secret)
    cited = visitor.locator("details", has_text=f"《{STATUTE}》第一条")
    cited.locator("summary").click()
    cited.get_by_role("link").first.click()
    expect(visitor.locator("h1")).to_have_text("第一条")
    expect(visitor.locator("main")).to_contain_text(title)
    found_by_search(visitor, f"桂花{mark}", title)


def found_by_search(page: Page, words: str, title: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        page.goto(f"/library/search/?q={words}")
        if page.locator("main").get_by_role("link", name=re.compile(title)).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"the search does not find {words}")
