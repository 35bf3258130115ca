"""``python -m tests.wheel dist/xuefa.whl``: whether the package holds every file of the apps that the project holds."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
#: Stays outside: it finds the project from where it lies.
LEFT_OUT = {"manage.py"}


def files_of_the_apps() -> set[str]:
    command = ["git", "ls-files", "-z", "site", "courses", "library", "quizzes"]
    names = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split("\0")
    return {name.removeprefix("site/") for name in names if name} - LEFT_OUT


def main(path: str) -> None:
    with zipfile.ZipFile(path) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    kept = files_of_the_apps()
    for name in sorted(kept - held):
        print(f"missing from the wheel: {name}")
    for name in sorted(held - kept):
        print(f"in the wheel and not in the project: {name}")
    if held != kept:
        sys.exit(1)
    print(f"{path}: all {len(held)} files")


if __name__ == "__main__":
    main(sys.argv[1])
