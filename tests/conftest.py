"""The people that views are asked about, calls at the same moment, and no leaks from one test into the next."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import connection, connections
from django.test import Client, TransactionTestCase

from accounts.enums import Role, UnitKind
from accounts.models import Member, Unit
from tests.factories.accounts import MemberFactory, MembershipFactory, UnitFactory


def pytest_configure() -> None:
    """A test with ``transaction=True, serialized_rollback=True`` leaves the rows behind that migrations had made.

    Django's own order of tests makes that needless there; ours is shuffled, and ``--reuse-db`` keeps the database.
    A test that left an empty one, or one whose content types have other ids, would break whichever came after it.
    """
    # Templates, forms and querysets make objects by the million: looking for cycles less often saves a tenth.
    gc.set_threshold(100_000, 50, 100)
    empty = TransactionTestCase._fixture_teardown

    def empty_and_refill(case: TransactionTestCase) -> None:
        assert case.serialized_rollback, "a test with transaction=True says serialized_rollback=True as well"
        empty(case)
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)

    TransactionTestCase._fixture_teardown = empty_and_refill


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    yield
    for alias in ("default", "pages"):
        caches[alias].clear()


@dataclass
class Union:
    """One union with a branch and two teams, and one person of each kind."""

    root: Unit
    branch: Unit
    team: Unit
    other_team: Unit
    worker: Member
    teammate: Member
    leader: Member
    outsider: Member
    other_leader: Member
    editor: Member
    administrator: Member


@pytest.fixture
def union(db: None) -> Union:
    root = UnitFactory(name="示例工会", kind=UnitKind.UNION)
    branch = UnitFactory(name="一分会", kind=UnitKind.BRANCH, parent=root)
    team = UnitFactory(name="甲班", parent=branch)
    other_team = UnitFactory(name="乙班", parent=branch)

    def member(name: str, unit: Unit, *offices: Role, **fields: object) -> Member:
        person = MemberFactory(display_name=name, **fields)
        MembershipFactory(member=person, unit=unit)
        for role in offices:
            MembershipFactory(member=person, unit=unit, role=role)
        return person

    editor = member("编辑", root)
    editor.groups.add(Group.objects.get(name="Editors"))
    administrator = member("管理员", root, is_superuser=True)
    MembershipFactory(member=administrator, unit=root, role=Role.ADMINISTRATOR)
    return Union(
        root=Unit.objects.get(pk=root.pk),
        branch=Unit.objects.get(pk=branch.pk),
        team=Unit.objects.get(pk=team.pk),
        other_team=Unit.objects.get(pk=other_team.pk),
        worker=member("工人", team),
        teammate=member("工友", team),
        leader=member("班长", team, Role.LEADER),
        outsider=member("外班工人", other_team),
        other_leader=member("外班班长", other_team, Role.LEADER),
        editor=editor,
        administrator=administrator,
    )


@pytest.fixture
def client_for() -> object:
    """A browser in which the given member is signed in; nobody is when it is ``None``."""

    def make(member: Member | None) -> Client:
        client = Client()
        if member is not None:
            client.force_login(member, backend="accounts.backends.MemberBackend")
        return client

    return make


@pytest.fixture
def at_once(transactional_db: None, tmp_path: Path) -> Callable[[Sequence[Callable[[], object]]], list[object]]:
    """Makes calls at the same moment, each in a thread of its own; returns what they returned, or what they raised.

    The tests' SQLite lives in memory, where writers do not queue; there the threads get it as a file, opened as
    production opens it.
    """
    file = tmp_path / "copy.sqlite3"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL"}

    def make(calls: Sequence[Callable[[], object]]) -> list[object]:
        barrier = Barrier(len(calls))
        if connection.vendor == "sqlite":
            with sqlite3.connect(file) as copy:
                connection.connection.backup(copy)

        def work(call: Callable[[], object]) -> object:
            if connection.vendor == "sqlite":
                settings = {**connection.settings_dict, "NAME": str(file), "OPTIONS": options}
                connections["default"] = type(connections["default"])(settings, "default")
            try:
                barrier.wait()
                return call()
            except Exception as error:  # noqa: BLE001  the test looks at it
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(work, calls))

    return make
