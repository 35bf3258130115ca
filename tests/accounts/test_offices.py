"""What navigation asks about whoever is looking."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.test import RequestFactory
from django.utils import timezone

from accounts.context_processors import offices
from accounts.enums import Role
from tests.factories.accounts import MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def standing(user) -> tuple[bool, bool]:
    request = RequestFactory().get("/")
    request.user = user
    context = offices(request)
    return bool(context["holds_office"]), bool(context["may_edit"])


def test_everybody_is_told_what_they_are(union):
    assert standing(AnonymousUser()) == (False, False)
    assert standing(union.worker) == (False, False)
    assert standing(union.leader) == (True, False)
    assert standing(union.editor) == (False, True)
    assert standing(union.administrator) == (True, True)
    appointed = MemberFactory()
    appointed.groups.add(Group.objects.get(name="Administrators"))
    assert standing(appointed) == (False, True)
    granted = MemberFactory()
    granted.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert standing(granted) == (False, True)


def test_an_office_counts_only_while_it_lasts():
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    former = MembershipFactory(role=Role.LEADER, until=yesterday).member
    assert standing(former) == (False, False)


@pytest.mark.parametrize("roles", [1, 30])
def test_it_costs_one_query_and_none_where_nobody_asks(roles, django_assert_num_queries):
    member = MemberFactory()
    for _role in range(roles):
        MembershipFactory(member=member, role=Role.LEADER)
    request = RequestFactory().get("/")
    request.user = member
    with django_assert_num_queries(0):
        context = offices(request)
    with django_assert_num_queries(1):
        assert context["holds_office"]
        assert not context["may_edit"]
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        assert not offices(request)["may_edit"]
