"""Everything that changes the library."""

from library.services.amendments import assign_reviews, decide_reviews
from library.services.drafting import (
    add_article,
    discard_draft,
    draft_statute,
    edit_article,
    remove_article,
    retitle_divisions,
)
from library.services.importing import RESERVED_SLUGS, ImportedStatute, import_statute
from library.services.publishing import follow_publication, follow_withdrawal
from library.services.statutes import name_statute, repeal_statute
from library.services.uploads import add_upload, correct_upload, discard_upload, keep_upload

__all__ = [
    "RESERVED_SLUGS",
    "ImportedStatute",
    "add_article",
    "add_upload",
    "assign_reviews",
    "correct_upload",
    "decide_reviews",
    "discard_draft",
    "discard_upload",
    "draft_statute",
    "edit_article",
    "follow_publication",
    "follow_withdrawal",
    "import_statute",
    "keep_upload",
    "name_statute",
    "remove_article",
    "repeal_statute",
    "retitle_divisions",
]
