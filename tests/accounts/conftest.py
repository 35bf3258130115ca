"""Who looks after members without being a superuser."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import Member
from tests.factories.accounts import MemberFactory


@pytest.fixture
def clerk(union) -> Member:
    """Looks after members by the rights of the group alone."""
    member = MemberFactory(display_name="会务")
    member.groups.add(Group.objects.get(name="Administrators"))
    return member


@pytest.fixture
def cms(clerk, client_for) -> Client:
    return client_for(clerk)
