from __future__ import annotations

from collections.abc import Iterator

import pytest

from courses.events import course_completed, lesson_completed


class Told:
    """What courses told the apps above them."""

    def __init__(self) -> None:
        self.lessons: list[int] = []
        self.courses: list[int] = []

    def hear_lesson(self, progress: object, **kwargs: object) -> None:
        self.lessons.append(progress.lesson_id)

    def hear_course(self, enrolment: object, **kwargs: object) -> None:
        self.courses.append(enrolment.course_id)


@pytest.fixture
def told() -> Iterator[Told]:
    told = Told()
    lesson_completed.connect(told.hear_lesson)
    course_completed.connect(told.hear_course)
    yield told
    lesson_completed.disconnect(told.hear_lesson)
    course_completed.disconnect(told.hear_course)
