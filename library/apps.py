from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _

from base.visitor_pages import clear_visitor_pages


def _synonyms_changed(**kwargs: Any) -> None:
    from library.search.synonyms import forget_synonyms

    forget_synonyms()
    clear_visitor_pages()  # searches among them


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = _("Law library")

    def ready(self) -> None:
        from library.models import GuidePage, Synonym
        from library.search.sources import GUIDE, register_page_source
        from library.search.synonyms import use_synonyms

        register_page_source(group=GUIDE, label=_("Guides"), model=GuidePage, fields=["title", "summary", "body"])
        use_synonyms(Synonym.objects.pairs)
        for changed in (post_save, post_delete):
            changed.connect(_synonyms_changed, sender=Synonym)
