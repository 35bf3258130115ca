"""One machine, plain HTTP on the loopback address: what ``make run`` serves."""

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403
from .base import DATA_DIR, env

DEBUG = env.bool("DEBUG", default=False)


def _machine_secret() -> str:
    """The key of this installation, made on first use and readable by its owner alone."""
    path = DATA_DIR / "secret_key"
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(get_random_secret_key())
        return path.read_text().strip()
    except OSError as error:  # before any command can say it
        raise SystemExit(
            f"xuefa: the folder {DATA_DIR} cannot be used: {error.strerror}; set DATA_DIR to one you may write."
        ) from error


SECRET_KEY = env.str("SECRET_KEY", default="") or _machine_secret()
EDITORS_NEED_SECOND_FACTOR = env.bool("EDITORS_NEED_SECOND_FACTOR", default=False)
if DEBUG:
    STORAGES["staticfiles"] = {  # noqa: F405
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
