from django.db import migrations

RIGHTS = {"view_studyrecord": "Can view study record", "void_studyrecord": "Can void a study record"}


def allow_administrators(apps, schema_editor):
    """Django makes permissions only after all migrations, so those that the group needs are made here."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    content_type, _created = ContentType.objects.get_or_create(app_label="participation", model="studyrecord")
    for group in apps.get_model("auth", "Group").objects.filter(name="Administrators"):
        for codename, name in RIGHTS.items():
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": name}
            )
            group.permissions.add(permission)


def disallow_administrators(apps, schema_editor):
    rights = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="participation", codename__in=RIGHTS
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Administrators"):
        group.permissions.remove(*rights)


class Migration(migrations.Migration):

    dependencies = [
        ("participation", "0003_ledger_takes_no_replacement"),
        ("accounts", "0003_administrators_group"),
    ]

    operations = [migrations.RunPython(allow_administrators, disallow_administrators)]
