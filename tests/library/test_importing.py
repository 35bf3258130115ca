"""How an imported text stands beside what is in the library."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError
from wagtail.models import ModelLogEntry

from library.enums import ImportOutcome, StatuteStatus
from library.events import version_published
from library.importers.markdown import parse_markdown
from library.importers.parsed import UnreadableStatuteError
from library.models import Statute, StatuteVersion
from library.services import import_statute
from tests.factories.library import StatuteFactory
from tests.library.importing import NEW, OLD, counts, keep

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
def test_versions_follow_one_another_whatever_comes_first(order):
    for text in order:
        assert keep(text).outcome == ImportOutcome.ADDED
    old, new = StatuteVersion.objects.order_by("effective_from")
    assert (old.effective_from, old.effective_until) == (dt.date(2010, 3, 1), dt.date(2020, 6, 30))
    assert (new.effective_from, new.effective_until) == (dt.date(2020, 7, 1), None)
    assert old.status_on(dt.date(2020, 7, 1)) == StatuteStatus.AMENDED


def test_another_text_is_put_beside_once_and_not_again_when_it_was_discarded():
    keep(OLD)
    other = OLD.replace("下雨停工", "刮风停工")
    assert [keep(other).outcome for _ in range(2)] == [ImportOutcome.DIFFERS] * 2
    version = StatuteVersion.objects.get()
    assert version.revisions.count() == 2  # what is published, and the other text
    version.live_revision.publish()
    assert keep(other).outcome == ImportOutcome.DIFFERS
    assert StatuteVersion.objects.get().revisions.count() == 2


def test_another_text_never_replaces_what_an_editor_is_writing():
    version = keep(OLD).version
    version.preamble = "编辑加的话。"
    version.save_revision()
    assert keep(OLD.replace("下雨停工", "刮风停工")).outcome == ImportOutcome.DIFFERS
    assert StatuteVersion.objects.get().get_latest_revision_as_object().preamble == "编辑加的话。"


def test_a_day_given_in_front_matter_replaces_the_one_taken_from_the_text():
    keep(OLD)
    keep(NEW)
    given = keep(f"---\neffective: 2020-08-01\n---\n{NEW}")
    assert given.outcome == ImportOutcome.UPDATED
    old, new = StatuteVersion.objects.order_by("effective_from")
    assert (old.effective_until, new.effective_from) == (dt.date(2020, 7, 31), dt.date(2020, 8, 1))
    assert keep(NEW).outcome == ImportOutcome.UNCHANGED


def test_two_versions_cannot_begin_on_one_day():
    keep(OLD)
    with pytest.raises(UnreadableStatuteError):
        keep(f"---\neffective: 2010-03-01\n---\n{NEW}")
    assert StatuteVersion.objects.count() == 1


def test_an_address_that_is_taken_is_refused():
    StatuteFactory(short_title="别的法", slug="停工办法")
    with pytest.raises(UnreadableStatuteError):
        keep(OLD)
    assert Statute.objects.count() == 1


@pytest.mark.parametrize("title", ["search", "Topics"])
def test_an_address_of_the_library_itself_is_refused(title):
    with pytest.raises(UnreadableStatuteError):
        keep(OLD.replace(OLD.splitlines()[0], f"# {title}"))
    assert not Statute.objects.exists()


def test_a_failure_half_way_leaves_nothing():
    seen = []

    def fail(version, **kwargs):
        seen.append(version.articles.count())
        raise IntegrityError

    version_published.connect(fail)
    before = counts()
    try:
        with pytest.raises(IntegrityError):
            keep(OLD)
    finally:
        version_published.disconnect(fail)
    assert seen == [2]
    assert counts() == before


def test_a_well_known_statute_gets_its_usual_topics():
    statute = keep(OLD.replace("停工办法", "工伤保险条例")).statute
    assert set(statute.topics.names()) == {"工伤保护", "社会保险"}


def test_an_import_is_in_the_audit_log(union):
    done = import_statute(parsed=parse_markdown(OLD), by=union.editor)
    entry = ModelLogEntry.objects.get(action="library.import_statute")
    assert (entry.user, entry.object_id) == (union.editor, str(done.statute.pk))
    assert entry.data == {"version": "2010-01-01", "outcome": "added"}
