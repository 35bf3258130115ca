"""A name that editors keep beside a law's own is understood wherever somebody names a law."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from library.blocks import CitationBlock, citation_reference
from library.citations import by_its_own_name
from library.models import Article, StatuteAlias
from library.references import ArticleReference, parse_reference
from library.search.direct import read_mentions
from library.search.named import resolve
from tests.factories.library import ArticleFactory, StatuteVersionFactory
from tests.library.test_search_page import page

pytestmark = pytest.mark.django_db

DISPUTES = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）"
ALIAS = "劳动争议解释（一）"


@pytest.fixture
def article() -> Article:
    version = StatuteVersionFactory(statute__short_title=DISPUTES)
    StatuteAlias.objects.create(statute=version.statute, name=ALIAS)
    return ArticleFactory(version=version, number=1, text="用人单位与劳动者之间发生的纠纷，属于劳动争议。")


def named(text: str) -> list[str]:
    return [str(one.reference) for one in resolve(read_mentions(text).mentions, dt.date(2024, 5, 1))]


@pytest.mark.parametrize(
    "text",
    [
        f"{ALIAS}第一条",
        "劳动争议解释(一) 第1条",
        f"《{ALIAS}》第一条",
        f"根据{ALIAS}第一条",
        "劳动争议解释 （一） 第一条",
    ],
)
def test_an_article_named_by_an_alias_is_found(article: Article, text: str) -> None:
    assert named(text) == [f"《{DISPUTES}》第一条"]


def test_the_longest_of_several_names_is_meant(article: Article) -> None:
    other = StatuteVersionFactory(statute__short_title="另一部解释")
    StatuteAlias.objects.create(statute=other.statute, name="解释（一）")
    ArticleFactory(version=other, number=1)
    assert named(f"{ALIAS}第一条") == [f"《{DISPUTES}》第一条"]
    assert named("解释（一）第一条") == ["《另一部解释》第一条"]


def test_a_law_s_own_name_comes_before_an_alias_of_the_same_words(article: Article) -> None:
    """One that came into the library after the alias was given."""
    ArticleFactory(version__statute__short_title=ALIAS, number=1)
    assert named(f"{ALIAS}第一条") == [f"《{ALIAS}》第一条"]


def test_the_search_page_and_the_box_know_it(client: Client, article: Article) -> None:
    assert article.get_absolute_url() in page(client, f"{ALIAS}第一条")
    assert article.version.statute.get_absolute_url() in page(client, ALIAS)
    offered = client.get("/library/search/suggest/", {"q": ALIAS}).json()["suggestions"]
    assert [one["label"] for one in offered] == [DISPUTES]


@pytest.mark.parametrize("name", [ALIAS, DISPUTES, f"中华人民共和国{DISPUTES}"])
def test_the_json_finds_a_statute_by_any_of_its_names(client: Client, article: Article, name: str) -> None:
    found = client.get("/api/v2/statutes/find/", {"name": name})
    assert found.status_code == 302
    assert found["Location"].endswith(f"/statutes/{article.version.statute_id}/")


def test_what_an_editor_cites_by_it_is_kept_under_the_law_s_own_name(article: Article) -> None:
    block = CitationBlock()
    value = block.clean(block.to_python({"law": f"《{ALIAS}》", "article": "1"}))
    assert citation_reference(value) == ArticleReference(DISPUTES, 1)
    assert by_its_own_name(parse_reference(f"《{ALIAS}》第一条")) == ArticleReference(DISPUTES, 1)
    assert by_its_own_name(parse_reference("《没有的法》第一条")).law == "没有的法"
