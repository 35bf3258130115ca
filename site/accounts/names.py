"""What people type when they mean somebody, folded to the one form that is kept: phones and keyboards differ."""

from __future__ import annotations

import re
import unicodedata


def fold(text: str) -> str:
    """Full-width letters and digits become plain ones; outer spaces go."""
    return unicodedata.normalize("NFKC", text).strip()


def fold_phone(text: str) -> str:
    """``+86 138-0000-0000`` and ``138 0000 0000`` are the same phone."""
    return re.sub(r"[\s\-()]", "", fold(text)).removeprefix("+86")
