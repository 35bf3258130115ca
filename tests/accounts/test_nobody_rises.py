"""Whoever looks after members gives nobody more than they have themselves, and takes over nobody who has more."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageViewRestriction,
)

from accounts.models import ActivationCode, Member
from accounts.permissions import can_administer_member, groups_to_give
from accounts.services import change_member, issue_activation_code, remove_second_factor
from tests.factories.accounts import MemberFactory

pytestmark = pytest.mark.django_db


def allow_model(group: Group) -> None:
    group.permissions.add(Permission.objects.get(codename="change_site"))


def allow_page(group: Group) -> None:
    permission = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=permission)


def allow_collection(group: Group) -> None:
    permission = Permission.objects.get(codename="add_image")
    collection = Collection.get_first_root_node()
    GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)


def allow_approval(group: Group) -> None:
    GroupApprovalTask.objects.create(name="审核").groups.add(group)


def allow_private_page(group: Group) -> None:
    root = Page.get_first_root_node()
    PageViewRestriction.objects.create(page=root, restriction_type="groups").groups.add(group)


ALLOW = [allow_model, allow_page, allow_collection, allow_approval, allow_private_page]


def edit(member: Member, *groups: Group, **changes: str) -> dict[str, object]:
    """What the form of a member sends."""
    return {
        "employee_number": member.employee_number,
        "display_name": member.display_name,
        "phone": "",
        "email": "",
        "is_active": "on",
        "groups": [group.pk for group in groups],
        **changes,
    }


def change(member: Member, *groups: Group, by: Member) -> Member:
    return change_member(
        member=member,
        employee_number=member.employee_number,
        display_name="改名",
        phone="",
        email="",
        is_active=True,
        groups=groups,
        by=by,
    )


# --- Whom one may look after ----------------------------------------------------------------------------------


def test_a_clerk_looks_after_whoever_may_do_no_more(union, clerk):
    colleague = MemberFactory()
    colleague.groups.add(*clerk.groups.all())
    for member in (union.worker, union.leader, colleague, clerk):
        assert can_administer_member(clerk, member)
    for member in (union.editor, union.administrator):
        assert not can_administer_member(clerk, member)


def test_an_editor_who_is_a_clerk_as_well_looks_after_editors(union, clerk):
    clerk.groups.add(Group.objects.get(name="Editors"))
    assert can_administer_member(clerk, union.editor)


def test_a_superuser_looks_after_everybody_and_others_after_nobody(union):
    for member in (union.worker, union.editor, union.administrator):
        assert can_administer_member(union.administrator, member)
        for outsider in (union.editor, union.leader, union.worker, AnonymousUser()):
            assert not can_administer_member(outsider, member)


def test_whoever_was_made_inactive_counts_with_all_that_they_could_do_again(union, clerk):
    Member.objects.filter(pk__in=[union.editor.pk, union.administrator.pk]).update(is_active=False)
    for member in Member.objects.filter(is_active=False):
        assert not can_administer_member(clerk, member)


def test_a_right_given_to_one_person_alone_counts(union, clerk):
    union.worker.user_permissions.add(Permission.objects.get(codename="change_site"))
    assert not can_administer_member(clerk, union.worker)


@pytest.mark.parametrize("allow", ALLOW)
def test_every_kind_of_right_of_a_group_counts(union, clerk, allow: Callable[[Group], None]):
    group = Group.objects.create(name="班组")
    union.worker.groups.add(group)
    assert can_administer_member(clerk, union.worker)
    assert group in groups_to_give(clerk)
    allow(group)
    assert not can_administer_member(clerk, union.worker)
    assert group not in groups_to_give(clerk)
    clerk.groups.add(group)
    assert can_administer_member(clerk, union.worker)
    assert group in groups_to_give(clerk)


def test_the_groups_that_one_may_give_cost_the_same_for_thirty_groups(clerk, django_assert_max_num_queries):
    for number in range(30):
        allow_page(Group.objects.create(name=f"组{number}"))
    with django_assert_max_num_queries(9):
        assert [group.name for group in groups_to_give(clerk)] == ["Administrators"]


# --- In the CMS -----------------------------------------------------------------------------------------------


def test_a_clerk_is_offered_what_they_may_give_and_a_superuser_everything(union, cms, client_for):
    def offered(client: Client) -> list[str]:
        page = client.get(f"/cms/users/edit/{union.worker.pk}/")
        return [group.name for group in page.context["form"].fields["groups"].queryset]

    assert offered(cms) == ["Administrators"]
    assert offered(client_for(union.administrator)) == ["Administrators", "Editors", "Moderators"]


@pytest.mark.parametrize("name", ["Editors", "Moderators"])
def test_a_clerk_makes_neither_themself_nor_anybody_else_an_editor(union, cms, clerk, name):
    stronger = Group.objects.get(name=name)
    for member in (clerk, union.worker):
        before = list(member.groups.all())
        page = cms.post(f"/cms/users/edit/{member.pk}/", edit(member, *before, stronger, display_name="改名"))
        assert page.status_code == 200
        assert "groups" in page.context["form"].errors
        member.refresh_from_db()
        assert (list(member.groups.all()), member.display_name != "改名") == (before, True)


def test_a_clerk_makes_another_clerk(union, cms, clerk):
    assert cms.post(f"/cms/users/edit/{union.worker.pk}/", edit(union.worker, *clerk.groups.all())).status_code == 302
    assert set(union.worker.groups.all()) == set(clerk.groups.all())


def test_a_superuser_makes_an_editor(union, client_for):
    editors = Group.objects.get(name="Editors")
    response = client_for(union.administrator).post(f"/cms/users/edit/{union.worker.pk}/", edit(union.worker, editors))
    assert response.status_code == 302
    assert union.worker.groups.get() == editors


def test_whoever_may_do_more_is_listed_and_not_opened_and_the_reason_is_given(union, cms):
    assert "编辑" in cms.get("/cms/users/", {"q": union.editor.employee_number}).content.decode()
    before = (union.editor.password, list(union.editor.groups.all()))
    for member in (union.editor, union.administrator):
        for path in (f"edit/{member.pk}/", f"{member.pk}/code/", f"{member.pk}/second-factor/"):
            for response in (
                cms.get(f"/cms/users/{path}", follow=True),
                cms.post(f"/cms/users/{path}", edit(member), follow=True),
            ):
                assert response.redirect_chain == [("/cms/", 302)]
                said = [str(message) for message in response.context["messages"]]
                assert len(said) == 2, "why, and that it is refused"
    union.editor.refresh_from_db()
    assert (union.editor.password, list(union.editor.groups.all())) == before
    assert not ActivationCode.objects.exists()


# --- And whoever calls the services ---------------------------------------------------------------------------


def test_the_service_gives_no_group_that_one_may_not_give(union, clerk):
    with pytest.raises(ValidationError) as caught:
        change(union.worker, Group.objects.get(name="Editors"), by=clerk)
    assert list(caught.value.message_dict) == ["groups"]
    union.worker.refresh_from_db()
    assert (union.worker.display_name, union.worker.groups.count()) == ("工人", 0)


def test_the_services_refuse_to_touch_whoever_may_do_more(union, clerk):
    groups = list(union.editor.groups.all())
    with pytest.raises(PermissionDenied):
        change(union.editor, by=clerk)
    with pytest.raises(PermissionDenied):
        issue_activation_code(member=union.editor, by=clerk)
    with pytest.raises(PermissionDenied):
        remove_second_factor(member=union.editor, by=clerk)
    union.editor.refresh_from_db()
    assert (union.editor.display_name, list(union.editor.groups.all())) == ("编辑", groups)
    assert not ActivationCode.objects.exists()
