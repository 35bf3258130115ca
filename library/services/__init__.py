"""Everything that changes the library."""

from library.services.importing import RESERVED_SLUGS, ImportedStatute, import_statute
from library.services.publishing import follow_publication, follow_withdrawal

__all__ = [
    "RESERVED_SLUGS",
    "ImportedStatute",
    "follow_publication",
    "follow_withdrawal",
    "import_statute",
]
