"""A statute as Akoma Ntoso 3.0, the XML in which parliaments and archives exchange law.

Source: OASIS LegalDocML, "Akoma Ntoso Version 1.0 Part 2: Specifications" (namespace …/akn/3.0), and its Naming
Convention for addresses (``/akn/cn/act/…``) and ids (``chp_2__art_39__para_1``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from django.conf import settings

from library.enums import DivisionKind, StatuteStatus
from library.importers.dates import read_date
from library.models import Article, Division, StatuteVersion
from library.models.statutes import Item, Paragraph
from library.numerals import division_label, to_chinese
from library.outputs.naming import adopted_on, expression_uri, printable, version_name, work_uri
from library.presentation import Section, sections_of

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
CONTENT_TYPE = "application/akn+xml"

#: The element of each heading, and what its id begins with.
_DIVISIONS = {
    DivisionKind.PART: ("part", "part"),
    DivisionKind.SUBPART: ("subpart", "subpart"),
    DivisionKind.CHAPTER: ("chapter", "chp"),
    DivisionKind.SECTION: ("section", "sec"),
}
#: Who made this file, among the references.
_OURSELVES, _ISSUER = "#publisher", "#issuer"


def akoma_ntoso(version: StatuteVersion, *, day: dt.date, address: str) -> bytes:
    """The file. ``day`` is the day on which it is read, ``address`` where the text stands on the site."""
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
    kind = "originalVersion" if version.promulgated_on == adopted_on(version) else "singleVersion"
    act = _add(root, "act", name="act", contains=kind)
    act.append(_meta(version, day=day, address=address))
    _add_front(act, version)
    sections = sections_of(version)
    annexes = [section for section in sections if _annex_of(section)]
    _add_hierarchy(_add(act, "body"), [section for section in sections if not _annex_of(section)])
    if annexes:
        _add_attachments(act, version, annexes, day=day)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, {name: printable(value) for name, value in attributes.items()})
    element.text = printable(text) or None
    return element


# --- What it is ---------------------------------------------------------------------------------------------------


def _meta(version: StatuteVersion, *, day: dt.date, address: str) -> ET.Element:
    meta = ET.Element("meta")
    _add_identification(meta, version, part="!main", day=day)
    events = _events(version)
    lifecycle = _add(meta, "lifecycle", source=_OURSELVES)
    for number, (date, kind, reference) in enumerate(events, start=1):
        _add(lifecycle, "eventRef", eId=f"evt_{number}", date=date.isoformat(), type=kind, source=reference)
    _add_times(meta, version, [date for date, _kind, _reference in events])
    _add_references(meta, version, address)
    return meta


def _add_identification(meta: ET.Element, version: StatuteVersion, *, part: str, day: dt.date) -> None:
    """The three levels of FRBR: the statute, this text of it, and this file."""
    identification = _add(meta, "identification", source=_OURSELVES)
    statute, adopted = version.statute, adopted_on(version)
    work, expression = work_uri(version), expression_uri(version)
    level = _add(identification, "FRBRWork")
    _add_core(level, work, part, adopted, "adoption", _ISSUER, alias=statute.title)
    _add(level, "FRBRcountry", value="cn")
    _add(level, "FRBRsubtype", value=statute.kind)
    _add(level, "FRBRname", value=statute.short_title)
    level = _add(identification, "FRBRExpression")
    event = "adoption" if version.promulgated_on == adopted else "amendment"
    _add_core(level, expression, part, version.promulgated_on, event, _ISSUER)
    _add(level, "FRBRlanguage", language="zho")
    level = _add(identification, "FRBRManifestation")
    _add_core(level, f"{expression}.akn", part, day, "generation", _OURSELVES)
    _add(level, "FRBRformat", value=CONTENT_TYPE)


def _add_core(
    level: ET.Element, uri: str, part: str, date: dt.date, event: str, author: str, *, alias: str = ""
) -> None:
    _add(level, "FRBRthis", value=f"{uri}/{part}")
    _add(level, "FRBRuri", value=uri)
    if alias:
        _add(level, "FRBRalias", name="title", value=alias)
    _add(level, "FRBRdate", date=date.isoformat(), name=event)
    _add(level, "FRBRauthor", href=author)


def _events(version: StatuteVersion) -> list[tuple[dt.date, str, str]]:
    """Day, type, and which reference it comes from: adoption, amendments up to this text, effect, end, repeal."""
    adopted = adopted_on(version)
    amended = {day for line in version.history if (day := read_date(line)) and adopted < day < version.promulgated_on}
    amended |= {version.promulgated_on} - {adopted}
    events = [(adopted, "generation", "#original")]
    events += [(day, "amendment", f"#amendment_{number}") for number, day in enumerate(sorted(amended), start=1)]
    events.append((version.effective_from, "generation", "#expression"))
    if ends := _end(version):
        repealed = version.status_on(ends) == StatuteStatus.REPEALED
        events.append((ends, "repeal" if repealed else "amendment", "#expression"))
    return sorted(events, key=lambda event: event[0])


def _end(version: StatuteVersion) -> dt.date | None:
    """The first day on which this text is no longer the law."""
    after = version.effective_until and version.effective_until + dt.timedelta(days=1)
    return min((day for day in (after, version.statute.repealed_on) if day), default=None)


def _add_times(meta: ET.Element, version: StatuteVersion, days: Sequence[dt.date]) -> None:
    group = _add(_add(meta, "temporalData", source=_OURSELVES), "temporalGroup", eId="tmpg_1")
    attributes = {"start": f"#evt_{_last(days, version.effective_from)}", "refersTo": "#in_force"}
    if ends := _end(version):
        attributes["end"] = f"#evt_{_last(days, ends)}"
    _add(group, "timeInterval", **attributes)


def _last(days: Sequence[dt.date], day: dt.date) -> int:
    """The number, from 1, of the last event of a day: what happens to the law then happens after it was made."""
    return len(days) - list(reversed(days)).index(day)


def _add_references(meta: ET.Element, version: StatuteVersion, address: str) -> None:
    references = _add(meta, "references", source=_OURSELVES)
    statute, work = version.statute, work_uri(version)
    _add(references, "original", eId="original", href=f"{work}/zho@{adopted_on(version)}", showAs=statute.title)
    for _day, kind, reference in _events(version):
        if kind == "amendment" and reference != "#expression":
            name = f"{statute.title}（{_day.isoformat()}）"
            _add(references, "passiveRef", eId=reference[1:], href=f"{work}/zho@{_day}", showAs=name)
    name = f"{statute.title}（{version_name(version)}）"
    _add(references, "activeRef", eId="expression", href=expression_uri(version), showAs=name)
    issuer = statute.issuer or statute.get_kind_display()
    _add(references, "TLCOrganization", eId="issuer", href="/ontology/organization/cn/issuer", showAs=issuer)
    site = str(settings.WAGTAIL_SITE_NAME)
    _add(references, "TLCOrganization", eId="publisher", href=address, showAs=site)
    _add(references, "TLCConcept", eId="in_force", href="/ontology/concept/in-force", showAs="施行")


# --- What it says -------------------------------------------------------------------------------------------------


def _add_front(act: ET.Element, version: StatuteVersion) -> None:
    preface = _add(act, "preface", eId="preface")
    _add(_add(preface, "p"), "docTitle", version.statute.title)
    for line in version.history:
        _add(preface, "p", line)
    if version.preamble.strip():
        preamble = _add(act, "preamble", eId="preamble")
        for line in version.preamble.splitlines():
            _add(preamble, "p", line)


def _add_hierarchy(top: ET.Element, sections: Iterable[Section], prefix: str = "") -> None:
    """编, 分编, 章, 节 and 条, each inside the one above it; ids are made of those above."""
    places: dict[int | None, tuple[ET.Element, str]] = {None: (top, prefix)}
    for section in sections:
        division = section.division
        if division and division.kind != DivisionKind.ANNEX:
            parent, above = places.get(division.parent_id, places[None])
            places[division.pk] = _add_division(parent, above, division)
        elif division:
            places[division.pk] = places[None]
        element, above = places[division.pk if division else None]
        for article in section.articles:
            _add_article(element, above, article)


def _add_division(parent: ET.Element, above: str, division: Division) -> tuple[ET.Element, str]:
    tag, short = _DIVISIONS[DivisionKind(division.kind)]
    place = f"{above}{short}_{division.number}"
    element = _add(parent, tag, eId=place)
    _add(element, "num", division.label)
    _add(element, "heading", division.title)
    return element, f"{place}__"


def _add_article(parent: ET.Element, above: str, article: Article) -> None:
    place = f"{above}art_{article.key}"
    element = _add(parent, "article", eId=place)
    _add(element, "num", article.label)
    for number, paragraph in enumerate(article.paragraphs or [{"text": ""}], start=1):
        _add_paragraph(element, f"{place}__para_{number}", paragraph)


def _add_paragraph(parent: ET.Element, place: str, paragraph: Paragraph) -> None:
    element = _add(parent, "paragraph", eId=place)
    items, rows = paragraph.get("items", []), paragraph.get("table")
    if items:
        _add_list(element, f"{place}__list_1", paragraph["text"], items)
        return
    content = _add(element, "content", eId=f"{place}__content")
    if paragraph["text"] or not rows:
        _add(content, "p", paragraph["text"])
    if rows:
        _add_table(content, f"{place}__table_1", rows)


def _add_list(parent: ET.Element, place: str, opening: str, items: Iterable[Item]) -> None:
    """The 项 of a 款 and the 目 of a 项: points under their opening words."""
    element = _add(parent, "list", eId=place)
    if opening:
        _add(_add(element, "intro", eId=f"{place}__intro"), "p", opening)
    for position, item in enumerate(items, start=1):
        point = f"{place}__point_{position}"
        entry = _add(element, "point", eId=point)
        _add(entry, "num", f"（{to_chinese(item['number'])}）")
        if subitems := item.get("subitems"):
            _add_subitems(entry, f"{point}__list_1", item["text"], [(s["number"], s["text"]) for s in subitems])
        else:
            _add(_add(entry, "content", eId=f"{point}__content"), "p", item["text"])


def _add_subitems(parent: ET.Element, place: str, opening: str, subitems: Iterable[tuple[int, str]]) -> None:
    element = _add(parent, "list", eId=place)
    if opening:
        _add(_add(element, "intro", eId=f"{place}__intro"), "p", opening)
    for position, (number, text) in enumerate(subitems, start=1):
        point = f"{place}__point_{position}"
        entry = _add(element, "point", eId=point)
        _add(entry, "num", f"{number}.")
        _add(_add(entry, "content", eId=f"{point}__content"), "p", text)


def _add_table(parent: ET.Element, place: str, rows: Sequence[Sequence[str]]) -> None:
    table = _add(parent, "table", eId=place)
    for row in rows:
        line = _add(table, "tr")
        for cell in row:
            _add(_add(line, "td"), "p", cell)


# --- Annexes ------------------------------------------------------------------------------------------------------


def _annex_of(section: Section) -> int:
    """Which annex a section belongs to; 0 in the body."""
    if section.division and section.division.kind == DivisionKind.ANNEX:
        return section.division.number
    return section.articles[0].annex if section.articles else 0


def _add_attachments(act: ET.Element, version: StatuteVersion, sections: Sequence[Section], *, day: dt.date) -> None:
    """Each annex is a document of its own, as the standard wants it."""
    attachments = _add(act, "attachments")
    for number, parts in groupby(sections, key=_annex_of):
        attachment = _add(attachments, "attachment", eId=f"att_{number}")
        part = list(parts)
        division = part[0].division
        _add(attachment, "num", division_label(DivisionKind.ANNEX, number))
        if division and division.title:
            _add(attachment, "heading", division.title)
        document = _add(attachment, "doc", name="annex")
        _add_identification(_add(document, "meta"), version, part=f"!annex_{number}", day=day)
        _add_hierarchy(_add(document, "mainBody"), part, f"att_{number}__")
