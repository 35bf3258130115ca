"""Blocks of written pages: what they refuse, and how they are shown."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.blocks import StreamBlock
from wagtail.documents import get_document_model

from base.blocks import ComparisonBlock, ContactBlock, prose_blocks


def shown(block_type: str, value: object) -> str:
    body = StreamBlock(prose_blocks())
    return str(body.to_python([{"type": block_type, "value": value, "id": "1"}]))


CONTACT = {"name": "工会", "phone": "12351", "hours": "", "address": "", "note": ""}


@pytest.mark.parametrize("phone", ["12351", "0571-8888 6666", "+86 571 8888 6666", "400-800-1234"])
def test_a_telephone_number_is_taken_as_people_write_it(phone):
    block = ContactBlock()
    assert block.clean(block.to_python({**CONTACT, "phone": phone}))["phone"] == phone


@pytest.mark.parametrize("phone", ["转工会", "12351转2", "1" * 40, "--", "12", "０５７１"])
def test_what_no_telephone_takes_is_refused(phone):
    block = ContactBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({**CONTACT, "phone": phone}))


def test_a_contact_without_a_number_needs_an_address():
    block = ContactBlock()
    assert block.clean(block.to_python({**CONTACT, "phone": "", "address": "办公楼 1203 室"}))
    with pytest.raises(ValidationError):
        block.clean(block.to_python({**CONTACT, "phone": ""}))


def test_a_number_is_dialled_without_its_spaces():
    assert 'href="tel:+8657188886666"' in shown("contact", {**CONTACT, "phone": "+86 571-8888 6666"})


def table(caption: str = "两种办法", columns: int = 3, rows: int = 1) -> dict[str, object]:
    return {
        "caption": caption,
        "columns": [{"type": "text", "heading": f"列{number}"} for number in range(columns)],
        "rows": [{"values": [f"格{row}{number}" for number in range(columns)]} for row in range(rows)],
    }


def test_a_comparison_names_its_rows_and_its_columns():
    html = shown("comparison", table())
    assert html.count('<th scope="col">') == 3
    assert '<th scope="row">格00</th>' in html
    assert "<caption>两种办法</caption>" in html
    assert 'class="comparison__way" aria-hidden="true">列2' in html


def test_a_comparison_that_compares_is_taken():
    block = ComparisonBlock()
    for columns in (3, 5):
        assert block.clean(block.to_python(table(columns=columns))).caption == "两种办法"


@pytest.mark.parametrize("wrong", [table(caption=" "), table(columns=2), table(columns=6), table(rows=0)])
def test_a_comparison_of_nothing_is_refused(wrong):
    block = ComparisonBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(wrong))


def test_a_way_without_a_name_is_refused():
    value = table()
    value["columns"][1]["heading"] = " "  # type: ignore[index]
    block = ComparisonBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))


def test_steps_say_what_to_bring_where_to_go_and_how_long_it_takes():
    full = {"title": "交申请", "text": "<p>当场要回执。</p>", "bring": "身份证", "place": "立案窗口", "takes": "五日"}
    html = shown("steps", {"title": "", "steps": [full, {"title": "等", "text": "<p>等通知。</p>"}]})
    for text in ("带上", "身份证", "去哪里", "立案窗口", "要多久", "五日"):
        assert text in html
    assert html.count('<dl class="facts">') == 1


def test_a_callout_says_its_kind_in_a_word_beside_the_icon():
    for tone, word in (("note", "说明"), ("warning", "当心"), ("deadline", "记住期限")):
        html = shown("callout", {"tone": tone, "title": "", "text": "<p>内容</p>"})
        assert word in html
        assert "<svg" in html


@pytest.mark.django_db
def test_downloads_are_led_to_through_the_view_that_asks_who_may_read():
    file = ContentFile(b"1,2\n", name="log.csv")
    document = get_document_model().objects.create(title="加班记录表", file=file, file_size=4)
    html = shown("downloads", {"title": "", "documents": [{"document": document.pk, "title": ""}]})
    assert f'href="/documents/{document.pk}/' in html
    assert "加班记录表" in html
    assert "CSV" in html
    document.delete()
    assert "加班记录表" not in shown(
        "downloads", {"title": "", "documents": [{"document": document.pk or 1, "title": ""}]}
    )


@pytest.mark.parametrize("name", [name for name, _block in prose_blocks()])
def test_every_block_says_what_it_is_for(name):
    assert dict(prose_blocks())[name].get_description()
