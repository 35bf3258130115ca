"""However a page is taken from readers, the desk knows: Wagtail saves some of them as plain pages, or without texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from library.enums import ReviewState
from library.models import AmendmentReview, Citation, GuidePage
from tests.factories.accounts import MemberFactory
from tests.factories.amendments import TITLE
from tests.factories.law_content import make_page


@pytest.fixture
def guide(first) -> GuidePage:
    return make_page(GuidePage, cites=[(TITLE, "2")])


def _as_a_plain_page(guide: GuidePage) -> None:
    Page.objects.get(pk=guide.pk).unpublish()


def _with_the_page_above_it(guide: GuidePage) -> None:
    by = MemberFactory(is_superuser=True)
    UnpublishPageAction(guide.get_parent(), user=by, include_descendants=True).execute()


def _on_its_last_day(guide: GuidePage) -> None:
    Page.objects.filter(pk=guide.pk).update(expire_at=timezone.now() - dt.timedelta(hours=1))
    call_command("publish_scheduled")


@pytest.mark.parametrize("unpublish", [_as_a_plain_page, _with_the_page_above_it, _on_its_last_day])
def test_whatever_unpublishes_a_page_retires_it(guide, amend, today, unpublish: Callable[[GuidePage], None]):
    amend(today)
    assert AmendmentReview.objects.get().state == ReviewState.OPEN
    unpublish(guide)
    guide.refresh_from_db()
    assert not guide.live
    assert AmendmentReview.objects.get().state == ReviewState.RETIRED


def test_an_alias_is_unpublished_with_the_page_it_mirrors(guide, amend, today):
    guide.create_alias(update_slug="mirror")
    amend(today)
    guide.unpublish()
    assert [review.state for review in AmendmentReview.objects.all()] == [ReviewState.RETIRED] * 2


def test_what_is_deleted_with_the_page_above_it_leaves_the_desk(guide, amend, today):
    amend(today)
    Page.objects.get(pk=guide.get_parent().pk).delete()
    assert not AmendmentReview.objects.exists()
    assert not Citation.objects.filter(source="library.guidepage").exists()
