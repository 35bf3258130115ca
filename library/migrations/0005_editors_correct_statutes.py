from django.db import migrations


def allow_editors(apps, schema_editor):
    """Permissions are made after all migrations otherwise, which is too late to give them to a group here."""
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    Group = apps.get_model("auth.Group")
    statute = ContentType.objects.get_or_create(app_label="library", model="statute")[0]
    permissions = [
        Permission.objects.get_or_create(
            content_type=statute, codename=f"{action}_statute", defaults={"name": f"Can {action} statute"}
        )[0]
        for action in ("change", "view")
    ]
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0004_annex_headings"),
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(allow_editors, migrations.RunPython.noop)]
