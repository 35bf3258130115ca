"""Catalogues of translations, kept with Babel so that no gettext need be installed.

``python -m tests.catalogues update [app ...]`` extracts each app's messages, keeps what is translated, and compiles.
The suite calls :func:`problems`, so that an untranslated or stale catalogue cannot land.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django
import wagtail
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[1]
APPS = {
    "base": PROJECT / "site/base",
    "accounts": PROJECT / "site/accounts",
    "library": PROJECT / "library",
    "quizzes": PROJECT / "quizzes",
    "courses": PROJECT / "courses",
    "participation": PROJECT / "site/participation",
    "demo": PROJECT / "site/demo",
    "config": PROJECT / "site/config",
}
LOCALE = "zh_Hans"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
#: The header names no day, so that compiling twice gives the same bytes.
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def catalogue_path(app: str) -> Path:
    return APPS[app] / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def _sources(app: str) -> Iterator[tuple[Path, str]]:
    """Every file that may hold messages, as Python text."""
    for path in sorted(APPS[app].rglob("*")):
        parts = path.relative_to(APPS[app]).parts
        if {"locale", "migrations", "static", "content", "__pycache__"} & set(parts):
            continue
        if path.suffix == ".py":
            yield path, path.read_text()
        elif path.suffix in {".html", ".txt"} and "templates" in parts:
            text = templatize(path.read_text(), origin=str(path))
            yield path, "\n".join(line.lstrip() for line in text.splitlines())


def extracted(app: str) -> Catalog:
    """The messages that the app's code and templates hold now."""
    catalogue = Catalog(
        locale=LOCALE,
        project="xuefa",
        version="1",
        copyright_holder="xuefa",
        msgid_bugs_address="none",
        creation_date=EPOCH,
        revision_date=EPOCH,
        last_translator="xuefa",
        language_team="zh_Hans",
        fuzzy=False,
    )
    catalogue.header_comment = f"# Simplified Chinese messages of {app}."
    for path, text in _sources(app):
        where = path.relative_to(PROJECT).as_posix()
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
            catalogue.add(message, None, [(where, 0)], context=context)
    return catalogue


def _keys(catalogue: Catalog) -> set[object]:
    return {(message.context, message.id) for message in catalogue if message.id}


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of the .mo file."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def read(app: str) -> Catalog:
    with catalogue_path(app).open("rb") as file:
        return read_po(file, locale=LOCALE)


def update(app: str) -> int:
    """Bring the app's catalogue up to date; returns how many messages still wait for a translation."""
    found = extracted(app)
    if not _keys(found):
        return 0
    path = catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        old = read(app)
        for message in found:
            before = old.get(message.id, message.context) if message.id else None
            if before is not None and before.string:
                message.string = before.string
    with path.open("wb") as file:
        write_po(file, found, width=120, sort_output=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(read(app)))
    return sum(1 for message in found if message.id and not _translated(message.string))


def _translated(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def problems(app: str) -> list[str]:
    """What keeps the app's catalogue from being complete and fresh; empty when nothing does."""
    found = extracted(app)
    path = catalogue_path(app)
    if not path.exists():
        return [f"{app}: no catalogue"] if _keys(found) else []
    kept = read(app)
    lines = [f"{app}: not in the catalogue: {key}" for key in _keys(found) - _keys(kept)]
    lines += [f"{app}: no longer in the code: {key}" for key in _keys(kept) - _keys(found)]
    lines += [f"{app}: not translated: {m.id}" for m in kept if m.id and not _translated(m.string)]
    lines += [f"{app}: fuzzy: {m.id}" for m in kept if m.id and m.fuzzy]
    for message in kept:
        lines += [f"{app}: {error}: {message.id}" for error in message.check(kept)]
    if not path.with_suffix(".mo").exists() or path.with_suffix(".mo").read_bytes() != compiled(kept):
        lines.append(f"{app}: the compiled catalogue is stale; run make messages")
    return lines


def quarrels() -> list[str]:
    """Messages that two apps translate differently: Django would show whichever app is installed first."""
    said: dict[object, dict[str, list[str]]] = {}
    for app in APPS:
        for message in read(app) if catalogue_path(app).exists() else ():
            if message.id:
                said.setdefault((message.context, message.id), {}).setdefault(str(message.string), []).append(app)
    return [f"{key}: {texts}" for key, texts in said.items() if len(texts) > 1]


def _of_others() -> dict[object, set[str]]:
    """What Django and Wagtail themselves say, by context and message."""
    said: dict[object, set[str]] = {}
    for package in (django, wagtail):
        for path in Path(package.__file__).parent.rglob(f"locale/{LOCALE}/LC_MESSAGES/django.mo"):
            with path.open("rb") as file:
                for message in read_mo(file):
                    said.setdefault((message.context, _first(message.id)), set()).add(_first(message.string))
    return said


def _first(texts: object) -> str:
    return str(texts[0] if isinstance(texts, (tuple, list)) else texts)


def intrusions() -> list[str]:
    """Messages that Django or Wagtail have as well and say otherwise: their pages would show ours.

    Those of ``borrowed_words`` are meant to. Others need a context of their own.
    """
    from base.borrowed_words import WORDS  # not before Django is set up, which the command need not wait for

    theirs = _of_others()
    meant = {str(word) for word in WORDS}
    return [
        f"{app}: {message.id}: {message.string}, elsewhere {theirs[key]}"
        for app in APPS
        if catalogue_path(app).exists()
        for message in read(app)
        if message.id
        and (key := (message.context, _first(message.id))) in theirs
        and _first(message.id) not in meant
        and _first(message.string) not in theirs[key]
    ]


if __name__ == "__main__":
    if sys.argv[1:2] != ["update"]:
        sys.exit("usage: python -m tests.catalogues update [app ...]")
    for name in sys.argv[2:] or APPS:
        waiting = update(name)
        print(f"{name}: {waiting} to translate" if waiting else f"{name}: complete")
