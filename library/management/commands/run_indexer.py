from __future__ import annotations

import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from library.search.indexer import run
from library.search.store import BusyError


class Command(BaseCommand):
    help = "Keep the search index up to date until stopped (SIGTERM or Ctrl-C). One per installation."

    def handle(self, **options: Any) -> None:
        stopping = False

        def stop(signum: int, frame: FrameType | None) -> None:
            nonlocal stopping
            stopping = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        try:
            run(stopping=lambda: stopping, say=self._say)
        except BusyError as error:
            raise CommandError("A search indexer is running already; one is enough.") from error

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
