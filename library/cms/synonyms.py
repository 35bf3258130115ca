"""The words that people use for what the law says otherwise, as editors keep them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from library.models import Synonym


class SynonymViewSet(ModelViewSet):
    model = Synonym
    name = "synonyms"
    icon = "search"
    menu_label = _("Synonyms")
    copy_view_enabled = False
    add_to_reference_index = False
    search_fields = ("word", "legal_terms")
    search_backend_name = None
    list_per_page = 50
    list_display = (
        TitleColumn("word", label=_("People say"), url_name="synonyms:edit"),
        Column("legal_terms", label=_("The law says")),
    )
    panels = (
        HelpPanel(
            content=_(
                "Whoever searches for the word also finds what speaks of the terms of the law; they count for less "
                "than the word itself. A change takes effect within seconds."
            )
        ),
        FieldPanel("word"),
        FieldPanel("legal_terms"),
    )
