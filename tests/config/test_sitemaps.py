"""Search engines are told of all that a visitor can read, and of nothing else."""

from __future__ import annotations

from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from accounts.enums import Audience
from library.outputs.sitemaps import ArticleSitemap
from tests.conftest import Union
from tests.factories.courses import CoursePageFactory, LessonPageFactory
from tests.factories.library import ArticleFactory, make_guide

pytestmark = pytest.mark.django_db
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def places(address):
    response = Client(headers={"cookie": "sessionid=past-the-cache"}).get(address)
    assert response.status_code == 200
    root = ET.fromstring(response.content)  # noqa: S314  our own
    return [unquote(place.text.removeprefix("http://testserver")) for place in root.iterfind(".//s:loc", MAP)]


def everything():
    return [place for part in places("/sitemap.xml") for place in places(part)]


def test_statutes_articles_topics_and_pages_are_in_the_map():
    article = ArticleFactory(version__statute__short_title="停工法", number=2, suffix=1)
    article.version.statute.topics.add("停工")
    make_guide("下雨怎么办", slug="rain")
    found = everything()
    for place in (
        "/library/",
        "/library/停工法/",
        "/library/停工法/article/2-1/",
        "/library/topics/停工/",
        "/guides/rain/",
    ):
        assert place in found
    for place in found:
        assert Client().get(place).status_code == 200, place


def test_no_draft_no_private_page_and_nothing_for_members_is_in_the_map(union: Union):
    draft = ArticleFactory(version__statute__short_title="草案法", number=1).version
    guide, private = make_guide("下雨", slug="rain"), make_guide("内部", slug="inside")
    course = CoursePageFactory(slug="for-all")
    LessonPageFactory(parent=course, slug="lesson")
    unit_course = CoursePageFactory(slug="for-one-unit")
    before = everything()
    assert {
        "/library/草案法/",
        "/guides/rain/",
        "/guides/inside/",
        "/courses/for-all/",
        "/courses/for-one-unit/",
    } <= set(before)
    draft.live = False
    draft.save()
    guide.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    unit_course.audience, unit_course.audience_unit = Audience.UNIT, union.team
    unit_course.save()
    after = everything()
    assert "/courses/for-all/" in after
    hidden = ("草案法", "rain", "inside", "for-one-unit", "/lesson/")
    assert [place for place in after if any(name in place for name in hidden)] == []


def test_many_articles_are_told_in_parts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ArticleSitemap, "limit", 2)
    version = ArticleFactory(number=1).version
    for number in range(2, 6):
        ArticleFactory(version=version, number=number)
    parts = [part for part in places("/sitemap.xml") if "articles" in part]
    assert len(parts) == 3
    assert len({place for part in parts for place in places(part)}) == 5


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "9" * 5000])
def test_a_part_that_is_not_there_is_not_found(page):
    assert Client().get("/sitemap-articles.xml", {"p": page}).status_code == 404


def test_an_unknown_map_is_not_found():
    assert Client().get("/sitemap-secrets.xml").status_code == 404


def test_crawlers_are_shown_the_map():
    assert "Sitemap: http://testserver/sitemap.xml" in Client().get("/robots.txt").content.decode()
