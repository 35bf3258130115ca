"""The 题库 menu: banks, questions, quizzes; and how editors choose a question or a quiz for a lesson."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import Tag
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TitleFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic.chooser import ChooseResultsViewMixin, ChooseViewMixin, CreationFormMixin
from wagtail.snippets.views.chooser import BaseSnippetChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from quizzes.cms.forms import QuestionForm, QuizForm
from quizzes.enums import Difficulty, QuestionType
from quizzes.models import Question, QuestionBank, Quiz


class QuestionFilterForm(BaseFilterForm):
    """Narrows the list of a chooser to words of the stem and to a bank."""

    q = forms.CharField(label=_("Words of the question"), required=False)
    bank = forms.ModelChoiceField(label=_("bank"), queryset=QuestionBank.objects.all(), required=False)

    def filter(self, objects: Any) -> Any:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return objects.in_bank(self.cleaned_data["bank"]).worded(self.search_query)


class QuestionChooseMixin(BaseSnippetChooseView):
    filter_form_class = QuestionFilterForm

    def get_object_list(self) -> Any:
        return Question.objects.listed().in_use().asked_in_lessons()

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("bank", label=_("bank")),
            Column("type", label=_("type"), accessor="current.get_type_display", classname="short"),
        ]


class QuestionChooseView(ChooseViewMixin, CreationFormMixin, QuestionChooseMixin):
    pass


class QuestionChooseResultsView(ChooseResultsViewMixin, CreationFormMixin, QuestionChooseMixin):
    pass


class QuestionChooserViewSet(SnippetChooserViewSet):
    choose_view_class = QuestionChooseView
    choose_results_view_class = QuestionChooseResultsView


class QuestionFilterSet(WagtailFilterSet):
    type = django_filters.ChoiceFilter(
        label=pgettext_lazy("question", "Type"), field_name="current__type", choices=QuestionType
    )
    difficulty = django_filters.ChoiceFilter(
        label=_("Difficulty"), field_name="current__difficulty", choices=Difficulty
    )
    topics = django_filters.ModelChoiceFilter(label=_("Topic"), queryset=Tag.objects.order_by("name"))
    law = django_filters.ChoiceFilter(
        label=_("Law"), choices=[("changed", _("Has changed, not drawn until decided"))], method="by_law"
    )

    class Meta:
        model = Question
        fields = ["bank", "status", "use"]

    def by_law(self, queryset: Any, name: str, value: str) -> Any:
        """Those that the amendment desk keeps from being drawn."""
        return queryset.overtaken_by_law()


class BankViewSet(SnippetViewSet):
    model = QuestionBank
    icon = "folder-open-inverse"
    menu_label = _("Question banks")
    search_fields = ["name"]


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Questions")
    list_display = [
        "__str__",
        Column("type", label=pgettext_lazy("question", "Type"), accessor="current.get_type_display", classname="short"),
        Column("difficulty", label=_("Difficulty"), accessor="current.get_difficulty_display", classname="short"),
        "bank",
        Column("status", label=_("Question status"), accessor="get_status_display", classname="short"),
        Column("use", label=_("Use"), accessor="get_use_display", classname="short"),
    ]
    list_per_page = 50
    filterset_class = QuestionFilterSet
    search_fields = ["current__stem", "code"]
    search_backend_name = None
    chooser_viewset_class = QuestionChooserViewSet
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("type"),
                    FieldPanel("stem"),
                    FieldPanel("options"),
                    FieldPanel("statement"),
                    FieldPanel("explanation"),
                    FieldPanel("citations"),
                ],
                heading=_("What is asked"),
                help_text=_(
                    "A change here makes a new version. Quizzes taken before keep the wording of their day; lessons "
                    "show the new one."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("bank"), FieldPanel("difficulty")]),
                    FieldPanel("topics"),
                    FieldRowPanel([FieldPanel("status"), FieldPanel("use")]),
                    FieldPanel("code"),
                ],
                heading=_("Where it is used"),
            ),
        ],
        base_form_class=QuestionForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Question.objects.listed()


class QuizViewSet(SnippetViewSet):
    model = Quiz
    icon = "clipboard-list"
    list_display = [
        "title",
        BooleanColumn("published", label=_("published")),
        Column("audience", label=_("audience"), accessor="get_audience_display"),
        "opens_at",
        "closes_at",
    ]
    list_filter = ["published", "audience"]
    search_fields = ["title"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [TitleFieldPanel("title"), FieldPanel("slug"), FieldPanel("intro")], heading=_("About the quiz")
            ),
            InlinePanel(
                "sections",
                [
                    FieldPanel("title"),
                    FieldRowPanel([FieldPanel("bank"), FieldPanel("topic")]),
                    FieldRowPanel([FieldPanel("type"), FieldPanel("difficulty")]),
                    FieldRowPanel([FieldPanel("count"), FieldPanel("mark")]),
                ],
                heading=_("Sections"),
                label=_("section"),
                help_text=_(
                    "Each section draws questions at random by its rules; leave a rule empty to draw from all. "
                    "No question is drawn twice for one paper."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("audience"), FieldPanel("audience_unit")]),
                    FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                    FieldRowPanel([FieldPanel("duration_minutes"), FieldPanel("attempts_allowed")]),
                ],
                heading=_("Who and when"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("pass_percent"), FieldPanel("counting_rule")]),
                    FieldRowPanel([FieldPanel("multiple_policy"), FieldPanel("missed_mark")]),
                    FieldRowPanel([FieldPanel("answers_shown"), FieldPanel("shuffle_options")]),
                    FieldPanel("credit_hours"),
                ],
                heading=_("Marking"),
            ),
            FieldPanel("published"),
        ],
        base_form_class=QuizForm,
    )


class QuizzesViewSetGroup(SnippetViewSetGroup):
    items = (QuestionViewSet, BankViewSet, QuizViewSet)
    menu_label = _("Questions and quizzes")
    menu_icon = "clipboard-list"
    menu_order = 210
