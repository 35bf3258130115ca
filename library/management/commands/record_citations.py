from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from base.visitor_pages import clear_visitor_pages
from library.citing.records import record_all_citations


class Command(BaseCommand):
    help = (
        "Read every article, guide, lesson and question again and write down which articles each cites. They are kept "
        "as texts change; this is for a site whose texts are older than that. Running it again changes nothing."
    )

    def handle(self, **options: Any) -> None:
        count = record_all_citations()
        clear_visitor_pages()
        self.stdout.write(ngettext("%(count)d citation.", "%(count)d citations.", count) % {"count": count})
