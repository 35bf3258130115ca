"""Our backend, asked everything that Wagtail's search API asks of a backend.

The suite (``modelsearch.tests.test_backends.BackendTests``) brings models of its own, so it runs in a pytest process of
its own, on the database that this one runs on. Its data is no part of the project: it is looked for at
``SEARCH_FIXTURE``, else in the folder ``shared`` beside the project.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FIXTURE = Path(
    os.environ.get("SEARCH_FIXTURE", PROJECT.parent / "shared" / "search" / "search-backend-fixture.json")
).resolve()
TESTS = 120


@pytest.mark.skipif(not FIXTURE.exists(), reason=f"the search API's own fixture is not at {FIXTURE}")
def test_the_backend_passes_the_whole_suite_of_the_search_api() -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--noconftest",
        "--create-db",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
    ]
    run = subprocess.run(
        [*command, "--ds=tests.library.conformance.settings", "tests/library/conformance/backend_tests.py"],
        cwd=PROJECT,
        env={**os.environ, "SEARCH_FIXTURE": str(FIXTURE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    passed = re.search(r"^(\d+) passed", run.stdout.splitlines()[-1])
    assert passed, run.stdout
    assert int(passed[1]) >= TESTS
    assert not re.search(r"skipped|failed|error", run.stdout.splitlines()[-1])
