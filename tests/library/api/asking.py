"""Asking the public JSON."""

from __future__ import annotations

from django.test import Client

STATUTES, ARTICLES = "/api/v2/statutes/", "/api/v2/articles/"


def ask(address, expected=200, /, **parameters):
    client = Client(headers={"cookie": "sessionid=past-the-cache"})
    response = client.get(address, parameters)
    assert response.status_code == expected, response.content.decode()
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.json()


def keys(**parameters):
    return [item["key"] for item in ask(ARTICLES, **parameters)["items"]]


def slugs(**parameters):
    return [item["slug"] for item in ask(STATUTES, **parameters)["items"]]
