from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from django.contrib.auth.models import AnonymousUser
        from django.urls import reverse

        from courses import receivers  # noqa: F401  subscribes to the events of the apps below
        from courses.citing import register_lessons
        from courses.models import CoursePage, LessonPage
        from courses.queries import course_and_lesson_pages_open_to
        from library.reading import ReadingSource, register_reading
        from library.search.sources import register_page_source

        register_lessons()

        # What a reader finds of courses and lessons is what the catalogue shows them anyway.
        for label, model in ((_("Courses"), CoursePage), (_("Lesson"), LessonPage)):
            register_page_source(
                group="course",
                label=label,
                model=model,
                fields=["title", "summary"],
                open_to=course_and_lesson_pages_open_to,
            )
        # Pages around the law are the same for everybody: they lead to the courses that are for all members.
        register_reading(
            ReadingSource(
                "course",
                _("Courses"),
                CoursePage,
                pages=lambda: CoursePage.objects.open_to(AnonymousUser()).order_by("path"),
                address=lambda path: reverse("courses:course", args=[path.strip("/").rpartition("/")[2]]),
            )
        )
