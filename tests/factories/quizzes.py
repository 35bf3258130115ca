from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from quizzes.enums import QuestionType
from quizzes.models import Question, QuestionBank, QuestionVersion, Quiz, QuizSection


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


def quiz_with_questions(count: int = 3, **quiz: object) -> Quiz:
    """A published quiz that draws ``count`` single-choice questions out of a bank of just so many."""
    bank = QuestionBankFactory()
    QuestionFactory.create_batch(count, bank=bank)
    made = QuizFactory(**quiz)
    QuizSectionFactory(quiz=made, bank=bank, count=count)
    return made
