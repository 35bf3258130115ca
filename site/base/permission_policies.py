"""Tells Wagtail which permission policy a model has."""

from __future__ import annotations

from django.db.models import Model
from wagtail import permissions
from wagtail.permission_policies import ModelPermissionPolicy


def register_permission_policy(model: type[Model], policy: ModelPermissionPolicy) -> None:
    """Wagtail 8 asks a registry for it. Wagtail 7.4 has none and asks the model's viewset, which says the same."""
    if hasattr(permissions, "register_permission_policy"):
        permissions.register_permission_policy(model, policy)
