"""What courses tell the apps above them. Sent inside the transaction of the change.

``lesson_completed`` — a member completed a lesson, once. Arguments: ``progress`` (LessonProgress).
``course_completed`` — a member completed all lessons of a course, once. Arguments: ``enrolment`` (Enrolment).
"""

from django.dispatch import Signal

lesson_completed = Signal()
course_completed = Signal()
