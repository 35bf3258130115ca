"""Migrations do the same for ever: what they need of the living code they keep as it was."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from library.enums import DivisionKind
from library.models import Division, StatuteVersion
from tests.factories.library import ArticleFactory, StatuteVersionFactory

PROJECT = Path(__file__).resolve().parents[2]
MIGRATIONS = sorted(PROJECT.glob("library/migrations/0*.py"))
#: The list that an installation begins with is data; a new one is to begin with the newest.
DATA = {"library.search.synonyms", "base.fields"}


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: path.stem)
def test_no_migration_runs_code_that_may_change(path: Path) -> None:
    modules = {
        node.module
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    own = {module for module in modules if module.partition(".")[0] in {"library", "accounts", "base", "courses"}}
    assert {module for module in own if not module.startswith("library.migrations._frozen")} <= DATA


@pytest.mark.django_db
def test_printings_of_one_text_get_one_digest_from_the_migration() -> None:
    for quotes in ("“”", "「」", "《》"):
        version = StatuteVersionFactory()
        chapter = Division.objects.create(
            version=version, kind=DivisionKind.CHAPTER, number=1, title="总 则", position=1
        )
        ArticleFactory(version=version, division=chapter, number=1, text="工会是{}职工{}的组织。".format(*quotes))
        ArticleFactory(version=version, number=2, suffix=1, position=2, text="参加工会，入会自愿。")
    StatuteVersion.objects.update(digest="before")
    import_module("library.migrations.0015_digests_pass_over_typography").digest_anew(apps, None)
    first, second, other = StatuteVersion.objects.order_by("pk").values_list("digest", flat=True)
    assert first == second != other
    assert len(first) == 64
