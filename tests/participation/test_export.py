from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from participation.periods import Month
from tests.factories.accounts import MemberFactory, MembershipFactory
from tests.factories.participation import StudyRecordFactory

pytestmark = pytest.mark.django_db


def download(client, unit, **query):
    address = reverse("participation:team_export", args=[unit.pk], query=query)
    response = client.post(address, {"purpose": "分会月报"})
    assert response.status_code == 200
    return response, load_workbook(BytesIO(response.content))


def test_the_sheet_equals_the_screen(union, client_for):
    StudyRecordFactory(member=union.worker, hours=Decimal("1.5"))
    StudyRecordFactory(member=union.outsider, hours=Decimal("0.5"))
    browser = client_for(union.administrator)
    screen = browser.get(reverse("participation:team", args=[union.branch.pk]))
    _response, book = download(browser, union.branch)

    people = list(book.worksheets[0].iter_rows(min_row=5, values_only=True))
    assert people == [
        (
            one.member.display_name,
            one.member.employee_number,
            one.unit.name,
            str(one.state.label),
            "是" if one.needs_help else None,
            float(one.hours),
            one.last_studied_on.isoformat() if one.last_studied_on else None,
        )
        for one in screen.context["page"]
    ]
    assert ("工人", 1.5) in {(row[0], row[5]) for row in people}
    sentence = book.worksheets[0]["A2"].value
    assert sentence == "本月 5 人中 2 人学过"
    assert sentence in screen.content.decode()
    percent = book.worksheets[0]["B2"].value
    assert percent == "40%"
    assert percent in screen.content.decode()
    units = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    below = screen.context["record"].below
    assert units == [
        (
            figure.unit.name,
            figure.participation.on_roster,
            figure.participation.on_leave,
            figure.participation.counted,
            figure.participation.studied,
            figure.participation.percent,
        )
        for figure in below
    ]
    assert [row[:2] for row in units] == [("甲班", 3), ("乙班", 2)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_name_becomes_a_formula(start, union, client_for):
    name = f"{start}1+cmd|' /C calc'!A0"
    MembershipFactory(unit=union.team, member=MemberFactory(display_name=name))
    _response, book = download(client_for(union.leader), union.team)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if "calc" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]
    assert cells[0].quotePrefix
    assert cells[0].value.replace("\n", "\r") == name  # XML knows one kind of line end


def test_a_name_that_xml_cannot_hold_does_not_break_the_file(union, client_for):
    MembershipFactory(unit=union.team, member=MemberFactory(display_name="张\x08三\x1b"))
    _response, book = download(client_for(union.leader), union.team)
    assert "张三" in {row[0] for row in book.worksheets[0].iter_rows(values_only=True)}


def test_the_file_is_named_after_the_unit_and_the_month(union, client_for):
    month = Month.current().previous
    response, book = download(client_for(union.leader), union.team, month=month.key)
    assert response.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    assert f"-{month.key}.xlsx" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    assert book.worksheets[0]["A1"].value == f"甲班 · {month}"


def test_the_download_is_audited(union, client_for):
    download(client_for(union.leader), union.team)
    entry = ModelLogEntry.objects.get(action="participation.export_team")
    assert (entry.user, entry.object_id) == (union.leader, str(union.team.pk))
    assert entry.data == {"month": f"{timezone.localdate():%Y-%m}", "purpose": "分会月报"}


def test_nothing_is_downloaded_until_it_is_said_what_for(union, client_for):
    browser = client_for(union.leader)
    address = reverse("participation:team_export", args=[union.team.pk])
    for response in (browser.get(address), browser.post(address), browser.post(address, {"purpose": " "})):
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith("text/html")
        assert 'name="purpose"' in response.content.decode()
    assert not ModelLogEntry.objects.filter(action="participation.export_team").exists()
