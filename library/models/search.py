"""What the search index has yet to learn, and what a search knows of how people speak; see docs/search.md."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from library.queries import SynonymQuerySet
from library.search.analysis import fold, units


class IndexChange(models.Model):
    """A row was saved or deleted. Written with that change and gone with it if it is rolled back; the one indexer
    reads the row as it then is, and removes this."""

    model = models.CharField(max_length=100, help_text="app.model")
    object_pk = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.model} {self.object_pk}"


class Synonym(models.Model):
    """A word that people use, and what the law calls it: searching for the one finds the other too."""

    word = models.CharField(
        _("people say"), max_length=20, unique=True, help_text=_("One word as members say it, such as 工钱.")
    )
    legal_terms = models.CharField(
        _("the law says"),
        max_length=120,
        help_text=_("One or more terms of the law, separated by spaces, such as 劳动报酬 工资."),
    )

    objects: ClassVar = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["word"]
        constraints = [
            models.CheckConstraint(condition=~Q(word=""), name="synonym_has_a_word"),
            models.CheckConstraint(condition=~Q(legal_terms=""), name="synonym_has_legal_terms"),
        ]

    def __str__(self) -> str:
        return f"{self.word} → {self.legal_terms}"

    def clean(self) -> None:
        """Both sides as they are looked for; a chain, where one synonym leads to another, is refused."""
        self.word = fold("".join(self.word.split()))
        terms = list(dict.fromkeys(fold(self.legal_terms.replace("，", " ").replace("、", " ")).split()))
        self.legal_terms = " ".join(terms)
        errors: dict[str, Any] = {}
        if not any(units(self.word)):
            errors["word"] = _("Write at least one character or letter.")
        elif others := Synonym.objects.exclude(pk=self.pk).leading_to(self.word):
            errors["word"] = _("“%(word)s” already has this as its legal term; add the term there instead.") % {
                "word": others[0].word
            }
        if not all(any(units(term)) for term in terms):
            errors["legal_terms"] = _("Write terms of characters or letters.")
        elif self.word in terms:
            errors["legal_terms"] = _("The word itself is looked for anyway; leave it out here.")
        elif chained := Synonym.objects.exclude(pk=self.pk).filter(word__in=terms).first():
            errors["legal_terms"] = _("“%(word)s” is in the list itself; write what it stands for.") % {
                "word": chained.word
            }
        if errors:
            raise ValidationError(errors)
