"""One-time activation codes such as ``ABCD-EFGH-JK``: ten characters that cannot be mistaken for one another.

Thirty-one characters to the tenth power are about 8 × 10¹⁴ codes, so that guessing one of a union's open codes is
hopeless even before attempts are limited. Only a keyed hash is stored: whoever reads the database learns no code.
"""

from __future__ import annotations

import re
import secrets

from django.utils.crypto import salted_hmac

from accounts.names import fold

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 10


def new_code() -> str:
    """A fresh code as people read it."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def code_hash(code: str) -> str:
    """The hash under which a code is kept; case, spaces and hyphens do not matter."""
    letters = re.sub(r"[^0-9A-Z]", "", fold(code).upper())
    return salted_hmac("accounts.activation", letters, algorithm="sha256").hexdigest()
