"""Which article became which, on texts made for one rule each."""

from __future__ import annotations

import random
import time

import pytest

from library.comparison import compare_articles
from library.comparison.headings import compare_headings
from library.enums import ChangeKind
from library.models import Article, Division

#: What the made-up sentences are made of.
WORDS = "工会劳动者用人单位工资时休息假社保险集体合同协商监督检查培训安全卫生女职未成年争议调解仲裁诉讼责任"


def texts(count: int, *, seed: int = 1) -> list[str]:
    """So many sentences, each unlike the others and the same on every run."""
    chance = random.Random(seed)  # noqa: S311  repeatable, not secret
    return ["".join(chance.choice(WORDS) for _ in range(40)) + "。" for _ in range(count)]


def articles(*found: str, annex: int = 0) -> list[Article]:
    return [Article(number=number, annex=annex, text=text) for number, text in enumerate(found, start=1)]


def told(old: list[Article], new: list[Article]) -> list[tuple[str, int | None, int | None]]:
    return [(c.kind.value, c.old and c.old.number, c.new and c.new.number) for c in compare_articles(old, new)]


def test_nothing_changed():
    found = texts(3)
    assert {kind for kind, *_ in told(articles(*found), articles(*found))} == {"unchanged"}


def test_one_put_in_renumbers_those_behind_it():
    a, b, new = texts(3)
    assert told(articles(a, b), articles(a, new, b)) == [
        ("unchanged", 1, 1),
        ("added", None, 2),
        ("renumbered", 2, 3),
    ]


def test_one_taken_out_stands_where_it_stood():
    a, b, c = texts(3)
    assert told(articles(a, b, c), articles(a, c)) == [
        ("unchanged", 1, 1),
        ("removed", 2, None),
        ("renumbered", 3, 2),
    ]
    assert told(articles(a, b), articles(b))[0] == ("removed", 1, None)


def test_a_block_that_moved_is_followed():
    a, b, c, d = texts(4)
    assert told(articles(a, b, c, d), articles(c, d, a, b + "另有规定的除外。")) == [
        ("renumbered", 3, 1),
        ("renumbered", 4, 2),
        ("renumbered", 1, 3),
        ("moved_and_changed", 2, 4),
    ]


def test_the_same_number_is_not_enough():
    a, b, other = texts(3)
    assert told(articles(a, b), articles(a, other)) == [("unchanged", 1, 1), ("removed", 2, None), ("added", None, 2)]


def test_the_likest_wins_over_the_same_number():
    a, b = texts(2)
    assert told(articles(a, b), articles(b + "国家另有规定的除外。", a + "国家另有规定的除外。")) == [
        ("moved_and_changed", 2, 1),
        ("moved_and_changed", 1, 2),
    ]


def test_of_sentences_of_one_pattern_those_between_the_same_neighbours_are_the_same():
    pattern = "国家保障职工享有{}的权利。"
    around = texts(4)
    old = articles(around[0], pattern.format("休息"), around[1], around[2], pattern.format("培训"), around[3])
    new = articles(around[2], pattern.format("受教"), around[3], around[0], pattern.format("休假"), around[1])
    became = {c.old.number: c.new.number for c in compare_articles(old, new) if c.old and c.new}
    assert became[2] == 5
    assert became[5] == 2


def test_equal_texts_keep_their_numbers_and_then_their_order():
    same = "（删去）"
    assert told(articles(same, same, same), articles(same, same)) == [
        ("unchanged", 1, 1),
        ("unchanged", 2, 2),
        ("removed", 3, None),
    ]


def test_annexes_are_compared_too():
    body, table, other = texts(3)
    found = compare_articles(
        articles(body) + articles(table, annex=1), articles(body) + articles(table + "。另加一行内容。", other, annex=1)
    )
    assert [(c.kind, c.article.annex, c.article.number) for c in found] == [
        (ChangeKind.UNCHANGED, 0, 1),
        (ChangeKind.CHANGED, 1, 1),
        (ChangeKind.ADDED, 1, 2),
    ]


def test_empty_texts_and_single_characters_are_compared():
    assert told([], []) == []
    assert told(articles("", "甲"), articles("乙", "")) == [
        ("added", None, 1),
        ("renumbered", 1, 2),
        ("removed", 2, None),
    ]


def test_the_same_twice_gives_the_same():
    old, new = texts(60), texts(60, seed=1)
    random.Random(3).shuffle(new)  # noqa: S311
    changed = [text[:30] + "改写了的后半句。" for text in new]
    assert told(articles(*old), articles(*changed)) == told(articles(*old), articles(*changed))


@pytest.mark.parametrize(("count", "seconds"), [(400, 1.0), (1_260, 3.0)])
def test_a_long_law_of_which_every_article_changed_is_compared_in_time(count, seconds):
    old = texts(count)
    new = [f"{text[:-6]}依照国家有关规定执行。" for text in old]
    began = time.process_time()
    found = compare_articles(articles(*old), articles("全新的第一条。", *new))
    assert time.process_time() - began < seconds
    assert {c.kind for c in found[1:]} == {ChangeKind.MOVED_AND_CHANGED}
    assert all(c.new.number == c.old.number + 1 for c in found[1:])


def heading(pk: int, number: int, title: str, kind: str = "chapter", parent: Division | None = None) -> Division:
    return Division(pk=pk, number=number, title=title, kind=kind, parent=parent, position=pk)


def test_headings_are_followed_by_their_titles_and_by_their_articles():
    old = [heading(1, 1, "总　则"), heading(2, 2, "人身权利"), heading(3, 3, "附则"), heading(4, 4, "罚则")]
    new = [heading(11, 1, "总则"), heading(12, 2, "救济措施"), heading(13, 3, "人身和人格权益"), heading(14, 4, "附则")]
    a, b, c = texts(3)
    before, now = articles(a, b, c), articles(a, b, c)
    for article, division in zip(before, (1, 2, 2), strict=True):
        article.division_id = division
    for article, division in zip(now, (11, 13, 13), strict=True):
        article.division_id = division
    found = compare_headings(old, new, compare_articles(before, now))
    assert [(h.kind, h.old and h.old.pk, h.new and h.new.pk) for h in found] == [
        (ChangeKind.UNCHANGED, 1, 11),
        (ChangeKind.ADDED, None, 12),
        (ChangeKind.MOVED_AND_CHANGED, 2, 13),
        (ChangeKind.RENUMBERED, 3, 14),
        (ChangeKind.REMOVED, 4, None),
    ]


def test_sections_of_one_title_are_told_apart_by_their_chapters():
    def tree(start: int, titles: list[str]) -> list[Division]:
        found = []
        for number, title in enumerate(titles, start=1):
            chapter = heading(start + 2 * number, number, title)
            found += [chapter, heading(start + 2 * number + 1, 1, "一般规定", "section", chapter)]
        return found

    found = compare_headings(tree(0, ["合同", "工资"]), tree(100, ["工资", "合同"]), [])
    assert [(h.old.pk, h.new.pk) for h in found] == [(4, 102), (5, 103), (2, 104), (3, 105)]
