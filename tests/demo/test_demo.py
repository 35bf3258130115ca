import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Member, Unit
from courses.models import CoursePage, LessonProgress
from library.models import GuidePage, Statute
from participation.models import StudyRecord
from participation.rates import participation_by_unit
from quizzes.models import Attempt, Question, Quiz
from quizzes.services.publishing import check_pools
from tests.factories.accounts import MemberFactory

pytestmark = pytest.mark.django_db

COUNTED = (Member, Unit, CoursePage, LessonProgress, GuidePage, Statute, StudyRecord, Attempt, Question, Quiz)


def load() -> dict[str, int]:
    call_command("demo", verbosity=0, stdout=StringIO())
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_the_demo_is_a_union_at_work_and_loading_it_again_changes_nothing():
    first = load()
    assert load() == first
    assert first["Unit"] == 1 + 3 + 9 + 1
    assert 110 <= first["Member"] <= 130
    assert first["CoursePage"] >= 4
    assert first["GuidePage"] >= 12
    assert first["Question"] >= 100
    today = timezone.localdate()
    union = Unit.objects.get(depth=1)
    whole = participation_by_unit([union], today - dt.timedelta(days=30), today)[union.pk]
    assert 0 < whole.studied < whole.counted

    for quiz in Quiz.objects.all():
        check_pools(quiz.sections.all())
    completed = LessonProgress.objects.completed()
    assert StudyRecord.objects.filter(source="lesson").count() == completed.count()
    assert StudyRecord.objects.filter(source="quiz").count() == (
        Attempt.objects.filter(passed=True).values("member", "quiz").distinct().count()
    )
    for attempt in Attempt.objects.prefetch_related("answers")[:40]:
        assert attempt.mark == sum(answer.mark for answer in attempt.answers.all())
        assert attempt.passed == (attempt.mark * 100 >= attempt.max_mark * attempt.pass_percent)
    assert not Attempt.objects.filter(submitted_at__gt=timezone.now()).exists()


def test_the_demo_refuses_a_site_that_has_real_members():
    MemberFactory(employee_number="A100")
    with pytest.raises(CommandError, match="real members"):
        load()
    assert Member.objects.count() == 1
    assert not Statute.objects.exists()
