"""The list of what people say and what the law calls it: as it is shipped, kept by editors, and used by a search."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from modelsearch.backends import get_search_backend
from modelsearch.backends.elasticsearchbase import ElasticsearchBaseSearchQueryCompiler
from modelsearch.query import PlainText

from library.models import Article, Synonym
from library.search import synonyms
from library.search.servers import SentenceCompiler
from library.search.synonyms import (
    EXPANSION_WEIGHT,
    SynonymList,
    expansions,
    forget_synonyms,
    shipped_synonyms,
    using_synonyms,
)
from tests.factories.library import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    """No list outlives the rows that it was read from."""
    forget_synonyms()
    yield
    forget_synonyms()


def errors_of(word: str, legal_terms: str) -> set[str]:
    with pytest.raises(ValidationError) as caught:
        Synonym(word=word, legal_terms=legal_terms).full_clean()
    return set(caught.value.message_dict)


def articles(text: str) -> list[Article]:
    return list(get_search_backend().search(PlainText(text, operator="or"), Article.objects.all()))


def test_a_new_installation_begins_with_the_shipped_list() -> None:
    assert sorted(Synonym.objects.pairs()) == sorted(shipped_synonyms())
    assert len(shipped_synonyms()) >= 120
    assert dict(shipped_synonyms())["五险一金"] == "社会保险 住房公积金"


def test_the_shipped_list_is_what_an_editor_could_have_typed() -> None:
    for synonym in Synonym.objects.all():
        word, terms = synonym.word, synonym.legal_terms
        synonym.full_clean()
        assert (synonym.word, synonym.legal_terms) == (word, terms)


def test_what_editors_changed_and_deleted_stays_so_when_the_site_is_upgraded() -> None:
    Synonym.objects.filter(word="工钱").update(legal_terms="工资")
    Synonym.objects.filter(word="老板").delete()
    kept = Synonym.objects.pairs()
    call_command("migrate", verbosity=0)
    assert Synonym.objects.pairs() == kept


def test_a_law_that_says_it_otherwise_is_found_after_one_that_says_it_so() -> None:
    Synonym.objects.all().delete()
    other = ArticleFactory(text="用人单位应当支付报酬。")
    same = ArticleFactory(text="用人单位应当支付工钱。")
    ArticleFactory(text="工会组织活动。")
    assert articles("工钱") == [same]
    Synonym.objects.create(word="工钱", legal_terms="报酬")
    assert articles("工钱") == [same, other]
    Synonym.objects.get(word="工钱").delete()
    assert articles("工钱") == [same]


def test_a_change_made_by_another_process_is_seen_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    Synonym.objects.all().delete()
    assert expansions("工钱") == []
    Synonym.objects.bulk_create([Synonym(word="工钱", legal_terms="劳动报酬")])  # nobody tells this process
    assert expansions("工钱") == []
    now = synonyms.time.monotonic()
    monkeypatch.setattr(synonyms.time, "monotonic", lambda: now + synonyms.LIFETIME + 1)
    assert synonyms.LIFETIME <= 10
    assert expansions("工钱") == [("劳动报酬", EXPANSION_WEIGHT)]


def test_of_words_that_begin_alike_the_longest_is_meant_and_each_term_comes_once() -> None:
    words = SynonymList([("加班", "延长工作时间"), ("加班费", "工资报酬 延长工作时间"), ("ＨＲ", "用人单位")])
    assert [term for term, _weight in words.expansions("加班费和加班")] == ["工资报酬", "延长工作时间"]
    assert [term for term, _weight in words.expansions("问hr")] == ["用人单位"]
    assert words.expansions("加 班") == []
    assert SynonymList([]).expansions("加班") == []
    assert 0 < EXPANSION_WEIGHT < 1


def test_synonyms_are_not_expanded_again() -> None:
    with using_synonyms([("甲", "乙"), ("乙", "丙")]):
        assert [term for term, _weight in expansions("甲")] == ["乙"]


@pytest.mark.parametrize(
    ("word", "legal_terms", "wrong"),
    [
        ("", "劳动报酬", {"word"}),
        ("？！", "劳动报酬", {"word"}),
        ("工" * 21, "劳动报酬", {"word"}),
        ("新词", "", {"legal_terms"}),
        ("新词", "劳动报酬 。", {"legal_terms"}),
        ("新词", "劳" * 121, {"legal_terms"}),
        ("新词", "新词 劳动报酬", {"legal_terms"}),
        ("工钱", "劳动报酬", {"word"}),  # there is one
        ("新词", "工钱", {"legal_terms"}),  # which has legal terms of its own
        ("劳动报酬", "工资收入", {"word"}),  # to which another leads
    ],
)
def test_what_an_editor_may_not_type(word: str, legal_terms: str, wrong: set[str]) -> None:
    assert errors_of(word, legal_terms) == wrong


def test_width_case_and_other_separators_are_put_right() -> None:
    synonym = Synonym(word=" Ｗorｋ 群 ", legal_terms="工作时间，工作时间、休息　休假")
    synonym.full_clean()
    assert (synonym.word, synonym.legal_terms) == ("work群", "工作时间 休息 休假")


@pytest.mark.parametrize("values", [{"word": "", "legal_terms": "甲"}, {"word": "乙", "legal_terms": ""}])
def test_the_database_takes_nothing_empty(values: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Synonym.objects.create(**values)


def test_an_editor_adds_changes_and_deletes_and_a_search_follows(union, client_for) -> None:  # type: ignore[no-untyped-def]
    client = client_for(union.editor)
    article = ArticleFactory(text="高温天气露天作业发给津贴。")
    index = client.get(reverse("synonyms:index"), {"q": "工钱"}).content.decode()
    assert "劳动报酬" in index
    assert "炒鱿鱼" not in index
    assert article not in articles("防暑钱")
    response = client.post(reverse("synonyms:add"), {"word": "防暑钱", "legal_terms": "露天作业 高温天气"})
    assert response.status_code == 302
    assert articles("防暑钱")[0] == article
    added = Synonym.objects.get(word="防暑钱")
    client.post(reverse("synonyms:edit", args=[added.pk]), {"word": "防暑钱", "legal_terms": "采暖"})
    assert article not in articles("防暑钱")
    client.post(reverse("synonyms:delete", args=[added.pk]))
    assert not Synonym.objects.filter(word="防暑钱").exists()


def test_a_refused_word_is_kept_in_the_form_with_the_reason(union, client_for) -> None:  # type: ignore[no-untyped-def]
    client = client_for(union.editor)
    response = client.post(reverse("synonyms:add"), {"word": "新词", "legal_terms": "工钱"})
    html = response.content.decode()
    assert 'value="新词"' in html
    assert "“工钱”自己就在表里" in html
    assert client.post(reverse("synonyms:add"), {"word": "新\0词", "legal_terms": "甲"}).status_code == 200
    assert not Synonym.objects.filter(word__startswith="新").exists()


@pytest.mark.parametrize("person", ["worker", "leader", None])
def test_the_list_is_for_editors(person: str | None, union, client_for) -> None:  # type: ignore[no-untyped-def]
    client = client_for(getattr(union, person)) if person else Client()
    count = Synonym.objects.count()
    assert client.get(reverse("synonyms:index")).status_code in (302, 403)
    assert client.post(reverse("synonyms:add"), {"word": "新词", "legal_terms": "甲"}).status_code in (302, 403)
    assert Synonym.objects.count() == count


def test_a_server_is_asked_with_the_same_expansions_and_without_the_words_that_only_ask() -> None:
    class Compiler(SentenceCompiler, ElasticsearchBaseSearchQueryCompiler):
        pass

    with using_synonyms([("老板", "用人单位")]):
        asked = Compiler(
            Article.objects.all(), PlainText("老板怎么办", operator="or"), fields=["text"]
        ).get_inner_query()
        typed, other = asked["bool"]["should"]
        assert typed["match"]["text"]["query"].strip() == "老板"
        assert other["match"]["text"] == {"query": "用人单位", "boost": EXPANSION_WEIGHT}
        whole = Compiler(
            Article.objects.all(), PlainText("老板怎么办", operator="and"), fields=["text"]
        ).get_inner_query()
        assert whole == {"match": {"text": {"query": "老板怎么办", "operator": "and"}}}


def test_every_engine_that_a_setting_may_name_is_asked_so() -> None:
    from library.search.connection import _ENGINES

    servers = importlib.import_module("library.search.servers")
    assert all(path == f"library.search.servers.{name}" for name, path in _ENGINES.items())
    assert not hasattr(servers, "no_such_engine")
