from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from wagtail.search.apps import WagtailSearchAppConfig


class SearchConfig(WagtailSearchAppConfig):
    """Wagtail's search, with changes written to the outbox in the place of its background task for each."""

    default = False

    def ready(self) -> None:
        super().ready()
        from modelsearch.index import get_indexed_models
        from modelsearch.signal_handlers import post_delete_signal_handler, post_save_signal_handler

        from library.models import Statute, StatuteVersion
        from library.search.outbox import record_change, record_text

        for model in get_indexed_models():
            post_save.disconnect(post_save_signal_handler, sender=model)
            post_delete.disconnect(post_delete_signal_handler, sender=model)
            if getattr(model, "search_auto_update", True):
                post_save.connect(record_change, sender=model)
                post_delete.connect(record_change, sender=model)
        for model in (Statute, StatuteVersion):
            post_save.connect(record_text, sender=model)
