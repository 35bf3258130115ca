"""OpenSearch and Elasticsearch, asked a reader's sentence as our own index is.

Without the words that only ask, and with what the law calls the rest of them. Each engine has the name it has in
modelsearch: ``library.search.servers.opensearch2``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from modelsearch.query import PlainText

from library.search.synonyms import expansions
from library.search.wording import SENTENCE_LENGTH, without_asking


class SentenceCompiler:
    """Before the query compiler of an engine."""

    def _compile_plaintext_query(self, query: PlainText, fields: list[Any], boost: float = 1.0) -> dict[str, Any]:
        compile_one = super()._compile_plaintext_query  # type: ignore[misc]
        if query.operator != "or":
            return dict(compile_one(query, fields, boost))
        text = query.query_string[:SENTENCE_LENGTH]
        typed = compile_one(PlainText(without_asking(text), operator="or"), fields, boost)
        others = [
            compile_one(PlainText(term, operator="or"), fields, boost * weight) for term, weight in expansions(text)
        ]
        return {"bool": {"should": [typed, *others]}} if others else dict(typed)


def __getattr__(engine: str) -> Any:
    """The backend of an engine; its client need only be installed where it is used."""
    if engine.startswith("_"):
        raise AttributeError(engine)
    try:
        backend = import_module(f"modelsearch.backends.{engine}").SearchBackend
    except ModuleNotFoundError as error:
        raise AttributeError(engine) from error
    compiler = type("QueryCompiler", (SentenceCompiler, backend.query_compiler_class), {})
    return type("SearchBackend", (backend,), {"query_compiler_class": compiler})
