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
        from library import (
            receivers,  # noqa: F401  subscribes to what Wagtail publishes
            sections,
        )
        from library.citing.directory import forget_directory
        from library.citing.own import register_citing_sources
        from library.marginalia import receivers as marginalia  # noqa: F401  adds to what members download
        from library.models import Article, Statute, StatuteAlias, StatuteVersion, Synonym
        from library.search.synonyms import use_synonyms

        sections.register()
        register_citing_sources()
        for model in (Statute, StatuteAlias, StatuteVersion, Article):
            for signal in (post_save, post_delete):
                signal.connect(forget_directory, sender=model, dispatch_uid="library.forget_directory")
        use_synonyms(Synonym.objects.pairs)
        for changed in (post_save, post_delete):
            changed.connect(_synonyms_changed, sender=Synonym)
