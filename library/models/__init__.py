from library.models.aliases import StatuteAlias
from library.models.amendments import Amendment, AmendmentDigest, AmendmentReview
from library.models.answers import QuestionAnswerCitation, QuestionAnswerPage, QuestionIndexPage
from library.models.cases import CaseCitation, CaseIndexPage, CasePage
from library.models.citations import ArticleCitation
from library.models.citing import Citation
from library.models.guides import GuideCitation, GuideIndexPage, GuidePage
from library.models.handbook import HandbookChapterPage, HandbookCitation, HandbookIndexPage, HandbookPage
from library.models.law_content import ContentIndexPage, LawContentPage, ReviewedPage
from library.models.marginalia import Annotation
from library.models.notices import NoticeCitation, NoticeIndexPage, NoticePage
from library.models.search import IndexChange, Synonym
from library.models.statutes import Article, Division, Statute, StatuteVersion
from library.models.topics import TopicIntro
from library.models.uploads import StatuteUpload

__all__ = [
    "Amendment",
    "AmendmentDigest",
    "AmendmentReview",
    "Annotation",
    "Article",
    "ArticleCitation",
    "CaseCitation",
    "CaseIndexPage",
    "CasePage",
    "Citation",
    "ContentIndexPage",
    "Division",
    "GuideCitation",
    "GuideIndexPage",
    "GuidePage",
    "HandbookChapterPage",
    "HandbookCitation",
    "HandbookIndexPage",
    "HandbookPage",
    "IndexChange",
    "LawContentPage",
    "NoticeCitation",
    "NoticeIndexPage",
    "NoticePage",
    "QuestionAnswerCitation",
    "QuestionAnswerPage",
    "QuestionIndexPage",
    "ReviewedPage",
    "Statute",
    "StatuteAlias",
    "StatuteUpload",
    "StatuteVersion",
    "Synonym",
    "TopicIntro",
]
