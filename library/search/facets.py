"""By what the law that was found can be narrowed, with how much each choice leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from library.enums import StatuteKind, StatuteStatus
from library.models import StatuteVersion
from library.queries import topics_of_statutes
from library.search.asked import Asked

#: Of statutes and topics the fullest are offered.
_MOST_CHOICES = 10


@dataclass(frozen=True)
class Choice:
    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Chosen:
    """A choice that was made, and the page without it."""

    label: str
    url: str


class Versions:
    """The versions in which something was found, their facts, and how many articles were found in each."""

    def __init__(self, asked: Asked, counts: Counter[int]) -> None:
        self.asked = asked
        self.counts = counts
        versions = StatuteVersion.objects.select_related("statute").defer("preamble", "history")
        self.by_pk = versions.in_bulk(list(counts))
        self.status = {pk: version.status_on(asked.day) for pk, version in self.by_pk.items()}
        self.topics: dict[int, dict[str, str]] = {}
        for statute, slug, name in topics_of_statutes({version.statute_id for version in self.by_pk.values()}):
            self.topics.setdefault(statute, {})[slug] = name

    def fits(self, version: StatuteVersion, *, whatever: str = "") -> bool:
        """Whether a version is among what was asked for; ``whatever`` names a facet that does not count."""
        asked, statute = self.asked, version.statute
        return (
            (whatever == "kind" or asked.kind in {"", statute.kind})
            and (whatever == "statute" or asked.statute in {"", statute.slug})
            and (whatever == "topic" or not asked.topic or asked.topic in self.topics.get(statute.pk, {}))
            and (whatever == "status" or self.status[version.pk] == asked.wanted_status)
        )

    def fitting(self) -> set[int]:
        return {pk for pk, version in self.by_pk.items() if self.fits(version)}

    def facets(self) -> list[Facet]:
        """Each with the choices that leave something; a facet with nothing to choose is left out."""
        kinds: Counter[str] = Counter()
        statutes: Counter[tuple[str, str]] = Counter()
        topics: Counter[tuple[str, str]] = Counter()
        statuses: Counter[str] = Counter()
        for pk, version in self.by_pk.items():
            count, statute = self.counts[pk], version.statute
            if self.fits(version, whatever="kind"):
                kinds[statute.kind] += count
            if self.fits(version, whatever="statute"):
                statutes[statute.slug, statute.short_title] += count
            if self.fits(version, whatever="topic"):
                topics.update(dict.fromkeys(self.topics.get(statute.pk, {}).items(), count))
            if self.fits(version, whatever="status"):
                statuses[self.status[pk]] += count
        kind_choices = [(kind.value, str(kind.label), kinds[kind]) for kind in StatuteKind if kinds[kind]]
        status_choices = [(one.value, str(one.label), statuses[one]) for one in StatuteStatus if statuses[one]]
        found = [
            self._facet("statute", _("Statute"), _fullest(statutes)),
            self._facet("kind", _("Kind of law"), kind_choices),
            self._facet("topic", _("Topic"), _fullest(topics)),
            self._facet("status", _("Status"), status_choices),
        ]
        return [facet for facet in found if len(facet.choices) > 1 or getattr(self.asked, facet.name)]

    def _facet(self, name: str, label: str, choices: Iterable[tuple[str, str, int]]) -> Facet:
        now = getattr(self.asked, name) or (StatuteStatus.IN_FORCE if name == "status" else "")
        listed = []
        for value, text, count in choices:
            is_chosen = value == now
            # What is chosen already leads back, but to law in force, which is the rule.
            target = "" if is_chosen or value == StatuteStatus.IN_FORCE else value
            listed.append(Choice(text, count, self.asked.address(**{name: target, "group": ""}), is_chosen))
        return Facet(name, label, listed)


def _fullest(counted: Counter[tuple[str, str]]) -> list[tuple[str, str, int]]:
    return [(slug, name, count) for (slug, name), count in counted.most_common(_MOST_CHOICES)]


def chosen_facets(asked: Asked, names: dict[str, str]) -> list[Chosen]:
    """What narrows the page now; ``names`` are those of the chosen statute and topic, where they are known."""
    made = [
        ("statute", names.get("statute", asked.statute)),
        ("kind", str(StatuteKind(asked.kind).label) if asked.kind else ""),
        ("topic", names.get("topic", asked.topic)),
        ("status", str(StatuteStatus(asked.status).label) if asked.status else ""),
    ]
    chosen = [Chosen(label, asked.address(**{name: "", "group": ""})) for name, label in made if label]
    if asked.on:
        day = f"{asked.on.year}年{asked.on.month}月{asked.on.day}日"
        chosen.append(Chosen(_("as of %(day)s") % {"day": day}, asked.address(on=None)))
    return chosen
