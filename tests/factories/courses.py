from __future__ import annotations

import uuid
from collections.abc import Iterable

import factory
from wagtail.models import Page, Site
from wagtail_factories import PageFactory

from base.models import HomePage
from courses.models import CourseIndexPage, CoursePage, LessonPage
from library.models import GuideIndexPage, GuidePage
from quizzes.enums import QuestionUse
from quizzes.models import Question, Quiz
from tests.factories.quizzes import QuestionFactory


def home_page() -> HomePage:
    """The one home page, at the root of the default site; made on first use, where Wagtail's own welcome page stood."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        root.get_children().delete()
        root = Page.objects.get(pk=root.pk)
        home = root.add_child(instance=HomePage(title="学法", slug="home"))
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
        Site.clear_site_root_paths_cache()
    return home


def course_index() -> CourseIndexPage:
    index = CourseIndexPage.objects.first()
    return index or home_page().add_child(instance=CourseIndexPage(title="课程", slug="courses"))


def guide_index() -> GuideIndexPage:
    index = GuideIndexPage.objects.first()
    return index or home_page().add_child(instance=GuideIndexPage(title="办事指南", slug="guides"))


class CoursePageFactory(PageFactory):
    class Meta:
        model = CoursePage

    title = factory.Sequence(lambda n: f"课程{n}")
    slug = factory.Sequence(lambda n: f"course-{n}")
    parent = factory.LazyFunction(course_index)


class LessonPageFactory(PageFactory):
    """``body`` takes raw StreamField data; ``parent`` is the course."""

    class Meta:
        model = LessonPage

    title = factory.Sequence(lambda n: f"第{n}课")
    slug = factory.Sequence(lambda n: f"lesson-{n}")
    parent = factory.SubFactory(CoursePageFactory)
    body = factory.LazyFunction(list)


class GuidePageFactory(PageFactory):
    class Meta:
        model = GuidePage

    title = factory.Sequence(lambda n: f"指南{n}")
    slug = factory.Sequence(lambda n: f"guide-{n}")
    parent = factory.LazyFunction(guide_index)
    body = factory.LazyFunction(list)


def block(block_type: str, value: object) -> dict[str, object]:
    """A block of a StreamField as it is stored."""
    return {"type": block_type, "value": value, "id": str(uuid.uuid4())}


def lesson_asking(
    *questions: Question, quizzes: Iterable[Quiz] = (), prose: Iterable[dict[str, object]] = (), **lesson: object
) -> LessonPage:
    """A lesson with some text, further prose blocks, these check questions and these quizzes; one check by default."""
    if not questions and not quizzes:
        questions = (QuestionFactory(use=QuestionUse.CHECK),)
    body = [
        block("text", "<p>你上班的第一天，就和单位有了劳动关系。</p>"),
        *prose,
        *(block("check", question.pk) for question in questions),
        *(block("quiz", quiz.pk) for quiz in quizzes),
    ]
    return LessonPageFactory(body=body, **lesson)
