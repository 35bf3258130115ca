"""Which laws the library holds on a day, by what names, and which articles each has."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from library.citing.directory import directory
from library.models import StatuteAlias
from library.references import ArticleReference
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory

pytestmark = pytest.mark.django_db


def test_a_law_goes_by_its_title_its_short_title_and_its_aliases():
    version = StatuteVersionFactory(statute__short_title="停工法")
    StatuteAlias.objects.create(statute=version.statute, name="停工条款")
    names = directory()
    assert {names.canonical(name) for name in ("停工法", "中华人民共和国停工法", "停工条款")} == {"停工法"}
    assert names.canonical("别的法") is None


def test_the_names_of_all_laws_and_their_articles_are_one_query(django_assert_num_queries):
    for law in ("停工法", "复工法"):
        version = StatuteVersionFactory(statute__short_title=law)
        for number in (1, 2, 3):
            ArticleFactory(version=version, number=number, position=number)
        for name in ("条款", "规定"):
            StatuteAlias.objects.create(statute=version.statute, name=law + name)
    with django_assert_num_queries(1):
        known = directory()
    assert {known.canonical(name) for name in ("停工法", "停工法条款", "停工法规定")} == {"停工法"}
    assert [known.law_of(ArticleReference("停工法", number)) is not None for number in (1, 3, 4)] == [True, True, False]


def test_only_articles_that_are_there_are_known():
    version = StatuteVersionFactory(statute__short_title="停工法")
    for position, (number, suffix) in enumerate([(1, 0), (2, 0), (2, 1), (3, 0)], start=1):
        ArticleFactory(version=version, number=number, suffix=suffix, position=position)
    known = directory()
    assert known.law_of(ArticleReference("停工法", 2, 1))
    assert known.law_of(ArticleReference("停工法", 3))
    assert not known.law_of(ArticleReference("停工法", 4))
    assert known.before("停工法", 0, 3, 0) == (2, 1)


def test_the_day_decides_which_articles_there_are():
    old = StatuteVersionFactory(statute__short_title="停工法", effective_until=dt.date(2021, 12, 31))
    new = StatuteVersionFactory(statute=old.statute, promulgated_on=dt.date(2022, 1, 1))
    ArticleFactory(version=old, number=1, position=1)
    ArticleFactory(version=old, number=2, position=2)
    ArticleFactory(version=new, number=1, position=1)
    second = ArticleReference("停工法", 2)
    assert directory(dt.date(2021, 6, 1)).law_of(second)
    assert not directory().law_of(second)


def test_a_page_full_of_citations_asks_the_database_once(django_assert_num_queries):
    for _ in range(3):
        ArticleFactory(version=StatuteVersionFactory(), number=1, position=1)
    directory()
    with django_assert_num_queries(0):
        assert len(directory().laws) == 3


def test_a_law_that_comes_later_is_known_at_once():
    assert directory().canonical("停工法") is None
    StatuteVersionFactory(statute__short_title="停工法")
    assert directory().canonical("停工法") == "停工法"


@pytest.mark.parametrize("name", ["《停工法》", "停工法", "《》"])
def test_a_name_that_another_law_bears_is_refused(name):
    StatuteFactory(short_title="停工法")
    alias = StatuteAlias(statute=StatuteFactory(short_title="复工法"), name=name)
    with pytest.raises(ValidationError):
        alias.full_clean()
