"""Which search engine an installation uses, from one setting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_ENGINES = {
    "opensearch2": "library.search.servers.opensearch2",
    "opensearch3": "library.search.servers.opensearch3",
    "elasticsearch7": "library.search.servers.elasticsearch7",
    "elasticsearch8": "library.search.servers.elasticsearch8",
    "elasticsearch9": "library.search.servers.elasticsearch9",
}
_DEFAULT_ENGINE = "opensearch2"

#: Chinese by characters and their pairs, as in :mod:`library.search.analysis`; a query of several by pairs alone.
_FILTERS = ["cjk_width", "lowercase"]
_ANALYSIS = {
    "filter": {"characters_and_pairs": {"type": "cjk_bigram", "output_unigrams": True}},
    "analyzer": {
        "default": {"type": "custom", "tokenizer": "standard", "filter": [*_FILTERS, "characters_and_pairs"]},
        "default_search": {"type": "custom", "tokenizer": "standard", "filter": [*_FILTERS, "cjk_bigram"]},
    },
}


def search_backends(url: str, location: Path) -> dict[str, dict[str, Any]]:
    """``WAGTAILSEARCH_BACKENDS``: Whoosh in a folder, or the server at ``url``.

    The engine may stand before the scheme: ``opensearch3+https://host:9200``; without it, it is OpenSearch 2.
    Raises ``ValueError`` for an engine that is not known.
    """
    if not url:
        return {"default": {"BACKEND": "library.search.backend", "LOCATION": str(location)}}
    engine, plus, address = url.partition("+")
    if not plus:
        engine, address = _DEFAULT_ENGINE, url
    if engine not in _ENGINES:
        raise ValueError(f"SEARCH_URL names {engine}; known are {', '.join(_ENGINES)}.")
    return {
        "default": {
            "BACKEND": _ENGINES[engine],
            "URLS": [address],
            "INDEX_PREFIX": "xuefa_",
            "INDEX_SETTINGS": {"settings": {"analysis": _ANALYSIS}},
        }
    }
