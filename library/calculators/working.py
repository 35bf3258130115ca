"""A calculation as a person would write it down: steps that each name their article, a sum, and what to mind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from library.references import ArticleReference, parse_reference

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Step:
    """``working`` is the sum written out, with its result; ``references`` name the articles that it rests on."""

    title: str
    working: str
    references: tuple[ArticleReference, ...] = ()


@dataclass(frozen=True)
class Calculation:
    """``total`` in yuan; 0 where the law gives nothing, and then the steps say why. ``cautions``: what to mind."""

    total: Decimal
    steps: list[Step]
    cautions: list[str]

    @property
    def references(self) -> list[ArticleReference]:
        """All that the steps rest on, each once, in their order."""
        return list(dict.fromkeys(reference for step in self.steps for reference in step.references))


def articles(*names: str) -> tuple[ArticleReference, ...]:
    """《劳动合同法》第四十七条 … as references."""
    return tuple(map(parse_reference, names))


def to_cents(amount: Decimal) -> Decimal:
    """An amount in yuan to the cent, half a cent upwards."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def yuan(amount: Decimal) -> str:
    """``12345.6`` → 12,345.60."""
    return f"{to_cents(amount):,.2f}"


def written_day(day: dt.date) -> str:
    """2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def number(value: Decimal) -> str:
    """Without zeros at its end: ``5.50`` → 5.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
