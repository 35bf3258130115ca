"""The law on another day: which text a reader gets, what is said about it, and the ways on."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from library.models import Article, Statute, StatuteVersion
from library.time_travel import on_day, parse_day
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory, make_guide

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PAGES = [("statutes", []), ("topic", ["停工"]), ("statute", ["停工法"]), ("article", ["停工法", "2"])]


def text_of(statute: Statute, day: dt.date, articles: dict[int, str], **fields: object) -> StatuteVersion:
    """A published version that begins on a day, with its articles by number."""
    version = StatuteVersionFactory(statute=statute, promulgated_on=day, **fields)
    for number, text in articles.items():
        ArticleFactory(version=version, number=number, text=text)
    return version


FIRST = {1: "为了保护停工时的职工，制定本法。", 2: "停工期间，用人单位应当支付生活费。", 3: "本法自公布之日起施行。"}
SECOND = {
    1: "为了保护停工时的职工，制定本法。",
    2: "高温天气应当停止露天作业，具体办法由国务院规定。",
    3: "停工期间，用人单位应当依法支付生活费和社会保险费。",
    4: "本法自公布之日起施行。",
}
THIRD = SECOND | {3: "停工期间，用人单位应当依法支付工资和社会保险费。"}


@pytest.fixture
def statute() -> Statute:
    """2010 with three articles, 2020 with one put in, and a text that is to begin in a month."""
    statute = StatuteFactory(short_title="停工法")
    statute.topics.add("停工")
    coming = TODAY + dt.timedelta(days=30)
    text_of(statute, dt.date(2010, 1, 1), FIRST, effective_until=dt.date(2019, 12, 31))
    text_of(statute, dt.date(2020, 1, 1), SECOND, effective_until=coming - dt.timedelta(days=1))
    text_of(statute, coming - dt.timedelta(days=60), THIRD, effective_from=coming)
    return statute


def page(name: str, *args: str, **query: object) -> str:
    response = Client().get(reverse(f"library:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def article_url(key: str, day: str = "") -> str:
    return quote(f"/library/停工法/article/{key}/") + (f"?on={day}" if day else "")


# --- which text


def test_a_statute_and_its_articles_are_shown_as_of_the_day(statute):
    assert "生活费。" in page("statute", "停工法", on="2019-12-31")
    assert "高温天气" not in page("statute", "停工法", on="2019-12-31")
    assert "高温天气" in page("statute", "停工法", on="2020-01-01")
    assert "生活费。" in page("article", "停工法", "2", on="2015-06-01")
    assert "高温天气" in page("article", "停工法", "2")


def test_a_text_that_is_to_come_is_shown_from_its_day(statute):
    day = TODAY + dt.timedelta(days=30)
    assert "支付工资和" not in page("article", "停工法", "3", on=day - dt.timedelta(days=1))
    html = page("article", "停工法", "3", on=day)
    assert "支付工资和" in html.split("这一条的变化")[0]
    assert "今天还不适用" in html


def test_the_lists_hold_what_was_in_force_on_the_day(statute):
    later = StatuteFactory(short_title="新法")
    later.topics.add("停工")
    text_of(later, dt.date(2018, 1, 1), {1: "新。"})
    gone = StatuteFactory(short_title="旧法", repealed_on=dt.date(2012, 1, 1))
    gone.topics.add("停工")
    text_of(gone, dt.date(2001, 1, 1), {1: "旧。"})
    for name, args in PAGES[:2]:
        then = page(name, *args, on="2011-05-01")
        assert "停工法" in then
        assert "旧法" in then
        assert "新法" not in then
        assert "旧法" not in page(name, *args, on="2012-01-01")
        assert "旧法" in page(name, *args)  # today's list says that it is repealed
        assert "2010年1月1日文本，共 3 条" in then


def test_a_guide_cites_the_law_of_the_day(statute):
    guide = make_guide(body=[{"law": "停工法", "article": "2"}])
    assert "高温天气" in Client().get(guide.get_url()).content.decode()
    html = Client().get(guide.get_url(), {"on": "2015-06-01"}).content.decode()
    assert "生活费。" in html
    assert article_url("2", "2015-06-01") in html
    assert "你看到的是2015年6月1日的法律" in html


# --- what links carry on


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_links_to_the_law_keep_the_day(statute, name, args):
    html = page(name, *args, on="2015-06-01")
    assert "?on=2015-06-01" in html
    if name == "statute":
        assert article_url("2", "2015-06-01") in html
    if name == "article":
        assert article_url("3", "2015-06-01") in html
        assert f"{quote('/library/停工法/')}?on=2015-06-01#article-2" in html


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_links_of_today_carry_no_day(statute, name, args):
    html = page(name, *args).split('id="versions"')[0].split('id="history"')[0]
    coming = (TODAY + dt.timedelta(days=30)).isoformat()
    assert "?on=" not in html.replace(f"?on={coming}", "")  # the bar leads to the text that is to come


def test_a_day_is_put_before_the_place_on_the_page():
    day = dt.date(2019, 5, 1)
    assert on_day("/library/x/#annex-1-3", day) == "/library/x/?on=2019-05-01#annex-1-3"
    assert on_day("/search/?q=1", day) == "/search/?q=1&on=2019-05-01"
    assert on_day("/library/x/", None) == "/library/x/"


# --- the bar


def test_the_text_of_today_has_no_bar():
    text_of(StatuteFactory(short_title="停工法"), dt.date(2010, 1, 1), FIRST)
    for name, args in (("statute", ["停工法"]), ("article", ["停工法", "2"]), ("statutes", [])):
        assert "time-bar" not in page(name, *args)
        assert "time-bar" not in page(name, *args, on=TODAY)
        assert "time-bar" in page(name, *args, on="2015-06-01")


def test_an_old_article_leads_to_what_continues_it_today(statute):
    html = page("article", "停工法", "2", on="2015-06-01")
    assert "你看到的是2015年6月1日的法律" in html
    assert "这个文本从2010年1月1日施行到2019年12月31日，后来法律修改了" in html
    assert f'href="{article_url("3")}">看今天的第三条' in html
    assert "compare/?from=2010-01-01&amp;to=2020-01-01" in html


def test_an_old_article_that_nothing_continues_says_so(statute):
    Article.objects.filter(version__promulgated_on__gte=dt.date(2020, 1, 1), number=3).delete()
    html = page("article", "停工法", "2", on="2015-06-01")
    assert "今天的文本里已经没有这一条" in html
    assert "看今天的文本" in html


def test_a_text_of_another_day_that_still_applies_says_that(statute):
    assert "这个文本今天仍然有效" in page("statute", "停工法", on="2021-01-01")


def test_the_text_of_today_tells_what_is_to_come(statute):
    html = page("article", "停工法", "3")
    assert "新的文本将在" in html
    assert "看看会改什么" in html
    coming = (TODAY + dt.timedelta(days=30)).isoformat()
    assert article_url("3", coming) in html


def test_a_law_that_is_not_in_force_yet_says_from_when(statute):
    coming = StatuteFactory(short_title="明年法")
    text_of(coming, TODAY, {1: "明年。"}, effective_from=TODAY + dt.timedelta(days=90))
    for html in (page("statute", "明年法"), page("article", "明年法", "1")):
        assert "这部法律还没有生效" in html
        assert "尚未生效" in html
        assert "明年。" in html


def test_a_repealed_law_says_since_when():
    gone = StatuteFactory(short_title="旧法", repealed_on=dt.date(2012, 1, 1))
    text_of(gone, dt.date(2001, 1, 1), {1: "旧。"})
    for html in (page("statute", "旧法"), page("article", "旧法", "1"), page("statute", "旧法", on="2011-01-01")):
        assert "它从2012年1月1日起废止，不再适用" in html
    head = page("statute", "旧法", on="2011-01-01").split("time-bar")[0]
    assert "现行有效" in head
    assert "（当天）" in head
    assert "已废止" in page("statute", "旧法", on="2012-01-01").split("time-bar")[0]


# --- days and articles that are not there


@pytest.mark.parametrize("day", ["2009-12-31", "0001-01-01"])
def test_before_its_first_text_a_statute_says_so_and_offers_it(statute, day):
    html = page("statute", "停工法", on=day)
    assert "这部法律在库里还没有文本" in html
    assert "生活费" not in html
    assert f"{quote('/library/停工法/')}?on=2010-01-01" in html
    assert "生活费" not in page("article", "停工法", "2", on=day)


def test_between_promulgation_and_start_it_is_not_in_force_yet():
    coming = StatuteFactory(short_title="某法")
    text_of(coming, dt.date(2015, 1, 1), {1: "内容。"}, effective_from=dt.date(2016, 1, 1))
    assert "2015年6月1日那天，这部法律还没有生效" in page("statute", "某法", on="2015-06-01")
    assert "内容。" in page("statute", "某法", on="2016-01-01")


def test_a_number_that_another_text_has_leads_there(statute):
    html = page("article", "停工法", "4", on="2015-06-01")
    assert "2015年6月1日的文本里没有这一条" in html
    assert article_url("4") in html
    Article.objects.filter(version__promulgated_on__gt=dt.date(2010, 1, 1), number=1).delete()
    assert "今天的文本里没有这一条" in page("article", "停工法", "1")
    assert article_url("1", "2010-01-01") in page("article", "停工法", "1")


@pytest.mark.parametrize("on", ["", "2015-06-01"])
def test_a_number_that_no_text_has_is_not_found(statute, on):
    address = reverse("library:article", args=["停工法", "9"])
    assert Client().get(address, {"on": on}).status_code == 404


@pytest.mark.parametrize(
    "day",
    [
        "2019-02-30",
        "0000-01-01",
        "abc",
        "2019-5-1",
        "20190501",
        "2019-W18-3",
        "２０１９-05-01",
        "9" * 10_000,
        "\x00",
        "2019-05-01 ",
    ],
)
@pytest.mark.parametrize(("name", "args"), PAGES)
def test_what_is_no_day_shows_today_and_says_so(statute, name, args, day):
    html = page(name, *args, on=day)
    if day.strip() == "2019-05-01":
        assert "你看到的是2019年5月1日的法律" in html
    else:
        assert "网址里的日期不对" in html
        assert "你看到的是" not in html


def test_the_last_day_of_the_calendar_is_a_day(statute):
    assert "支付工资和" in page("statute", "停工法", on="9999-12-31")


@pytest.mark.parametrize("text", ["2019-05-01\n", " 2019-05-01", "2019-13-01", ""])
def test_a_day_is_written_in_one_way(text):
    with pytest.raises(ValueError, match=r"day|month|isoformat"):
        parse_day(text)


# --- versions and history


def test_a_statute_lists_its_texts_with_their_standing(statute):
    html = page("statute", "停工法").split('id="versions"')[1]
    assert html.index("尚未生效") < html.index("现行有效") < html.index("已修改")
    for text in ("2010年1月1日文本", "2010年1月1日至2019年12月31日施行", "3 条", "4 条"):
        assert text in html
    assert f"{quote('/library/停工法/')}?on=2010-01-01" in html
    assert 'name="from"' in html


def test_an_article_shows_its_history_through_its_numbers(statute):
    html = page("article", "停工法", "3").split('id="history"')[1]
    first, second, third = (html.index(text) for text in ("库里最早的文本", "原第二条", "修改"))
    assert third < second < first
    assert "依法" in html
    assert "<ins>" in html
    assert "<del>" in html


def test_an_article_of_the_only_text_has_no_history():
    text_of(StatuteFactory(short_title="停工法"), dt.date(2010, 1, 1), FIRST)
    assert 'id="history"' not in page("article", "停工法", "2")


def test_an_article_that_never_changed_says_so(statute):
    assert "没有改过" in page("article", "停工法", "1")


# --- what stays hidden, and what it costs


def test_a_draft_is_shown_on_no_day(statute):
    draft = text_of(statute, dt.date(2016, 1, 1), {1: "草稿的内容。", 9: "草稿的第九条。"})
    days = ["2015-12-31", "2016-01-01", "2018-01-01", str(TODAY), "9999-12-31"]
    shown = [page("statute", "停工法", on=day) for day in days]
    assert any("草稿的内容" in html for html in shown)  # published, it would be there
    draft.live = False
    draft.save()
    for day in days:
        for name, args in PAGES:
            response = Client(headers={"cookie": "sessionid=x"}).get(reverse(f"library:{name}", args=args), {"on": day})
            assert "草稿" not in response.content.decode()
            assert "2016年1月1日" not in response.content.decode().replace("你看到的是2016年1月1日的法律", "")
        hidden = Client(headers={"cookie": "sessionid=x"}).get(reverse("library:article", args=["停工法", "9"]))
        assert hidden.status_code == 404


def test_a_visitors_page_is_kept_for_its_day_alone(statute, django_assert_num_queries):
    today, then = page("article", "停工法", "2"), page("article", "停工法", "2", on="2015-06-01")
    with django_assert_num_queries(0):
        assert page("article", "停工法", "2") == today
        assert page("article", "停工法", "2", on="2015-06-01") == then
    assert today != then


def test_an_article_with_a_history_costs_six_queries_at_most_signed_in(
    statute, union, client_for, django_assert_max_num_queries
):
    client = client_for(union.worker)
    address = reverse("library:article", args=["停工法", "3"])
    client.get(address)  # what two texts have in common is found once
    with django_assert_max_num_queries(6):
        assert client.get(address).status_code == 200
    with django_assert_max_num_queries(6):
        assert client.get(address, {"on": "2020-06-01"}).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_a_statute_costs_the_same_however_many_texts_it_had(count, django_assert_max_num_queries):
    statute = StatuteFactory(short_title="停工法")
    for year in range(count):
        start = dt.date(1980 + year, 1, 1)
        end = dt.date(1980 + year, 12, 31) if year < count - 1 else None
        text_of(statute, start, {1: f"第{year}次的内容。"}, effective_until=end)
    with django_assert_max_num_queries(5):
        page("statute", "停工法", on="1980-06-01")
