"""What quizzes tell and ask the apps above them.

``attempt_marked`` — an attempt has its mark. Arguments: ``attempt``. Sent inside the transaction of the change, so that
all of it stands or falls.

``places_requested`` — a page about a quiz asks where the member comes to it from and goes on afterwards. Arguments:
``quiz``, ``member``. A receiver returns a list of ``(title, url)``.
"""

from django.dispatch import Signal

attempt_marked = Signal()
places_requested = Signal()
