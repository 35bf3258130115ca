"""Two laws as they really changed: which article became which was read from the texts by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from library.comparison import ArticleChange, compare_versions
from library.enums import ChangeKind
from library.importers.files import read_text
from library.importers.markdown import parse_markdown
from library.models import StatuteVersion
from library.services import import_statute
from library.time_travel import parse_day

LAWS = Path(__file__).resolve().parents[4] / "shared" / "laws"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not LAWS.is_dir(), reason="the statutes to try it on are not beside the project"),
]

SAME_TEXT = {9: 12, 15: 35, 19: 38, 21: 40, 22: 41, 24: 45, 30: 53, 37: 19, 43: 60, 44: 61}
OTHER_TEXT = {
    3: 5,  # the plan for the development of women
    5: 7,  # 自尊、自信、自立、自强
    6: 3,  # what governments do
    7: 6,  # what the women's federations do
    8: 11,  # honours
    10: 13,
    11: 14,
    12: 15,
    16: 37,
    17: 24,
    18: 36,
    20: 39,
    25: 46,
    26: 47,
    27: 48,
    33: 56,
    34: 58,
    35: 59,
    36: 18,  # of six sentences of one pattern
    38: 21,
    39: 22,
    40: 23,  # grew from one 款 to three
    41: 27,
    42: 28,
    45: 64,
    46: 65,
    49: 70,
    50: 71,
    52: 72,
    53: 73,
    55: 75,
    56: 85,
    57: 84,
    59: 82,
    61: 86,
}
NEW = {9, 10, 25, 26, 29, 30, 31, 34, 42, 43, 49, 52, 57, 62, 63, 67, 74, 76, 77, 78, 79, 81, 83}


def version(title: str, day: str) -> StatuteVersion:
    text = read_text(LAWS / f"{title}({day}).md")
    parsed = parse_markdown(text, version_date=parse_day(day))
    return import_statute(parsed=parsed, by=None).version


def compared(title: str, before: str, now: str) -> list[ArticleChange]:
    return compare_versions(version(title, before), version(title, now))


@pytest.fixture
def women() -> list[ArticleChange]:
    return compared("妇女权益保障法", "2018-10-26", "2022-10-30")


def test_the_articles_of_the_womens_law_are_followed_to_their_new_numbers(women):
    became = {c.old.number: c.new.number for c in women if c.old and c.new}
    kinds = {c.old.number: c.kind for c in women if c.old}
    expected = {1: 1, 2: 2, 4: 4} | SAME_TEXT | OTHER_TEXT
    assert {number: became.get(number) for number in expected} == expected
    assert {kinds[number] for number in SAME_TEXT} == {ChangeKind.RENUMBERED}
    assert {kinds[number] for number in OTHER_TEXT} == {ChangeKind.MOVED_AND_CHANGED}
    assert {kinds[number] for number in (1, 2, 4)} == {ChangeKind.CHANGED}


def test_what_came_and_went_is_told(women):
    assert {c.new.number for c in women if c.kind == ChangeKind.ADDED} >= NEW
    # 54 went into 73, where most is of 53; nothing takes the place of 60.
    assert {c.old.number for c in women if c.kind == ChangeKind.REMOVED} >= {54, 60}


def test_an_article_that_was_split_or_merged_has_one_heir(women):
    became = {c.old.number: c.new.number for c in women if c.old and c.new}
    assert became[23] in {43, 44}
    assert became[47] in {66, 68}
    assert became[51] in {32, 33}
    assert len(set(became.values())) == len(became)


def test_every_article_of_both_texts_occurs_once(women):
    assert [c.new.number for c in women if c.new] == list(range(1, 87))
    assert sorted(c.old.number for c in women if c.old) == list(range(1, 62))


def test_the_holidays_of_2024():
    found = compared("全国年节及纪念日放假办法", "2013-12-11", "2024-11-10")
    assert [(c.kind, c.old and c.old.number, c.new and c.new.number) for c in found] == [
        (ChangeKind.UNCHANGED, 1, 1),
        (ChangeKind.CHANGED, 2, 2),
        (ChangeKind.UNCHANGED, 3, 3),  # only the brackets are of another width
        (ChangeKind.UNCHANGED, 4, 4),
        (ChangeKind.UNCHANGED, 5, 5),
        (ChangeKind.CHANGED, 6, 6),
        (ChangeKind.ADDED, None, 7),
        (ChangeKind.RENUMBERED, 7, 8),
    ]
    gone = [span.text for span in found[1].spans if span.kind == "removed"]
    come = [span.text for span in found[1].spans if span.kind == "added"]
    assert gone == ["新年", "3", "、初二、", "1", "、2日、"]
    assert come == ["元旦", "4", "除夕、", "至", "2", "、2日", "至"]
