"""Builds the page tree, the question banks and the quizzes out of the content files."""

from __future__ import annotations

from typing import Any

from accounts.models import Member
from base.models import HomePage, InfoPage
from courses.models import CourseIndexPage, CoursePage, LessonPage
from demo.content import BlockWriter, picture, read_file, read_folder
from library.references import parse_reference
from quizzes.enums import QuestionType, QuestionUse
from quizzes.models import Question, QuestionBank, QuestionCitation, QuestionVersion, Quiz, QuizSection

INFO_PAGES = {"about": "关于学法", "help": "使用帮助", "privacy": "隐私说明"}


def build_home() -> HomePage:
    """The home page with its words and its picture, unless an editor gave it others."""
    home = HomePage.objects.get()
    if not home.summary:
        home.summary = "学一条，用得上一条"
        home.lead = "<p>读得懂的法律，十分钟一课，做几道题就知道自己懂没懂。</p>"
        home.picture = picture("home.svg", "几个人在车间的长凳旁一起看书")
        home.save()
    return home


def build_info_pages(home: HomePage) -> None:
    content, writer = read_file("about.toml"), BlockWriter()
    for slug, title in INFO_PAGES.items():
        if not InfoPage.objects.filter(slug=slug).exists():
            home.add_child(instance=InfoPage(title=title, slug=slug, body=writer.stream(slug, content[slug])))


def build_questions(*, by: Member) -> None:
    for file in read_folder("questions"):
        bank, _created = QuestionBank.objects.get_or_create(name=file["bank"])
        for entry in file["questions"]:
            if not Question.objects.filter(code=entry["id"]).exists():
                _build_question(bank, entry, by)


def _build_question(bank: QuestionBank, entry: dict[str, Any], by: Member) -> None:
    question = Question.objects.create(bank=bank, code=entry["id"], use=entry.get("use", QuestionUse.DRAW))
    question.topics.add(*entry["topics"])
    if entry["type"] == QuestionType.TRUE_FALSE:
        options = [{"id": "true", "text": "对"}, {"id": "false", "text": "错"}]
        key = ["true" if entry["answer"] == "T" else "false"]
    else:
        options = [{"id": "abcdefgh"[place], "text": text} for place, text in enumerate(entry["options"])]
        key = [letter.lower() for letter in entry["answer"]]
    version = QuestionVersion.objects.create(
        question=question,
        type=entry["type"],
        stem=entry["stem"],
        options=options,
        key=key,
        explanation=entry["explanation"],
        difficulty=entry["difficulty"],
        created_by=by,
    )
    references = dict.fromkeys(parse_reference(text) for text in entry["cites"])
    QuestionCitation.objects.bulk_create(
        QuestionCitation(question_version=version, position=position, **reference._asdict())
        for position, reference in enumerate(references)
    )
    question.current = version
    question.save(update_fields=["current"])


def _build_quiz(entry: dict[str, Any], audience: str) -> None:
    if Quiz.objects.filter(slug=entry["slug"]).exists():
        return
    fields = ("title", "slug", "intro", "duration_minutes", "attempts_allowed", "pass_percent", "credit_hours")
    quiz = Quiz.objects.create(published=True, audience=audience, **{name: entry[name] for name in fields})
    for order, section in enumerate(entry["sections"]):
        bank = QuestionBank.objects.get(name=section["bank"])
        QuizSection.objects.create(
            quiz=quiz,
            sort_order=order,
            title=section["title"],
            bank=bank,
            type=section["type"],
            count=section["count"],
            mark=section["mark"],
        )


def build_courses() -> None:
    index = CourseIndexPage.objects.get()
    if not index.summary:
        index.summary = "每课十分钟左右，答对课里的小测才算学完。"
        index.save()
    files = read_folder("courses")
    for file in files:
        for quiz in file.get("quizzes", []):
            _build_quiz(quiz, file["audience"])
    writer = BlockWriter(
        questions={question.code: question.pk for question in Question.objects.all() if question.code},
        quizzes=dict(Quiz.objects.values_list("slug", "pk")),
    )
    for file in files:
        if CoursePage.objects.filter(slug=file["slug"]).exists():
            continue
        course = CoursePage(
            title=file["title"],
            slug=file["slug"],
            summary=file["summary"],
            audience=file["audience"],
            picture=picture(file["picture"], file["picture_alt"]),
        )
        course.topics.add(*file["topics"])
        index.add_child(instance=course)
        for lesson in file["lessons"]:
            course.add_child(
                instance=LessonPage(
                    title=lesson["title"],
                    slug=lesson["slug"],
                    summary=lesson["summary"],
                    minutes=lesson["minutes"],
                    credit_hours=lesson["credit_hours"],
                    body=writer.stream(f"{file['slug']}/{lesson['slug']}", lesson["blocks"]),
                )
            )
