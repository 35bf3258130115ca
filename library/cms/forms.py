"""Forms in which editors bring statutes, correct what was understood of them, and change their text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from library.enums import StatuteKind
from library.importers.files import LARGEST_FILE
from library.models.content import ArticleContent
from library.models.statutes import Paragraph
from library.numerals import from_chinese, key_label
from library.plain_text import read_paragraphs, write_paragraphs
from library.references import parse_reference
from library.services.drafting import key_of
from library.services.rows import ArticleKey

#: In characters. The longest statute in force, the Civil Code, has some 110,000.
LONGEST_TEXT, LONGEST_ARTICLE = 700_000, 20_000
#: Files that one upload may hold.
MOST_FILES = 20


class VersionForm(WagtailAdminModelForm):
    """The particulars of a version; its articles have pages of their own."""

    history = forms.CharField(
        label=pgettext_lazy("law", "History"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One act a line: 2012年12月28日 根据……修正"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["history"] = "\n".join(self.instance.history or [])

    def clean_history(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["history"].splitlines() if line.strip()]


class ReasonForm(forms.Form):
    """Why: the next person who looks will ask."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Stands in the history, for those who check it later. For example: 与公报原文核对，更正错字"
        ),
    )


class ArticleForm(ReasonForm):
    """The words of one article. ``seen`` is what they were when the page was opened, so that nobody's are lost."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_ARTICLE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Each 款 is a line. Lines that begin with （一） are 项, those that begin with 1. are 目 under them."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    field_order = ("text", "reason")

    def __init__(self, *args: Any, article: ArticleContent, **kwargs: Any) -> None:
        self.written = write_paragraphs(article["paragraphs"])
        super().__init__(*args, **kwargs)
        self.initial = {"text": self.written, "seen": self.written}

    def clean_text(self) -> list[Paragraph]:
        return _paragraphs(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if _lines(data.get("seen", "")) != _lines(self.written):
            raise ValidationError(
                _("Somebody changed this article while you were writing. It now reads: %s") % self.written
            )
        if "text" in data and write_paragraphs(data["text"]) == self.written:
            self.add_error("text", _("Nothing is different from what is there."))
        return data


class NewArticleForm(ReasonForm):
    """An article that the version lacks, and its place."""

    number = forms.CharField(
        label=gettext_lazy("Article number"), max_length=40, help_text=gettext_lazy("40, 120-1 or 第一百二十条之一.")
    )
    after = forms.ChoiceField(label=gettext_lazy("Behind"))
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_ARTICLE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Each 款 on a line of its own, without the article's number."),
    )

    field_order = ("number", "after", "text", "reason")

    def __init__(self, *args: Any, articles: list[ArticleContent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = {"-".join(map(str, key_of(article))): key_of(article) for article in articles}
        names = [(name, key_label(*key)) for name, key in self._keys.items()]
        self.fields["after"].choices = [("", _("At the very beginning")), *names]  # type: ignore[attr-defined]
        self.fields["after"].required = False
        if names:
            self.fields["after"].initial = names[-1][0]

    def clean_number(self) -> tuple[int, int]:
        return _article_number(self.cleaned_data["number"])

    def clean_after(self) -> ArticleKey | None:
        return self._keys.get(self.cleaned_data["after"])

    def clean_text(self) -> list[Paragraph]:
        return _paragraphs(self.cleaned_data["text"])

    @property
    def key(self) -> ArticleKey:
        """Of the article as it will be: in the annex that the one before it stands in."""
        after = self.cleaned_data["after"]
        return (after[0] if after else 0, *self.cleaned_data["number"])


class HeadingsForm(ReasonForm):
    """The titles of a version's headings."""

    def __init__(self, *args: Any, headings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, (label, title) in enumerate(headings):
            self.fields[f"title_{place}"] = forms.CharField(label=label, initial=title, max_length=200, required=False)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @property
    def titles(self) -> list[str]:
        return [value for name, value in self.cleaned_data.items() if name.startswith("title_")]


class RepealForm(ReasonForm):
    """The day from which a statute is no law any more."""

    repealed_on = forms.DateField(
        label=gettext_lazy("Repealed on"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("The first day on which it no longer holds. Empty: it goes on being in force."),
    )

    field_order = ("repealed_on", "reason")


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, each within the size that a statute may have."""

    widget = SeveralFilesInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)  # told by name, like whatever else is no text

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(SeveralFilesField, self).clean(file, initial) for file in data or [] if file]
        if len(files) > MOST_FILES:
            raise ValidationError(_("At most %d files at a time.") % MOST_FILES)
        for file in files:
            if file.size > LARGEST_FILE:
                raise ValidationError(_("%s is larger than 5 MB; no statute is.") % file.name)
        return files


class UploadForm(forms.Form):
    """Files, or a text that was copied from somewhere."""

    documents = SeveralFilesField(
        label=gettext_lazy("Files"),
        required=False,
        help_text=gettext_lazy("Markdown (.md), plain text (.txt) or Word (.docx), each up to 5 MB, several at once."),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("From the title to the last article."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("documents") and not data.get("pasted", "").strip():
            raise ValidationError(_("Choose a file, or paste a text."))
        return data


class CorrectionForm(forms.Form):
    """What was understood of an upload: particulars to correct, and the text itself."""

    title = forms.CharField(label=pgettext_lazy("law", "Title"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("By its title")), *StatuteKind.choices], required=False
    )
    issuer = forms.CharField(label=gettext_lazy("Issuer"), max_length=200, required=False)
    promulgated = forms.DateField(label=gettext_lazy("Text of"), required=False, widget=AdminDateInput)
    effective = forms.DateField(label=gettext_lazy("In force from"), required=False, widget=AdminDateInput)
    text = forms.CharField(
        label=gettext_lazy("The text as it came"),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
    )

    #: Those that replace what the text says.
    PARTICULARS = ("title", "kind", "issuer", "promulgated", "effective")

    @property
    def particulars(self) -> dict[str, str]:
        """What the editor wrote otherwise than it was read."""
        given = {name: self.cleaned_data[name] for name in self.PARTICULARS if name in self.changed_data}
        return {
            name: value.isoformat() if isinstance(value, dt.date) else str(value).strip()
            for name, value in given.items()
            if value
        }


def _paragraphs(text: str) -> list[Paragraph]:
    paragraphs = read_paragraphs(text)
    if not paragraphs:
        raise ValidationError(_("An article needs a text. To take it out, choose that on the version's page."))
    return paragraphs


def _lines(text: str) -> list[str]:
    """A browser sends other ends of lines than it was given."""
    return text.strip().splitlines()


def _article_number(written: str) -> tuple[int, int]:
    text = written.strip().removeprefix("第")
    number, dash, suffix = text.partition("-")
    try:
        if dash:
            return _within(from_chinese(number), 9999), _within(from_chinese(suffix), 99)
        if "条" not in text:
            return _within(from_chinese(text), 9999), 0
        reference = parse_reference(f"法第{text}")
    except ValueError:
        raise ValidationError(_("Write the number as 40, 120-1 or 第一百二十条之一.")) from None
    return reference.number, reference.suffix


def _within(number: int, highest: int) -> int:
    if not 1 <= number <= highest:
        raise ValueError(f"no statute counts so far: {number}")
    return number
