"""The tree of units, and how it is rearranged."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import Member, Unit
from accounts.services.saving import save_checked


def _lock_tree() -> None:
    list(Unit.objects.tree_locked())


@transaction.atomic
def add_unit(*, name: str, kind: str, parent: Unit | None, by: Member | None) -> Unit:
    """A new unit under ``parent``, or a topmost one."""
    _lock_tree()
    unit: Unit
    if parent is None:
        unit = Unit.add_root(name=name, kind=kind)
    else:
        unit = Unit.objects.get(pk=parent.pk).add_child(name=name, kind=kind)
    log(instance=unit, action="accounts.add_unit", user=by, data={"parent": parent and parent.pk})
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, name: str, kind: str, parent: Unit | None, by: Member) -> Unit:
    """Rename a unit, or move it with all below it under another."""
    _lock_tree()
    kept = Unit.objects.get(pk=unit.pk)
    kept.name, kept.kind = name, kind
    save_checked(kept)
    old_parent = kept.get_parent()
    if parent != old_parent:
        _move(kept, parent)
    log(
        instance=kept,
        action="accounts.change_unit",
        user=by,
        data={"name": name, "kind": kind, "from": old_parent and old_parent.pk, "to": parent and parent.pk},
    )
    return Unit.objects.get(pk=kept.pk)


def _move(unit: Unit, parent: Unit | None) -> None:
    if parent is None:
        unit.move(Unit.get_last_root_node(), "last-sibling")
        return
    target = Unit.objects.get(pk=parent.pk)
    if target.path.startswith(unit.path):
        raise ValidationError(_("A unit cannot be moved under itself or under one of its own units."))
    unit.move(target, "last-child")


@transaction.atomic
def remove_unit(*, unit: Unit, by: Member) -> None:
    """Delete a unit that was entered by mistake. One that ever had people keeps their history and stays."""
    _lock_tree()
    kept = Unit.objects.get(pk=unit.pk)
    if kept.numchild:
        raise ValidationError(_("Other units stand under this one. Move or delete them first."))
    if kept.memberships.exists():
        raise ValidationError(_("This unit has members, or had some, and stays for their records. Rename it instead."))
    log(instance=kept, action="accounts.remove_unit", user=by)
    try:
        kept.delete()
    except ProtectedError as error:
        raise ValidationError(
            _("A course or a quiz is meant for this unit. Choose another audience there first.")
        ) from error
