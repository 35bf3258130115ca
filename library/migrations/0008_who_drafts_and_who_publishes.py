from django.db import migrations

RIGHTS = {
    "Editors": ("add", "change", "delete", "view"),
    "Moderators": ("add", "change", "delete", "view", "publish", "lock", "unlock"),
}


def give_rights(apps, schema_editor):
    """Permissions are made after all migrations otherwise, which is too late to give them to a group here."""
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    version = ContentType.objects.get_or_create(app_label="library", model="statuteversion")[0]
    for name, actions in RIGHTS.items():
        for group in apps.get_model("auth.Group").objects.filter(name=name):
            for action in actions:
                permission = Permission.objects.get_or_create(
                    content_type=version,
                    codename=f"{action}_statuteversion",
                    defaults={"name": f"Can {action} statute version"},
                )[0]
                group.permissions.add(permission)


def review_versions(apps, schema_editor):
    """By the same workflow as pages: whoever may not publish hands in, a moderator looks."""
    workflow = apps.get_model("wagtailcore.Workflow").objects.filter(active=True).order_by("pk").first()
    if workflow:
        version = apps.get_model("contenttypes.ContentType").objects.get(app_label="library", model="statuteversion")
        apps.get_model("wagtailcore.WorkflowContentType").objects.get_or_create(
            content_type=version, defaults={"workflow": workflow}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0007_statute_versions_are_drafted"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RunPython(give_rights, migrations.RunPython.noop),
        migrations.RunPython(review_versions, migrations.RunPython.noop),
    ]
