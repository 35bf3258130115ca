from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from library.importers.markdown import parse_markdown
from library.models import StatuteVersion
from library.services import draft_statute, import_statute
from tests.factories.accounts import MemberFactory

pytestmark = pytest.mark.django_db

TEXT = """# 停工办法

2010年1月1日 劳动部公布

## 第一章 总则

第一条 下雨停工：

（一）大雨；

（二）大雪。

第二条 停工照发工资。

第三条 本办法自2010年3月1日起施行。
"""


@pytest.fixture
def version() -> StatuteVersion:
    return import_statute(parsed=parse_markdown(TEXT), by=None).version


@pytest.fixture
def client(union, client_for):
    return client_for(union.editor)


@pytest.fixture
def reviewer(db):
    person = MemberFactory(display_name="审核人")
    person.groups.add(Group.objects.get(name="Editors"), Group.objects.get(name="Moderators"))
    return person


def article(version, key="0-2-0", view="article"):
    return reverse(f"statute_versions:{view}", args=[version.pk, key])


def reword(client, version, text="停工照发全部工资。", reason="与公报核对", view="article", **values):
    page = client.get(article(version))
    seen = page.context["form"].initial["seen"] if page.status_code == 200 else ""
    return client.post(
        article(version, view=view), {"text": text, "reason": reason, "seen": seen, **values}, follow=True
    )


def particulars(version, **values):
    draft = StatuteVersion.objects.get(pk=version.pk).get_latest_revision_as_object()
    return {
        "promulgated_on": draft.promulgated_on,
        "effective_from": draft.effective_from,
        "history": "\n".join(draft.history),
        "preamble": draft.preamble,
        "go_live_at": "",
        "expire_at": "",
        **values,
    }


def submit(client, version, action, **values):
    address = reverse("statute_versions:edit", args=[version.pk])
    return client.post(address, particulars(version, **{action: "1"}, **values), follow=True)


def second(version) -> str:
    return version.articles.get(number=2).text


def test_the_page_of_a_version_shows_its_articles_and_the_way_to_edit_each(client, version):
    html = client.get(reverse("statute_versions:edit", args=[version.pk])).content.decode()
    for text in ("第一章 总则", "（二）", "停工照发工资。", "2010-03-01", article(version), "劳动部公布"):
        assert text in html


def test_an_article_is_edited_as_a_draft_with_a_reason(client, version, union):
    response = reword(client, version)
    assert response.redirect_chain
    assert second(version) == "停工照发工资。"
    entry = ModelLogEntry.objects.get(action="library.edit_article")
    assert (entry.user, entry.data) == (union.editor, {"article": "第二条", "reason": "与公报核对"})
    html = response.content.decode()
    for text in ("与公报核对", "停工照发全部工资。", "编辑"):
        assert text in html


def test_without_a_reason_nothing_is_saved_and_nothing_is_lost(client, version):
    response = reword(client, version, reason=" ")
    assert response.context["form"].errors["reason"]
    assert "停工照发全部工资。" in response.content.decode()
    assert not StatuteVersion.objects.get().has_unpublished_changes


@pytest.mark.parametrize("text", ["", " \n ", "停工照发工资。", "字" * 20_001, "停\0工"], ids=lambda t: t[:4])
def test_a_text_that_is_none_or_the_same_is_told(client, version, text):
    assert reword(client, version, text=text).context["form"].errors["text"]
    assert not StatuteVersion.objects.get().has_unpublished_changes


def test_the_difference_is_shown_before_it_is_saved(client, version):
    html = reword(client, version, view="article_preview").content.decode()
    assert "<ins>" in html
    assert "全部" in html
    assert not StatuteVersion.objects.get().has_unpublished_changes


def test_items_and_subitems_are_lines(client, version):
    text = "下列情形停工：\n（一）下雨：\n1.大雨；\n2.暴雨。\n（二）下雪。\n照发工资。"
    client.post(
        article(version, "0-1-0"),
        {"text": text, "reason": "核对", "seen": "下雨停工：\n（一）大雨；\n（二）大雪。"},
    )
    content = StatuteVersion.objects.get().get_latest_revision_as_object().content
    assert content["articles"][0]["paragraphs"] == [
        {
            "text": "下列情形停工：",
            "items": [
                {
                    "number": 1,
                    "text": "下雨：",
                    "subitems": [{"number": 1, "text": "大雨；"}, {"number": 2, "text": "暴雨。"}],
                },
                {"number": 2, "text": "下雪。"},
            ],
        },
        {"text": "照发工资。"},
    ]


def test_of_two_who_write_at_once_the_second_is_told(client, version):
    reword(client, version)
    response = reword(client, version, text="停工发一半工资。", seen="停工照发工资。")
    assert "停工照发全部工资。" in response.content.decode()
    assert "停工发一半工资。" in response.content.decode()
    assert StatuteVersion.objects.get().revisions.count() == 2


def test_an_article_is_added_taken_out_and_a_heading_changed(client, version):
    client.post(
        reverse("statute_versions:article_add", args=[version.pk]),
        {"number": "第二条之一", "after": "0-2-0", "text": "加班另算。", "reason": "漏了一条"},
    )
    client.post(article(version, "0-1-0", "article_remove"), {"reason": "多了一条"})
    client.post(reverse("statute_versions:headings", args=[version.pk]), {"title_0": "一般规定", "reason": "标题有误"})
    draft = StatuteVersion.objects.get().get_latest_revision_as_object()
    assert [(a["number"], a["suffix"], a["division"]) for a in draft.content["articles"]] == [
        (2, 0, 0),
        (2, 1, 0),
        (3, 0, 0),
    ]
    assert draft.content["divisions"][0]["title"] == "一般规定"
    assert version.articles.count() == 3


@pytest.mark.parametrize("number", ["2", "第二条", "0", "x", "99999", "2-100", "第二条第一款之"])
def test_a_number_that_is_taken_or_none_is_told(client, version, number):
    response = client.post(
        reverse("statute_versions:article_add", args=[version.pk]),
        {"number": number, "after": "0-2-0", "text": "加班另算。", "reason": "漏了一条"},
    )
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not StatuteVersion.objects.get().has_unpublished_changes


def test_a_draft_is_discarded_and_stays_in_the_history(client, version):
    reword(client, version)
    client.post(reverse("statute_versions:discard", args=[version.pk]))
    version.refresh_from_db()
    assert not version.has_unpublished_changes
    assert version.revisions.count() == 2
    page = client.get(article(version))
    assert page.context["form"].initial["text"] == "停工照发工资。"


def test_an_editor_hands_in_and_a_reviewer_publishes(client, version, reviewer, client_for):
    reword(client, version)
    submit(client, version, "action-publish")
    assert second(version) == "停工照发工资。"  # an editor may not
    submit(client, version, "action-submit")
    version.refresh_from_db()
    assert version.workflow_in_progress
    assert reword(client, version, text="又改。").redirect_chain  # locked while it is looked at
    assert "又改。" not in str(StatuteVersion.objects.get().get_latest_revision_as_object().content)
    state = version.current_workflow_state.current_task_state
    client_for(reviewer).post(
        reverse("statute_versions:workflow_action", args=[version.pk, "approve", state.pk]), {"comment": ""}
    )
    assert second(version) == "停工照发全部工资。"
    html = client.get(reverse("statute_versions:edit", args=[version.pk])).content.decode()
    assert "与公报核对" in html


def test_who_may_publish_does_so_at_once(version, reviewer, client_for):
    client = client_for(reviewer)
    reword(client, version)
    submit(client, version, "action-publish")
    assert second(version) == "停工照发全部工资。"
    entry = ModelLogEntry.objects.get(action="wagtail.publish")
    assert entry.user == reviewer


def test_a_time_is_planned(version, reviewer, client_for):
    client = client_for(reviewer)
    reword(client, version)
    later = (timezone.localtime() + dt.timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    submit(client, version, "action-publish", go_live_at=later)
    version.refresh_from_db()
    assert version.live
    assert version.approved_schedule
    assert second(version) == "停工照发工资。"


def test_dates_are_corrected_and_two_versions_never_begin_on_one_day(version, reviewer, client_for):
    newer = draft_statute(
        parsed=parse_markdown(TEXT.replace("2010年1月1日", "2020年1月1日").replace("2010年3月", "2020年3月")),
        by=reviewer,
    )
    client = client_for(reviewer)
    response = submit(client, newer, "action-publish", effective_from="2010-03-01")
    assert response.context["form"].errors["effective_from"]
    submit(client, newer, "action-publish", effective_from="2020-05-01", history="一\n\n二")
    newer.refresh_from_db()
    version.refresh_from_db()
    assert (newer.live, newer.history) == (True, ["一", "二"])
    assert version.effective_until == dt.date(2020, 4, 30)


def test_a_draft_is_previewed_as_a_reader_will_see_it(client, version):
    reword(client, version)
    version.refresh_from_db()
    address = reverse("statute_versions:revisions_view", args=[version.pk, version.latest_revision_id])
    html = client.get(address).content.decode()
    assert "停工照发全部工资。" in html
    assert "第一章 总则" in html


def test_two_revisions_are_compared_article_by_article(client, version):
    reword(client, version)
    version.refresh_from_db()
    html = client.get(
        reverse("statute_versions:revisions_compare", args=[version.pk, "live", "latest"])
    ).content.decode()
    assert "第二条" in html
    assert "全部" in html
    assert "大雪" not in html


def test_a_version_that_was_published_is_not_deleted_but_unpublished(version, client_for, union):
    client = client_for(union.administrator)
    client.post(reverse("statute_versions:delete", args=[version.pk]))
    assert StatuteVersion.objects.exists()
    unpublish = reverse("statute_versions:unpublish", args=[version.pk])
    assert "0 次" not in client.get(unpublish).content.decode(), "what cites a law is in no reference index"
    client.post(unpublish)
    version.refresh_from_db()
    assert not version.live
    assert not version.articles.exists()
    page = client.get(article(version))
    assert page.context["form"].initial["text"] == "停工照发工资。"


def test_a_draft_that_nobody_was_shown_may_be_deleted(client, union):
    draft = draft_statute(parsed=parse_markdown(TEXT), by=union.editor)
    client.post(reverse("statute_versions:delete", args=[draft.pk]))
    assert not StatuteVersion.objects.exists()


@pytest.mark.parametrize("key", ["0-99-0", "x", "1-2", "0-2-0-1", "0-²-0", "0-999999-0"])
def test_an_article_that_is_not_there_is_a_404(client, version, key):
    assert client.get(article(version, key)).status_code == 404


def test_the_guide_is_reached_from_the_pages(client, version):
    guide = reverse("statute_guide")
    assert client.get(guide).status_code == 200
    for address in (
        reverse("statute_versions:edit", args=[version.pk]),
        reverse("statutes:inspect", args=[version.statute_id]),
        reverse("statute_uploads:index"),
        reverse("wagtailadmin_home"),
    ):
        assert guide in client.get(address).content.decode()


@pytest.mark.parametrize("who", [None, "worker", "leader"])
def test_others_do_not_get_in(version, union, client_for, who):
    client = client_for(who and getattr(union, who))
    pk = [version.pk]
    for name, args in (
        ("list", []),
        ("edit", pk),
        ("history", pk),
        ("delete", pk),
        ("unpublish", pk),
        ("article", [*pk, "0-2-0"]),
        ("article_remove", [*pk, "0-2-0"]),
        ("article_add", pk),
        ("headings", pk),
        ("discard", pk),
        ("revisions_compare", [*pk, "live", "latest"]),
    ):
        address = reverse(f"statute_versions:{name}", args=args)
        assert client.get(address).status_code == (403 if who else 302), name
        client.post(address, {"text": "别的", "reason": "别的", "seen": "停工照发工资。"})
    version.refresh_from_db()
    assert (version.live, version.has_unpublished_changes) == (True, False)
