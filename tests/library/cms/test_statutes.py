from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import ModelLogEntry

from library.enums import StatuteStatus
from library.models import Citation, Statute, StatuteAlias
from tests.factories.library import ArticleFactory, StatuteVersionFactory, make_guide

pytestmark = pytest.mark.django_db


@pytest.fixture
def statute():
    article = ArticleFactory(version__statute__short_title="停工法", number=1, text="下雨停工。")
    return article.version.statute


def change(client, statute, **values):
    fields = {
        "title": statute.title,
        "short_title": statute.short_title,
        "kind": statute.kind,
        "issuer": "",
        "topics": "",
    }
    return client.post(reverse("statutes:edit", args=[statute.pk]), {**fields, **values})


def repeal(client, statute, **values):
    return client.post(reverse("statutes:repeal", args=[statute.pk]), {"reason": "新法施行", **values})


def test_an_editor_finds_filters_and_reads_statutes(statute, union, client_for):
    ArticleFactory(version__statute__short_title="某条例", version__statute__kind="regulation", number=1)
    client = client_for(union.editor)
    index = reverse("statutes:index")
    assert json.dumps("法律库") in client.get(reverse("wagtailadmin_home")).content.decode()
    assert "停工法" in client.get(index).content.decode()
    assert "停工法" not in client.get(index, {"kind": "regulation"}).content.decode()
    assert "某条例" not in client.get(index, {"q": "停工"}).content.decode()
    html = client.get(reverse("statutes:inspect", args=[statute.pk])).content.decode()
    assert "下雨停工。" in html
    assert "2020-01-01" in html


def test_an_editor_corrects_a_statute(statute, union, client_for):
    response = change(client_for(union.editor), statute, topics="停工", repealed_on="2021-01-01")
    assert response.status_code == 302
    statute.refresh_from_db()
    assert set(statute.topics.names()) == {"停工"}
    assert statute.repealed_on is None


def test_a_statute_that_is_not_repealed_says_so_in_words(statute, union, client_for):
    html = client_for(union.editor).get(reverse("statutes:edit", args=[statute.pk])).content.decode()
    assert "未废止" in html


def test_whoever_repeals_what_something_cites_is_shown_the_way_to_the_desk(statute, union, client_for):
    make_guide(body=[{"law": "停工法", "article": "1"}])
    page = client_for(union.editor).post(
        reverse("statutes:repeal", args=[statute.pk]), {"reason": "新法施行", "repealed_on": "2021-01-01"}, follow=True
    )
    assert reverse("amendments:version", args=[statute.versions.get().pk]) in page.content.decode()


def test_a_repeal_has_a_day_and_a_reason_and_is_written_down(statute, union, client_for):
    client = client_for(union.editor)
    assert "现行有效" in Client().get(statute.get_absolute_url()).content.decode()
    assert repeal(client, statute, repealed_on="2021-01-01", reason="").status_code == 200
    statute.refresh_from_db()
    assert statute.repealed_on is None
    assert repeal(client, statute, repealed_on="2021-01-01").status_code == 302
    statute.refresh_from_db()
    assert statute.repealed_on == dt.date(2021, 1, 1)
    entry = ModelLogEntry.objects.get(action="library.repeal_statute")
    assert (entry.user, entry.data["reason"], entry.data["before"]) == (union.editor, "新法施行", None)
    assert "已废止" in client.get(statute.get_absolute_url()).content.decode()


def test_a_repeal_is_taken_back_with_an_empty_day(statute, union, client_for):
    client = client_for(union.editor)
    repeal(client, statute, repealed_on="2021-01-01")
    repeal(client, statute, repealed_on="", reason="弄错了")
    statute.refresh_from_db()
    assert statute.repealed_on is None


@pytest.mark.parametrize("day", ["2021-02-30", "明天", "99999-01-01"])
def test_a_day_of_repeal_that_does_not_exist_is_told(statute, union, client_for, day):
    response = repeal(client_for(union.editor), statute, repealed_on=day)
    assert response.status_code == 200
    statute.refresh_from_db()
    assert statute.repealed_on is None


def test_the_list_says_what_each_statute_is_today_and_narrows_to_it(statute, union, client_for):
    today = timezone.localdate()
    repealed = StatuteVersionFactory(statute__short_title="旧法", statute__repealed_on=today)
    coming = StatuteVersionFactory(statute__short_title="将来法", promulgated_on=today + dt.timedelta(days=9))
    draft = StatuteVersionFactory(statute__short_title="草案法", live=False)
    statute.topics.add("停工")
    client = client_for(union.editor)
    names = {"停工法", "旧法", "将来法", "草案法"}

    def listed(**filters):
        html = client.get(reverse("statutes:index"), filters).content.decode()
        return {name for name in names if f"{name}" in html.split('class="listing', 1)[-1]}

    html = client.get(reverse("statutes:index")).content.decode()
    for label in ("现行有效", "已废止", "尚未生效", "草稿"):
        assert label in html
    assert listed() == names
    assert listed(status="in_force") == {"停工法"}
    assert listed(status="repealed") == {"旧法"}
    assert listed(status="not_yet") == {"将来法"}
    assert listed(status="drafts") == {"草案法"}
    assert listed(topics=Tag.objects.get(name="停工").pk) == {"停工法"}
    assert {repealed.status, coming.status} == {StatuteStatus.REPEALED, StatuteStatus.NOT_YET}
    assert not draft.live


def test_the_list_costs_the_same_for_one_and_for_thirty(statute, union, client_for):
    client = client_for(union.editor)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("statutes:index"))
        return len(caught)

    queries()
    few = queries()
    for _ in range(30):
        StatuteVersionFactory()
    assert queries() == few


def test_nobody_types_a_statute_in(union, client_for):
    client = client_for(union.administrator)
    assert client.get(reverse("statutes:add")).status_code == 302
    client.post(reverse("statutes:add"), {"title": "某法", "short_title": "某法", "kind": "law"})
    assert not Statute.objects.exists()


@pytest.mark.parametrize("who", [None, "worker", "leader"])
def test_others_do_not_get_in(statute, union, client_for, who):
    client = client_for(who and getattr(union, who))
    for address in (
        reverse("statutes:index"),
        reverse("statutes:edit", args=[statute.pk]),
        reverse("statutes:inspect", args=[statute.pk]),
        reverse("statutes:repeal", args=[statute.pk]),
    ):
        assert client.get(address).status_code == (403 if who else 302)
    change(client, statute, title="别的名字")
    repeal(client, statute, repealed_on="2021-01-01")
    statute.refresh_from_db()
    assert statute.repealed_on is None
    assert statute.title != "别的名字"


def test_the_citation_block_suggests_the_laws_of_the_library(statute, db):
    from library.widgets import LawInput

    html = LawInput().render("law", "停工", {"id": "x"})
    assert '<option value="停工法">' in html
    assert 'list="x-laws"' in html
    assert 'id="x-laws"' in html


def test_an_editor_gives_a_law_the_names_by_which_people_cite_it(statute, union, client_for):
    guide = make_guide()
    guide.body.append(("text", "<p>看停工那部法第一条。</p>"))
    guide.save_revision().publish()
    assert not Citation.objects.exists()
    response = change(
        client_for(union.editor), statute, other_names="《停工那部法》\r\n\r\n 停工规定(试行)\r\n停工那部法"
    )
    assert response.status_code == 302
    assert list(statute.aliases.values_list("name", flat=True)) == ["停工规定（试行）", "停工那部法"]
    assert [str(citation) for citation in Citation.objects.all()] == ["《停工法》第一条"]
    assert 'class="law-link"' in Client().get(guide.url).content.decode()
    assert ModelLogEntry.objects.filter(action="library.name_statute").count() == 1
    change(client_for(union.editor), statute, other_names="")
    assert not statute.aliases.exists()
    assert not Citation.objects.exists()


def test_an_unchanged_name_is_no_change(statute, union, client_for):
    client = client_for(union.editor)
    change(client, statute, other_names="停工那部法")
    change(client, statute, other_names="停工那部法", topics="停工")
    assert ModelLogEntry.objects.filter(action="library.name_statute").count() == 1


@pytest.mark.parametrize(
    "names", ["别的法", "中华人民共和国别的法", "抢先的名字", "长" * 121, "a\0b", "\n".join(map(str, range(60)))]
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_lost(statute, union, client_for, names):
    other = StatuteVersionFactory(statute__short_title="别的法").statute
    StatuteAlias.objects.create(statute=other, name="抢先的名字")
    response = change(client_for(union.editor), statute, other_names=f"停工那部法\n{names}", topics="停工")
    assert response.status_code == 200
    assert "停工那部法" in response.content.decode()
    assert not statute.aliases.exists()
    assert not statute.topics.exists()
