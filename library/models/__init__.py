from library.models.citations import ArticleCitation
from library.models.pages import GuideCitation, GuideIndexPage, GuidePage
from library.models.search import IndexChange
from library.models.statutes import Article, Division, Statute, StatuteVersion
from library.models.uploads import StatuteUpload

__all__ = [
    "Article",
    "ArticleCitation",
    "Division",
    "GuideCitation",
    "GuideIndexPage",
    "GuidePage",
    "IndexChange",
    "Statute",
    "StatuteUpload",
    "StatuteVersion",
]
