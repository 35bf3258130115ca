from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _

register = template.Library()

#: What a browser calls itself, the telling word first: most of them also claim to be several others.
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("Edg", "Edge"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("MiuiBrowser", "Xiaomi Browser"),
    ("QQBrowser", "QQ Browser"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """What a person would call the device: ``Android · Chrome``."""

    def told(names: tuple[tuple[str, str], ...]) -> list[str]:
        return [name for word, name in names if word in user_agent][:1]

    return " · ".join([*told(SYSTEMS), *told(BROWSERS)]) or _("Another device")


@register.filter
def minutes(span: timedelta) -> int:
    """A span of time in whole minutes."""
    return int(span.total_seconds() // 60)
