"""Several processes at once on one database file and one index folder: nothing that was committed is lost."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

pytestmark = pytest.mark.django_db  # the database that is copied

PROJECT = Path(__file__).resolve().parents[2]
SETUP = """
import os, sys
import django
django.setup()
from django.core.management import call_command
from library.models import IndexChange, Statute
"""
SAVE = """
for number in range(40):
    name = f"{sys.argv[1]}{number:02}号条例"
    Statute.objects.create(title=f"关于{name}", short_title=name, slug=name)
print("saved")
"""
#: Dies where it hurts: the index has been written, the changes have not been removed.
DIE = """
import signal
from library.search.store import IndexStore
calls = 0
def seal(self, folder, *, whole=False, original=IndexStore.seal):
    global calls
    original(self, folder, whole=whole)
    calls += 1
    if calls == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
IndexStore.seal = seal
call_command("run_indexer")
"""
TEAR = """
import signal
from whoosh.writing import SegmentWriter
def _commit_toc(self, segments):
    os.kill(os.getpid(), signal.SIGKILL)
SegmentWriter._commit_toc = _commit_toc
call_command("run_indexer")
"""
READ = """
from modelsearch.backends import get_search_backend
found = {row.short_title for row in get_search_backend().search("条例", Statute)}
print(len(found), Statute.objects.count(), IndexChange.objects.count())
"""


class Machine:
    """A database and an index in a folder, and processes that work on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'test.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "PYTHONPATH": f"{PROJECT / 'site'}{os.pathsep}{PROJECT}",
        }
        self.running: list[subprocess.Popen[str]] = []

    def start(self, code: str, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", SETUP + code, *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(process)
        return process

    def run(self, code: str, *arguments: str) -> str:
        process = self.start(code, *arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out.strip()


@pytest.fixture(scope="module")
def migrated(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Path:
    """A folder with a migrated database; on SQLite a copy of the one that the other tests use."""
    folder = tmp_path_factory.mktemp("machine")
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), sqlite3.connect(folder / "test.sqlite3") as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        copy.close()
    else:
        Machine(folder).run("call_command('migrate', verbosity=0)")
    return folder


@pytest.fixture
def machine(migrated: Path) -> Iterator[Machine]:
    shutil.rmtree(migrated / "search", ignore_errors=True)
    machine = Machine(migrated)
    yield machine
    for process in machine.running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def stop(process: subprocess.Popen[str], signum: int = signal.SIGTERM) -> str:
    process.send_signal(signum)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def test_three_processes_save_while_the_indexer_drains_and_dies_and_nothing_is_lost(machine: Machine) -> None:
    torn = machine.start(TEAR)
    assert torn.wait(60) == -signal.SIGKILL
    assert machine.run(READ) == "0 0 0"
    savers = [machine.start(SAVE, name) for name in "甲乙丙"]
    for kill_at in ("1", "2"):  # in the middle of making the index, and of the first batch of changes
        assert machine.start(DIE, kill_at).wait(60) == -signal.SIGKILL
    indexer = machine.start("call_command('run_indexer')")
    for saver in savers:
        assert saver.communicate(timeout=120)[0].strip() == "saved"
    seen = next(found for _ in range(100) if (found := machine.run(READ)).endswith(" 0"))
    assert seen == "120 120 0"
    stop(indexer)


def test_the_indexer_says_what_it_does_stops_cleanly_and_is_alone(machine: Machine) -> None:
    for signum in (signal.SIGTERM, signal.SIGINT):
        indexer = machine.start("call_command('run_indexer')")
        assert indexer.stdout is not None
        assert indexer.stdout.readline() == "Search index missing; making it anew.\n"
        assert indexer.stdout.readline() == "Search index ready.\n"
        second = machine.start("call_command('run_indexer')")
        assert "one is enough" in second.communicate(timeout=60)[1]
        assert second.returncode != 0
        stop(indexer, signum)
        shutil.rmtree(machine.folder / "search")
