from __future__ import annotations

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.library import ArticleFactory, StatuteVersionFactory
from tests.library.outputs.texts import NUL

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
TODAY = timezone.localdate()


def ago(days):
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def browser():
    """A visitor who is answered anew each time."""
    client = Client()
    client.cookies["sessionid"] = "past the cache of visitors' pages"
    return client


def entries(browser, name="feed", *args):
    response = browser.get(reverse(f"library:{name}", args=args))
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(response.content)  # noqa: S314  our own
    return [
        {part: entry.find(f"a:{part}", ATOM).text for part in ("title", "id", "updated", "summary")}
        for entry in root.iterfind("a:entry", ATOM)
    ]


def titles(browser, *address):
    return [entry["title"] for entry in entries(browser, *address)]


def announce(version, days_ago):
    """As if it had been published then."""
    version.first_published_at = timezone.now() - dt.timedelta(days=days_ago)
    version.save()
    return version


def test_a_statute_that_came_in_is_an_entry(browser):
    StatuteVersionFactory(statute__short_title="停工法", history=["2020年1月1日 公布"])
    (entry,) = entries(browser)
    assert entry["title"] == "法律库新收《停工法》（2020年1月1日公布）"
    assert "自2020年1月1日起施行" in entry["summary"]


def test_a_new_text_of_it_says_which_was_before(browser):
    old = StatuteVersionFactory(statute__short_title="停工法", effective_until=ago(1))
    new = StatuteVersionFactory(statute=old.statute, promulgated_on=ago(9), effective_from=TODAY)
    ArticleFactory(version=old, number=1, text="下雨时停工，下雪时也停工。")
    ArticleFactory(version=new, number=1, text="下雨时停工，下雪时不停工。")
    ArticleFactory(version=new, number=2, text="本法自公布之日起施行，从前的规定同时废止。")
    newest = entries(browser)[0]
    assert newest["title"].startswith("《停工法》有了新文本")
    assert "上一个文本：2020年1月1日文本" in newest["summary"]
    assert "新文本共 2 条，旧文本共 1 条" in newest["summary"]


def test_coming_into_force_is_an_entry_once_it_has_happened(browser):
    version = StatuteVersionFactory(statute__short_title="停工法", promulgated_on=ago(30), effective_from=ago(-1))
    announce(version, 20)
    assert len(titles(browser)) == 1
    version.effective_from = ago(2)
    version.save()
    assert "今天起施行" in titles(browser)[0]
    assert len(titles(browser)) == 2


def test_what_was_in_force_when_it_came_in_does_not_come_into_force_again(browser):
    StatuteVersionFactory(promulgated_on=ago(900), effective_from=ago(800))
    assert len(titles(browser)) == 1


def test_a_repeal_is_an_entry_of_the_last_text_alone(browser):
    old = announce(StatuteVersionFactory(statute__short_title="停工法", effective_until=ago(200)), 300)
    new = StatuteVersionFactory(statute=old.statute, promulgated_on=ago(199), effective_from=ago(199))
    announce(new, 250)
    old.statute.repealed_on = ago(-1)
    old.statute.save()
    assert "《停工法》已废止" not in titles(browser)
    old.statute.repealed_on = ago(1)
    old.statute.save()
    assert titles(browser).count("《停工法》已废止") == 1
    assert titles(browser)[0] == "《停工法》已废止"


def test_the_newest_come_first_and_no_more_than_fifty(browser):
    for number in range(60):
        announce(StatuteVersionFactory(statute__short_title=f"法{number}"), number)
    found = titles(browser)
    assert len(found) == 50
    assert found[0].startswith("法律库新收《法0》")


def test_ids_stay_and_are_all_different(browser):
    version = StatuteVersionFactory(statute__short_title="停工法", promulgated_on=ago(30), effective_from=ago(2))
    announce(version, 20)
    first, again = entries(browser), entries(browser)
    assert [entry["id"] for entry in first] == [entry["id"] for entry in again]
    assert len({entry["id"] for entry in first}) == len(first) == 2
    assert all(re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}:/library/[!-~]+", entry["id"]) for entry in first)


def test_one_statute_and_one_topic_have_feeds_of_their_own(browser):
    mine = StatuteVersionFactory(statute__short_title="停工法")
    mine.statute.topics.add("停工")
    StatuteVersionFactory(statute__short_title="别的法")
    assert len(titles(browser)) == 2
    assert len(titles(browser, "statute_feed", "停工法")) == 1
    assert len(titles(browser, "topic_feed", "停工")) == 1


def test_no_feed_tells_of_a_draft(browser):
    version = StatuteVersionFactory(statute__short_title="停工法")
    version.statute.topics.add("停工")
    StatuteVersionFactory(statute__short_title="别的法")
    assert any("停工法" in title for title in titles(browser))
    version.live = False
    version.save()
    assert not any("停工法" in title for title in titles(browser))
    for name, slug in (("statute_feed", "停工法"), ("topic_feed", "停工")):
        assert browser.get(reverse(f"library:{name}", args=[slug])).status_code == 404


def test_no_text_breaks_the_feed(browser):
    StatuteVersionFactory(statute__short_title="停<工>&法\x0b", statute__slug="停", history=[f"2020年1月1日 <b>{NUL}"])
    (entry,) = entries(browser)
    assert "停<工>&法" in entry["title"]
    assert "&lt;b&gt;" in entry["summary"]


@pytest.mark.parametrize("count", [1, 30])
def test_a_feed_costs_the_same_however_long(browser, count, django_assert_max_num_queries):
    for number in range(count):
        StatuteVersionFactory(statute__short_title=f"法{number}")
    with django_assert_max_num_queries(5):
        assert len(titles(browser)) == count


@pytest.mark.parametrize(("page", "args"), [("index", []), ("statute", ["停工法"]), ("topic", ["停工"])])
def test_pages_name_their_feed(browser, page, args):
    article = ArticleFactory(version__statute__short_title="停工法", number=1)
    article.version.statute.topics.add("停工")
    html = browser.get(reverse(f"library:{page}", args=args)).content.decode()
    feed = {"index": "feed", "statute": "statute_feed", "topic": "topic_feed"}[page]
    assert html.count(reverse(f"library:{feed}", args=args)) >= 2  # for programs, and for people
    assert 'type="application/atom+xml"' in html
