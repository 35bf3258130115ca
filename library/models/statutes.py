"""A statute, its versions in time, and the tree of each version down to its articles."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, NotRequired, TypedDict

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.search import index

from library.enums import DivisionKind, StatuteKind, StatuteStatus
from library.models.drafting import DraftedText
from library.numerals import division_label, key_label
from library.queries import ArticleQuerySet, StatuteQuerySet, StatuteVersionQuerySet
from library.references import ArticleReference

#: See :attr:`Statute.search_prior`; kinds that are not here have 1.
SEARCH_PRIORS = {StatuteKind.CONSTITUTION: 1.4, StatuteKind.LAW: 1.4, StatuteKind.INTERPRETATION: 1.15}
CODE_PRIOR = 1.75


class Subitem(TypedDict):
    """目: ``number`` is its Arabic number; ``mark`` how it is printed where that is not 1."""

    number: int
    text: str
    mark: NotRequired[str]


class Item(TypedDict):
    """项 with the 目 under it; ``mark`` is how it is printed where that is not （一）."""

    number: int
    text: str
    mark: NotRequired[str]
    subitems: NotRequired[list[Subitem]]


class Paragraph(TypedDict):
    """款, with the 项 that follow its opening words; or the rows of a table, its head first."""

    text: str
    items: NotRequired[list[Item]]
    table: NotRequired[list[list[str]]]


def excerpt(paragraphs: list[Paragraph], reference: ArticleReference) -> list[Paragraph]:
    """The 款 of an article that a reference names, or its 项 under the opening words; nothing where it has none."""
    first = (reference.paragraph or 1) - 1
    named = paragraphs[first : reference.paragraph]
    if reference.item:
        for paragraph in named:
            if items := [item for item in paragraph.get("items", []) if item["number"] == reference.item]:
                return [{"text": paragraph["text"], "items": items}]
        return []
    return named


class Statute(index.Indexed, models.Model):
    """A law under one name through all its versions."""

    title = models.CharField(_("title"), max_length=200, unique=True, help_text=_("In full, as promulgated."))
    short_title = models.CharField(
        _("short title"), max_length=120, unique=True, help_text=_("As people cite it, without 中华人民共和国.")
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    kind = models.CharField(_("kind"), max_length=16, choices=StatuteKind, default=StatuteKind.LAW)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    repealed_on = models.DateField(_("repealed on"), null=True, blank=True)
    topics = TaggableManager(verbose_name=_("topics"), blank=True)

    objects: ClassVar = StatuteQuerySet.as_manager()

    search_fields: ClassVar = [
        index.SearchField("title", boost=3),
        index.SearchField("short_title", boost=3),
        index.FilterField("id"),
        index.FilterField("kind"),
        index.RelatedFields("versions", [index.FilterField("live")]),
    ]

    class Meta:
        verbose_name = _("statute")
        verbose_name_plural = _("statutes")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.short_title

    def get_absolute_url(self) -> str:
        return reverse("library:statute", args=[self.slug])

    @property
    def search_prior(self) -> float:
        """How much what it says weighs when a question is looked for: a law more than what carries it out, a code most,
        for it is where everyday life is dealt with."""
        return CODE_PRIOR if self.short_title.endswith("法典") else SEARCH_PRIORS.get(StatuteKind(self.kind), 1.0)


class StatuteVersion(DraftedText):
    """The text of a statute as adopted or amended on a day, in force from a day until the next version is."""

    statute = models.ForeignKey(Statute, on_delete=models.CASCADE, related_name="versions", verbose_name=_("statute"))
    promulgated_on = models.DateField(
        _("promulgated on"), help_text=_("The day of this text: adoption or last amendment.")
    )
    effective_from = models.DateField(_("in force from"))
    effective_until = models.DateField(
        _("in force until"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The last day before the next version; kept by the publishing service."),
    )
    history = models.JSONField(
        _("history"), default=list, blank=True, help_text=_("Dated lines: adoption, amendments, promulgation.")
    )
    preamble = models.TextField(_("preamble"), blank=True)
    digest = models.CharField(
        max_length=64, editable=False, help_text=_("SHA-256 of the text: equal text, equal digest.")
    )

    objects: ClassVar = StatuteVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("statute version")
        verbose_name_plural = _("statute versions")
        ordering = ["statute", "-effective_from", "-promulgated_on"]
        constraints = [
            models.UniqueConstraint(fields=["statute", "promulgated_on"], name="statute_version_unique_promulgation"),
            models.UniqueConstraint(
                fields=["statute", "effective_from"],
                condition=Q(live=True),
                name="statute_version_published_unique_start",
            ),
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from")),
                name="statute_version_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statute.short_title}（{self.promulgated_on:%Y-%m-%d}）"

    def clean(self) -> None:
        """Raises ``ValidationError`` for a day on which another version begins: which of them were then the law?"""
        super().clean()
        if self.statute_id and self.effective_from:
            others = self.statute.versions.exclude(pk=self.pk)
            if other := others.filter(effective_from=self.effective_from).first():
                raise ValidationError(
                    {"effective_from": _("The text of %s takes effect on this day.") % other.promulgated_on.isoformat()}
                )

    @property
    def status(self) -> StatuteStatus:
        """What this text is today."""
        return self.status_on(timezone.localdate())

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "library/draft.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from library.presentation import sections_of_draft

        return {
            **super().get_preview_context(request, mode_name),
            "statute": self.statute,
            "version": self,
            "sections": sections_of_draft(self),
        }

    def predecessor(self) -> StatuteVersion | None:
        """The published version whose place it took."""
        earlier = self.statute.versions.published().filter(effective_from__lt=self.effective_from)
        return earlier.order_by("-effective_from").first()

    def status_on(self, date: dt.date) -> StatuteStatus:
        """What this text is on a day, from the dates alone."""
        if date < self.effective_from:
            return StatuteStatus.NOT_YET
        if self.statute.repealed_on and date >= self.statute.repealed_on:
            return StatuteStatus.REPEALED
        if self.effective_until and date > self.effective_until:
            return StatuteStatus.AMENDED
        return StatuteStatus.IN_FORCE


class Division(models.Model):
    """A heading of the tree: 编, 分编, 章, 节, or that of an annex."""

    version = models.ForeignKey(StatuteVersion, on_delete=models.CASCADE, related_name="divisions")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=8, choices=DivisionKind)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField(help_text=_("Order within the version, from 1."))

    class Meta:
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="division_unique_position")]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    @property
    def label(self) -> str:
        """第三章."""
        return division_label(self.kind, self.number)


class Article(index.Indexed, models.Model):
    """条. ``number`` and ``suffix`` make its permanent key: 第一百二十条之一 is 120-1."""

    version = models.ForeignKey(StatuteVersion, on_delete=models.CASCADE, related_name="articles")
    division = models.ForeignKey(Division, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles")
    annex = models.PositiveSmallIntegerField(default=0, help_text=_("0 in the body, else which annex it stands in."))
    number = models.PositiveSmallIntegerField()
    suffix = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveIntegerField(help_text=_("Order within the version, from 1."))
    paragraphs = models.JSONField(default=list, help_text=_("The 款 with their 项 and 目; see Paragraph."))
    text = models.TextField(help_text=_("The same as plain lines, for search and comparison."))

    objects: ClassVar = ArticleQuerySet.as_manager()

    search_fields: ClassVar = [
        index.SearchField("text"),
        # What stands above the text says less of an article than its own words.
        index.SearchField("search_headings", boost=0.3),
        index.SearchField("search_title", boost=0.2),
        index.FilterField("id"),
        index.FilterField("annex"),
        index.RelatedFields(
            "version",
            [
                index.FilterField("live"),
                index.FilterField("effective_from"),
                index.FilterField("effective_until"),
                index.RelatedFields("statute", [index.FilterField("repealed_on")]),
            ],
        ),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "annex", "number", "suffix"], name="article_unique_number"),
            models.UniqueConstraint(fields=["version", "position"], name="article_unique_position"),
            models.CheckConstraint(condition=Q(number__gte=1), name="article_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"《{self.version.statute.short_title}》{self.label}"

    def get_absolute_url(self) -> str:
        """Its own page; an article of an annex has its place on the statute's."""
        if self.annex:
            return f"{self.version.statute.get_absolute_url()}#{self.anchor}"
        return reverse("library:article", args=[self.version.statute.slug, self.key])

    @property
    def anchor(self) -> str:
        """Its place on the statute's page: ``article-39`` or ``annex-1-3``."""
        return f"annex-{self.annex}-{self.key}" if self.annex else f"article-{self.key}"

    @property
    def key(self) -> str:
        """``39`` or ``120-1``: the part of the address that names the article."""
        return f"{self.number}-{self.suffix}" if self.suffix else str(self.number)

    @property
    def version_key(self) -> str:
        """``0-120-1``: annex, number and suffix, its name among all articles of the version."""
        return f"{self.annex}-{self.number}-{self.suffix}"

    @property
    def label(self) -> str:
        """第一百二十条之一, or 附录第二条."""
        return key_label(self.annex, self.number, self.suffix)

    @property
    def divisions(self) -> list[Division]:
        """The headings it stands under, from the top."""
        above: list[Division] = []
        division = self.division
        while division:
            above.insert(0, division)
            division = division.parent
        return above

    def excerpt(self, reference: ArticleReference) -> list[Paragraph]:
        """What a reference names of it; nothing where the article lacks that."""
        return excerpt(self.paragraphs, reference)

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[Article]:
        rows: Any = super().get_indexed_objects().select_related("version__statute")
        with_headings: models.QuerySet[Article] = rows.with_divisions()
        return with_headings

    @property
    def search_title(self) -> str:
        return f"{self.version.statute.short_title} {self.label}"

    @property
    def search_headings(self) -> str:
        """The titles it stands under, from the top."""
        return " ".join(division.title for division in self.divisions)

    @property
    def search_prior(self) -> float:
        return self.version.statute.search_prior

    @property
    def search_group(self) -> int:
        return self.version_id
