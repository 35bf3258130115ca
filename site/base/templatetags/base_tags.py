"""Small pieces that any template may use."""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from base.models import InfoPage

register = template.Library()

#: More would make a menu of a footer.
MOST_INFO_PAGES = 6


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of our sprite. With a label it speaks; without one it is decoration."""
    return format_html(
        '<svg class="icon" {} focusable="false"><use href="{}#{}"></use></svg>',
        format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"'),
        static("base/icons.svg"),
        name,
    )


@register.simple_tag
def info_pages() -> list[tuple[str, str]]:
    """Title and address of each page of plain information."""
    links: list[tuple[str, str]] = InfoPage.objects.links()[:MOST_INFO_PAGES]
    return links


@register.simple_block_tag
def capture(content: SafeString) -> SafeString:
    """What a block says, under a name: ``{% capture as name %}{% block x %}{% endblock %}{% endcapture %}``."""
    return SafeString(content.strip())
