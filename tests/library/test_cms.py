from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse

from library.models import Statute
from tests.factories.library import ArticleFactory

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
    return client.post(reverse("statutes:edit", args=[statute.pk]), {**fields, "repealed_on": "", **values})


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


def test_an_editor_corrects_a_statute_and_visitors_see_it_at_once(statute, union, client_for):
    assert "现行有效" in Client().get(statute.get_absolute_url()).content.decode()
    response = change(client_for(union.editor), statute, repealed_on="2021-01-01", topics="停工")
    assert response.status_code == 302
    statute.refresh_from_db()
    assert statute.repealed_on == dt.date(2021, 1, 1)
    assert set(statute.topics.names()) == {"停工"}


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
    ):
        assert client.get(address).status_code == (403 if who else 302)
    change(client, statute, title="别的名字")
    statute.refresh_from_db()
    assert statute.title != "别的名字"


def test_the_citation_block_suggests_the_laws_of_the_library(statute, db):
    from library.widgets import LawInput

    html = LawInput().render("law", "停工", {"id": "x"})
    assert '<option value="停工法">' in html
    assert 'list="x-laws"' in html
    assert 'id="x-laws"' in html
