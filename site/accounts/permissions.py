"""Predicates about people. Features add their own; all of them ask these."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from wagtail.models import (
    CollectionViewRestriction,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    PageViewRestriction,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Member

#: The table where it is written, and what distinguishes it there from the others.
Right: TypeAlias = tuple[Any, ...]

#: All that a group may be allowed: by table, what distinguishes one right from another.
RIGHTS: dict[type[Model], tuple[str, ...]] = {
    Group.permissions.through: ("permission",),
    GroupPagePermission: ("page", "permission"),
    GroupCollectionPermission: ("collection", "permission"),
    GroupApprovalTask.groups.through: ("groupapprovaltask",),
    PageViewRestriction.groups.through: ("pageviewrestriction",),
    CollectionViewRestriction.groups.through: ("collectionviewrestriction",),
}


def can_edit_content(user: Member | AnonymousUser) -> bool:
    """May enter the CMS."""
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def can_administer_member(user: Member | AnonymousUser, member: Member) -> bool:
    """May change this member and issue codes for them; nobody rises by taking over somebody who may do more."""
    if not user.is_authenticated or not user.has_perm("accounts.change_member"):
        return False
    if user.is_superuser:
        return True
    by_group = _rights_by_group()
    return not member.is_superuser and _rights_of(member, by_group) <= _rights_of(user, by_group)


def groups_to_give(user: Member) -> QuerySet[Group]:
    """Groups that one may put others in, or take them out of: those that allow nothing which one may not do oneself."""
    groups = Group.objects.order_by("name")
    if user.is_superuser:
        return groups
    by_group = _rights_by_group()
    own = _rights_of(user, by_group)
    return groups.exclude(pk__in=[group for group, rights in by_group.items() if not rights <= own])


def _rights_by_group() -> dict[int, set[Right]]:
    by_group: dict[int, set[Right]] = defaultdict(set)
    for table, what in RIGHTS.items():
        for group, *which in table._default_manager.values_list("group", *what):
            by_group[group].add((table, *which))
    return by_group


def _rights_of(member: Member, by_group: dict[int, set[Right]]) -> set[Right]:
    """Through groups and alone, also while inactive: who is made active again has them again.

    A right to a page is the right to this page; that it holds for those below is not reckoned with.
    """
    alone = {(Group.permissions.through, pk) for pk in member.user_permissions.values_list("pk", flat=True)}
    return alone.union(*(by_group.get(pk, ()) for pk in member.groups.values_list("pk", flat=True)))
