from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from library.amendments.digest import send_digests


class Command(BaseCommand):
    help = (
        "Write to editors what waits on the amendment desk. Run it every minute or every day: it writes at most once a "
        "day to each, not at night, and only when there is news or a week has gone by."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = send_digests()
        if options["verbosity"] > 0:
            self.stdout.write(f"Sent: {number}")
