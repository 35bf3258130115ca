from __future__ import annotations

import datetime as dt
import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.topics import topics_from_string
from library.enums import ImportOutcome, StatuteKind
from library.importers.files import read_text, statute_files
from library.importers.markdown import parse_markdown
from library.importers.parsed import ParsedStatute, Problem, UnreadableStatuteError
from library.services import ImportedStatute, import_statute

_DAY_IN_NAME = re.compile(r"[(（](\d{4}-\d{2}-\d{2})[)）]$")


class Command(BaseCommand):
    help = (
        "Import statutes from Markdown files, or from all Markdown files in a folder. Importing again changes nothing. "
        "A file's name may end in the day of its text, as in 劳动法(2018-12-29).md; front matter may say title, kind, "
        "issuer, promulgated and effective. Exits with 1 when a file could not be imported; the others are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object for each file, a line each")
        parser.add_argument("--kind", choices=StatuteKind.values, help="the kind of all of them, instead of a guess")
        parser.add_argument("--topics", default="", metavar="A,B", help="topics for all, besides the usual ones")

    def handle(self, *, paths: list[Path], verbosity: int, **options: Any) -> None:
        self._options = options
        self._verbosity = verbosity
        files = list(statute_files(map(Path, paths)))
        if not files:
            raise CommandError(_("There is no Markdown file there."))
        failed = sum(not self._import_file(path) for path in files)
        if failed:
            raise CommandError(
                ngettext(
                    "%(failed)d of %(all)d file was not imported.",
                    "%(failed)d of %(all)d files were not imported.",
                    len(files),
                )
                % {"failed": failed, "all": len(files)}
            )

    def _import_file(self, path: Path) -> bool:
        try:
            parsed = parse_markdown(read_text(path), version_date=_day_in_name(path), kind=self._kind)
            done, versions = self._keep(parsed)
        except UnreadableStatuteError as error:
            self._report_failure(path, error.problem)
            return False
        except IntegrityError:
            self._report_failure(path, Problem(0, _("Another import is working on this statute; import it again.")))
            return False
        if self._options["json"]:
            self.stdout.write(json.dumps(_as_json(path, parsed, done.outcome, versions), ensure_ascii=False))
        else:
            self._report(path, parsed, done)
        return True

    @property
    def _kind(self) -> StatuteKind | None:
        return StatuteKind(self._options["kind"]) if self._options["kind"] else None

    def _keep(self, parsed: ParsedStatute) -> tuple[ImportedStatute, int]:
        try:
            topics = topics_from_string(self._options["topics"])
        except ValueError as error:
            raise CommandError(_("A topic needs a letter or a digit.")) from error
        with transaction.atomic():
            done = import_statute(parsed=parsed, topics=topics, by=None)
            versions = done.statute.versions.count()
            transaction.set_rollback(self._options["dry_run"])
        return done, versions

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

    def _report_failure(self, path: Path, problem: Problem) -> None:
        if self._options["json"]:
            self.stdout.write(json.dumps(_failure_as_json(path, problem), ensure_ascii=False))
        else:
            self.stderr.write(_line(path, problem))


def _day_in_name(path: Path) -> dt.date | None:
    """劳动法(2018-12-29).md is the text of 2018-12-29."""
    match = _DAY_IN_NAME.search(path.stem)
    try:
        return dt.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


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
        "first": parsed.body[0].label,
        "last": parsed.body[-1].label,
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
