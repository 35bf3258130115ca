"""Colours and size of type, chosen by the reader and kept on their own device."""

from __future__ import annotations

import pytest
from django.test import Client


def test_a_visitor_chooses_without_signing_in_and_without_a_token():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/display/", {"theme": "dark", "next": "/library/?q=加班"})
    assert response.status_code == 302
    assert response["Location"] == "/library/?q=%E5%8A%A0%E7%8F%AD"
    assert client.cookies["display"].value == "dark.normal"


def test_one_choice_leaves_the_other_as_it_was():
    client = Client()
    client.post("/display/", {"theme": "dark"})
    client.post("/display/", {"text": "large"})
    assert client.cookies["display"].value == "dark.large"


@pytest.mark.parametrize("value", ["neon", "", "../../x"])
def test_unknown_choice_changes_nothing(value):
    client = Client()
    client.post("/display/", {"theme": value, "text": value})
    assert client.cookies["display"].value == "auto.normal"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(elsewhere):
    assert Client().post("/display/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_only_post_chooses():
    assert Client().get("/display/").status_code == 405
