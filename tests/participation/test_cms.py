"""The ledger in the CMS."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from participation.models import StudyRecord
from participation.periods import Month
from tests.factories.accounts import MemberFactory
from tests.factories.participation import StudyRecordFactory

pytestmark = pytest.mark.django_db
LEDGER = reverse("study_records:index")


def void_url(record):
    return reverse("study_records:void", args=[record.pk])


def test_administrators_read_the_ledger_and_editors_do_not(union, client_for):
    StudyRecordFactory(member=union.worker, title="试用期最长多久")
    assert "试用期最长多久" in client_for(union.administrator).get(LEDGER).content.decode()
    for person in (union.editor, union.leader, union.worker, None):
        response = client_for(person).get(LEDGER)
        assert response.status_code in (302, 403)
        assert "试用期最长多久" not in response.content.decode()


def test_nobody_can_add_change_or_delete_a_row(union, client_for):
    record = StudyRecordFactory()
    browser = client_for(union.administrator)
    for address in ("new/", f"edit/{record.pk}/", f"delete/{record.pk}/", f"copy/{record.pk}/"):
        assert browser.get(f"{LEDGER}{address}").status_code == 404
    assert "new/" not in browser.get(LEDGER).content.decode()


def test_an_administrator_voids_with_a_reason(union, client_for):
    record = StudyRecordFactory(member=union.worker)
    browser = client_for(union.administrator)
    assert void_url(record) in browser.get(LEDGER).content.decode()
    assert browser.get(void_url(record)).status_code == 200
    assert browser.post(void_url(record), {"reason": "由他人代做"}).headers["Location"] == LEDGER
    voiding = StudyRecord.objects.get(voids=record)
    assert (voiding.reason, voiding.recorded_by) == ("由他人代做", union.administrator)
    assert "作废另一行：由他人代做" in browser.get(LEDGER).content.decode()
    assert void_url(record) not in browser.get(LEDGER).content.decode()


def test_the_group_of_administrators_reads_and_voids_without_being_superusers(union, client_for):
    clerk = MemberFactory()
    clerk.groups.add(Group.objects.get(name="Administrators"))
    record = StudyRecordFactory(member=union.worker, title="试用期最长多久")
    for person, may in ((union.editor, False), (clerk, True)):
        browser = client_for(person)
        assert ("试用期最长多久" in browser.get(LEDGER).content.decode()) is may
        browser.post(void_url(record), {"reason": "由他人代做"})
        assert StudyRecord.objects.filter(voids=record).exists() is may
    assert StudyRecord.objects.get(voids=record).recorded_by == clerk


@pytest.mark.parametrize("reason", ["", "   ", "长" * 201])
def test_without_a_proper_reason_nothing_is_voided(reason, union, client_for):
    record = StudyRecordFactory()
    response = client_for(union.administrator).post(void_url(record), {"reason": reason})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert StudyRecord.objects.count() == 1


def test_a_second_voiding_is_told_so(union, client_for):
    record = StudyRecordFactory()
    browser = client_for(union.administrator)
    browser.post(void_url(record), {"reason": "由他人代做"})
    assert "已经作废过了" in browser.post(void_url(record), {"reason": "再来"}).content.decode()
    assert StudyRecord.objects.count() == 2


def test_to_read_is_not_to_void(union, client_for):
    union.editor.user_permissions.add(Permission.objects.get(codename="view_studyrecord"))
    record = StudyRecordFactory()
    browser = client_for(union.editor)
    assert browser.get(LEDGER).status_code == 200
    assert void_url(record) not in browser.get(LEDGER).content.decode()
    browser.post(void_url(record), {"reason": "由他人代做"})
    assert StudyRecord.objects.count() == 1


def test_the_ledger_is_narrowed_by_source_month_and_name(union, client_for):
    last_month = Month.current().previous
    StudyRecordFactory(member=union.worker, title="本月的一课")
    StudyRecordFactory(member=union.teammate, title="上月的测验", source="quiz", studied_on=last_month.start)
    browser = client_for(union.administrator)
    for query in ({"source": "quiz"}, {"month": last_month.key}, {"q": "工友"}):
        text = browser.get(LEDGER, query).content.decode()
        assert ("上月的测验" in text, "本月的一课" in text) == (True, False), query


@pytest.mark.parametrize("rows", [1, 30])
def test_the_same_queries_for_one_row_and_for_thirty(rows, union, client_for, query_count):
    for _ in range(rows):
        StudyRecordFactory()
    browser = client_for(union.administrator)
    browser.get(LEDGER)
    assert query_count(lambda: browser.get(LEDGER)) <= 12
