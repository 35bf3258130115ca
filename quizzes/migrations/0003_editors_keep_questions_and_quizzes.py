from django.db import migrations

MODELS = {"questionbank": "question bank", "question": "question", "quiz": "quiz"}
ACTIONS = ("add", "change", "delete", "view")


def allow_editors(apps, schema_editor):
    """Permissions are made after all migrations otherwise, which is too late to give them to a group here."""
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    Group = apps.get_model("auth.Group")
    permissions = [
        Permission.objects.get_or_create(
            content_type=ContentType.objects.get_or_create(app_label="quizzes", model=model)[0],
            codename=f"{action}_{model}",
            defaults={"name": f"Can {action} {name}"},
        )[0]
        for model, name in MODELS.items()
        for action in ACTIONS
    ]
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0002_guard_rules_and_index_overdue"),
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(allow_editors, migrations.RunPython.noop)]
