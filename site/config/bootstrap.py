"""Make an environment: ``python3 site/config/bootstrap.py [--into FOLDER] requirements.txt [...]``.

Uses the standard library alone. The folder is ``.venv`` when none is named.

Runs before anything is installed, on whatever Python the machine has, so it must stay readable by an old one.
Works with the venv module (Debian's python3-venv) or with pip, whichever is there.
"""

import hashlib
import json
import os
import subprocess
import sys

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ARGUMENTS = sys.argv[1:]
FOLDER = ARGUMENTS.pop(1) if ARGUMENTS[:1] == ["--into"] else ".venv"
ENVIRONMENT = os.path.join(PROJECT, FOLDER)
PYTHON = os.path.join(ENVIRONMENT, "bin", "python")
STAMP = os.path.join(ENVIRONMENT, "installed.json")
OLDEST = (3, 11)


def stop(sentence: str) -> None:
    sys.exit("xuefa: " + sentence)


def can_import(module: str) -> bool:
    return subprocess.call([sys.executable, "-c", "import " + module], stderr=subprocess.DEVNULL) == 0


def works() -> bool:
    """Whether the environment is there and still runs: it may have been moved, or the machine's Python replaced."""
    packages = os.path.join(ENVIRONMENT, "lib", "python%d.%d" % tuple(sys.version_info[:2]), "site-packages")
    if not os.path.isdir(packages):
        return False
    try:
        return subprocess.call([PYTHON, "-c", "pass"], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def installer() -> list:
    """The pip to install with: the environment's own, or the machine's. Makes the environment when there is none."""
    inside = [PYTHON, "-m", "pip"]
    if works():
        if subprocess.call([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL) == 0:
            return inside
        if can_import("pip"):
            return [sys.executable, "-m", "pip", "--python", PYTHON]
    has_ensurepip, has_pip = can_import("ensurepip"), can_import("pip")
    if not (has_ensurepip or has_pip):
        stop("Python has neither pip nor venv; install one of them first: apt install python3-venv")
    print("Making the environment in %s ..." % FOLDER, flush=True)
    without = [] if has_ensurepip else ["--without-pip"]
    if subprocess.call([sys.executable, "-m", "venv", "--clear"] + without + [ENVIRONMENT]) != 0:
        stop("the environment could not be made in %s; the lines above say why." % FOLDER)
    return inside if has_ensurepip else [sys.executable, "-m", "pip", "--python", PYTHON]


def installed() -> dict:
    try:
        with open(STAMP) as file:
            return json.load(file) if works() else {}
    except (OSError, ValueError):
        return {}


def main(names: list) -> None:
    if sys.version_info < OLDEST:
        stop("Python %d.%d or newer is needed; this is %d.%d." % (OLDEST + tuple(sys.version_info[:2])))
    if not os.access(PROJECT, os.W_OK):
        stop("the folder %s is read-only; copy the project to where you may write." % PROJECT)
    stamp = installed()
    for name in names:
        path = os.path.join(PROJECT, name)
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        if stamp.get(name) == digest:
            continue
        command = installer()
        print("Installing %s ..." % name, flush=True)
        options = ["install", "-q", "--disable-pip-version-check", "--require-hashes", "--no-deps", "-r", path]
        if subprocess.call(command + options) != 0:
            stop("the packages of %s could not be installed; the lines above say why." % name)
        stamp[name] = digest
        with open(STAMP, "w") as file:
            json.dump(stamp, file)


if __name__ == "__main__":
    try:
        main([name for name in ARGUMENTS if name != "--into"])
    except KeyboardInterrupt:
        stop("stopped; the next start goes on from here.")
