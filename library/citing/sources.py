"""What may cite the law. Apps above this one register theirs in their ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.utils.functional import Promise
from wagtail.models import Page
from wagtail.signals import page_unpublished

from library.citing.mentions import Place
from library.references import ArticleReference


@dataclass(frozen=True)
class Passage:
    """A piece of a text as it stands. ``reference`` is what an editor cited there by choice, not in words."""

    text: str
    place: Place | None = None
    reference: ArticleReference | None = None
    #: Under it, what was said of a law before holds no longer.
    is_heading: bool = False


@dataclass(frozen=True)
class Listed:
    """An object that cites, as a list names it."""

    title: str
    url: str


@dataclass(frozen=True)
class Upkeep:
    """How what cites is kept right when the law changes.

    ``in_use`` are those that readers meet; ``title`` and ``owner`` are paths from one of them to what editors know it
    by and to the member who answers for it. ``wording`` is a text that is another one whenever what readers get is.
    ``retire`` takes one away from readers; it raises ``PermissionDenied`` for somebody who may not, and
    ``ValidationError`` where it cannot go yet.
    """

    in_use: Callable[[], models.QuerySet[Any]]
    title: str
    owner: str
    wording: Callable[[Any], str]
    edit_url: Callable[[int], str]
    retire: Callable[[Any, Any], None]


@dataclass(frozen=True)
class CitingSource:
    """One kind of object that cites.

    ``objects`` are all of them, with what ``passages`` needs to read their texts. ``fields`` hold those texts; none
    where services say themselves that texts have changed. ``visible_to`` names the objects that a reader, who may be
    a visitor, may know of, each with ``citing_title`` and ``citing_key``, both text, of which ``listed`` makes a line.
    What has no ``upkeep`` is not looked through after an amendment.
    """

    model: type[models.Model]
    order: int
    label: str | Promise
    objects: Callable[[], models.QuerySet[Any]]
    fields: frozenset[str]
    passages: Callable[[Any], Iterable[Passage]]
    visible_to: Callable[[Any], models.QuerySet[Any]]
    listed: Callable[[str, str], Listed]
    upkeep: Upkeep | None

    @property
    def name(self) -> str:
        return str(self.model._meta.label_lower)


_sources: dict[type[models.Model], CitingSource] = {}


def register_citing_source(
    *,
    model: type[models.Model],
    order: int,
    label: str | Promise,
    objects: Callable[[], models.QuerySet[Any]],
    fields: Sequence[str],
    passages: Callable[[Any], Iterable[Passage]],
    visible_to: Callable[[Any], models.QuerySet[Any]],
    listed: Callable[[str, str], Listed],
    upkeep: Upkeep | None = None,
) -> None:
    """Keep the citations of objects of this model, and show those under ``label``, the lowest ``order`` first."""
    _sources[model] = source = CitingSource(
        model, order, label, objects, frozenset(fields), passages, visible_to, listed, upkeep
    )
    uid = f"library.citing.{source.name}"
    if fields:
        post_save.connect(_follow_save, sender=model, dispatch_uid=uid)
    post_delete.connect(_follow_delete, sender=model, dispatch_uid=uid)
    if issubclass(model, Page):
        page_unpublished.connect(_follow_unpublish, sender=model, dispatch_uid=uid)


def citing_sources() -> list[CitingSource]:
    """In the order in which readers meet them."""
    return sorted(_sources.values(), key=lambda source: source.order)


def citing_source(model: type[models.Model]) -> CitingSource:
    return _sources[model]


def kept_sources() -> dict[str, tuple[CitingSource, Upkeep]]:
    """By name, those that are looked through when the law changes."""
    return {source.name: (source, source.upkeep) for source in citing_sources() if source.upkeep}


def _follow_save(
    sender: type[models.Model],
    instance: models.Model,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: object,
) -> None:
    """A page that is only saved as a draft carries the draft's body here, and says which other fields it writes.

    ``raw`` comes out of a fixture, which brings the citations as well.
    """
    from library.citing.records import record_citations

    if raw:
        return
    if update_fields is None or update_fields & _sources[sender].fields:
        record_citations(model=sender, objects=[instance])


@transaction.atomic
def _follow_unpublish(sender: type[models.Model], instance: models.Model, **kwargs: object) -> None:
    """On its last day, with the page above it or with the one it mirrors, a page is saved as a plain ``Page`` or
    without its texts, of which ``_follow_save`` hears nothing.
    """
    from library.amendments.following import follow_texts

    follow_texts(_sources[sender].name, [instance.pk])


def _follow_delete(sender: type[models.Model], instance: models.Model, **kwargs: object) -> None:
    from library.citing.records import forget_citations

    forget_citations(model=sender, pks=[instance.pk])
