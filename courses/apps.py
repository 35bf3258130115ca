from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from courses import receivers  # noqa: F401  subscribes to the events of the apps below
        from courses.citing import register_lessons
        from courses.models import CoursePage, LessonPage
        from library.search.sources import register_page_source

        register_lessons()

        # What a reader finds of courses and lessons is what the catalogue shows them anyway.
        for label, model in ((_("Courses"), CoursePage), (_("Lesson"), LessonPage)):
            register_page_source(
                group="course",
                label=label,
                model=model,
                fields=["title", "summary"],
                open_to=model.objects.open_to,
            )
