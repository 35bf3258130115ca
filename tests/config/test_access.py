"""Every address × everybody × GET and POST. An address that nobody classified here fails the suite."""

from __future__ import annotations

import datetime as dt
import logging
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.documents import get_document_model

from accounts.models import Member
from courses.models import LessonPage
from library.marginalia.services import add_bookmark
from participation.enums import StudySource
from participation.services import record_study
from quizzes.services import start_attempt, submit_attempt
from tests.conftest import Union
from tests.factories.courses import CoursePageFactory, LessonPageFactory, guide_index, home_page
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory
from tests.factories.quizzes import QuestionFactory, quiz_with_questions

pytestmark = pytest.mark.django_db

PEOPLE = ("visitor", "worker", "leader", "other_leader", "editor", "administrator")


@dataclass
class World:
    """One of everything that an address may name, and who is who."""

    union: Union
    arguments: dict[str, Any] = field(default_factory=dict)
    #: What a well-meant POST to an address sends.
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)

    def person(self, name: str) -> Member | None:
        return None if name == "visitor" else getattr(self.union, name)


@dataclass(frozen=True)
class Rule:
    """Expected statuses in the order of PEOPLE. ``arguments`` names what the address is made of.

    ``who`` narrows an address to what is the worker's own: there only the worker gets in.
    """

    get: tuple[int, ...]
    post: tuple[int, ...]
    arguments: tuple[str, ...] = ()


def everybody(status: int) -> tuple[int, ...]:
    return (status,) * 6


def members(status: int, *, visitor: int = 302) -> tuple[int, ...]:
    """Whoever is signed in; a visitor is sent to sign in."""
    return (visitor, *(status,) * 5)


def only(names: str, status: int, *, others: int = 404, visitor: int = 302) -> tuple[int, ...]:
    """Those named get ``status``, the other members ``others``."""
    allowed = names.split()
    return (visitor, *(status if name in allowed else others for name in PEOPLE[1:]))


NOBODY = everybody(405)
OWN_TEAM = "leader administrator"

RULES: dict[str, Rule] = {
    # --- what anybody may read
    "participation:home": Rule(everybody(200), NOBODY),
    "base:health": Rule(everybody(200), NOBODY),
    "base:robots": Rule(everybody(200), NOBODY),
    "base:display": Rule(NOBODY, everybody(302)),
    "base:picture": Rule(everybody(200), NOBODY, ("picture",)),
    "library:index": Rule(everybody(200), NOBODY),
    "library:statutes": Rule(everybody(200), NOBODY),
    "library:topics": Rule(everybody(200), NOBODY),
    "library:search": Rule(everybody(200), NOBODY),
    "library:calculators": Rule(everybody(200), NOBODY),
    "library:compensation": Rule(everybody(200), everybody(200)),
    "library:overtime": Rule(everybody(200), everybody(200)),
    "library:suggest": Rule(everybody(200), NOBODY),
    "library:collection": Rule(members(200), members(405)),
    "library:annotation": Rule(only("worker", 200), only("worker", 302), ("annotation",)),
    "library:bookmark": Rule(members(405), members(302), ("statute", "article")),
    "library:annotate": Rule(members(200), members(302), ("statute", "article")),
    "library:topic": Rule(everybody(200), NOBODY, ("topic",)),
    "library:statute": Rule(everybody(200), NOBODY, ("statute",)),
    "library:compare": Rule(everybody(200), NOBODY, ("statute",)),
    "library:article": Rule(everybody(200), NOBODY, ("statute", "article")),
    "library:api": Rule(everybody(200), NOBODY),
    "library:feed": Rule(everybody(200), NOBODY),
    "library:topic_feed": Rule(everybody(200), NOBODY, ("topic",)),
    "library:statute_feed": Rule(everybody(200), NOBODY, ("statute",)),
    "library:statute_print": Rule(everybody(200), NOBODY, ("statute",)),
    "library:statute_word": Rule(everybody(200), NOBODY, ("statute",)),
    "library:statute_akn": Rule(everybody(200), NOBODY, ("statute",)),
    "api:statutes:listing": Rule(everybody(200), NOBODY),
    "api:statutes:detail": Rule(everybody(200), NOBODY, ("statute_id",)),
    "api:statutes:detail_by_slug": Rule(everybody(200), NOBODY, ("statute",)),
    "api:statutes:find": Rule(everybody(400), NOBODY),
    "api:articles:listing": Rule(everybody(200), NOBODY),
    "api:articles:detail": Rule(everybody(200), NOBODY, ("article_id",)),
    "api:articles:find": Rule(everybody(400), NOBODY),
    "sitemaps": Rule(everybody(200), NOBODY),
    "sitemap": Rule(everybody(200), NOBODY, ("sitemap",)),
    "courses:index": Rule(everybody(200), NOBODY),
    "courses:course": Rule(everybody(200), NOBODY, ("course",)),
    "wagtail_serve": Rule(everybody(200), everybody(200), ("guides_path",)),
    "wagtaildocs_serve": Rule(everybody(200), everybody(200), ("document", "document_name")),
    # --- signing in
    "account_login": Rule((200, *(302,) * 5), (200, *(302,) * 5)),
    "account_logout": Rule(members(200), members(302)),
    "account_inactive": Rule(everybody(200), NOBODY),
    "account_reauthenticate": Rule(members(200), members(200)),
    "account_change_password": Rule(members(200), members(200)),
    "account_reset_password": Rule(everybody(200), everybody(200)),
    "account_reset_password_done": Rule(everybody(200), NOBODY),
    "account_reset_password_from_key": Rule(everybody(200), everybody(200), ("reset_uid", "reset_key")),
    "account_reset_password_from_key_done": Rule(everybody(200), NOBODY),
    "accounts:activate": Rule((200, *(302,) * 5), (200, *(302,) * 5)),
    "mfa_index": Rule(members(200), members(405)),
    "mfa_authenticate": Rule(everybody(302), everybody(302)),
    "mfa_reauthenticate": Rule(members(302), members(302)),
    "mfa_activate_totp": Rule(members(302), members(302)),
    "mfa_deactivate_totp": Rule(members(404), members(404)),
    "mfa_view_recovery_codes": Rule(members(404), members(405)),
    "mfa_generate_recovery_codes": Rule(members(302), members(302)),
    "mfa_download_recovery_codes": Rule(members(404), members(404)),
    "usersessions_list": Rule(members(200), members(302)),
    # --- a member's own
    "accounts:profile": Rule(members(200), members(405)),
    "accounts:contact": Rule(members(302), members(302)),
    "accounts:download": Rule(members(200), members(405)),
    "participation:record": Rule(members(200), members(405)),
    "participation:law_changes": Rule(members(200), members(302)),
    # --- learning
    "courses:enrol": Rule(NOBODY, members(302), ("course",)),
    "courses:lesson": Rule(members(200), NOBODY, ("course", "lesson")),
    "courses:check": Rule(NOBODY, members(302), ("course", "lesson", "question")),
    "courses:place": Rule(NOBODY, members(204), ("course", "lesson")),
    "quizzes:index": Rule(members(200), members(405)),
    "quizzes:daily": Rule(members(200), members(200)),
    "quizzes:quiz": Rule(members(200), members(405), ("quiz",)),
    "quizzes:start": Rule(members(405), members(302), ("quiz",)),
    "quizzes:attempt": Rule(only("worker", 200), only("worker", 302), ("attempt",)),
    "quizzes:answer": Rule(members(405), only("worker", 200), ("attempt",)),
    "quizzes:submit": Rule(only("worker", 200), only("worker", 302), ("attempt",)),
    "quizzes:result": Rule(only("worker", 200), members(405), ("finished_attempt",)),
    # --- leaders
    "participation:teams": Rule(only("leader other_leader administrator", 200), members(405)),
    "participation:team": Rule(only(OWN_TEAM, 200), members(405), ("team",)),
    "participation:team_export": Rule(only(OWN_TEAM, 200), only(OWN_TEAM, 200), ("team",)),
    "participation:team_member": Rule(only(OWN_TEAM, 200), members(405), ("team", "team_member")),
    # --- Wagtail's own forms for private pages and documents: nothing is private here
    "wagtaildocs_authenticate_with_password": Rule(everybody(404), everybody(404), ("nothing",)),
    "wagtailcore_authenticate_with_password": Rule(everybody(404), everybody(404), ("nothing", "nothing")),
    "wagtailcore_login": Rule(everybody(302), everybody(302)),
}

#: Addresses under the CMS that answer whoever asks, with nothing of ours in them.
OPEN_CMS = {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
#: Wagtail raises on purpose in the one, and wants a parameter in the other.
BREAKS_ON_PURPOSE = {"wagtailadmin_error_test", "wagtailadmin_pages:set_page_position"}
#: Sections of the CMS that belong to administrators alone.
ADMINISTRATORS_ONLY = ("wagtailusers_", "accounts_", "wagtailsites")


def addresses(
    patterns: list[URLPattern | URLResolver], prefix: str = "", namespace: str = ""
) -> Iterator[tuple[str, str]]:
    """Every address as (its text, its full name)."""
    for pattern in patterns:
        text = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from addresses(pattern.url_patterns, text, inner)
        else:
            yield text, ":".join(part for part in (namespace, pattern.name or "") if part)


ALL = list(addresses(get_resolver().url_patterns))
OURS = [(text, name) for text, name in ALL if not text.startswith("cms/")]
CMS = sorted({name for text, name in ALL if text.startswith("cms/")})


@pytest.fixture
def world(union: Union) -> World:
    home_page()
    statute = StatuteFactory()
    statute.topics.add("工资")
    article = ArticleFactory(version=StatuteVersionFactory(statute=statute))
    check = QuestionFactory(use="check")
    body = [{"type": "check", "value": check.pk, "id": str(uuid.uuid4())}]
    lesson: LessonPage = LessonPageFactory(parent=CoursePageFactory(), body=body)
    quiz = quiz_with_questions(2)
    finished = quiz_with_questions(2)
    finished_attempt = start_attempt(quiz=finished, by=union.worker)
    submit_attempt(attempt=finished_attempt, by=union.worker)
    attempt = start_attempt(quiz=quiz_with_questions(2), by=union.worker)
    document = get_document_model().objects.create(title="表", file=ContentFile(b"text", name="form.txt"))
    default_storage.save("original_images/drawing.svg", ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>"))
    record_study(
        member=union.worker,
        source=StudySource.LESSON,
        source_id=str(lesson.pk),
        title=lesson.title,
        hours=lesson.credit_hours,
        studied_on=dt.date(2026, 1, 5),
    )
    return World(
        union,
        {
            "topic": statute.topics.get().slug,
            "statute": statute.slug,
            "statute_id": statute.pk,
            "article_id": article.pk,
            "sitemap": "articles",
            "article": article.key,
            "course": lesson.get_parent().slug,
            "lesson": lesson.slug,
            "question": check.pk,
            "quiz": quiz.slug,
            "attempt": attempt.pk,
            "finished_attempt": finished_attempt.pk,
            "team": union.team.pk,
            "team_member": union.worker.pk,
            "document": document.pk,
            "document_name": document.filename,
            "picture": "original_images/drawing.svg",
            "guides_path": guide_index().slug + "/",
            "reset_uid": "1",
            "reset_key": "set-password",
            "annotation": add_bookmark(article=article, by=union.worker).pk,
            "nothing": 987654,
        },
        {
            "courses:check": {"version": check.current_id, f"check-{check.pk}": "b"},
            "courses:place": {"block": body[0]["id"]},
            "library:annotation": {"delete": ""},
            "library:annotate": {"text": "记一下"},
            "quizzes:answer": {"position": 1, "sequence": 1, "chosen": "a"},
        },
    )


def status(client: Client, method: str, path: str, data: dict[str, Any] | None = None) -> int:
    """What the address answers. A file is read to its end, which closes it; to close it here would, on PostgreSQL,
    close the test's connection to the database as well.
    """
    response = getattr(client, method)(path, data)
    if response.streaming:
        response.getvalue()
    return int(response.status_code)


@pytest.fixture(autouse=True)
def _quiet_log(caplog: pytest.LogCaptureFixture) -> None:
    """A refusal is what these tests ask for; its traceback need not be written a thousand times."""
    caplog.set_level(logging.ERROR, "django.request")


@pytest.mark.parametrize("name", sorted({name for _text, name in OURS}))
def test_every_address_is_classified(name: str) -> None:
    assert name in RULES, f"who may reach {name}? say so in RULES"


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside has no effect on what comes after."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    for cache in caches.all():
        cache.clear()


def section(name: str) -> str:
    return re.split("[:_]", name)[0]


@pytest.mark.parametrize("part", sorted({section(name) for name in RULES}))
def test_everybody_gets_what_they_should(part: str, world: World, client_for: Callable[..., Client]) -> None:
    """An app at a time, since one of everything takes longer to make than to ask for."""
    people = [world.person(person) for person in PEOPLE]
    answers = {}
    for name, rule in RULES.items():
        if section(name) != part:
            continue
        path = reverse(name, args=[world.arguments[argument] for argument in rule.arguments])
        with undone():
            got = tuple(status(client_for(person), "get", path) for person in people)
            sent = tuple(status(client_for(person), "post", path, world.sent.get(name)) for person in people)
        answers[name] = Rule(got, sent, rule.arguments)
    assert answers == {name: rule for name, rule in RULES.items() if name in answers}


def cms_paths() -> Iterator[tuple[str, str]]:
    """A path for every name under the CMS, with small numbers where it wants arguments."""
    for text, name in ALL:
        if not text.startswith("cms/") or not name:
            continue
        wanted = len(re.findall(r"<[^>]+>|\(\?P<|\([^?)]+\)", text))
        for value in (1, "x", str(uuid.UUID(int=1))):
            try:
                yield name, reverse(name, args=[value] * wanted)
            except NoReverseMatch:
                continue
            else:
                break


def bare_refusal(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponseForbidden()


@pytest.mark.parametrize("person", ["visitor", "worker", "leader", "other_leader"])
def test_the_cms_is_closed_to_whoever_does_not_edit(
    person: str, world: World, client_for: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.urls.handler403", bare_refusal)  # two thousand pages in full would take a minute
    client = client_for(world.person(person))
    paths = [(name, path) for name, path in cms_paths() if name not in OPEN_CMS]
    assert len(paths) > 150
    opened = [
        (name, method) for name, path in paths for method in ("get", "post") if status(client, method, path) < 300
    ]
    assert opened == []


@pytest.mark.parametrize("person", ["editor", "administrator"])
def test_no_page_of_the_cms_breaks_for_those_who_may_enter(
    person: str, world: World, client_for: Callable[..., Client]
) -> None:
    client = client_for(world.person(person))
    statuses = {name: status(client, "get", path) for name, path in cms_paths() if name not in BREAKS_ON_PURPOSE}
    assert statuses["wagtailadmin_home"] == 200
    assert [name for name, answer in statuses.items() if answer >= 500] == []


def test_an_editor_does_not_reach_what_is_the_administrators(world: World, client_for: Callable[..., Client]) -> None:
    paths = [(name, path) for name, path in cms_paths() if name.startswith(ADMINISTRATORS_ONLY)]
    assert any(status(client_for(world.union.administrator), "get", path) == 200 for _name, path in paths)
    client = client_for(world.union.editor)
    assert [name for name, path in paths if status(client, "get", path) < 300] == []
