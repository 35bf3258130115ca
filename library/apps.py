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
        from library.marginalia import receivers as marginalia  # noqa: F401  adds to what members download

        sections.register()
