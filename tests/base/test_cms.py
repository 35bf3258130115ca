"""The CMS carries our name and colours, speaks Chinese, and calls nobody."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Site

from base.models import InfoPage
from tests.factories.courses import guide_index

pytestmark = pytest.mark.django_db

PAGES = ["/cms/", "/cms/pages/", "/cms/images/", "/cms/documents/", "/cms/reports/site-history/", "/cms/account/"]


@pytest.mark.parametrize("address", PAGES)
def test_cms_bears_our_name_and_colours(union, client_for, address):
    html = client_for(union.administrator).get(address).content.decode()
    assert re.search(r"<title>[^<]* - 学法</title>", html)
    assert "base/cms.css" in html
    assert 'lang="zh-hans"' in html


@pytest.mark.parametrize("address", PAGES)
def test_cms_asks_no_other_host_for_anything(union, client_for, address):
    html = client_for(union.administrator).get(address).content.decode()
    loaded = re.findall(r'<(?:script|img|iframe|link|source|video)\b[^>]*?(?:src|href)="([^"]+)"', html)
    assert loaded
    assert [url for url in loaded if re.match(r"(?:https?:)?//", url)] == []


def test_front_page_greets_and_says_how_we_write(union, client_for):
    html = client_for(union.editor).get("/cms/").content.decode()
    assert "编辑，你好" in html
    assert "每写一条规则，都写明依据" in html


def test_what_wagtail_names_itself_is_named_in_chinese(union, client_for):
    cms = client_for(union.administrator)
    assert "全部页面" in cms.get("/cms/pages/").content.decode()
    assert "Moderators approval" not in cms.get("/cms/workflows/list/").content.decode()


@pytest.mark.parametrize(
    ("address", "english"),
    [
        ("/cms/users/", ["Sort by", ">True<", ">False<", "Moderators"]),
        ("/cms/pages/search/?q=工会", [" of "]),
        ("/cms/documents/multiple/add/", ["Maximum"]),
        ("/cms/images/multiple/add/", ["Upload successful", "image description"]),
        ("/cms/reports/site-history/", ["Is commenting"]),
    ],
)
def test_screens_of_every_day_hold_no_english(union, client_for, address, english):
    main = client_for(union.administrator).get(address).content.decode().partition("<main")[2]
    assert [words for words in english if words in main] == []


def test_a_document_too_large_is_refused_in_plain_words(union, client_for, settings):
    assert settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10
    file = SimpleUploadedFile("表格.pdf", b"%PDF-1.4 more than ten")
    page = client_for(union.editor).post("/cms/documents/add/", {"title": "表格", "file": file}).content.decode()
    assert "文件没有存下来" in page
    assert "文件过大" in page


def test_front_page_leads_to_where_an_editor_writes(union, client_for):
    guides = guide_index()
    home = guides.get_parent()
    home.add_child(instance=InfoPage(title="关于", slug="about"))
    Site.objects.update(root_page=home)
    html = re.sub(r">\s+", ">", client_for(union.editor).get("/cms/").content.decode())
    assert f'href="/cms/pages/{guides.pk}/">去写：{guides.title}' in html
    assert "去写：关于" not in html


def test_a_page_has_a_kind_and_not_a_kind_of_question(union, client_for):
    listing = client_for(union.editor).get(f"/cms/pages/{guide_index().get_parent().pk}/").content.decode()
    assert "题型" not in listing
    assert "在用" not in listing


def test_help_stays_on_this_site(union, client_for):
    html = client_for(union.editor).get("/cms/").content.decode()
    assert "guide.wagtail.org" not in html
    assert "releases" not in html
