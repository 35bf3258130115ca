"""What changed between two versions of a statute: which article became which, and what became of its words."""

from library.comparison.articles import ArticleChange, compare_articles, compare_versions
from library.comparison.texts import TextSpan, compare_texts

__all__ = ["ArticleChange", "TextSpan", "compare_articles", "compare_texts", "compare_versions"]
