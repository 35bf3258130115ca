"""What a reader meets when something is wrong: a page in our own hand that says what to do."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from base.handlers import WSGIApplication
from config.urls import urlpatterns as project_urls

handler400 = "base.views.bad_request"
handler403 = "base.views.permission_denied"
handler404 = "base.views.page_not_found"
handler500 = "base.views.server_error"


def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection refused")


def cut_off(request: HttpRequest) -> HttpResponse:
    raise InterfaceError("connection already closed")


def mistaken(request: HttpRequest) -> HttpResponse:
    raise ValueError("ours")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


class LostOnTheWay:
    """A middleware in which the database is lost before any view is reached."""

    def __init__(self, get_response: object) -> None:
        pass

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raise OperationalError("connection refused")


urlpatterns = [
    path("away/", away),
    path("cut-off/", cut_off),
    path("mistaken/", mistaken),
    path("forbidden/", forbidden),
    *project_urls,
]


@pytest.fixture
def broken() -> Iterator[Client]:
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.mark.parametrize("address", ["/away/", "/cut-off/"])
def test_database_that_is_away_is_a_503_that_says_when_to_come_back(broken, address):
    response = broken.get(address)
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"
    assert "网站正在维护" in response.content.decode()


def test_our_own_mistake_is_a_500_without_asking_the_database(broken):
    """No ``db`` mark: a query would fail the test."""
    response = broken.get("/mistaken/")
    assert response.status_code == 500
    assert "Retry-After" not in response
    assert "网站出了点问题" in response.content.decode()


def test_error_page_keeps_the_reader_s_colours(broken):
    broken.cookies["display"] = "dark.large"
    assert 'data-theme="dark" data-text="large"' in broken.get("/mistaken/").content.decode()


def test_database_lost_in_a_middleware_is_a_503_too(broken):
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, f"{__name__}.LostOnTheWay"]):
        assert Client(raise_request_exception=False).get("/").status_code == 503


def test_unreadable_request_is_a_400_that_trusts_nothing_in_it():
    response = Client().get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()
    assert "这个请求看不懂" in response.content.decode()


@pytest.mark.django_db
def test_missing_page_offers_ways_on():
    response = Client().get("/nowhere/")
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()
    assert "/guides/" in response.content.decode()


@pytest.mark.django_db
def test_forbidden_page_says_whom_to_ask(broken):
    response = broken.get("/forbidden/")
    assert response.status_code == 403
    assert "找班组长或者工会" in response.content.decode()


@pytest.mark.django_db
def test_form_left_open_too_long_says_that_nothing_was_sent():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "A1", "password": "x"})
    assert response.status_code == 403
    assert "没有提交" in response.content.decode()


@override_settings(MAINTENANCE=True)
def test_maintenance_answers_every_address_without_the_database():
    for address in ("/", "/library/", "/cms/", "/accounts/login/"):
        response = Client().get(address)
        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0


@pytest.mark.django_db
@override_settings(MAINTENANCE=True)
def test_health_is_answered_during_maintenance():
    assert Client().get("/healthz").status_code == 200


@override_settings(MAINTENANCE=True)
def test_maintenance_is_not_remembered_by_the_visitor_cache():
    Client().get("/robots.txt")
    with override_settings(MAINTENANCE=False):
        assert Client().get("/robots.txt").status_code == 200


@pytest.mark.django_db
def test_robots_keep_out_of_what_is_personal():
    response = Client().get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /me/" in response.content.decode()


@pytest.mark.django_db
def test_our_own_mistake_leaves_its_traceback_in_the_log(broken):
    """``caplog`` would see it anyway; what counts is what the settings write where an operator looks."""
    console = next(handler for handler in logging.getLogger().handlers if handler.name == "console")
    usual = console.setStream(written := io.StringIO())
    try:
        broken.get("/mistaken/")
        broken.get("/no-such-page/")
    finally:
        console.setStream(usual)
    assert "ValueError: ours" in written.getvalue()
    assert "no-such-page" not in written.getvalue()


@pytest.mark.parametrize("address", ["/%00/", "/library/%00/", "/media/images/%00", "/cms/users/?q=%00"])
def test_an_address_with_a_nul_is_a_400_that_no_database_is_asked_about(address):
    """No ``db`` mark: PostgreSQL would refuse the query, a file system the name."""
    response = Client().get(address)
    assert response.status_code == 400
    assert "default-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "display"])
def test_a_cookie_with_a_nul_is_a_400(name):
    """Quoted as cookies quote, where the server in front lets it through."""
    assert Client().get("/library/", headers={"cookie": f'{name}="abcdefgh\\000"'}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["hex", "idna", "utf-7", "punycode", "unicode_escape", "gbk", "no-such"])
def test_a_charset_of_nobody_s_is_a_400(charset):
    """Python knows codecs that are no text at all, and some that make letters which no page can be written in."""
    content_type = f"text/html; charset={charset}"
    request = RequestFactory().get("/library/search/?q=%2B2AA-%20%5cud800")
    statuses: list[str] = []
    WSGIApplication()(
        {**request.environ, "CONTENT_TYPE": content_type}, lambda status, _headers: statuses.append(status)
    )
    assert statuses == ["400 Bad Request"]


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8"])
def test_our_own_charset_is_read(charset):
    response = Client().get("/library/search/?q=x", headers={"content-type": f"text/html; charset={charset}"})
    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/courses/", "/healthz", "/robots.txt", "/library/", "/"])
def test_public_addresses_answer_head(address):
    assert Client().head(address).status_code == 200
