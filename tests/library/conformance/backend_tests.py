"""Every test that Wagtail's search API asks of a backend; started by tests/library/test_search_conformance.py."""

import os

from django.test import TestCase
from modelsearch.tests.test_backends import BackendTests


class WhooshBackendTests(BackendTests, TestCase):
    backend_path = "library.search.backend"
    fixtures = [os.environ["SEARCH_FIXTURE"]]
