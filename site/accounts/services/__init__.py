"""Everything that changes who is a member, where they belong, and how they first sign in."""

from accounts.services.activation import IssuedCode, activate, find_activation_code, issue_activation_code
from accounts.services.members import add_member, change_contact, change_member, remove_second_factor
from accounts.services.memberships import (
    change_membership,
    end_every_membership,
    end_membership,
    join_unit,
    remove_membership,
    transfer,
)
from accounts.services.units import add_unit, change_unit, remove_unit

__all__ = [
    "IssuedCode",
    "activate",
    "add_member",
    "add_unit",
    "change_contact",
    "change_member",
    "change_membership",
    "change_unit",
    "end_every_membership",
    "end_membership",
    "find_activation_code",
    "issue_activation_code",
    "join_unit",
    "remove_membership",
    "remove_second_factor",
    "remove_unit",
    "transfer",
]
