from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from quizzes.services import submit_overdue_attempts


class Command(BaseCommand):
    help = "Hand in the attempts whose time is up, with what was saved. Run it every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        number = submit_overdue_attempts()
        if options["verbosity"] > 0:
            self.stdout.write(f"Handed in: {number}")
