from courses.models.pages import CourseIndexPage, CoursePage, LessonPage
from courses.models.progress import CheckAnswer, Enrolment, LessonProgress

__all__ = ["CheckAnswer", "CourseIndexPage", "CoursePage", "Enrolment", "LessonPage", "LessonProgress"]
