"""What the library does when Wagtail has published or unpublished a version, by whatever way."""

from __future__ import annotations

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from library.models import StatuteVersion
from library.services import follow_publication, follow_withdrawal


@receiver(published, sender=StatuteVersion, dispatch_uid="library.version_published")
def follow_version(instance: StatuteVersion, revision: Revision, **kwargs: object) -> None:
    """Wagtail sends this as well when a text was only given a time at which to go live."""
    if instance.live:
        follow_publication(version=instance, content=instance.content, by=revision.user, revision=revision)


@receiver(unpublished, sender=StatuteVersion, dispatch_uid="library.version_unpublished")
def withdraw_version(instance: StatuteVersion, **kwargs: object) -> None:
    follow_withdrawal(version=instance)
