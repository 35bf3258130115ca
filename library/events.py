"""What the library tells the apps above it, inside the transaction of the change, so that all of it stands or falls.

``version_published`` — a version of a statute became readable. Arguments: ``version``; ``previous``, the published
version that it follows, or ``None``.

``version_corrected`` — the text of a version that was readable already was replaced. Arguments: ``version``;
``articles``, the keys ``(annex, number, suffix)`` of those that were changed, added or removed.
"""

from django.dispatch import Signal

version_published = Signal()
version_corrected = Signal()
