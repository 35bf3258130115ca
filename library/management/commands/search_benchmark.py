from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from library.search.benchmark import UnreadableCorpusError, measure, read_questions


class Command(BaseCommand):
    help = (
        "Index a corpus of statutes in a temporary folder, ask questions whose answers are known, and print how well "
        "and how quickly they are answered. CORPUS has an article a line as JSON (id, law, content; no, sub, chapter, "
        "category where there are any), QUERIES a question (text, gold: ids of articles); either may be gzipped."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("corpus", type=Path)
        parser.add_argument("queries", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object with all figures, unrounded")

    def handle(self, *, corpus: Path, queries: Path, **options: Any) -> None:
        try:
            questions = read_questions(queries)
            if not questions:
                raise CommandError(f"There are no questions in {queries}.")
            figures = measure(corpus, questions, self.stderr.write)
        except (OSError, UnreadableCorpusError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(figures))
            return
        for name, value in figures.items():
            self.stdout.write(f"{name:20}{value:>12,.3f}" if isinstance(value, float) else f"{name:20}{value:>12,}")
