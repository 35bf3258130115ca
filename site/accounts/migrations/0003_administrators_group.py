from django.db import migrations

# No right to delete members: whoever leaves is made inactive, so that counts and records stay.
RIGHTS = {
    "member": ("add", "change", "view"),
    "unit": ("add", "change", "delete", "view"),
    "membership": ("add", "change", "delete", "view"),
    "leave": ("add", "change", "delete", "view"),
}


def add_group(apps, schema_editor):
    """Django makes permissions only after all migrations, so those that the group needs are made here."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name="Administrators")
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for model, actions in RIGHTS.items():
        content_type, _created = ContentType.objects.get_or_create(app_label="accounts", model=model)
        for action in actions:
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            group.permissions.add(permission)


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="Administrators").delete()


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_case_insensitive_employee_number"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(add_group, remove_group)]
