"""What the demo's content files say, held against the rules they are written to and the statutes they cite."""

from __future__ import annotations

import os
import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from demo.content import CONTENT, STATUTES, read_file, read_folder
from library.importers.files import read_text, statute_files
from library.importers.markdown import parse_markdown
from library.references import ArticleReference, parse_key, parse_reference

PROJECT = Path(__file__).resolve().parents[2]
LAWS = Path(os.environ.get("LAWS", PROJECT.parent / "shared" / "laws"))
TOPICS = {
    "劳动合同",
    "工资工时",
    "休息休假",
    "社会保险",
    "工伤保护",
    "安全生产",
    "女职工保护",
    "劳动争议",
    "工会权利",
    "民主管理",
    "集体协商",
    "平等就业",
}
QUESTIONS = [question for file in read_folder("questions") for question in file["questions"]]
COURSES = read_folder("courses")
GUIDES = read_folder("guides")
LESSONS = [lesson for course in COURSES for lesson in course["lessons"]]
HANDBOOK = [page for chapter in read_folder("handbook") for page in chapter["pages"]]
ANSWERS, CASES, NOTICES = (read_folder(name) for name in ("answers", "cases", "notices"))
BODIES = [
    *(item["blocks"] for item in chain(GUIDES, LESSONS, HANDBOOK, ANSWERS, NOTICES)),
    *(case["reasons"] for case in CASES),
    *read_file("about.toml").values(),
]
CITED = {
    *(parse_reference(text) for question in QUESTIONS for text in question["cites"]),
    *(
        ArticleReference(block["law"], *parse_key(block["article"]), block.get("paragraph"), block.get("item"))
        for block in chain.from_iterable(BODIES)
        if block["type"] in {"citation", "deadline"}
    ),
}


def test_every_page_around_the_law_cites_an_article():
    for page in chain(GUIDES, HANDBOOK, ANSWERS, NOTICES, CASES):
        blocks = page.get("blocks") or page["reasons"]
        assert any(block["type"] in {"citation", "deadline"} for block in blocks), page["slug"]
        assert page["topics"], page["slug"]
        assert set(page["topics"]) <= TOPICS, page["slug"]
        assert len(page["summary"]) <= 200, page["slug"]


def test_a_topic_that_is_introduced_is_one_of_ours():
    assert set(read_file("topics.toml")) == TOPICS


def test_every_question_has_a_key_among_its_options_and_cites_an_article():
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) >= 100
    for question in QUESTIONS:
        assert question["cites"], question["id"]
        assert question["explanation"], question["id"]
        assert set(question["topics"]) <= TOPICS, question["id"]
        if question["type"] == "truefalse":
            assert question["answer"] in {"T", "F"}, question["id"]
            continue
        letters = set("ABCDEFGH"[: len(question["options"])])
        assert set(question["answer"]) <= letters, question["id"]
        assert len(set(question["options"])) == len(question["options"]), question["id"]
        assert len(question["answer"]) == 1 if question["type"] == "single" else len(question["answer"]) > 1, question[
            "id"
        ]


def test_every_lesson_asks_check_questions_that_no_quiz_draws():
    checks = {question["id"] for question in QUESTIONS if question.get("use") == "check"}
    asked = [block["question"] for lesson in LESSONS for block in lesson["blocks"] if block["type"] == "check"]
    assert sorted(asked) == sorted(checks)
    assert all(any(block["type"] in {"check", "quiz"} for block in lesson["blocks"]) for lesson in LESSONS)


def test_every_pool_is_twice_what_a_quiz_draws():
    for section in (section for course in COURSES for quiz in course["quizzes"] for section in quiz["sections"]):
        pool = [
            question
            for file in read_folder("questions")
            if file["bank"] == section["bank"]
            for question in file["questions"]
            if question["type"] == section["type"] and question.get("use", "draw") == "draw"
        ]
        assert len(pool) >= 2 * section["count"], section


def test_every_picture_is_drawn_by_us_and_asks_nothing_of_anybody():
    for path in (CONTENT / "pictures").glob("*.svg"):
        drawing = path.read_text()
        assert not re.search(r"<(script|style|image|foreignObject)|href|url\(|on\w+=", drawing), path.name


def parsed(folder: Path) -> list[Any]:
    return [parse_markdown(read_text(path)) for path in statute_files([folder])]


def missing(folder: Path) -> list[str]:
    """References to a statute of the folder that its newest text does not have."""
    newest: dict[str, Any] = {}
    for statute in sorted(parsed(folder), key=lambda statute: statute.promulgated_on):
        newest[statute.short_title] = {(article.number, article.suffix): article for article in statute.body}
    return [str(cited) for cited in CITED if cited.law in newest and not _holds(newest[cited.law], cited)]


def _holds(articles: dict[tuple[int, int], Any], cited: ArticleReference) -> bool:
    article = articles.get((cited.number, cited.suffix))
    if article is None:
        return False
    paragraphs = article.paragraphs
    if cited.paragraph:
        paragraphs = paragraphs[cited.paragraph - 1 : cited.paragraph]
    items = [item["number"] for paragraph in paragraphs for item in paragraph.get("items", [])]
    return bool(paragraphs) and (cited.item is None or cited.item in items)


def test_every_citation_of_the_enterprises_own_rules_exists():
    assert len(parsed(STATUTES)) == 2
    assert missing(STATUTES) == []


@pytest.mark.skipif(not LAWS.is_dir(), reason=f"there are no statutes at {LAWS}")
def test_every_citation_of_a_statute_exists_in_its_text():
    assert missing(LAWS) == []
