from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from library.importers.markdown import parse_markdown
from library.models import Statute, StatuteUpload, StatuteVersion
from library.services import add_upload, import_statute

pytestmark = pytest.mark.django_db

TEXT = """# 停工办法

2010年1月1日 劳动部公布

## 第一章 总则

第一条 下雨停工：

（一）大雨；

（二）大雪。

第二条 本办法自2010年3月1日起施行。
"""
INDEX = "statute_uploads:index"


@pytest.fixture
def client(union, client_for):
    return client_for(union.editor)


@pytest.fixture
def upload(union):
    return add_upload(name="停工办法.md", text=TEXT, by=union.editor)


def send(client, *files: tuple[str, bytes], pasted: str = ""):
    data = {"documents": [SimpleUploadedFile(name, content) for name, content in files], "pasted": pasted}
    return client.post(reverse(INDEX), data, follow=True)


def correct(client, upload, view: str = "upload", **values):
    page = client.get(reverse("statute_uploads:upload", args=[upload.pk]))
    fields = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    return client.post(reverse(f"statute_uploads:{view}", args=[upload.pk]), {**fields, **values}, follow=True)


def test_what_was_understood_is_shown_before_anything_is_in_the_library(client):
    html = send(client, ("停工办法.md", TEXT.encode())).content.decode()
    for text in (
        "停工办法",
        "劳动部",
        "2010-01-01",
        "2010-03-01",
        "第一章 总则",
        "第一条",
        "（二）",
        "大雪。",
        "第二条：",
    ):
        assert text in html
    assert not Statute.objects.exists()


def test_several_files_wait_on_the_desk(client):
    html = send(client, ("甲.md", TEXT.encode()), ("乙.md", TEXT.encode())).content.decode()
    assert "甲.md" in html
    assert "乙.md" in html
    assert StatuteUpload.objects.count() == 2


def test_a_text_may_be_pasted(client):
    assert "大雪。" in send(client, pasted=TEXT).content.decode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\xff\xff\xfe\xfd",
        b"PK\x03\x04\x00\x00 no archive",
        "第一条\0".encode("utf-16"),  # what PostgreSQL does not take
    ],
    ids=repr,
)
def test_a_file_that_is_no_text_is_told_by_name_and_the_others_come_in(client, data):
    html = send(client, ("坏.md", data), ("好.md", TEXT.encode())).content.decode()
    assert "坏.md" in html
    assert [upload.name for upload in StatuteUpload.objects.all()] == ["好.md"]


def test_nothing_chosen_is_told(client):
    assert "请选择文件" in send(client).content.decode()


def test_a_file_that_is_too_large_is_told(client):
    html = send(client, ("大.md", b"x" * 5_000_001)).content.decode()
    assert "大.md 超过 5 MB" in html
    assert not StatuteUpload.objects.exists()


def test_what_cannot_be_read_yet_is_kept_and_cured_by_the_fields(client):
    html = send(client, pasted="# 停工办法\n\n第一条 停工。\n").content.decode()
    upload = StatuteUpload.objects.get()
    assert "停工。" in html
    html = correct(client, upload, promulgated="2010-01-01").content.decode()
    assert "第一条" in html
    assert "2010-01-01" in html


def test_problems_are_told_with_their_line_as_it_stands_in_the_text(client, upload):
    html = correct(client, upload, text=TEXT.replace("第二条 本", "第四条 本"), title="停工新办法").content.decode()
    assert "第 13 行" in html
    assert "第四条 本办法自2010年3月1日起施行。" in html


def test_what_an_editor_corrected_survives_the_next_reading(client, upload):
    correct(client, upload, issuer="人社部")
    page = correct(client, upload, effective="2010-04-01")
    assert page.context["form"].initial["issuer"] == "人社部"
    assert page.context["read"].parsed.effective_from == dt.date(2010, 4, 1)
    assert page.context["read"].parsed.issuer == "人社部"


@pytest.mark.parametrize("day", ["2010-02-30", "昨天"])
def test_a_day_that_does_not_exist_is_told_and_nothing_is_lost(client, upload, day):
    page = correct(client, upload, effective=day, issuer="人社部")
    assert page.context["form"].errors["effective"]
    assert page.context["form"]["issuer"].value() == "人社部"


def test_kept_it_is_a_draft_that_an_editor_may_hand_in(client, upload, union):
    page = correct(client, upload, "keep", title="中华人民共和国停工新办法")
    version = StatuteVersion.objects.get()
    assert page.redirect_chain[-1][0] == reverse("statute_versions:edit", args=[version.pk])
    assert (version.live, version.statute.title) == (False, "中华人民共和国停工新办法")
    assert not StatuteUpload.objects.exists()
    assert version.latest_revision.user == union.editor
    assert client.get(version.statute.get_absolute_url()).status_code == 404


def test_the_same_text_is_recognised_and_cannot_be_saved_again(client, upload):
    import_statute(parsed=parse_markdown(TEXT), by=None)
    page = client.get(reverse("statute_uploads:upload", args=[upload.pk]))
    assert page.context["read"].standing == "same"
    assert "存为草稿" not in page.content.decode()
    correct(client, upload, "keep")
    version = StatuteVersion.objects.get()
    assert not version.has_unpublished_changes


def test_a_differing_text_is_shown_as_a_difference_and_becomes_a_draft(client, upload):
    version = import_statute(parsed=parse_markdown(TEXT.replace("大雪", "大风")), by=None).version
    page = client.get(reverse("statute_uploads:upload", args=[upload.pk]))
    assert page.context["read"].standing == "differs"
    assert [difference.label for difference in page.context["read"].differences] == ["第一条"]
    html = page.content.decode()
    assert "删去：</span>风</del>" in html
    assert "新增：</span>雪</ins>" in html
    correct(client, upload, "keep")
    version.refresh_from_db()
    assert version.has_unpublished_changes
    assert "大风" in version.articles.first().text


@pytest.mark.parametrize(("day", "standing"), [("2009-01-01", "older"), ("2011-01-01", "newer")])
def test_another_day_is_another_version(client, upload, day, standing):
    import_statute(parsed=parse_markdown(TEXT), by=None)
    page = correct(client, upload, promulgated=day, effective=day)
    assert page.context["read"].standing == standing
    correct(client, upload, "keep")
    assert StatuteVersion.objects.count() == 2


def test_an_address_that_is_taken_keeps_the_upload(client, union):
    upload = add_upload(name="", text=TEXT.replace("# 停工办法", "# search"), by=union.editor)
    assert "网址" in correct(client, upload, "keep").content.decode()
    assert StatuteUpload.objects.exists()
    assert not Statute.objects.exists()


def test_a_text_is_taken_off_the_desk(client, upload):
    client.post(reverse("statute_uploads:discard", args=[upload.pk]))
    assert not StatuteUpload.objects.exists()


@pytest.mark.parametrize(
    "text", ["\0", "#" * 10_000, "第一条" * 3000, "---\ntitle: a\n", "|" * 5000], ids=lambda t: t[:6]
)
def test_hostile_texts_are_told_and_never_an_error(client, text):
    assert send(client, pasted=text).status_code == 200


@pytest.mark.parametrize("who", [None, "worker", "leader"])
def test_others_do_not_get_in(upload, union, client_for, who):
    client = client_for(who and getattr(union, who))
    expected = 403 if who else 302
    for name, args in ((INDEX, []), ("statute_uploads:upload", [upload.pk])):
        assert client.get(reverse(name, args=args)).status_code == expected
        assert client.post(reverse(name, args=args), {"pasted": TEXT}).status_code == expected
    for name in ("keep", "discard"):
        assert client.post(reverse(f"statute_uploads:{name}", args=[upload.pk])).status_code == expected
    assert StatuteUpload.objects.count() == 1
    assert not Statute.objects.exists()
