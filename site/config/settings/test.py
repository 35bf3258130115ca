"""The suite: fast password hashes, mail and caches in memory, background work at once."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import env

SECRET_KEY = "a key that signs nothing outside the tests"  # noqa: S105
DATA_DIR = Path(tempfile.mkdtemp(prefix="xuefa-test-"))
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()  # WhiteNoise warns where there is none
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "library.search.backend", "LOCATION": str(DATA_DIR / "search")}}
SEARCH_INDEX_AT_ONCE = True
DATABASES = {"default": env.db_url("TEST_DATABASE_URL", default="sqlite://:memory:")}
TEST_REDIS_URL = env.str("TEST_REDIS_URL", default="")
if TEST_REDIS_URL:
    # Emptying a cache empties its whole Redis database, so each of the suite's processes has one of its own.
    server, _slash, number = TEST_REDIS_URL.rpartition("/")
    TEST_REDIS_URL = f"{server}/{int(number) + int(env.str('PYTEST_XDIST_WORKER', default='gw0')[2:])}"
CACHES = {
    alias: {
        "BACKEND": "base.cache.FailOpenRedisCache",
        "LOCATION": TEST_REDIS_URL,
        "KEY_PREFIX": f"{DATA_DIR.name}-{alias}",
    }
    if TEST_REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": alias}
    for alias in ("default", "pages", "renditions")
}
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if TEST_REDIS_URL else 'db'}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EDITORS_NEED_SECOND_FACTOR = False
AXES_ENABLED = True
