from __future__ import annotations

import json
import logging
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from base.topics import topics_from_string
from library.enums import ImportOutcome, StatuteKind
from library.importers.files import statute_files
from library.importers.parsed import ParsedStatute, Problem, UnreadableStatuteError
from library.importers.reading import read_statute
from library.services import ImportedStatute, import_statute

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Import statutes from Markdown, plain text and Word files, or from all of them in folders. Importing again "
        "changes nothing. A name may end in the day of the text, as in 劳动法(2018-12-29).md; front matter "
        "may say title, kind, issuer, promulgated and effective. Exits with 1 when a file could not be imported; the "
        "others are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object for each file, a line each")
        parser.add_argument("--progress", action="store_true", help="show on standard error how far it is")
        parser.add_argument("--kind", choices=StatuteKind.values, help="the kind of all of them, instead of a guess")
        parser.add_argument("--topics", default="", metavar="A,B", help="topics for all, besides the usual ones")

    def handle(self, *, paths: list[Path], verbosity: int, **options: Any) -> None:
        self._options = options
        self._verbosity = verbosity
        self._kept: dict[tuple[str, str], Path] = {}
        try:
            self._topics = topics_from_string(options["topics"])
        except ValueError as error:
            raise CommandError(_("A topic needs a letter or a digit.")) from error
        files = statute_files(map(Path, paths))
        if not files:
            raise CommandError(_("There is no Markdown, text or Word file there."))
        # A trial run is one transaction, so that each file meets what those before it would have left.
        with transaction.atomic() if options["dry_run"] else nullcontext():
            failed = sum(not self._import_file(path) for path in self._with_progress(files))
            if options["dry_run"]:
                transaction.set_rollback(True)
        if failed:
            raise CommandError(
                ngettext(
                    "%(failed)d of %(all)d file was not imported.",
                    "%(failed)d of %(all)d files were not imported.",
                    len(files),
                )
                % {"failed": failed, "all": len(files)}
            )

    def _with_progress(self, files: list[Path]) -> Iterable[Path]:
        return tqdm(files, file=sys.stderr, unit="file", disable=not self._options.get("progress"))

    def _import_file(self, path: Path) -> bool:
        try:
            parsed = read_statute(path, kind=self._kind)
            done, versions = self._keep(parsed)
        except UnreadableStatuteError as error:
            return self._report_failure(path, error.problem)
        except IntegrityError:
            return self._report_failure(
                path, Problem(0, _("Another import is working on this statute; import it again."))
            )
        except Exception as error:
            # One file in thousands must not stop the rest; the log says where it failed.
            logger.exception("%s could not be imported", path)
            reason = _("The file could not be imported: %s. The log says more.") % type(error).__name__
            return self._report_failure(path, Problem(0, reason))
        parsed = replace(parsed, problems=[*self._problems_of_whole(path, parsed, done.outcome), *parsed.problems])
        if self._options["json"]:
            self.stdout.write(json.dumps(_as_json(path, parsed, done.outcome, versions), ensure_ascii=False))
        else:
            self._report(path, parsed, done)
        return True

    @property
    def _kind(self) -> StatuteKind | None:
        return StatuteKind(self._options["kind"]) if self._options["kind"] else None

    def _keep(self, parsed: ParsedStatute) -> tuple[ImportedStatute, int]:
        with transaction.atomic():
            done = import_statute(parsed=parsed, topics=self._topics, by=None)
            return done, done.statute.versions.count()

    def _problems_of_whole(self, path: Path, parsed: ParsedStatute, outcome: ImportOutcome) -> list[Problem]:
        """What is to be said of the file as a whole: the same version was filed before, or has another text."""
        problems = []
        first = self._kept.setdefault((parsed.short_title, parsed.promulgated_on.isoformat()), path)
        if first != path:
            problems.append(Problem(0, _("The same version of the same statute is filed twice: in %s too.") % first))
        if outcome == ImportOutcome.DIFFERS:
            problems.append(Problem(0, _("The library has another text of this version; an editor has to decide.")))
        return problems

    def _report(self, path: Path, parsed: ParsedStatute, done: ImportedStatute) -> None:
        for problem in parsed.problems:
            self.stdout.write(self.style.WARNING(_line(path, problem)))
        if done.outcome == ImportOutcome.DIFFERS or self._verbosity:
            count = len(parsed.body)
            self.stdout.write(
                ngettext(
                    "%(file)s: %(title)s, %(articles)d article, in force from %(day)s: %(outcome)s",
                    "%(file)s: %(title)s, %(articles)d articles, in force from %(day)s: %(outcome)s",
                    count,
                )
                % {
                    "file": path,
                    "title": parsed.short_title,
                    "articles": count,
                    "day": done.version.effective_from,
                    "outcome": done.outcome.label,
                }
            )

    def _report_failure(self, path: Path, problem: Problem) -> bool:
        """Always ``False``: the file was not imported."""
        if self._options["json"]:
            self.stdout.write(json.dumps(_failure_as_json(path, problem), ensure_ascii=False))
        else:
            self.stderr.write(_line(path, problem))
        return False


def _line(path: Path, problem: Problem) -> str:
    return f"{path}:{problem.line} {problem.reason}"


def _as_json(path: Path, parsed: ParsedStatute, outcome: ImportOutcome, versions: int) -> dict[str, Any]:
    """``versions``: how many the library then holds of the statute. ``articles``: those outside the annexes."""
    return {
        "file": str(path),
        "title": parsed.title,
        "short_title": parsed.short_title,
        "kind": parsed.kind.value,
        "issuer": parsed.issuer,
        "promulgated": parsed.promulgated_on.isoformat(),
        "effective": parsed.effective_from.isoformat(),
        "versions": versions,
        "articles": len(parsed.body),
        "first": parsed.body[0].label if parsed.body else None,
        "last": parsed.body[-1].label if parsed.body else None,
        "chapters": parsed.chapters,
        "problems": [{"line": problem.line, "reason": problem.reason} for problem in parsed.problems],
        "outcome": outcome.value,
    }


def _failure_as_json(path: Path, problem: Problem) -> dict[str, Any]:
    nothing = dict.fromkeys(["title", "short_title", "kind", "issuer", "promulgated", "effective", "first", "last"])
    return {
        "file": str(path),
        **nothing,
        "versions": 0,
        "articles": 0,
        "chapters": 0,
        "problems": [{"line": problem.line, "reason": problem.reason}],
        "outcome": "failed",
    }
