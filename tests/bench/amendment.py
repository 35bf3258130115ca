"""A law that 2,000 questions cite is amended: what the publication, the desk, a draw and a member's home page cost."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

QUESTIONS, ARTICLES, ANSWERED = 2000, 100, 400
TITLE = "万题办法"


def measure_amendment() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from django.utils import timezone

    from accounts.models import Member
    from demo.people import ADMINISTRATOR, SIGN_INS
    from library.enums import ReviewState
    from library.models import AmendmentReview
    from library.services import decide_reviews
    from quizzes.models import Question

    today = timezone.localdate()
    worker = Member.objects.get(employee_number=SIGN_INS[0].employee_number)
    administrator = Member.objects.get(employee_number=ADMINISTRATOR)
    texts = {
        number: f"第{number}件事由单位办理，办理的期限是{number}日，费用由单位承担。"
        for number in range(1, ARTICLES + 1)
    }
    _publish(dt.date(2020, 1, 1), texts)
    _ask_and_answer(worker)
    browsers = {}
    for member in (worker, administrator):
        browsers[member.pk] = Client(headers={"host": "127.0.0.1"})
        browsers[member.pk].force_login(member, backend="accounts.backends.MemberBackend")
    amended = {number: text.replace("日，", "天，") for number, text in texts.items()}
    published = []

    def publish() -> None:
        published.append(_publish(today, amended))

    def decide() -> None:
        pks = AmendmentReview.objects.of_version(published[0]).values_list("pk", flat=True)
        decide_reviews(pks=list(pks), decision=ReviewState.STILL_RIGHT, by=administrator)

    def get(member: Member, path: str) -> Callable[[], None]:
        return lambda: browsers[member.pk].get(path).close()

    home = get(worker, "/")
    home()
    print(f"\n{f'{QUESTIONS} questions cite a law':40}{'CPU ms':>8}{'queries':>9}")
    for name, act in (
        ("a member's home before", home),
        ("publish the new text", publish),
        ("a member's home after", home),
        ("what has changed for the member", get(worker, "/me/law-changes/")),
        ("which questions may be drawn", lambda: len(Question.objects.drawable().values_list("pk"))),
        ("a page of the desk", lambda: get(administrator, reverse("amendments:version", args=[published[0].pk]))()),
        ("decide about all in one go", decide),
    ):
        with CaptureQueriesContext(connection) as queries:
            start = time.process_time()
            act()
            spent = (time.process_time() - start) * 1000
        print(f"{name:40}{spent:>8.0f}{len(queries):>9}")


def _publish(day: dt.date, texts: dict[int, str]):  # type: ignore[no-untyped-def]  Django is set up only later
    from library.importers.markdown import parse_markdown
    from library.numerals import to_chinese
    from library.services import import_statute

    date = f"{day.year}年{day.month}月{day.day}日"
    articles = [f"第{to_chinese(number)}条 {text}" for number, text in texts.items()]
    last = f"第{to_chinese(ARTICLES + 1)}条 本办法自{date}起施行。"
    text = "\n\n".join([f"# {TITLE}", f"{date} 劳动部公布", *articles, last])
    return import_statute(parsed=parse_markdown(text), by=None).version


def _ask_and_answer(member) -> None:  # type: ignore[no-untyped-def]
    """Questions on every article; the member answered some of them a year ago."""
    from django.utils import timezone

    from library.references import ArticleReference
    from quizzes.enums import AttemptState, QuestionType
    from quizzes.models import Answer, Attempt, QuestionBank, Quiz
    from quizzes.services import QuestionContent, create_question

    bank = QuestionBank.objects.create(name=TITLE)
    versions = []
    for number in range(QUESTIONS):
        content = QuestionContent(
            type=QuestionType.TRUE_FALSE,
            stem=f"第{number}题：这件事由单位办理。",
            key=["true"],
            citations=(ArticleReference(TITLE, number % ARTICLES + 1),),
        )
        versions.append(create_question(bank=bank, content=content, by=None).current)
    long_ago = timezone.now() - dt.timedelta(days=365)
    attempt = Attempt.objects.create(
        quiz=Quiz.objects.create(title=TITLE, slug=TITLE),
        member=member,
        ordinal=1,
        state=AttemptState.MARKED,
        started_at=long_ago,
        deadline=long_ago + dt.timedelta(hours=1),
        submitted_at=long_ago,
        pass_percent=60,
        mark=ANSWERED,
        max_mark=ANSWERED,
        passed=True,
    )
    Answer.objects.bulk_create(
        Answer(attempt=attempt, position=place, question_version=version, max_mark=1, chosen=["true"], mark=1)
        for place, version in enumerate(versions[:ANSWERED], start=1)
    )
