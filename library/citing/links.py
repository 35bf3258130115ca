"""Citations in what a page shows become links to the articles they name. No query is asked for it."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from library.citing.directory import Directory, directory
from library.citing.mentions import Mention, Place
from library.citing.recognition import Reader
from library.models import Article
from library.models.statutes import Item, Paragraph
from library.references import ArticleReference

#: One tag with its attributes, in whose values a > may stand, or a comment.
_TAG = re.compile(r"(<!--.*?-->|</?[a-zA-Z][^\s>/]*(?:[^>\"']|\"[^\"]*\"|'[^']*')*>)", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][^\s>/]*)")
#: What leads or acts already, and what is no prose.
_NO_LINKS_IN = frozenset({"a", "button", "summary", "label", "code", "script", "style", "svg", "textarea"})
_STATUTE_TEXT = re.compile(r"""class=["'][^"']*\blaw-text\b""")
#: Where there is none of these, no article is cited and no law named.
_MAY_CITE = re.compile("[《》]|[第前本0-9０-９][^。]{0,40}[条款项]")
_HEADING = re.compile(r"<h[1-6]\b", re.IGNORECASE)


class Linker:
    """Links the texts of one passage in their order, to the articles as they read on a day (today, when none is
    given). An address that is given a day keeps it."""

    def __init__(self, *, place: Place | None = None, on: dt.date | None = None) -> None:
        self.on = on
        self._place = place

    @cached_property
    def laws(self) -> Directory:
        """Read only where something may be cited."""
        return directory(self.on)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.laws, self._place)

    def stand_at(self, place: Place) -> None:
        """The next text stands there."""
        self._place = place
        if "reader" in self.__dict__:
            self.reader.place = place

    def forget(self) -> None:
        """A new heading."""
        if "reader" in self.__dict__:
            self.reader.forget()

    def link(self, text: str) -> SafeString:
        """A text that is HTML already, or is escaped here."""
        text = str(conditional_escape(text))
        if not _MAY_CITE.search(text):
            return SafeString(text)
        parts, done = [], 0
        for mention in self.reader.read(text):
            if address := self._address(mention):
                parts.append(text[done : mention.start])
                parts.append(format_html('<a class="law-link" href="{}">', address))
                parts.append(f"{text[mention.start : mention.end]}</a>")
                done = mention.end
        return SafeString("".join([*parts, text[done:]]))

    def _address(self, mention: Mention) -> str:
        reference, place = mention.reference, self._place
        law = self.laws.law_of(reference, mention.annex)
        if law is None or (place and _is_at(place, reference, mention.annex)):
            return ""
        day = f"?on={self.on.isoformat()}" if self.on else ""
        if mention.annex:
            return f"{reverse('library:statute', args=[law.slug])}{day}#annex-{mention.annex}-{reference.key}"
        return reverse("library:article", args=[law.slug, reference.key]) + day


def _is_at(place: Place, reference: ArticleReference, annex: int) -> bool:
    """前款 leads nowhere: the reader is there."""
    here = (place.law, place.annex, place.number, place.suffix)
    return here == (reference.law, annex, reference.number, reference.suffix)


def link_html(html: str, *, on: dt.date | None = None) -> SafeString:
    """Prose with its citations linked, save in what is a link, a control or a statute's own text already."""
    linker, parts = Linker(on=on), []
    inside, depth = "", 0
    for number, part in enumerate(_TAG.split(html)):
        if number % 2 == 0:
            parts.append(part if depth else linker.link(SafeString(part)))
            continue
        parts.append(part)
        name = match[1].lower() if (match := _NAME.match(part)) else ""
        if depth:
            if name == inside and not part.endswith("/>"):
                depth += -1 if part.startswith("</") else 1
        elif _opens_what_is_left_alone(part, name):
            inside, depth = name, 1
        elif _HEADING.match(part):
            linker.forget()
    return SafeString("".join(parts))


def _opens_what_is_left_alone(tag: str, name: str) -> bool:
    if not name or tag.startswith("</") or tag.endswith("/>"):
        return False
    return name in _NO_LINKS_IN or bool(_STATUTE_TEXT.search(tag))


def place_of(article: Article, paragraph: int | None = None) -> Place:
    """Where an article stands. Its version and statute must be at hand."""
    statute = article.version.statute
    return Place(
        statute.short_title, article.number, article.suffix, article.annex, paragraph=paragraph, title=statute.title
    )


def linked_paragraphs(article: Article, *, on: dt.date | None = None) -> list[Paragraph]:
    """An article's 款 with the citations in them linked; 本法, 前条 and the like are counted from the article."""
    linker = Linker(place=place_of(article), on=on)
    linked: list[Paragraph] = []
    for number, paragraph in enumerate(article.paragraphs, start=1):
        linker.stand_at(place_of(article, number))
        linked.append(_linked_paragraph(linker, paragraph))
    return linked


def _linked_paragraph(linker: Linker, paragraph: Paragraph) -> Paragraph:
    linked = paragraph.copy()
    linked["text"] = linker.link(paragraph["text"])
    if paragraph.get("items"):
        linked["items"] = [_linked_item(linker, item) for item in paragraph["items"]]
    return linked


def _linked_item(linker: Linker, item: Item) -> Item:
    linked = item.copy()
    linked["text"] = linker.link(item["text"])
    if item.get("subitems"):
        linked["subitems"] = [{**subitem, "text": linker.link(subitem["text"])} for subitem in item["subitems"]]
    return linked
