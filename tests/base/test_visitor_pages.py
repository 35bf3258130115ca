"""A visitor's page costs nothing the second time, and nothing made for one person ever reaches another."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from wagtail.models import Page, PageViewRestriction, Site

from base.middleware import VisitorPageCacheMiddleware
from base.models import HomePage, InfoPage
from base.visitor_pages import clear_visitor_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(db: None) -> InfoPage:
    site = Site.objects.get(is_default_site=True)
    home = Page.get_first_root_node().add_child(instance=HomePage(title="学法", slug="front"))
    site.root_page = home
    site.save()
    return home.add_child(instance=InfoPage(title="关于学法", slug="about", summary="旧的摘要"))


def is_hit(response: HttpResponse) -> bool:
    return response.get("X-Page-Cache") == "hit"


def test_second_visit_asks_the_database_nothing(about, django_assert_num_queries):
    first = Client().get("/about/")
    with django_assert_num_queries(0):
        second = Client().get("/about/")
    assert not is_hit(first)
    assert is_hit(second)
    assert second.content == first.content


def test_kept_page_carries_the_policy_and_no_cookie(about):
    Client().get("/about/")
    kept = Client().get("/about/")
    assert is_hit(kept)
    assert "default-src 'self'" in kept["Content-Security-Policy"]
    assert not kept.cookies


def test_signed_in_page_is_neither_kept_nor_answered_from_what_was_kept(about, union, client_for):
    members_word = "今天"
    member = client_for(union.worker)
    page = member.get("/about/")
    assert members_word in page.content.decode(), "there is something to leak"
    visitor = Client().get("/about/")
    assert not is_hit(visitor)
    assert members_word not in visitor.content.decode()
    again = member.get("/about/")
    assert not is_hit(again)
    assert members_word in again.content.decode()


def test_page_that_sets_a_cookie_is_not_kept(db):
    first = Client().get("/accounts/login/")
    assert first.cookies, "there is something to leak"
    assert not is_hit(Client().get("/accounts/login/"))


def test_page_with_a_waiting_message_is_not_kept(about):
    def show(request: HttpRequest) -> HttpResponse:
        return HttpResponse("你已退出")

    serve = VisitorPageCacheMiddleware(show)
    request = RequestFactory().get("/about/")
    request.COOKIES["messages"] = "one message"
    assert not is_hit(serve(request))
    assert not is_hit(serve(request))


def test_display_preferences_are_part_of_the_key(about):
    dark = Client()
    dark.cookies["display"] = "dark.large"
    assert 'data-theme="auto"' in Client().get("/about/").content.decode()
    shown = dark.get("/about/")
    assert not is_hit(shown)
    assert 'data-theme="dark" data-text="large"' in shown.content.decode()
    assert is_hit(dark.get("/about/"))


def test_nonsense_in_the_display_cookie_makes_no_entry_of_its_own(about):
    Client().get("/about/")
    odd = Client()
    odd.cookies["display"] = "<script>.huge"
    assert is_hit(odd.get("/about/"))


@pytest.mark.parametrize("method", ["post", "head", "put", "delete"])
def test_only_get_is_kept_or_answered(method):
    seen = []

    def count(request: HttpRequest) -> HttpResponse:
        seen.append(request.method)
        return HttpResponse("ok")

    serve = VisitorPageCacheMiddleware(count)
    for _ in range(2):
        assert not is_hit(serve(getattr(RequestFactory(), method)("/about/")))
    assert len(seen) == 2


@pytest.mark.parametrize("cache_control", ["no-store", "private", "max-age=0, private"])
def test_answer_that_forbids_keeping_is_not_kept(cache_control):
    serve = VisitorPageCacheMiddleware(lambda request: HttpResponse("x", headers={"Cache-Control": cache_control}))
    assert not is_hit(serve(RequestFactory().get("/about/")))
    assert not is_hit(serve(RequestFactory().get("/about/")))


def test_missing_page_is_not_kept(about):
    for _ in range(2):
        response = Client().get("/nowhere/")
        assert response.status_code == 404
        assert not is_hit(response)


def test_health_is_asked_anew_each_time(db):
    Client().get("/healthz")
    assert not is_hit(Client().get("/healthz"))


class TestForgetting:
    """Each change that a visitor should see at once."""

    @pytest.fixture(autouse=True)
    def _kept(self, about, django_capture_on_commit_callbacks):
        Client().get("/about/")
        assert is_hit(Client().get("/about/"))
        self.about = about
        self.commit = lambda: django_capture_on_commit_callbacks(execute=True)

    def test_publishing(self):
        self.about.summary = "新的摘要"
        with self.commit():
            self.about.save_revision().publish()
        assert "新的摘要" in Client().get("/about/").content.decode()

    def test_taking_down(self):
        with self.commit():
            self.about.unpublish()
        assert Client().get("/about/").status_code == 404

    def test_moving(self):
        other = self.about.get_parent().add_child(instance=InfoPage(title="帮助", slug="help"))
        with self.commit():
            self.about.move(other, pos="last-child")
        assert Client().get("/about/")["Location"] == "/help/about/"

    def test_deleting(self):
        with self.commit():
            self.about.delete()
        assert Client().get("/about/").status_code == 404

    def test_closing_to_the_public(self):
        with self.commit():
            PageViewRestriction.objects.create(page=self.about, restriction_type=PageViewRestriction.LOGIN)
        assert Client().get("/about/").status_code == 302

    def test_a_service_of_another_app(self):
        with self.commit():
            clear_visitor_pages()
        assert not is_hit(Client().get("/about/"))

    def test_nothing_is_forgotten_before_the_commit(self):
        with self.commit():
            clear_visitor_pages()
            assert is_hit(Client().get("/about/"))

    def test_nothing_is_forgotten_when_the_change_is_rolled_back(self):
        def change_and_fail() -> None:
            with transaction.atomic():
                clear_visitor_pages()
                raise RuntimeError

        with self.commit(), pytest.raises(RuntimeError):
            change_and_fail()
        assert is_hit(Client().get("/about/"))


def test_page_made_before_a_change_is_not_found_after_it(db):
    """A slow render that began before the publishing must not bring the old text back."""

    def render_slowly(request: HttpRequest) -> HttpResponse:
        caches["pages"].set("visitor-generation", "published meanwhile", timeout=None)
        return HttpResponse("the old text")

    VisitorPageCacheMiddleware(render_slowly)(RequestFactory().get("/about/"))
    fresh = VisitorPageCacheMiddleware(lambda request: HttpResponse("the new text"))(RequestFactory().get("/about/"))
    assert fresh.content == b"the new text"


@override_settings(ALLOWED_HOSTS=["one.example", "two.example"])
def test_hosts_do_not_share():
    serve = VisitorPageCacheMiddleware(lambda request: HttpResponse(request.get_host()))
    serve(RequestFactory().get("/", headers={"host": "one.example"}))
    assert serve(RequestFactory().get("/", headers={"host": "two.example"})).content == b"two.example"
