"""Keeps the citations that follow from texts: read anew whenever a text changes, many objects at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from library.amendments.following import (
    close_rewritten,
    follow_texts,
    forget_texts,
    is_behind,
    lock_laws,
    published_versions,
)
from library.citing.directory import Directory, law_names
from library.citing.mentions import Place, sentence_around
from library.citing.recognition import Reader
from library.citing.sources import Passage, citing_source, citing_sources
from library.enums import StatuteStatus
from library.models import AmendmentReview, Citation, StatuteVersion
from library.references import ArticleReference

_BATCH = 500
#: An article as cited: the reference, and the annex where it is not in the body.
_Cited = tuple[ArticleReference, int]


@transaction.atomic
def record_citations(*, model: type[models.Model], objects: Iterable[Any]) -> int:
    """Write down what objects of one registered model cite, instead of what they cited before.

    Whoever changes rows without signals (``bulk_create``, ``update``) calls it in the same transaction. A citation
    that was there before keeps the version that was read then. Returns how many there are.
    """
    source, objects = citing_source(model), list(objects)
    read_from = {obj.pk: list(source.passages(obj)) for obj in objects}
    names = _Names(law_names(), read_from.values())
    found = {pk: list(dict.fromkeys(_cited_in(passages, names))) for pk, passages in read_from.items()}
    laws = {reference.law for cited in found.values() for (reference, _annex), _sentence in cited}
    if source.upkeep:
        lock_laws(laws)
    versions = published_versions(laws)
    in_force = _in_force(versions)
    is_reviewed = AmendmentReview.objects.about(source.name, found).exists()
    rewritten_for = close_rewritten(source.name, objects) if is_reviewed else {}
    before = Citation.objects.within(source.name, found)
    read = {(row.object_id, row.reference, row.annex): row.as_of_id for row in before}
    before.delete()
    rows = [
        Citation(
            source=source.name,
            object_id=pk,
            position=position,
            annex=annex,
            sentence=sentence,
            as_of_id=read.get((pk, reference, annex))
            or rewritten_for.get((pk, reference.law))
            or in_force.get(reference.law),
            **reference._asdict(),
        )
        for pk, cited in found.items()
        for position, ((reference, annex), sentence) in enumerate(cited, start=1)
    ]
    Citation.objects.bulk_create(rows, batch_size=_BATCH)
    if is_reviewed or any(is_behind(row, versions[row.law]) for row in rows):
        follow_texts(source.name, found)
    return len(rows)


def forget_citations(*, model: type[models.Model], pks: Iterable[int]) -> None:
    """The objects are gone."""
    name, pks = citing_source(model).name, list(pks)
    Citation.objects.within(name, pks).delete()
    forget_texts(name, pks)


def record_all_citations() -> int:
    """Read every text again, as when a law came by a further name. Returns how many citations there are."""
    count = 0
    for source in citing_sources():
        objects: list[Any] = []
        for obj in source.objects().order_by("pk").iterator(chunk_size=_BATCH):
            objects.append(obj)
            if len(objects) == _BATCH:
                count += record_citations(model=source.model, objects=objects)
                objects = []
        count += record_citations(model=source.model, objects=objects)
    return count


class _Names:
    """Names of laws, and which article stands before which among those that are being read."""

    def __init__(self, laws: Directory, texts: Iterable[list[Passage]]) -> None:
        self.canonical = laws.canonical
        self.ending = laws.ending
        places = {passage.place for passages in texts for passage in passages if passage.place}
        keys = sorted({(place.law, place.annex, place.number, place.suffix) for place in places})
        self._before = {after: key for key, after in pairwise(keys) if key[:2] == after[:2]}

    def before(self, law: str, annex: int, number: int, suffix: int) -> tuple[int, int] | None:
        if key := self._before.get((law, annex, number, suffix)):
            return key[2:]
        return (number - 1, 0) if number > 1 and not suffix else None


def _cited_in(passages: list[Passage], names: _Names) -> Iterator[tuple[_Cited, str]]:
    """What an object cites, each with the sentence in which it does."""
    reader = Reader(names)
    for passage in passages:
        if passage.is_heading:
            reader.forget()
        if passage.reference:
            reader.last_law = passage.reference.law
            yield (passage.reference, 0), passage.text[: Citation.LONGEST_SENTENCE]
        yield from _cited_in_words(reader, passage)


def _cited_in_words(reader: Reader, passage: Passage) -> Iterator[tuple[_Cited, str]]:
    reader.place = passage.place
    for mention in reader.read(passage.text):
        sentence = sentence_around(passage.text, mention.start, mention.end, Citation.LONGEST_SENTENCE)
        for reference in mention.references:
            if not _is_itself(passage.place, reference, mention.annex):
                yield (reference, mention.annex), sentence


def _is_itself(place: Place | None, reference: ArticleReference, annex: int) -> bool:
    """前款 and 本条 name the article that they stand in."""
    here = place and (place.law, place.annex, place.number, place.suffix)
    return here == (reference.law, annex, reference.number, reference.suffix)


def _in_force(versions: Mapping[str, Sequence[StatuteVersion]]) -> dict[str, int]:
    """The version that is the law today, of every law that has one; its versions come the first to begin first."""
    today = timezone.localdate()
    return {
        law: version.pk
        for law, published in versions.items()
        for version in published
        if version.status_on(today) == StatuteStatus.IN_FORCE
    }
