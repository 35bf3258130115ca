"""The shape is that of the OASIS schema for Akoma Ntoso 3.0: which elements, in which order, with which ids."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from library.models import Division
from library.outputs.akoma_ntoso import NAMESPACE, akoma_ntoso
from tests.factories.library import ArticleFactory, StatuteVersionFactory
from tests.library.outputs.texts import NUL

DAY = dt.date(2026, 1, 1)
NS = {"a": NAMESPACE}

pytestmark = pytest.mark.django_db


def act_of(version):
    root = ET.fromstring(akoma_ntoso(version, day=DAY, address="https://law.example/"))  # noqa: S314  our own
    assert root.tag == f"{{{NAMESPACE}}}akomaNtoso"
    return root.find("a:act", NS)


def tags(element):
    return [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]


def at(act, place):
    return act.find(f".//*[@eId='{place}']", NS)


def words(element):
    return "".join("".join(element.itertext()).split())


def test_the_parts_stand_in_the_order_of_the_schema(version):
    act = act_of(version)
    assert tags(act) == ["meta", "preface", "preamble", "body", "attachments"]
    meta = act.find("a:meta", NS)
    assert tags(meta) == ["identification", "lifecycle", "temporalData", "references"]
    work, expression, manifestation = meta.find("a:identification", NS)
    core = ["FRBRthis", "FRBRuri"]
    assert tags(work) == [*core, "FRBRalias", "FRBRdate", "FRBRauthor", "FRBRcountry", "FRBRsubtype", "FRBRname"]
    assert tags(expression) == [*core, "FRBRdate", "FRBRauthor", "FRBRlanguage"]
    assert tags(manifestation) == [*core, "FRBRdate", "FRBRauthor", "FRBRformat"]


def test_it_is_named_by_the_statute_the_text_and_the_file(version):
    meta = act_of(version).find("a:meta", NS)
    uris = [uri.get("value") for uri in meta.iterfind("a:identification//a:FRBRuri", NS)]
    work = "/akn/cn/act/law/2001-05-06/停工法"
    assert uris == [work, f"{work}/zho@2020-01-01", f"{work}/zho@2020-01-01.akn"]
    assert meta.find(".//a:FRBRcountry", NS).get("value") == "cn"
    assert meta.find(".//a:FRBRlanguage", NS).get("language") == "zho"


def test_the_life_of_the_text_is_told_by_its_events(version):
    version.statute.repealed_on = dt.date(2025, 7, 1)
    meta = act_of(version).find("a:meta", NS)
    events = [(event.get("date"), event.get("type")) for event in meta.iterfind(".//a:eventRef", NS)]
    assert events == [
        ("2001-05-06", "generation"),
        ("2020-01-01", "amendment"),
        ("2020-03-01", "generation"),
        ("2025-07-01", "repeal"),
    ]
    interval = meta.find(".//a:timeInterval", NS)
    assert (interval.get("start"), interval.get("end")) == ("#evt_3", "#evt_4")


def test_a_text_followed_by_another_ends_with_it(version):
    version.effective_until = dt.date(2021, 12, 31)
    last = list(act_of(version).iterfind(".//a:eventRef", NS))[-1]
    assert (last.get("date"), last.get("type")) == ("2022-01-01", "amendment")


def test_every_reference_leads_somewhere_and_no_id_stands_twice(version):
    act = act_of(version)
    ids = [element.get("eId") for element in act.iter() if element.get("eId")]
    assert len(ids) == len(set(ids))
    pointers = {
        element.get(name)[1:]
        for element in act.iter()
        for name in ("source", "start", "end", "refersTo")
        if element.get(name)
    }
    assert pointers
    assert pointers <= set(ids)


def test_articles_paragraphs_and_points_have_ids_made_of_those_above(version):
    act = act_of(version)
    article = at(act, "chp_2__sec_1__art_3")
    assert tags(article) == ["num", "paragraph", "paragraph"]
    assert article.find("a:num", NS).text == "第三条"
    assert at(act, "chp_2__sec_1__art_3-1").find("a:num", NS).text == "第三条之一"
    points = at(act, "chp_2__sec_1__art_3__para_1__list_1")
    assert tags(points) == ["intro", "point", "point"]
    assert words(points.find("a:intro", NS)) == "有下列情形之一的，停工："
    inner = at(act, "chp_2__sec_1__art_3__para_1__list_1__point_1__list_1__point_2")
    assert [words(part) for part in inner] == ["2.", "暴雨"]
    assert words(at(act, "chp_2__sec_1__art_3__para_2")) == "其他情形不停工。"


def test_what_stands_before_the_text(version):
    act = act_of(version)
    assert words(act.find("a:preface/a:p/a:docTitle", NS)) == "中华人民共和国停工法"
    assert words(act.find("a:preamble", NS)) == "为停工，制定本法。"
    assert [words(line) for line in act.iterfind("a:preface/a:p", NS)][2].startswith("2020年1月1日")


def test_an_annex_is_a_document_of_its_own_with_its_table(version):
    attachment = act_of(version).find("a:attachments/a:attachment", NS)
    assert tags(attachment) == ["num", "heading", "doc"]
    document = attachment.find("a:doc", NS)
    assert tags(document) == ["meta", "mainBody"]
    assert document.find(".//a:FRBRWork/a:FRBRthis", NS).get("value").endswith("/!annex_1")
    assert at(document, "att_1__art_1").find("a:num", NS).text == "附录第一条"
    rows = [[words(cell) for cell in row] for row in document.iterfind(".//a:table/a:tr", NS)]
    assert rows == [["天气", "停工"], ["雨", "一天"], ["雪", "两天"]]


def test_no_word_of_the_statute_is_lost(version):
    act = act_of(version)
    text = words(act.find("a:body", NS)) + words(act.find("a:attachments", NS))
    for article in version.articles.all():
        for line in article.text.splitlines():
            assert line in text


def test_parts_stand_above_chapters_and_numbers_begin_anew():
    version = StatuteVersionFactory(statute__short_title="大法")
    for number in (1, 2):
        part = Division.objects.create(version=version, kind="part", number=number, title="编", position=number * 10)
        sub = Division.objects.create(
            version=version, kind="subpart", number=1, title="分", position=number * 10 + 1, parent=part
        )
        chapter = Division.objects.create(
            version=version, kind="chapter", number=1, title="章", position=number * 10 + 2, parent=sub
        )
        ArticleFactory(version=version, number=number, division=chapter)
    act = act_of(version)
    assert at(act, "part_2__subpart_1__chp_1__art_2") is not None
    ids = [element.get("eId") for element in act.iter() if element.get("eId")]
    assert len(ids) == len(set(ids))


def test_no_text_breaks_the_xml(version):
    article = version.articles.get(number=1, annex=0)
    article.paragraphs = [{"text": f"甲\x0b{NUL}<乙>&\ufffe丙]]>"}]
    article.save()
    assert words(at(act_of(version), "chp_1__art_1__para_1")) == "甲<乙>&丙]]>"


def test_the_text_of_a_day_is_served(version):
    response = Client().get(reverse("library:statute_akn", args=["停工法"]))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/akn+xml; charset=utf-8"
    before = StatuteVersionFactory(
        statute=version.statute, promulgated_on=dt.date(2001, 5, 6), effective_until=dt.date(2020, 2, 29)
    )
    ArticleFactory(version=before, number=1, text="旧文。")
    old = Client().get(reverse("library:statute_akn", args=["停工法"]), {"on": "2019-05-01"}).content.decode()
    assert "旧文。" in old
    assert "zho@2001-05-06" in old


@pytest.mark.parametrize("count", [1, 40])
def test_it_costs_the_same_however_long(count, django_assert_num_queries):
    version = StatuteVersionFactory()
    ArticleFactory.create_batch(count, version=version)
    with django_assert_num_queries(2):
        act_of(version)
