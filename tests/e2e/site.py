"""A whole site for the browser tests: ``serve`` itself, on a folder of its own, with the demo and its processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LAWS = Path(os.environ.get("LAWS", PROJECT.parent / "shared" / "laws"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PASSWORD = "xuefa-demo"
#: Seconds that a first start may take.
PATIENCE = 240


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_site(folder: Path, *, debug: bool = False) -> Iterator[str]:
    """Serve on ``folder`` until the block ends; gives the address. Raises RuntimeError when it does not come up."""
    port = free_port()
    environment = {**os.environ, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.local"}
    environment |= {"DEBUG": "1"} if debug else {}
    for name in ("TEST_DATABASE_URL", "DATABASE_URL", "REDIS_URL", "SEARCH_URL"):
        environment.pop(name, None)
    log = folder / "serve.log"
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(PROJECT / "site" / "manage.py"), "serve", "--port", str(port), "--laws", str(LAWS)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process, log)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError(f"the site did not come up:\n{log.read_text()}")


def temporary_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="xuefa-e2e-"))
