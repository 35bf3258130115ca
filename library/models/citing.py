"""Every citation of an article anywhere on the site, so that an article knows what rests on it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from library.models.citations import ArticleCitation
from library.queries import CitationQuerySet


class Citation(ArticleCitation):
    """One article cited in one sentence of one object; ``source`` is the model of that object.

    These rows follow from the texts and are written again whenever those change. ``as_of`` alone is kept from one time
    to the next.
    """

    #: Of a longer sentence the part around the citation is kept.
    LONGEST_SENTENCE: ClassVar = 300

    source = models.CharField(max_length=100, help_text=_("The model that cites, for example library.guidepage."))
    object_id = models.PositiveBigIntegerField()
    annex = models.PositiveSmallIntegerField(default=0, help_text=_("0 in the body, else which annex it stands in."))
    sentence = models.CharField(max_length=LONGEST_SENTENCE, blank=True)

    objects: ClassVar = CitationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta(ArticleCitation.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        default_permissions = ()
        ordering: ClassVar = ["source", "object_id", "position"]
        indexes: ClassVar = [models.Index(fields=["law", "annex", "number", "suffix"], name="citation_by_article")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "object_id", "position"], name="citation_unique_position"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="citation_article_from_one"),
        ]
