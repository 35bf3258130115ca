"""Citations in what pages show lead to the articles that they name."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from django.urls import reverse

from library.citing.links import link_html, linked_paragraphs
from library.presentation import sections_of
from tests.factories.library import ArticleFactory, StatuteVersionFactory, make_guide

pytestmark = pytest.mark.django_db


def address(law: str, key: str) -> str:
    return reverse("library:article", args=[law, key])


def links_in(html: str) -> list[tuple[str, str]]:
    """Text and address of each citation that is a link."""
    return [(text, href) for href, text in re.findall(r'<a class="law-link" href="([^"]*)">([^<]*)</a>', html)]


@pytest.fixture
def version():
    version = StatuteVersionFactory(statute__short_title="停工法")
    for number in (1, 2, 3):
        ArticleFactory(version=version, number=number, position=number)
    ArticleFactory(version=version, annex=1, number=1, position=4)
    return version


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>依照《停工法》第二条办理。</p>", "《停工法》第二条"),
        ("<p>依照停工法第二条办理。</p>", "停工法第二条"),
        ("<p>依照<b>《停工法》</b>第二条办理。</p>", "第二条"),
        ('<p title="2 > 1">《停工法》第二条第一款</p>', "《停工法》第二条第一款"),
    ],
)
def test_a_citation_in_prose_leads_to_its_article(version, html, text):
    assert links_in(link_html(html)) == [(text, address("停工法", "2"))]


def test_nothing_but_links_is_added(version):
    html = "<p>A &lt; B &amp; 《停工法》第二条、第三条；&quot;第九条&quot;</p>"
    assert re.sub(r'<a class="law-link"[^>]*>|</a>', "", link_html(html)) == html


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/elsewhere/">《停工法》第二条</a>',
        "<summary><span>《停工法》第二条</span></summary>",
        "<button>《停工法》第二条</button>",
        '<div class="law-text law-text--large"><div>《停工法》</div>第二条</div>',
        "<!-- 《停工法》第二条 -->",
        '<p title="《停工法》第二条">停工</p>',
        "<p>《停工法》第九条</p>",
        "<p>《没有的法》第二条</p>",
    ],
)
def test_what_leads_already_or_nowhere_is_left_alone(version, html):
    assert link_html(html) == html
    assert links_in(link_html(f"{html}<p>《停工法》第二条</p>"))


def test_an_annex_is_found_on_the_statutes_page(version):
    [(_text, href)] = links_in(link_html("《停工法》附录第一条"))
    assert href == f"{version.statute.get_absolute_url()}#annex-1-1"


def test_a_new_heading_forgets_the_law_that_was_spoken_of(version):
    html = "<p>《停工法》第二条。</p><h3>别的事</h3><p>第三条怎么说？</p>"
    assert [text for text, _href in links_in(link_html(html))] == ["《停工法》第二条"]


def test_an_address_keeps_the_day_that_is_looked_at(version):
    day = dt.date(2021, 5, 1)
    [(_text, href)] = links_in(link_html("《停工法》第二条", on=day))
    assert href == f"{address('停工法', '2')}?on=2021-05-01"
    [(_text, href)] = links_in(link_html("《停工法》附录第一条", on=day))
    assert href.endswith("?on=2021-05-01#annex-1-1")


def test_an_articles_own_words_are_counted_from_where_they_stand(version):
    article = ArticleFactory(
        version=version,
        number=4,
        position=5,
        paragraphs=[
            {"text": "前条所称停工，依照本法第一条办理。"},
            {"text": "前款规定不适用于：", "items": [{"number": 1, "text": "本条例外和第二条所列；"}]},
        ],
    )
    first, second = linked_paragraphs(article)
    assert links_in(first["text"]) == [("前条", address("停工法", "3")), ("本法第一条", address("停工法", "1"))]
    assert links_in(second["text"]) == []  # the reader is there
    assert links_in(second["items"][0]["text"]) == [("第二条", address("停工法", "2"))]


def test_the_text_of_a_law_is_escaped(version):
    article = ArticleFactory(version=version, number=4, position=5, paragraphs=[{"text": "<b>第一条</b>"}])
    [paragraph] = linked_paragraphs(article)
    assert paragraph["text"] == f'&lt;b&gt;<a class="law-link" href="{address("停工法", "1")}">第一条</a>&lt;/b&gt;'


@pytest.mark.parametrize("name", ["article", "statute"])
def test_the_librarys_pages_link_what_an_article_cites(version, client, name):
    ArticleFactory(version=version, number=4, position=5, paragraphs=[{"text": "违反本法第一条的，停工。"}])
    args = ["停工法", "4"] if name == "article" else ["停工法"]
    html = client.get(reverse(f"library:{name}", args=args)).content.decode()
    assert ("本法第一条", address("停工法", "1")) in links_in(html)


def test_a_guide_links_its_prose_and_its_notes(version, client):
    guide = make_guide(body=[{"law": "停工法", "article": "1", "note": "另见《停工法》第三条。"}])
    guide.body.append(("text", "<p>先看停工法第二条。</p>"))
    guide.save_revision().publish()
    html = client.get(guide.url).content.decode()
    assert links_in(html) == [
        ("《停工法》第三条", address("停工法", "3")),
        ("停工法第二条", address("停工法", "2")),
    ]


def test_four_hundred_articles_are_linked_in_a_moment(version):
    text = "违反本法第一条、第二条和《停工法》第三条规定的，依照前款规定处理。" * 4
    for number in range(4, 404):
        ArticleFactory(version=version, number=number, position=number + 1, paragraphs=[{"text": text}])
    articles = [article for section in sections_of(version) for article in section.articles]
    linked_paragraphs(articles[0])
    before = time.process_time()
    assert sum(len(links_in(linked_paragraphs(article)[0]["text"])) for article in articles) > 4000
    assert time.process_time() - before < 1


def test_the_mark_that_a_text_prints_before_a_point_stays(version):
    points = [{"number": 1, "mark": "①", "text": "照停工法第一条办。"}]
    items = [{"number": 1, "mark": "1）", "text": "下列情形：", "subitems": points}]
    article = ArticleFactory(version=version, number=9, position=9, paragraphs=[{"text": "停工。", "items": items}])
    [paragraph] = linked_paragraphs(article)
    [item] = paragraph["items"]
    [point] = item["subitems"]
    assert (item["mark"], point["mark"]) == ("1）", "①")
    assert links_in(point["text"]) == [("停工法第一条", address("停工法", "1"))]
