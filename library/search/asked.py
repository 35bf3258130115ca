"""What the address of the search page asks for, made sound; and the addresses of the pages beside it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from library.enums import StatuteKind, StatuteStatus
from library.time_travel import day_asked

#: Of what a visitor types, so many characters are looked for; the page says so when there were more.
TEXT_LENGTH = 200
_NAME_LENGTH = 120
#: Pages of results; addresses beyond are read as the first.
_LAST_PAGE = 500
#: What cannot be seen and only confuses: controls, halves of characters, marks of direction and of joining.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd\ud800-\udfff]+")


@dataclass(frozen=True)
class Asked:
    """``group`` is one kind of result alone, ``is_near`` asks for those that hold only some of the words."""

    text: str = ""
    is_cut: bool = False
    on: dt.date | None = None
    kind: str = ""
    statute: str = ""
    topic: str = ""
    status: str = ""
    group: str = ""
    is_near: bool = False
    page: int = 1

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        sent = request.GET
        text = clean(sent.get("q", ""))
        kind, status, page = sent.get("kind", ""), sent.get("status", ""), sent.get("page", "")
        day = day_asked(request)
        return cls(
            text=text[:TEXT_LENGTH].rstrip(),
            is_cut=len(text) > TEXT_LENGTH,
            on=None if day == timezone.localdate() else day,
            kind=kind if kind in StatuteKind else "",
            statute=clean(sent.get("statute", ""))[:_NAME_LENGTH],
            topic=clean(sent.get("topic", ""))[:_NAME_LENGTH],
            status=status if status in StatuteStatus and status != StatuteStatus.IN_FORCE else "",
            group=clean(sent.get("in", ""))[:_NAME_LENGTH],
            is_near=sent.get("near") == "1",
            page=int(page) if re.fullmatch("[1-9][0-9]{0,2}", page) and int(page) <= _LAST_PAGE else 1,
        )

    @property
    def day(self) -> dt.date:
        return self.on or timezone.localdate()

    @property
    def wanted_status(self) -> StatuteStatus:
        """Law in force unless another is asked for."""
        return StatuteStatus(self.status or StatuteStatus.IN_FORCE)

    @property
    def narrows(self) -> bool:
        """Whether only a part of the law is asked for."""
        return bool(self.kind or self.statute or self.topic or self.status)

    def address(self, **changes: Any) -> str:
        """Of the page with something else asked for; always its first unless ``page`` is among the changes."""
        asked = replace(self, **{"page": 1, **changes})
        names = {"text": "q", "group": "in", "is_near": "near"}
        values = {names.get(name, name): value for name, value in asdict(asked).items() if name != "is_cut"}
        sent = {name: value for name, value in values.items() if value and (name, value) != ("page", 1)}
        if asked.is_near:
            sent["near"] = "1"
        return f"{reverse('library:search')}?{urlencode(sent)}"

    def everything(self) -> str:
        """All kinds of results of what is asked for."""
        return self.address(group="", is_near=False)

    def without_facets(self) -> str:
        return self.address(kind="", statute="", topic="", status="", on=None, group="", is_near=False)


def clean(text: str) -> str:
    """What can be read of a text, with single spaces."""
    return " ".join(_UNSEEN.sub(" ", text).split())
