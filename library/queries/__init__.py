"""Reading the law: every read that a view makes has a name."""

from library.queries.amendments import AmendmentDigestQuerySet, AmendmentQuerySet, AmendmentReviewQuerySet
from library.queries.articles import ArticleQuerySet, resolve_references
from library.queries.citations import CitationQuerySet
from library.queries.marginalia import AnnotationQuerySet
from library.queries.pages import LawContentQuerySet, NoticeQuerySet
from library.queries.statutes import EDITS, StatuteQuerySet, StatuteVersionQuerySet, edits_of
from library.queries.synonyms import SynonymQuerySet
from library.queries.topics import topics_in_use, topics_of_statutes

__all__ = [
    "EDITS",
    "AmendmentDigestQuerySet",
    "AmendmentQuerySet",
    "AmendmentReviewQuerySet",
    "AnnotationQuerySet",
    "ArticleQuerySet",
    "CitationQuerySet",
    "LawContentQuerySet",
    "NoticeQuerySet",
    "StatuteQuerySet",
    "StatuteVersionQuerySet",
    "SynonymQuerySet",
    "edits_of",
    "resolve_references",
    "topics_in_use",
    "topics_of_statutes",
]
