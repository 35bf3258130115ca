"""Sets the site up and serves it on one machine: what ``make run`` calls."""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Member
from base.visitor_pages import clear_visitor_pages
from demo.people import PASSWORD as DEMO_PASSWORD
from demo.people import SIGN_INS
from library.amendments.digest import send_digests
from library.models import Citation
from quizzes.services import submit_overdue_attempts

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
LAST_PORT = 65535
#: Seconds that a process may take to stop before it is killed.
PATIENCE = 10
MINUTE = 60


class Command(BaseCommand):
    help = "Set up database, static files, search index and demo content, then serve with the worker and the indexer."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000")
        parser.add_argument("--laws", default="", help="A folder of statutes to import on the first start.")

    def handle(self, *, port: str, laws: str, **options: Any) -> None:
        number = self._free_port(port)
        self._check_data_dir()
        try:
            self._set_up(laws)
        except KeyboardInterrupt:
            raise CommandError("Stopped; the next start goes on from here.") from None
        self._serve(number)

    def _set_up(self, laws: str) -> None:
        self._step("Database")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        self._collect_static()
        self._fill(laws)
        if not Citation.objects.exists():  # texts of a site that did not keep them yet
            call_command("record_citations", stdout=self.stdout)
        clear_visitor_pages()

    def _step(self, text: str) -> None:
        self.stdout.write(f"· {text}")
        self.stdout.flush()

    @staticmethod
    def _free_port(text: str) -> int:
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= LAST_PORT):
            raise CommandError(f"PORT={text} is not a port; choose a number from 1 to {LAST_PORT}: make run PORT=8080")
        port = int(text)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except PermissionError as error:
                raise CommandError(
                    f"Port {port} is for the machine's own services; choose another: make run PORT=8080"
                ) from error
            except OSError as error:
                other = port + 1 if port < LAST_PORT else 8080
                raise CommandError(f"Port {port} is not free; choose another: make run PORT={other}") from error
        return port

    @staticmethod
    def _check_data_dir() -> None:
        try:
            settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"The folder {settings.DATA_DIR} cannot be made: {error.strerror}.") from error
        if not os.access(settings.DATA_DIR, os.W_OK):
            raise CommandError(f"The folder {settings.DATA_DIR} is read-only; set DATA_DIR to one you may write.")

    def _collect_static(self) -> None:
        """Only when a file or a package changed: hashing all of Wagtail's files takes a while."""
        stamp = settings.STATIC_ROOT / "collected"
        digest = hashlib.sha256()
        for package in ("django", "wagtail", "django-allauth", "django-htmx"):
            digest.update(f"{package} {version(package)}\n".encode())
        for finder in get_finders():
            for name, storage in finder.list([]):
                path = Path(storage.path(name))
                if settings.PROJECT_DIR in path.parents and ".venv" not in path.parts:
                    status = path.stat()
                    digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
        if stamp.exists() and stamp.read_text() == digest.hexdigest():
            return
        self._step("Static files")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest.hexdigest())

    def _fill(self, laws: str) -> None:
        """Demo content and statutes, on an empty database only; whatever is there already is kept."""
        if Member.objects.exists():
            return
        folder = Path(laws)
        files = sorted(str(path) for path in folder.glob("*.md")) if laws and folder.is_dir() else []
        if files:
            self._step(f"Statutes: {len(files)} files")
            try:
                call_command("import_statutes", *files, verbosity=0, stdout=self.stdout, stderr=self.stderr)
            except CommandError as error:
                self.stdout.write(str(error))
        self._step("Demo content")
        call_command("demo", verbosity=0, stdout=self.stdout)

    def _serve(self, port: int) -> None:
        manage = [sys.executable, str(settings.SITE_DIR / "manage.py")]
        gunicorn = [
            sys.executable,
            "-m",
            "gunicorn",
            "config.wsgi:application",
            "--bind",
            f"{HOST}:{port}",
            "--workers",
            "2",
            "--threads",
            "4",
            # The address is the one that was asked for, whatever else a client says it is.
            "--forwarder-headers",
            "",
            "--limit-request-line",
            "8190",
            "--log-level",
            "warning",
            "--pythonpath",
            f"{settings.SITE_DIR},{settings.PROJECT_DIR}",
        ]
        commands = {
            "site": gunicorn,
            "worker": [*manage, "db_worker", "--verbosity", "0"],
            "indexer": [*manage, "run_indexer"],
        }
        self._step("Starting the site, the worker and the search indexer")
        stopping = False

        def stop(signum: int, frame: FrameType | None) -> None:
            nonlocal stopping
            stopping = True

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
        # In a session of their own, so that Ctrl-C reaches this process alone and it can stop them in order.
        processes = {name: _start(command) for name, command in commands.items()}
        started = dict.fromkeys(commands, time.monotonic())
        next_minute = time.monotonic() + MINUTE
        try:
            announced = False
            while not stopping:
                if time.monotonic() >= next_minute:
                    next_minute += MINUTE
                    self._every_minute()
                self._keep_running(commands, processes, started)
                if not announced and self._answers(port):
                    self._announce(port)
                    announced = True
                time.sleep(0.2)
        finally:
            self._stop(processes)
        self.stdout.write("Stopped.")

    def _keep_running(
        self, commands: dict[str, list[str]], processes: dict[str, subprocess.Popen[bytes]], started: dict[str, float]
    ) -> None:
        """Start a helper again that ended, as when the database was locked for too long: pages need none of them.

        Raises ``CommandError`` when the site itself ended, or a helper that had just begun.
        """
        for name in [name for name, process in processes.items() if process.poll() is not None]:
            if name == "site" or time.monotonic() - started[name] < PATIENCE:
                raise CommandError(f"The {name} process ended; the lines above say why.")
            self.stderr.write(f"The {name} process ended and is started again; the lines above say why.")
            processes[name], started[name] = _start(commands[name]), time.monotonic()

    def _every_minute(self) -> None:
        """Hand in for members whose time is up and who do not come back; publish what editors gave a time; tell editors
        what an amendment touches."""
        for task in (submit_overdue_attempts, partial(call_command, "publish_scheduled", verbosity=0), send_digests):
            try:
                task()
            except Exception:
                logger.exception("What is due waits for the next minute.")

    @staticmethod
    def _answers(port: int) -> bool:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _announce(self, port: int) -> None:
        self.stdout.write(self.style.SUCCESS(f"\nXuefa 学法 is at http://{HOST}:{port}  (Ctrl-C stops it)"))
        if Member.objects.filter(employee_number=SIGN_INS[0].employee_number).exists():
            self.stdout.write(f"Sign in with any of these and the password {DEMO_PASSWORD}:")
            for person in SIGN_INS:
                self.stdout.write(f"  {person.employee_number}  {person.what}")
        self.stdout.flush()

    @staticmethod
    def _stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
        for process in processes.values():
            if process.poll() is None:
                process.terminate()
        for process in processes.values():
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, start_new_session=True)
