"""A member's own bookmarks, highlights and notes: private, and true to the article through its versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.personal_data import collect_personal_data
from library.enums import AnnotationKind
from library.marginalia.margin import margin_of
from library.marginalia.services import RefusedError, add_bookmark, annotate, change_note
from library.models import Annotation, Article, StatuteVersion
from tests.conftest import Union
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory

pytestmark = pytest.mark.django_db

TEXTS = {
    1: "为了保护职工的休息权利，制定本办法。",
    2: "用人单位安排职工加班的，应当在当月支付加班工资。",
    3: "职工有权查看自己的考勤记录，用人单位不得拒绝。",
}


def version(statute: Any, day: str, texts: dict[int, str], until: str | None = None) -> StatuteVersion:
    made: StatuteVersion = StatuteVersionFactory(
        statute=statute,
        promulgated_on=dt.date.fromisoformat(day),
        effective_until=dt.date.fromisoformat(until) if until else None,
    )
    positions = count(1)
    for number, text in texts.items():
        ArticleFactory(version=made, number=number, position=next(positions), text=text, paragraphs=[{"text": text}])
    return made


@pytest.fixture
def article() -> Article:
    made = version(StatuteFactory(), "2020-01-01", TEXTS)
    return made.articles.get(number=2)


def amended(article: Article) -> StatuteVersion:
    """A new first article moves the others down, and the one on overtime loses a few words."""
    old = article.version
    old.effective_until = dt.date(2023, 12, 31)
    old.save()
    texts = {
        1: TEXTS[1],
        2: "本办法适用于本市行政区域内的各类企业。",
        3: "用人单位安排职工加班的，应当支付加班工资。",
        4: TEXTS[3],
    }
    return version(old.statute, "2024-01-01", texts)


def test_a_mark_that_is_sent_twice_is_kept_once(article: Article, union: Union, client_for: Callable) -> None:
    browser, address = client_for(union.worker), f"{article.get_absolute_url()}note/"
    for _press in range(2):
        assert browser.post(address, {"quote": "加班工资", "text": "问班长。"}).status_code == 302
    browser.post(address, {"quote": "加班工资", "text": ""})
    assert [note.text for note in Annotation.objects.of(union.worker)] == ["问班长。", ""]


def test_an_article_is_kept_once_and_let_go_again(article: Article, union: Union, client_for: Callable) -> None:
    browser, address = client_for(union.worker), f"{article.get_absolute_url()}bookmark/"
    browser.post(address, {"keep": "1"})
    browser.post(address, {"keep": "1"})
    assert Annotation.objects.of(union.worker).count() == 1
    browser.post(address, {"keep": "0"})
    assert not Annotation.objects.of(union.worker).exists()


def test_a_passage_is_marked_in_the_article_and_the_note_stands_below(
    article: Article, union: Union, client_for: Callable
) -> None:
    browser = client_for(union.worker)
    response = browser.post(f"{article.get_absolute_url()}note/", {"quote": "当月支付", "text": "工资条 <b>"})
    assert response.status_code == 302
    page = browser.get(article.get_absolute_url()).content.decode()
    assert '<mark class="passage">当月支付</mark>加班工资' in page
    assert "工资条 &lt;b&gt;" in page


def test_words_that_the_article_does_not_hold_are_refused_and_stay_in_the_form(
    article: Article, union: Union, client_for: Callable
) -> None:
    page = client_for(union.worker).post(f"{article.get_absolute_url()}note/", {"quote": "次月支付", "text": "记一下"})
    assert page.status_code == 200
    assert "次月支付" in page.content.decode()
    assert "记一下" in page.content.decode()
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"quote": " ", "text": "　"}, {"text": "长" * 2001}, {"quote": "长" * 1001}])
def test_an_empty_or_endless_note_is_refused(
    article: Article, union: Union, client_for: Callable, sent: dict[str, str]
) -> None:
    page = client_for(union.worker).post(f"{article.get_absolute_url()}note/", sent)
    assert page.status_code == 200
    assert not Annotation.objects.exists()


def test_nobody_else_sees_changes_or_deletes_a_note(article: Article, union: Union, client_for: Callable) -> None:
    note = annotate(article=article, quote="加班工资", text="我的秘密", by=union.worker)
    assert "我的秘密" in client_for(union.worker).get(article.get_absolute_url()).content.decode()
    for other in (union.leader, union.editor, union.administrator):
        browser = client_for(other)
        assert "我的秘密" not in browser.get(article.get_absolute_url()).content.decode()
        assert "我的秘密" not in browser.get("/library/mine/").content.decode()
        assert browser.get(f"/library/mine/{note.pk}/").status_code == 404
        assert browser.post(f"/library/mine/{note.pk}/", {"delete": ""}).status_code == 404
    assert Annotation.objects.filter(pk=note.pk).exists()


def test_a_visitor_is_shown_the_way_to_sign_in(article: Article, client: Client) -> None:
    assert "/accounts/login/?next=" in client.get(article.get_absolute_url()).content.decode()
    assert client.post(f"{article.get_absolute_url()}bookmark/", {"keep": "1"}).status_code == 302


def test_a_mark_follows_the_article_to_its_new_number(article: Article, union: Union) -> None:
    add_bookmark(article=article, by=union.worker)
    annotate(article=article, quote="应当在当月支付", text="", by=union.worker)
    annotate(article=article, quote="支付加班工资", text="问过工会", by=union.worker)
    new = amended(article)
    continued, same_number = new.articles.get(number=3), new.articles.get(number=2)
    margin = margin_of(union.worker, continued)
    assert margin.bookmark is not None
    assert [is_gone for _note, is_gone in margin.entries] == [True, False]
    assert margin.passages == ["支付加班工资"]
    assert margin_of(union.worker, same_number).notes == []


def test_an_article_kept_before_an_amendment_is_not_kept_twice(article: Article, union: Union) -> None:
    add_bookmark(article=article, by=union.worker)
    add_bookmark(article=amended(article).articles.get(number=3), by=union.worker)
    assert Annotation.objects.of(union.worker).count() == 1


def test_the_collection_names_articles_as_today_and_says_which_are_gone(
    article: Article, union: Union, client_for: Callable
) -> None:
    add_bookmark(article=article, by=union.worker)
    annotate(article=article.version.articles.get(number=3), quote="", text="考勤要留底", by=union.worker)
    new = amended(article)
    new.articles.get(number=4).delete()
    page = client_for(union.worker).get("/library/mine/").content.decode()
    assert "第三条" in page
    assert new.articles.get(number=3).get_absolute_url() in page
    assert "考勤要留底" in page
    assert "今天的法律里没有这一条了" in page


def test_a_note_is_changed_and_deleted(article: Article, union: Union, client_for: Callable) -> None:
    note = annotate(article=article, quote="", text="旧", by=union.worker)
    browser, address = client_for(union.worker), f"/library/mine/{note.pk}/"
    browser.post(address, {"text": "新"})
    note.refresh_from_db()
    assert note.text == "新"
    assert browser.post(address, {"text": " "}).status_code == 200
    browser.post(address, {"delete": ""})
    assert not Annotation.objects.exists()


def test_without_its_words_a_note_on_a_passage_is_a_highlight(article: Article, union: Union) -> None:
    note = annotate(article=article, quote="加班工资", text="旧", by=union.worker)
    assert change_note(annotation=note, text="").kind == AnnotationKind.HIGHLIGHT
    with pytest.raises(RefusedError):
        change_note(annotation=annotate(article=article, quote="", text="旧", by=union.worker), text="")


def test_the_database_refuses_a_second_bookmark_and_an_empty_note(article: Article, union: Union) -> None:
    add_bookmark(article=article, by=union.worker)
    mark = {"member": union.worker, "version": article.version, "number": article.number}
    for kind in (AnnotationKind.BOOKMARK, AnnotationKind.NOTE, AnnotationKind.HIGHLIGHT):
        with pytest.raises(IntegrityError), transaction.atomic():
            Annotation.objects.create(kind=kind, **mark)


def test_marks_are_part_of_what_a_member_downloads(article: Article, union: Union) -> None:
    annotate(article=article, quote="加班工资", text="我的秘密", by=union.worker)
    assert "我的秘密" in str(collect_personal_data(union.worker))
    assert "我的秘密" not in str(collect_personal_data(union.leader))


def test_the_collection_costs_the_same_whatever_is_kept(
    article: Article, union: Union, client_for: Callable, django_assert_max_num_queries: Callable
) -> None:
    browser = client_for(union.worker)
    for number in range(30):
        other = version(StatuteFactory(), "2020-01-01", {number + 1: f"第{number}种情形。"}).articles.get()
        add_bookmark(article=other, by=union.worker)
    with django_assert_max_num_queries(8):
        assert browser.get("/library/mine/").content.decode().count("margin__entry") == 30
