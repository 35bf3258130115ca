"""What Wagtail names in English when a site is made and editors then read: the top of the tree, and the review."""

from __future__ import annotations

from typing import Any

from django.db import migrations

NAMES = (
    ("Page", "title", "Root", "全部页面", {"depth": 1}),
    ("Page", "draft_title", "Root", "全部页面", {"depth": 1}),
    ("Workflow", "name", "Moderators approval", "审核后发布", {}),
    ("Task", "name", "Moderators approval", "审核人", {}),
)


def _rename(apps: Any, *, back: bool = False) -> None:
    for model, field, english, chinese, which in NAMES:
        old, new = (chinese, english) if back else (english, chinese)
        apps.get_model("wagtailcore", model).objects.filter(**{field: old}, **which).update(**{field: new})


def name_in_chinese(apps: Any, schema_editor: Any) -> None:
    _rename(apps)


def name_in_english(apps: Any, schema_editor: Any) -> None:
    _rename(apps, back=True)


class Migration(migrations.Migration):
    dependencies = [("base", "0002_home_page_in_place_of_the_welcome")]
    operations = [migrations.RunPython(name_in_chinese, name_in_english)]
