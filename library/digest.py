"""The fingerprint of a statute's text, by which the same version is known again when another source brings it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from typing import Any

#: What differs between printings of one text without a difference in words: which of several alike marks a source
#: sets. Compatibility forms (full-width letters, digits and brackets) are folded by NFKC before.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟〝〞＂「」『』", '"'),
        **dict.fromkeys("‘’‚‛＇`´", "'"),
        **dict.fromkeys("〈《≪«‹", "<"),
        **dict.fromkeys("〉》≫»›", ">"),
        **dict.fromkeys("〔【﹝", "["),
        **dict.fromkeys("〕】﹞", "]"),
        **dict.fromkeys("○◯", "〇"),
        **dict.fromkeys("•・‧∙⋅", "·"),
        **dict.fromkeys("‐‑‒–—―─━−", "-"),
        **dict.fromkeys("∼〜", "~"),
    }
)


def text_digest(preamble: str, headings: Iterable[tuple[str, int, str]], articles: Iterable[tuple[Any, ...]]) -> str:
    """SHA-256 of a text and its structure: equal words in an equal tree, equal digest, whatever source they came from.

    ``headings`` are (kind, number, title), ``articles`` (annex, number, suffix, place of the heading among the
    headings, paragraphs). Only typography is passed over: spaces and breaks of lines within a paragraph, full and half
    width, and marks that are printed in several forms (quotation marks, brackets, dashes, the middle dot, 〇). A comma
    in the place of 、 is a difference.
    """
    content = _plain([preamble, list(headings), list(articles)])
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(unicodedata.normalize("NFKC", value).translate(_ALIKE).split())
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value
