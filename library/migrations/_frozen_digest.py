"""The fingerprint of a statute's text as it was when the migrations beside this were written. It never changes; the
living one, ``library.digest``, may."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from typing import Any

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
    """Of a text, headings (kind, number, title), and articles (annex, number, suffix, place of heading, paragraphs)."""
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
