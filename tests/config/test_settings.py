"""Settings: what the example file promises is what is read, and production starts without a warning."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import environ
import pytest

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = PROJECT / "site" / "config" / "settings"
EXAMPLE = (PROJECT / ".env.example").read_text()
PRODUCTION_LOCK = (PROJECT / "docs" / "production" / "requirements.txt").read_text()
READ = re.compile(r'\benv\.\w+\(\s*"(\w+)"')
OFFERED = re.compile(r"^#([A-Z][A-Z0-9_]*)=", re.MULTILINE)


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python on the project, with these settings alone."""
    return subprocess.run(
        [sys.executable, *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{PROJECT / 'site'}:{PROJECT}", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def production(tmp_path: Path, **environment: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "mn4tq8v2xk7wz1ys5cb9hd3gf6jl0prQWERTYUIOPASDFGHJKLZX",
        "ALLOWED_HOSTS": "xuefa.example.org",
        "SITE_URL": "https://xuefa.example.org",
        "DATA_DIR": str(tmp_path),
        **environment,
    }


def test_the_example_lists_every_setting_that_is_read_and_no_other() -> None:
    read = {
        name
        for module in ("base", "local", "production")
        for name in READ.findall((SETTINGS / f"{module}.py").read_text())
    }
    offered = OFFERED.findall(EXAMPLE)
    assert set(offered) == read
    assert len(offered) == len(set(offered))


def test_the_readme_names_only_settings_that_there_are() -> None:
    table = (PROJECT / "README.md").read_text().split("## Production")[1].split("\n## ")[0]
    named = set(re.findall(r"`([A-Z][A-Z0-9_]{3,})`", table))
    assert named
    assert named <= set(OFFERED.findall(EXAMPLE))


def test_a_line_of_the_example_without_its_mark_is_a_setting_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "example").write_text(OFFERED.sub(r"\1=", EXAMPLE))
    given: dict[str, str] = {}
    monkeypatch.setattr(environ.Env, "ENVIRON", given)
    environ.Env.read_env(str(tmp_path / "example"))
    assert set(given) == set(OFFERED.findall(EXAMPLE))
    for module in ("production", "local"):
        done = python("-c", f"import config.settings.{module}", **given | {"DATA_DIR": str(tmp_path)})
        assert done.returncode == 0, done.stderr


def test_production_settings_give_no_warning(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    command = [str(PROJECT / "site" / "manage.py"), "check", "--deploy", "--fail-level", "WARNING"]
    done = python(*command, **production(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without_what_it_needs(missing: str, tmp_path: Path) -> None:
    environment = production(tmp_path)
    del environment[missing]
    done = python("-c", "import config.settings.production", **environment)
    assert done.returncode != 0
    assert missing in done.stderr.strip().splitlines()[-1]


def test_the_production_lock_has_the_versions_that_are_tested() -> None:
    pin = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
    tested = set(pin.findall((PROJECT / "requirements.txt").read_text()))
    test_tools = {name for name, _version in tested} - {name for name, _version in pin.findall(PRODUCTION_LOCK)}
    extras = {"psycopg", "redis", "opensearch-py", "django-storages"}
    assert {pair for pair in tested if pair[0] not in test_tools} <= set(pin.findall(PRODUCTION_LOCK))
    assert {"pytest", "hypothesis"} <= test_tools
    assert extras <= {name for name, _version in pin.findall(PRODUCTION_LOCK)}
