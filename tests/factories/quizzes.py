from __future__ import annotations

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from quizzes.enums import AttemptState, QuestionType
from quizzes.models import Attempt, Question, QuestionBank, QuestionVersion, Quiz, QuizSection
from tests.factories.accounts import MemberFactory


class QuestionBankFactory(DjangoModelFactory):
    class Meta:
        model = QuestionBank

    name = factory.Sequence(lambda n: f"题库{n}")


class QuestionVersionFactory(DjangoModelFactory):
    class Meta:
        model = QuestionVersion

    type = QuestionType.SINGLE
    stem = factory.Sequence(lambda n: f"第{n}题怎么选？")
    options = factory.LazyFunction(
        lambda: [{"id": identity, "text": f"选项{identity}"} for identity in ("a", "b", "c", "d")]
    )
    key = factory.LazyFunction(lambda: ["b"])
    explanation = "因为法律这样规定。"


class QuestionFactory(DjangoModelFactory):
    """With one version, given by ``version__stem`` and the like."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    bank = factory.SubFactory(QuestionBankFactory)

    @factory.post_generation
    def version(self, create: bool, extracted: object, **kwargs: object) -> None:
        self.current = QuestionVersionFactory(question=self, **kwargs)
        self.save()


class QuizFactory(DjangoModelFactory):
    class Meta:
        model = Quiz

    title = factory.Sequence(lambda n: f"测验{n}")
    slug = factory.Sequence(lambda n: f"quiz-{n}")
    published = True


class QuizSectionFactory(DjangoModelFactory):
    class Meta:
        model = QuizSection

    quiz = factory.SubFactory(QuizFactory)
    count = 1
    mark = 5


class AttemptFactory(DjangoModelFactory):
    """A marked one, the member's next at the quiz: 10 points of 10, unless ``passed`` is false."""

    class Meta:
        model = Attempt

    quiz = factory.SubFactory(QuizFactory)
    member = factory.SubFactory(MemberFactory)
    ordinal = factory.LazyAttribute(lambda o: Attempt.objects.filter(quiz=o.quiz, member=o.member).count() + 1)
    state = AttemptState.MARKED
    started_at = factory.LazyFunction(timezone.now)
    deadline = factory.LazyAttribute(lambda o: o.started_at + dt.timedelta(minutes=20))
    submitted_at = factory.SelfAttribute("started_at")
    passed = True
    pass_percent = 60
    mark = factory.LazyAttribute(lambda o: 10 if o.passed else 0)
    max_mark = 10


def quiz_with_questions(count: int = 3, **quiz: object) -> Quiz:
    """A published quiz that draws ``count`` single-choice questions out of a bank of just so many."""
    bank = QuestionBankFactory()
    QuestionFactory.create_batch(count, bank=bank)
    made = QuizFactory(**quiz)
    QuizSectionFactory(quiz=made, bank=bank, count=count)
    return made
