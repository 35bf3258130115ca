from __future__ import annotations

import datetime as dt

import pytest
from django.template.loader import render_to_string
from wagtail.blocks import StructBlockValidationError

from library.blocks import CitationBlock, citation_reference
from library.citations import cite, references_in
from library.citing.directory import directory
from library.models import GuidePage
from library.references import ArticleReference, parse_reference
from tests.factories.library import ArticleFactory, StatuteVersionFactory

PARAGRAPHS = [
    {
        "text": "有下列情形之一的，应当停工：",
        "items": [{"number": 1, "text": "下雨；"}, {"number": 2, "text": "下雪。"}],
    },
    {"text": "停工期间照发工资。"},
]


@pytest.fixture
def article(db: None) -> object:
    return ArticleFactory(
        version__statute__short_title="停工法", number=3, paragraphs=PARAGRAPHS, text="有下列情形之一的，应当停工"
    )


def body_of(*values: dict[str, object]) -> object:
    block = GuidePage._meta.get_field("body").stream_block
    return block.to_python([{"type": "citation", "value": value} for value in values])


def test_a_reference_finds_the_article_in_force(article):
    reference = ArticleReference("停工法", 3)
    cited = cite([reference])[reference]
    assert cited.article == article
    assert cited.label == "《停工法》第三条"
    assert cited.url == "/library/停工法/article/3/" or cited.url.endswith("/article/3/")
    assert cited.paragraphs == PARAGRAPHS


def test_a_law_that_the_library_lacks_is_cited_by_name(db):
    reference = ArticleReference("没有的法", 3, paragraph=1)
    cited = cite([reference])[reference]
    assert (cited.article, cited.url, cited.paragraphs) == (None, "", [])
    assert cited.label == "《没有的法》第三条第一款"
    assert "没有的法" in render_to_string("library/components/cited_article.html", {"cited": cited})


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"paragraph": 2}, [PARAGRAPHS[1]]),
        ({"item": 2}, [{"text": PARAGRAPHS[0]["text"], "items": [PARAGRAPHS[0]["items"][1]]}]),
        ({"paragraph": 1, "item": 1}, [{"text": PARAGRAPHS[0]["text"], "items": [PARAGRAPHS[0]["items"][0]]}]),
        ({"paragraph": 9}, PARAGRAPHS),
        ({"paragraph": 2, "item": 1}, PARAGRAPHS),
    ],
)
def test_only_the_cited_part_is_shown_and_the_whole_where_it_is_not_there(article, place, expected):
    reference = ArticleReference("停工法", 3, **place)
    assert cite([reference])[reference].paragraphs == expected


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_citations_costs_one_query(db, django_assert_num_queries, count):
    version = StatuteVersionFactory(statute__short_title="停工法")
    references = [ArticleReference("停工法", number) for number in range(1, count + 1)]
    for reference in references:
        ArticleFactory(version=version, number=reference.number)
    directory()  # a process reads the names of the laws once
    with django_assert_num_queries(1):
        found = cite(references)
        assert all(cited.url and cited.paragraphs for cited in found.values())


def test_what_a_cited_passage_cites_in_turn_is_a_link(article):
    items = [{"number": 1, "text": "前条所说的；"}, {"number": 2, "text": "本法第三条第二款所说的。"}]
    paragraphs = [{"text": "下列情形照停工法第三条办：", "items": items}]
    other = ArticleFactory(version=article.version, number=4, position=2, paragraphs=paragraphs)
    reference = ArticleReference("停工法", 4, paragraph=1, item=2)
    html = render_to_string("library/components/cited_article.html", {"cited": cite([reference])[reference]})
    assert html.count(f'<a class="law-link" href="{article.get_absolute_url()}">') == 2
    assert f'href="{other.get_absolute_url()}"' in html
    assert "前条" not in html


def test_a_draft_is_never_cited(db):
    ArticleFactory(version__statute__short_title="草案法", version__live=False, number=1)
    reference = ArticleReference("草案法", 1)
    assert cite([reference])[reference].article is None


def test_the_day_decides_which_text_is_cited(db):
    old = StatuteVersionFactory(statute__short_title="停工法", effective_until=dt.date(2021, 12, 31))
    new = StatuteVersionFactory(statute=old.statute, promulgated_on=dt.date(2022, 1, 1))
    before, after = ArticleFactory(version=old, number=1), ArticleFactory(version=new, number=1)
    reference = ArticleReference("停工法", 1)
    assert cite([reference], on=dt.date(2021, 12, 31))[reference].article == before
    assert cite([reference])[reference].article == after


def test_references_of_a_body_come_once_and_in_order():
    body = body_of(
        {"law": "停工法", "article": "3"},
        {"law": "甲法", "article": "120-1", "item": 2},
        {"law": "停工法", "article": "3"},
        {"law": "", "article": ""},
    )
    assert references_in(body) == [ArticleReference("停工法", 3), ArticleReference("甲法", 120, 1, None, 2)]


def clean(**value: object) -> object:
    block = CitationBlock()
    return block.clean(block.to_python({"law": "停工法", "article": "3", **value}))


def test_the_block_keeps_the_short_title_and_the_key(article):
    cleaned = clean(law="《中华人民共和国停工法》", article=" 3 ", item=2)
    assert citation_reference(cleaned) == ArticleReference("停工法", 3, item=2)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("第三条", ArticleReference("停工法", 3)),
        ("三", ArticleReference("停工法", 3)),
        ("第3条", ArticleReference("停工法", 3)),
        ("3条", ArticleReference("停工法", 3)),
        ("第三条第（二）项", ArticleReference("停工法", 3, item=2)),
    ],
)
def test_the_block_reads_an_article_as_people_write_it(article, written, expected):
    cleaned = clean(article=written)
    assert cleaned["article"] == "3"
    assert citation_reference(cleaned) == expected


def test_one_wrong_letter_in_a_title_is_asked_about(db):
    StatuteVersionFactory(statute__short_title="劳动合同法")
    with pytest.raises(StructBlockValidationError) as refusal:
        clean(law="劳动合铜法")
    assert "《劳动合同法》" in refusal.value.block_errors["law"].messages[0]
    assert clean(law="劳动合同法实施条例")["law"] == "劳动合同法实施条例"


def test_the_block_allows_a_law_that_the_library_lacks(db):
    assert clean(law="别的法", article="77")["article"] == "77"


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"article": "甲"}, "article"),
        ({"article": "第四条"}, "article"),
        ({"article": "4"}, "article"),
        ({"law": "别的法", "article": "第九九九九九条"}, "article"),
        ({"law": "别的法", "article": "第零条"}, "article"),
        ({"law": "别的法", "paragraph": 20000}, "paragraph"),
        ({"law": "别的法", "item": 10001}, "item"),
        ({"law": "《《《"}, "law"),
        ({"law": "《》"}, "law"),
        ({"law": "中华人民共和国"}, "law"),
        ({"item": 3}, "item"),
        ({"paragraph": 3}, "paragraph"),
    ],
)
def test_the_block_refuses_what_the_law_does_not_have(article, value, field):
    with pytest.raises(StructBlockValidationError) as refusal:
        clean(**value)
    assert list(refusal.value.block_errors) == [field]


def test_the_block_is_shown_with_its_text(article):
    html = body_of({"law": "停工法", "article": "3", "item": 2, "note": "为什么要看这一条"})[0].render()
    assert "为什么要看这一条" in html
    assert "下雪。" in html
    assert "下雨；" not in html


def test_the_block_takes_its_article_from_the_page(article, django_assert_num_queries):
    body = body_of({"law": "停工法", "article": "3"})
    cited = cite(references_in(body))
    with django_assert_num_queries(0):
        assert "停工期间照发工资" in body[0].render(context={"cited_articles": cited})


def test_an_unfinished_draft_shows_nothing_and_does_not_break(db):
    assert "details" not in body_of({"law": "", "article": ""})[0].render()


@pytest.mark.parametrize("text", ["《某法》第99999条", "《某法》第0条", "《某法》第三条之一百", "《某法》第三条第零款"])
def test_no_reference_counts_where_no_statute_does(text):
    with pytest.raises(ValueError, match="counts"):
        parse_reference(text)
