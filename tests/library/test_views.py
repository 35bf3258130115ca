from __future__ import annotations

import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from library.citing.directory import directory
from library.models import Division, GuidePage, Statute
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory, make_guide

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    version = StatuteVersionFactory(
        statute__short_title="停工法", preamble="为停工，制定本法。", history=["2020年1月1日 公布"]
    )
    chapter = Division.objects.create(version=version, kind="chapter", number=1, title="总则", position=1)
    section = Division.objects.create(
        version=version, kind="section", number=1, title="一般规定", position=2, parent=chapter
    )
    for number in (1, 2, 3):
        ArticleFactory(version=version, number=number, division=section, text=f"内容{number}。")
    ArticleFactory(version=version, number=3, suffix=1, position=4, text="之一的内容。")
    ArticleFactory(version=version, annex=1, number=1, position=5, text="附录的内容。")
    return version


def page(name, *args, client=None, **query):
    return (client or Client()).get(reverse(f"library:{name}", args=args), query)


ADDRESSES = [
    ("index", []),
    ("statutes", []),
    ("statute", ["停工法"]),
    ("article", ["停工法", "2"]),
    ("topic", ["停工"]),
]


@pytest.mark.parametrize(("name", "args"), ADDRESSES)
@pytest.mark.parametrize("who", [None, "worker", "leader", "outsider", "editor"])
def test_everybody_reads_the_law(version, union, client_for, name, args, who):
    version.statute.topics.add("停工")
    response = page(name, *args, client=client_for(who and getattr(union, who)))
    assert response.status_code == 200
    assert "停工法" in response.content.decode()


@pytest.mark.parametrize(("name", "args"), ADDRESSES)
def test_reading_takes_no_post_and_no_session(version, name, args):
    version.statute.topics.add("停工")
    assert Client().post(reverse(f"library:{name}", args=args)).status_code == 405
    assert not page(name, *args).cookies


def test_a_visitors_second_reading_costs_no_query(version, django_assert_num_queries):
    page("statute", "停工法")
    with django_assert_num_queries(0):
        assert page("statute", "停工法").status_code == 200


def test_a_draft_is_nowhere(version):
    version.statute.topics.add("停工")
    assert page("statute", "停工法").status_code == 200
    version.live = False
    version.save()
    client = Client()
    client.cookies["sessionid"] = "past the cache of visitors' pages"
    for name, args in ADDRESSES[2:]:
        assert page(name, *args, client=client).status_code == 404
    for name in ("index", "statutes"):
        assert "停工法" not in page(name, client=client).content.decode()


def test_a_statute_shows_its_tree_its_history_and_its_annex(version):
    html = page("statute", "停工法").content.decode()
    for text in (
        "第一章 总则",
        "第一节 一般规定",
        "内容1。",
        "之一的内容。",
        "附录第一条",
        "为停工，制定本法。",
        "2020年1月1日 公布",
        "现行有效",
    ):
        assert text in html
    assert 'href="#division-2"' in html
    assert 'id="division-2"' in html
    assert 'id="article-3-1"' in html


def test_a_statute_without_headings_lists_its_articles():
    ArticleFactory(version__statute__short_title="短法", number=1)
    assert 'href="#article-1"' in page("statute", "短法").content.decode()


def test_an_article_stands_between_its_neighbours(version):
    html = page("article", "停工法", "3").content.decode()
    assert reverse("library:article", args=["停工法", "2"]) in html
    assert reverse("library:article", args=["停工法", "3-1"]) in html
    assert "第一节 一般规定" in html
    assert "《中华人民共和国停工法》第三条（2020年1月1日公布）" in html


def test_the_first_and_the_last_article_have_one_neighbour(version):
    assert page("article", "停工法", "1").context["before"] is None
    assert page("article", "停工法", "3-1").context["after"] is None


@pytest.mark.parametrize("key", ["9", "039", "3-0", "3-9", "三", "0", "abc", "99999", "3-1-1"])
def test_no_other_key_is_an_article(version, key):
    assert page("article", "停工法", key).status_code == 404


def test_an_unknown_law_or_topic_is_not_found(version):
    assert page("statute", "没有的法").status_code == 404
    assert page("article", "没有的法", "1").status_code == 404
    assert page("topic", "没有的主题").status_code == 404


def test_the_text_in_force_today_is_shown_and_not_the_next(version):
    today = timezone.localdate()
    version.effective_until = today
    version.save()
    coming = StatuteVersionFactory(
        statute=version.statute, promulgated_on=today, effective_from=today + dt.timedelta(days=1)
    )
    ArticleFactory(version=coming, number=1, text="明年的内容。")
    assert "内容1。" in page("article", "停工法", "1").content.decode()


@pytest.mark.parametrize(
    ("begins", "repealed", "word"),
    [(1, None, "尚未生效"), (-9, -1, "已废止"), (-9, 1, "现行有效"), (0, None, "现行有效")],
)
def test_the_status_is_said_in_words(begins, repealed, word):
    today = timezone.localdate()
    statute = StatuteFactory(
        short_title="某法", repealed_on=None if repealed is None else today + dt.timedelta(days=repealed)
    )
    ArticleFactory(version__statute=statute, version__effective_from=today + dt.timedelta(days=begins), number=1)
    for name, args in (("index", []), ("statute", ["某法"]), ("article", ["某法", "1"])):
        assert word in page(name, *args).content.decode()


def test_the_list_is_narrowed_by_kind(version):
    ArticleFactory(version__statute__short_title="某条例", version__statute__kind="regulation", number=1)
    both = page("statutes").content.decode()
    assert "停工法" in both
    assert "某条例" in both
    assert "停工法" not in page("statutes", kind="regulation").content.decode()
    assert "停工法" in page("statutes", kind="unknown").content.decode()


def test_a_topic_gathers_statutes_and_guides(version):
    version.statute.topics.add("停工")
    make_guide("下雨怎么办", topics=["停工"])
    make_guide("还没写好", topics=["停工"], live=False)
    html = page("topic", "停工").content.decode()
    assert "停工法" in html
    assert "下雨怎么办" in html
    assert "还没写好" not in html


def test_an_article_names_the_guides_that_rest_on_it(version):
    make_guide("下雨怎么办", body=[{"law": "停工法", "article": "2"}])
    make_guide("别的事", body=[{"law": "停工法", "article": "1"}])
    make_guide("还没写好", body=[{"law": "停工法", "article": "2"}], live=False)
    [group] = page("article", "停工法", "2").context["citing"]
    assert [guide.title for guide in group.listed] == ["下雨怎么办"]


def test_publishing_a_guide_updates_what_it_cites(version):
    guide = make_guide(body=[{"law": "停工法", "article": "2"}])
    guide.body = GuidePage._meta.get_field("body").stream_block.to_python(
        [{"type": "citation", "value": {"law": "停工法", "article": "3"}}]
    )
    revision = guide.save_revision()
    assert [c.number for c in GuidePage.objects.get().citations.all()] == [2]
    revision.publish()
    assert [c.number for c in GuidePage.objects.get().citations.all()] == [3]


@pytest.mark.parametrize("count", [1, 30, 100])
def test_a_statute_costs_the_same_however_long(django_assert_num_queries, count):
    version = StatuteVersionFactory(statute__short_title="长法")
    chapter = Division.objects.create(version=version, kind="chapter", number=1, title="总则", position=1)
    for number in range(1, count + 1):
        ArticleFactory(version=version, number=number, division=chapter)
    directory()  # a process reads it once, for all pages
    with django_assert_num_queries(5):
        page("statute", "长法")


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_long(django_assert_max_num_queries, count):
    for number in range(count):
        ArticleFactory(version__statute__short_title=f"法{number}", number=1)
        make_guide(f"指南{number}")
    Statute.objects.first().topics.add("停工")
    page("index")
    client = Client()
    client.cookies["sessionid"] = "past the cache of visitors' pages"
    with django_assert_max_num_queries(10):
        page("index", client=client)


@pytest.mark.parametrize("count", [1, 30])
def test_an_article_costs_the_same_however_many_guides_cite_it(version, django_assert_max_num_queries, count):
    for number in range(count):
        make_guide(f"指南{number}", body=[{"law": "停工法", "article": "2"}])
    directory()  # a process reads it once, for all pages
    with django_assert_max_num_queries(7):
        page("article", "停工法", "2")


def test_a_table_is_a_table_with_the_names_of_its_columns():
    paragraphs = [
        {"text": "按表：", "items": [{"number": 1, "text": "甲\n又甲", "mark": "①"}, {"number": 2, "text": "乙"}]},
        {"text": "", "table": [["金额", "费用"], ["一千", "<b>十</b>"], ["二千"]]},
        {"text": "", "table": [["丙", ""], ["", "丁"]]},
    ]
    html = render_to_string("library/components/paragraphs.html", {"paragraphs": paragraphs})
    assert '<th scope="col">金额</th><th scope="col">费用</th>' in html
    assert '<td data-label="金额">一千</td><td data-label="费用">&lt;b&gt;十&lt;/b&gt;</td>' in html
    assert '<td data-label="金额">二千</td><td data-label="费用"></td>' in html
    assert "<tr><td>丙</td><td></td></tr>" in html
    assert '①甲<span class="law-text__line">又甲</span>' in html
    assert "（二）乙" in html


def test_a_text_without_articles_can_be_read():
    StatuteVersionFactory(statute__short_title="停工批复", preamble="下雨可以停工。")
    assert "下雨可以停工。" in page("statute", "停工批复").content.decode()
