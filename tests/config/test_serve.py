"""``make run`` says in one sentence why it cannot start, before it has written anything."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Revision

from config.management.commands import serve
from tests.factories.courses import CoursePageFactory

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("port", ["abc", "80x", "", "-1", "0", "65536", "99999", "８０８０"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(CommandError, match=r"is not a port; choose a number from 1 to 65535"):
        call_command("serve", port=port)


def test_a_port_in_use_is_refused_and_another_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} is not free; choose another: make run PORT=\d+"):
            call_command("serve", port=str(port))


def test_a_data_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = subprocess.run(
        [sys.executable, str(PROJECT / "site" / "manage.py"), "serve"],
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "file" / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("xuefa: the folder ")
    assert done.stderr.count("\n") == 1


@pytest.mark.django_db
def test_a_page_with_a_time_to_go_live_goes_live_by_itself() -> None:
    page = CoursePageFactory(live=False)
    page.go_live_at = timezone.now() + dt.timedelta(hours=1)
    page.save_revision().publish()
    serve.Command()._every_minute()
    page.refresh_from_db()
    assert not page.live

    due = timezone.now() - dt.timedelta(minutes=1)
    revision = Revision.objects.get(object_id=str(page.pk), approved_go_live_at__isnull=False)
    revision.approved_go_live_at = due
    revision.content["go_live_at"] = due.isoformat()
    revision.save()
    serve.Command()._every_minute()
    page.refresh_from_db()
    assert page.live


@pytest.mark.django_db
def test_what_fails_in_one_minute_neither_stops_the_site_nor_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    called = []

    def fail() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(serve, "submit_overdue_attempts", fail)
    monkeypatch.setattr(serve, "call_command", lambda name, **options: called.append(name))
    serve.Command()._every_minute()
    assert called == ["publish_scheduled"]


def _ended() -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process


def test_a_helper_that_ends_is_started_again_and_the_site_stays() -> None:
    """The worker gives up when the database is locked for longer than it waits."""
    commands = {"worker": [sys.executable, "-c", "input()"]}
    ended = _ended()
    processes, started = {"worker": ended}, {"worker": time.monotonic() - serve.PATIENCE}
    serve.Command()._keep_running(commands, processes, started)
    assert processes["worker"] is not ended
    processes["worker"].kill()
    processes["worker"].wait()
    with pytest.raises(CommandError, match="The worker process ended"):
        serve.Command()._keep_running(commands, processes, started)


def test_when_the_site_itself_ends_everything_does() -> None:
    with pytest.raises(CommandError, match="The site process ended"):
        serve.Command()._keep_running({"site": []}, {"site": _ended()}, {"site": 0.0})


def test_ctrl_c_while_setting_up_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serve, "call_command", interrupt)
    with pytest.raises(CommandError, match="Stopped; the next start goes on from here"):
        serve.Command().handle(port=_free_port(), laws="")


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
