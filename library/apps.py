from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Law library")

    def ready(self) -> None:
        from library import (
            receivers,  # noqa: F401  subscribes to what Wagtail publishes
            sections,
        )

        sections.register()
