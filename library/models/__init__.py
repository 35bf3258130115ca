from library.models.citations import ArticleCitation
from library.models.marginalia import Annotation
from library.models.pages import GuideCitation, GuideIndexPage, GuidePage
from library.models.search import IndexChange
from library.models.statutes import Article, Division, Statute, StatuteVersion

__all__ = [
    "Annotation",
    "Article",
    "ArticleCitation",
    "Division",
    "GuideCitation",
    "GuideIndexPage",
    "GuidePage",
    "IndexChange",
    "Statute",
    "StatuteVersion",
]
