"""One worker's ten minutes: from a code on a slip of paper to the leader's page, by a statute, a course and a quiz."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.checks import check_accessibility

pytestmark = pytest.mark.browser

ADMINISTRATOR, LEADER, OTHER_LEADER = "DW0001", "DW1001", "DW2001"
TEAM = "车工一班"
PASSWORD = "十分钟学一条 2026"
COURSE = "/courses/union-members/"


def add_member(page: Page, sign_in: Callable[..., None], number: str, name: str) -> str:
    """What an administrator does for a newcomer: the person, the team, and a code to hand over."""
    sign_in(page, ADMINISTRATOR)
    page.goto("/cms/users/new/")
    page.fill("[name=employee_number]", number)
    page.fill("[name=display_name]", name)
    page.click("main button[type=submit]")
    page.get_by_role("link", name="编辑").first.click()
    page.get_by_role("link", name="加入单位").click()
    expect(page.locator("[name=member]")).to_have_value(number)
    labels = page.eval_on_selector_all("[name=unit] option", "options => options.map(option => option.textContent)")
    page.select_option("[name=unit]", label=next(label for label in labels if TEAM in label))
    page.get_by_role("button", name="创建").click()
    page.goto(f"/cms/users/?q={number}")
    page.get_by_role("link", name=number).click()
    page.get_by_role("link", name="发放激活码").click()
    page.get_by_role("button", name=re.compile("发放|发激活码|生成")).click()
    match = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{2}\b", page.inner_text("main"))
    assert match, page.inner_text("main")
    return match.group()


def activate(page: Page, number: str, code: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("link", name="我有激活码").click()
    page.fill("[name=employee_number]", number)
    page.fill("[name=code]", code)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name=re.compile("密码.*登录|设.*密码")).click()


def choose(page: Page, *, javascript: bool) -> None:
    """Answer the first open check of the lesson. Which option is right nobody told us: try them until it is."""
    form = page.locator("form[action*='/check/']").first
    action = form.get_attribute("action")
    options = form.locator(".choice input")
    kind, count = options.first.get_attribute("type"), options.count()
    tries = [[index] for index in range(count)] if kind == "radio" else subsets(count)
    for chosen in tries:
        form = page.locator(f"form[action='{action}']")
        if not form.count():
            return
        for index in range(count):
            if kind == "checkbox":
                form.locator(".choice input").nth(index).set_checked(index in chosen)
            elif index in chosen:
                form.locator(".choice input").nth(index).check()
        asked = form.element_handle()
        form.locator("button[type=submit]").click()
        if javascript:
            page.wait_for_function("form => !form.isConnected", arg=asked)
        page.wait_for_load_state()


def subsets(count: int) -> list[list[int]]:
    """Larger sets first: most 多选 have most of their options right."""
    every = [[index for index in range(count) if number >> index & 1] for number in range(1, 2**count)]
    return sorted(every, key=len, reverse=True)


def take_lesson(page: Page, *, javascript: bool) -> None:
    """Answer every check of the lesson that is open."""
    for _check in range(8):
        if page.locator("form[action*='/check/']").count() == 0:
            return
        choose(page, javascript=javascript)


def walk(page: Page, number: str, code: str, *, javascript: bool) -> None:
    activate(page, number, code)
    expect(page.locator("main")).to_contain_text(TEAM)
    check_accessibility(page, javascript=javascript)

    page.goto("/library/")
    statutes = page.locator("main a[href^='/library/']")
    real = statutes.filter(has_text="工会法")  # not part of the project; the enterprise's own rules are
    (real if real.count() else statutes.filter(has_text="考勤与休假管理办法")).first.click()
    check_accessibility(page, javascript=javascript)
    page.locator("a[href$='/article/1/']").first.click()
    expect(page.locator("h1")).to_have_text("第一条")
    check_accessibility(page, javascript=javascript)

    page.goto(COURSE)
    page.get_by_role("button", name=re.compile("开始")).or_(
        page.get_by_role("link", name=re.compile("开始"))
    ).first.click()
    page.wait_for_url(re.compile(COURSE + "[^/]+/"))
    page.locator("details.cited-article, details:has-text('《')").first.locator("summary").click()
    check_accessibility(page, javascript=javascript)
    lessons = 0
    while True:
        lessons += 1
        take_lesson(page, javascript=javascript)
        quiz = page.locator("main a[href^='/quizzes/']").first
        if quiz.count():
            quiz.click()
            break
        expect(page.locator("main")).to_contain_text("学完")
        page.locator(f"main a[href^='{COURSE}']", has_text="下一课").first.click()
    assert lessons == 5

    take_quiz(page, javascript=javascript)
    expect(page.locator("main")).to_contain_text(re.compile("及格|没有及格|未及格"))
    expect(page.locator("main details", has_text="《").first).to_be_attached()
    check_accessibility(page, javascript=javascript)


def take_quiz(page: Page, *, javascript: bool) -> None:
    page.get_by_role("button", name=re.compile("开始|再答")).click()
    page.wait_for_url(re.compile("/quizzes/attempts/"))
    assert "explanation" not in page.content()
    check_accessibility(page, javascript=javascript)
    questions = page.locator("fieldset.question")
    for index in range(questions.count()):
        if javascript:
            with page.expect_response(lambda response: response.url.endswith("/answer/")) as saved:
                questions.nth(index).locator(".choice input").first.check()
            assert saved.value.ok
        else:
            questions.nth(index).locator(".choice input").first.check()
    if javascript:
        expect(page.locator("[data-note]").last).to_contain_text("已保存")
        page.reload()
        expect(page.locator("fieldset.question .choice input:checked")).to_have_count(questions.count())
    page.get_by_role("button", name="交卷").or_(page.get_by_role("link", name="交卷")).first.click()
    page.get_by_role("button", name=re.compile("交卷")).last.click()
    page.wait_for_url(re.compile("/result/"))


@pytest.mark.parametrize(("javascript", "number", "name"), [(True, "T9001", "宁小满"), (False, "T9002", "宁大暑")])
def test_a_newcomer_learns_and_the_leader_sees_it(
    open_page: Callable[..., Page], sign_in: Callable[..., None], javascript: bool, number: str, name: str
) -> None:
    code = add_member(open_page(width=1280), sign_in, number, name)
    walk(open_page(javascript=javascript), number, code, javascript=javascript)

    leader = open_page(javascript=javascript)
    sign_in(leader, LEADER)
    leader.goto("/teams/")
    leader.get_by_role("link", name=TEAM).first.click()
    check_accessibility(leader, javascript=javascript)
    leader.get_by_role("link", name=name).first.click()
    expect(leader.locator("main")).to_contain_text("学完一课")
    check_accessibility(leader, javascript=javascript)
    records = leader.url

    stranger = open_page(javascript=javascript)
    sign_in(stranger, OTHER_LEADER)
    assert stranger.goto(records).status == 404
