from library.models.citations import ArticleCitation
from library.models.pages import GuideCitation, GuideIndexPage, GuidePage
from library.models.search import IndexChange, Synonym
from library.models.statutes import Article, Division, Statute, StatuteVersion

__all__ = [
    "Article",
    "ArticleCitation",
    "Division",
    "GuideCitation",
    "GuideIndexPage",
    "GuidePage",
    "IndexChange",
    "Statute",
    "StatuteVersion",
    "Synonym",
]
