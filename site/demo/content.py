"""Reads the content files beside this module and turns their blocks into StreamField data."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

CONTENT = Path(__file__).parent / "content"
STATUTES = CONTENT / "statutes"
#: Block ids are made from place and content, so that loading twice gives the same ids.
NAMESPACE = uuid.UUID("5b1c3a52-7d0f-4f7e-9a5b-0d6f2f6f9b11")


def read_folder(name: str) -> list[dict[str, Any]]:
    """Every file of a folder, in the order of their names."""
    return [tomllib.loads(path.read_text()) for path in sorted((CONTENT / name).glob("*.toml"))]


def read_file(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text())


def picture(file: str, title: str) -> Any:
    """The image of a drawn picture, made on first use."""
    image_model = get_image_model()
    found = image_model.objects.filter(file__endswith=f"/{file}").first()
    if found:
        return found
    data = (CONTENT / "pictures" / file).read_bytes()
    return image_model.objects.create(title=title[:255], file=ContentFile(data, name=file))


def document(file: str, title: str) -> Any:
    """The document of a file to take along, made on first use."""
    model = get_document_model()
    found = model.objects.filter(title=title).first()
    if found:
        return found
    data = (CONTENT / "documents" / file).read_bytes()
    return model.objects.create(title=title, file=ContentFile(data, name=file), file_size=len(data))


class BlockWriter:
    """Turns blocks as written in the files into raw StreamField data.

    ``questions`` and ``quizzes`` give the primary keys for what a lesson asks.
    """

    def __init__(self, questions: dict[str, int] | None = None, quizzes: dict[str, int] | None = None) -> None:
        self._questions = questions or {}
        self._quizzes = quizzes or {}

    def stream(self, place: str, blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Raw data of a body; ``place`` tells bodies apart."""
        return [
            {
                "type": block["type"],
                "value": self._value(block),
                "id": str(uuid.uuid5(NAMESPACE, f"{place}/{position}")),
            }
            for position, block in enumerate(blocks)
        ]

    def _value(self, block: dict[str, Any]) -> Any:
        writers: dict[str, Callable[[dict[str, Any]], Any]] = {
            "heading": lambda b: b["text"],
            "text": lambda b: b["html"],
            "callout": lambda b: {"tone": b["tone"], "title": b.get("title", ""), "text": b["html"]},
            "citation": self._citation,
            "deadline": lambda b: {
                **self._citation(b),
                "what": b["what"],
                "within": b["within"],
                "counted_from": b.get("counted_from", ""),
            },
            "steps": self._steps,
            "table": self._table,
            "comparison": self._table,
            "questions": self._questions_and_answers,
            "contact": lambda b: {name: b.get(name, "") for name in ("name", "phone", "hours", "address", "note")},
            "document": lambda b: {"document": document(b["file"], b["title"]).pk, "title": ""},
            "downloads": lambda b: {
                "title": b.get("title", ""),
                "documents": _items(
                    {"document": document(d["file"], d["title"]).pk, "title": ""} for d in b["documents"]
                ),
            },
            "picture": lambda b: {
                "image": picture(b["file"], b["alt"]).pk,
                "alt": b["alt"],
                "caption": b.get("caption", ""),
            },
            "check": lambda b: self._questions[b["question"]],
            "quiz": lambda b: self._quizzes[b["quiz"]],
        }
        return writers[block["type"]](block)

    @staticmethod
    def _citation(block: dict[str, Any]) -> dict[str, Any]:
        return {
            "law": block["law"],
            "article": block["article"],
            "paragraph": block.get("paragraph"),
            "item": block.get("item"),
            "note": block.get("note", ""),
        }

    @staticmethod
    def _steps(block: dict[str, Any]) -> dict[str, Any]:
        more = ("bring", "place", "takes")
        steps = [
            {"title": step["title"], "text": step["html"], **{name: step.get(name, "") for name in more}}
            for step in block["steps"]
        ]
        return {"title": block.get("title", ""), "steps": _items(steps)}

    @staticmethod
    def _questions_and_answers(block: dict[str, Any]) -> dict[str, Any]:
        pairs = [{"question": pair["question"], "answer": pair["html"]} for pair in block["questions"]]
        return {"title": block.get("title", ""), "questions": _items(pairs)}

    @staticmethod
    def _table(block: dict[str, Any]) -> dict[str, Any]:
        return {
            "caption": block.get("caption", ""),
            "columns": [{"type": "text", "heading": heading} for heading in block["head"]],
            "rows": [{"values": row} for row in block["rows"]],
        }


def _items(values: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The children of a list block."""
    return [
        {"type": "item", "value": value, "id": str(uuid.uuid5(NAMESPACE, str(next(iter(value.values())))))}
        for value in values
    ]
