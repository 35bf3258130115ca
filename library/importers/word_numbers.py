"""The numbers that Word counts by itself (第一条, （一）, 1.): they are no text of the paragraphs they stand before."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from docx.document import Document

from library.numerals import to_chinese

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting", "ideographDigital",
    "ideographTraditional", "taiwaneseCountingThousand",
}  # fmt: skip
_LEVELS = 9
_HIGHEST = 9999


class WordNumbers:
    """Counts along: ``label`` is to be asked once for each numbered paragraph, in their order."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._of_styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        numbering = next((part for part in document.part.package.iter_parts() if _is_numbering(part)), None)
        if numbering is not None:
            self._read_definitions(numbering.element)
        for style in document.styles.element.iterchildren(f"{_W}style"):
            if (of := _reference(style.find(f"{_W}pPr"))) is not None:
                self._of_styles[style.get(f"{_W}styleId")] = of

    def _read_definitions(self, numbering: Any) -> None:
        abstract = {
            definition.get(f"{_W}abstractNumId"): {
                int(level.get(f"{_W}ilvl")): level for level in definition.iterchildren(f"{_W}lvl")
            }
            for definition in numbering.iterchildren(f"{_W}abstractNum")
        }
        for number in numbering.iterchildren(f"{_W}num"):
            of = number.find(f"{_W}abstractNumId")
            self._levels[number.get(f"{_W}numId")] = abstract.get(of.get(f"{_W}val"), {}) if of is not None else {}

    def counts(self, paragraph: Any) -> bool:
        """Whether Word numbers the paragraph."""
        number, level = self._reference_of(paragraph)
        return level in self._levels.get(number, {})

    def label(self, paragraph: Any) -> str:
        """What Word prints before the paragraph; nothing for bullets."""
        number, level = self._reference_of(paragraph)
        counted = self._counts[number]
        start = self._value(number, level, "start")
        counted[level] = counted[level] + 1 if level in counted else int(start) if start.isdigit() else 1
        for deeper in range(level + 1, _LEVELS):
            counted.pop(deeper, None)
        pattern = self._value(number, level, "lvlText")
        text = re.sub(r"%([1-9])", lambda place: self._written(number, int(place[1]) - 1), pattern)
        if self._value(number, level, "numFmt") in {"bullet", "none"}:
            return ""
        return f"{text}　" if text.endswith(("条", "章", "节", "编")) else text

    def _written(self, number: str, level: int) -> str:
        count = self._counts[number].get(level, 1)
        form = self._value(number, level, "numFmt")
        if form in _CHINESE and 1 <= count <= _HIGHEST:
            return to_chinese(count)
        if form == "decimalEnclosedCircleChinese" and 1 <= count <= 20:
            return chr(ord("①") + count - 1)
        return str(count)

    def _value(self, number: str, level: int, name: str) -> str:
        definition = self._levels.get(number, {}).get(level)
        element = definition.find(f"{_W}{name}") if definition is not None else None
        return (element.get(f"{_W}val") or "") if element is not None else ""

    def _reference_of(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        style = properties.find(f"{_W}pStyle")
        by_style = self._of_styles.get(style.get(f"{_W}val")) if style is not None else None
        return _reference(properties) or by_style or ("", 0)


def _is_numbering(part: Any) -> bool:
    return str(part.partname) == "/word/numbering.xml" and hasattr(part, "element")


def _reference(properties: Any) -> tuple[str, int] | None:
    """The list and the level that properties name; list 0 is Word's way to say none."""
    found = properties.find(f"{_W}numPr") if properties is not None else None
    number = found.find(f"{_W}numId") if found is not None else None
    if found is None or number is None:
        return None
    level = found.find(f"{_W}ilvl")
    written = level.get(f"{_W}val") if level is not None else "0"
    return number.get(f"{_W}val") or "", int(written) if str(written).isdigit() else 0
