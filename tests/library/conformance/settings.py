"""The search API's own test project, with our backend in it. Its tables have no place in ours, hence these settings."""

import os
import tempfile

import environ

SECRET_KEY = "a key that signs nothing outside the tests"
INSTALLED_APPS = [
    "modelsearch.test.testapp",
    "modelsearch",
    "taggit",
    "treebeard",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
DATABASES = {"default": environ.Env().db_url("TEST_DATABASE_URL", default="sqlite://:memory:")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    INSTALLED_APPS.append("django.contrib.postgres")
    DATABASES["default"]["NAME"] += f"_conformance_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "library.search.backend", "LOCATION": tempfile.mkdtemp(prefix="xuefa-")}}
