"""The inside of an article: 款, the 项 under them and the 目 under those."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from library.importers.lines import Line
from library.importers.parsed import ParsedArticle
from library.importers.patterns import POINT, S, numeral
from library.models.statutes import Item, Subitem

_ITEM = re.compile(rf"^[（(]{S}*(?P<number>[零一二三四五六七八九十百]{{1,5}}){S}*[）)]{S}*(?P<text>.*)$", re.DOTALL)
#: 目, and 项 where a text numbers those so.
_ARABIC = re.compile(rf"^(?P<number>[0-9０-９]{{1,2}})[.．、)）]{S}*(?P<text>[^0-9０-９].*)$", re.DOTALL)
_BRACKETED = re.compile(rf"^[（(]{S}*(?P<number>[0-9０-９]{{1,2}}){S}*[）)]{S}*(?P<text>.+)$", re.DOTALL)
_CIRCLED = re.compile(rf"^(?P<number>[①-⑳]){S}*(?P<text>.+)$", re.DOTALL)
_OTHER_MARKS = (_ARABIC, _BRACKETED, _CIRCLED)


class ItemReader:
    """Puts the lines of one article after its first into their places."""

    def __init__(self, report: Callable[[int, str], None]) -> None:
        self._report = report

    def read(self, line: Line, article: ParsedArticle) -> None:
        """An item, a subitem, a table, or else a paragraph."""
        text = line.text
        if line.table:
            article.paragraphs.append({"text": "", "table": line.table})
        elif not (self._read_item(line, article) or self._read_subitem(text, article) or _read_marked(text, article)):
            article.paragraphs.append({"text": text})

    def _read_item(self, line: Line, article: ParsedArticle) -> bool:
        match = _ITEM.match(line.text)
        number = numeral(match["number"]) if match else None
        if not match or not number:
            return False
        items = _items_to_go_on(article, number)
        expected = items[-1]["number"] + 1 if items else 1
        if number != expected:
            self._report(
                line.number,
                _("（%(number)s） stands out of order in %(article)s.")
                % {"number": match["number"], "article": article.label},
            )
        items.append({"number": number, "text": match["text"]})
        return True

    def _read_subitem(self, text: str, article: ParsedArticle) -> bool:
        """目 under the last 项; deeper levels stay text of the 目 that they belong to."""
        items = article.paragraphs[-1].get("items") if article.paragraphs else None
        if not items or "mark" in items[-1]:
            return False
        subitems = items[-1].get("subitems", [])
        for pattern in _OTHER_MARKS:
            match = pattern.match(text)
            number = _number(match["number"]) if match else None
            if not match or not number:
                continue
            mark = text[: match.start("text")].strip()
            if number == len(subitems) + 1 and (not subitems or _form(mark) == _form(_mark_of(subitems[-1]))):
                subitem: Subitem = {"number": number, "text": match["text"]}
                if pattern is not _ARABIC:
                    subitem["mark"] = mark
                items[-1].setdefault("subitems", []).append(subitem)
                return True
            if subitems and _form(mark) != _form(_mark_of(subitems[-1])):
                subitems[-1]["text"] += f"\n{text}"
                return True
        return False


def _items_to_go_on(article: ParsedArticle, number: int) -> list[Item]:
    """The list that an item belongs to.

    A paragraph between （二） and （三） is a further line of （二）: the list runs on over it.
    """
    if not article.paragraphs:
        article.paragraphs.append({"text": ""})
    last = article.paragraphs[-1]
    if number > 1 and "items" not in last:
        for index in range(len(article.paragraphs) - 2, -1, -1):
            between = article.paragraphs[index + 1 :]
            items = article.paragraphs[index].get("items")
            if items and items[-1]["number"] == number - 1 and not any("table" in paragraph for paragraph in between):
                last_part = items[-1].get("subitems", items)[-1]
                last_part["text"] = "\n".join([last_part["text"], *(paragraph["text"] for paragraph in between)])
                del article.paragraphs[index + 1 :]
                return items
            if items:
                break
    return last.setdefault("items", [])


def _read_marked(text: str, article: ParsedArticle) -> bool:
    """项 that a text numbers otherwise than （一）, right under words that open a list; they keep their own marks."""
    last = article.paragraphs[-1] if article.paragraphs else None
    if last is None or "table" in last:
        return False
    items = last.get("items", [])
    for pattern in (*_OTHER_MARKS, POINT):
        match = pattern.match(text)
        number = _number(match["number"]) if match else None
        if not match or number is None:
            continue
        mark = text[: match.start("text")].strip()
        opens = not items and number == 1 and last["text"].endswith(("：", ":"))
        goes_on = bool(items) and number == items[-1]["number"] + 1 and _form(mark) == _form(items[-1].get("mark", ""))
        if opens or goes_on:
            item: Item = {"number": number, "text": match["text"], "mark": mark}
            last.setdefault("items", []).append(item)
            return True
    return False


def _mark_of(subitem: Subitem) -> str:
    return subitem.get("mark", f"{subitem['number']}.")


def _form(mark: str) -> str:
    """What is left of a mark without its number: （1） and （2） are of one form, 1. and 1、 too."""
    bare = re.sub(r"[0-9０-９一二三四五六七八九十百]+|[①-⑳]", "0", mark.strip())
    return {"0.": "0.", "0．": "0.", "0、": "0.", "0)": "0)", "0）": "0)", "(0)": "（0）"}.get(bare, bare)


def _number(text: str) -> int | None:
    return ord(text) - ord("①") + 1 if "①" <= text <= "⑳" else numeral(text)
