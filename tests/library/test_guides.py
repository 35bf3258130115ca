from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from library.models import GuidePage
from tests.factories.courses import block
from tests.factories.library import ArticleFactory, StatuteVersionFactory, make_guide

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    article = ArticleFactory(version__statute__short_title="停工法", number=2, text="停工照发工资。")
    guide = make_guide(
        "下雨怎么办",
        topics=["停工"],
        body=[{"law": "停工法", "article": "2", "note": "工资照发"}, {"law": "别的法", "article": "7"}],
        summary="先停工，再问工资。",
        reviewed_on=dt.date(2026, 10, 20),
    )
    site = Site.objects.get()
    site.root_page = guide.get_parent().get_parent()
    site.save()
    assert article.version.live
    return guide


def read(guide, client=None):
    return (client or Client()).get(guide.url)


@pytest.mark.parametrize("who", [None, "worker", "leader", "outsider", "editor"])
def test_everybody_reads_a_guide(guide, union, client_for, who):
    html = read(guide, client_for(who and getattr(union, who))).content.decode()
    for text in (
        "下雨怎么办",
        "先停工，再问工资。",
        "工资照发",
        "停工照发工资。",
        "2026年10月20日对照法律核对过",
        "/library/topics/",
    ):
        assert text in html


def test_what_it_rests_on_is_named_once_in_order(guide):
    cited = read(guide).context["cited_articles"]
    assert [article.label for article in cited.values()] == ["《停工法》第二条", "《别的法》第七条"]
    assert [bool(article.url) for article in cited.values()] == [True, False]


def test_related_guides_share_a_topic(guide):
    make_guide("下雪怎么办", topics=["停工"])
    make_guide("别的事", topics=["工资"])
    make_guide("还没写好", topics=["停工"], live=False)
    assert [page.title for page in read(guide).context["related"]] == ["下雪怎么办"]


def test_the_list_shows_what_is_published(guide):
    make_guide("还没写好", live=False)
    html = Client().get(guide.get_parent().url).content.decode()
    assert "下雨怎么办" in html
    assert "还没写好" not in html


def test_a_private_guide_is_named_nowhere(guide):
    assert "下雨怎么办" in Client().get("/library/").content.decode()
    assert "下雨怎么办" in Client().get("/library/停工法/article/2/").content.decode()
    PageViewRestriction.objects.create(page=guide.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    client = Client()
    client.cookies["sessionid"] = "past the cache of visitors' pages"
    for address in ("/library/", "/library/停工法/article/2/"):
        assert "下雨怎么办" not in client.get(address).content.decode()


def queries_of(guide) -> int:
    client = Client()
    client.cookies["sessionid"] = "past the cache of visitors' pages"
    read(guide, client)
    with CaptureQueriesContext(connection) as queries:
        assert read(guide, client).status_code == 200
    return len(queries)


def test_a_guide_costs_the_same_with_thirty_citations(guide):
    few = queries_of(guide)
    version = StatuteVersionFactory(statute__short_title="长法")
    for number in range(1, 31):
        ArticleFactory(version=version, number=number)
    block = GuidePage._meta.get_field("body").stream_block
    guide.body = block.to_python(
        [{"type": "citation", "value": {"law": "长法", "article": str(number)}} for number in range(1, 31)]
    )
    guide.save()
    assert queries_of(guide) == few


def test_a_guide_cites_the_law_as_it_was_read_then():
    """Saving it again after the law was amended is no new reading of what was cited before."""
    version = StatuteVersionFactory(statute__short_title="停工法", promulgated_on=dt.date(2000, 1, 1))
    ArticleFactory(version=version, number=1)
    guide = make_guide("下雨怎么办", body=[{"law": "停工法", "article": "1"}])
    guide.full_clean()
    guide.save()
    assert guide.citations.get().as_of == version
    version.effective_until = dt.date(2020, 12, 31)
    version.save()
    amended = StatuteVersionFactory(
        statute=version.statute, promulgated_on=dt.date(2021, 1, 1), effective_from=dt.date(2021, 1, 1)
    )
    for number in (1, 2):
        ArticleFactory(version=amended, number=number)
    guide = GuidePage.objects.get()
    guide.body = [*guide.body.raw_data, block("citation", {"law": "停工法", "article": "2"})]
    guide.full_clean()
    guide.save()
    assert [citation.as_of for citation in GuidePage.objects.get().citations.all()] == [version, amended]
