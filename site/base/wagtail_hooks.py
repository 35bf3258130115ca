"""What an editor meets in the CMS that belongs to no feature: our name and colours, and a word of welcome."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site


class WelcomePanel(Component):
    """The first thing on the CMS's front page: how we write."""

    name = "welcome"
    template_name = "base/cms/welcome_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        site = Site.find_for_request(parent_context["request"])
        sections = site.root_page.get_children().live() if site else []
        return {"sections": [page for page in sections if _collects(page.specific_class)]}


def _collects(kind: type[Page]) -> bool:
    """Whether pages of this kind are there for pages of another kind, as the list of guides is for guides."""
    return any(model is not kind for model in kind.creatable_subpage_models())


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("base/cms.css"))


@hooks.register("insert_global_admin_js")
def our_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("base/cms.js"))


@hooks.register("construct_homepage_panels")
def welcome(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WelcomePanel())


@hooks.register("construct_help_menu")
def keep_help_on_this_site(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's help leads to another site, in English."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith("http")]
