import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.events import member_data_requested
from accounts.models import Member
from participation.services import void_record
from tests.factories.participation import StudyRecordFactory

pytestmark = pytest.mark.django_db
URL = reverse("participation:record")


def test_my_record_shows_mine_and_nobody_elses(union, client_for):
    StudyRecordFactory(member=union.worker, title="试用期最长多久")
    StudyRecordFactory(member=union.teammate, title="工友学的一课")
    assert "工友学的一课" in client_for(union.teammate).get(URL).content.decode()
    page = client_for(union.worker).get(URL).content.decode()
    assert "试用期最长多久" in page
    assert "工友学的一课" not in page


def test_an_anonymous_reader_is_sent_to_sign_in(client):
    assert client.get(URL).headers["Location"].startswith(reverse("account_login"))


def test_the_record_is_only_read(union, client_for):
    assert client_for(union.worker).post(URL).status_code == 405


def test_hours_of_the_month_and_of_the_year(union, client_for):
    today = timezone.localdate()
    StudyRecordFactory(member=union.worker, hours=Decimal("1.5"), studied_on=today)
    StudyRecordFactory(member=union.worker, hours=Decimal("2.0"), studied_on=today.replace(month=1, day=1))
    StudyRecordFactory(member=union.worker, hours=Decimal("4.0"), studied_on=dt.date(today.year - 1, 12, 31))
    hours = client_for(union.worker).get(URL).context["hours"]
    assert hours.year == Decimal("3.5")
    assert hours.month == (Decimal("3.5") if today.month == 1 else Decimal("1.5"))


def test_a_void_row_is_shown_as_such_with_its_reason_and_counts_nothing(union, client_for):
    record = StudyRecordFactory(member=union.worker, title="试用期最长多久")
    void_record(record=record, reason="由他人代做", by=union.administrator)
    response = client_for(union.worker).get(URL)
    assert "由他人代做" in response.content.decode()
    assert "<s>试用期最长多久</s>" in response.content.decode()
    assert response.context["hours"].month == 0
    assert len(response.context["records"]) == 1


def test_nothing_recorded_yet_says_what_to_do(union, client_for):
    assert reverse("courses:index") in client_for(union.worker).get(URL).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_same_queries_for_one_row_and_for_thirty(rows, union, client_for, django_assert_max_num_queries):
    StudyRecordFactory.create_batch(rows, member=union.worker)
    browser = client_for(union.worker)
    with django_assert_max_num_queries(5):
        browser.get(URL)


def test_a_long_record_is_paged(union, client_for):
    StudyRecordFactory.create_batch(31, member=union.worker)
    browser = client_for(union.worker)
    assert len(browser.get(URL).context["records"]) == 30
    assert len(browser.get(URL, {"page": 2}).context["records"]) == 1


def test_the_download_of_my_data_holds_my_records_alone(union):
    record = StudyRecordFactory(member=union.worker, title="试用期最长多久", studied_on=dt.date(2026, 11, 2))
    StudyRecordFactory(member=union.teammate, title="工友学的一课")
    void_record(record=record, reason="由他人代做", by=union.administrator)
    sections = [answer for _receiver, answer in member_data_requested.send(Member, member=union.worker)]
    _title, rows = next(section for section in sections if "学习记录" in str(section[0]))
    assert len(rows) == 2
    assert all(row["学习内容"] == "试用期最长多久" for row in rows)
    assert {row["计入"] for row in rows} == {"已作废", "作废另一行：由他人代做"}
