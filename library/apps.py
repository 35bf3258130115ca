from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Law library")

    def ready(self) -> None:
        from library import receivers  # noqa: F401  subscribes to what Wagtail publishes
        from library.models import GuidePage
        from library.search.sources import GUIDE, register_page_source

        register_page_source(group=GUIDE, label=_("Guides"), model=GuidePage, fields=["title", "summary", "body"])
