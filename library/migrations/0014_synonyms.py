from django.db import migrations, models

from library.search.synonyms import shipped_synonyms


def fill(apps, schema_editor):
    """Once: what editors change and delete afterwards stays as they left it."""
    Synonym = apps.get_model("library.Synonym")
    Synonym.objects.bulk_create(Synonym(word=word, legal_terms=terms) for word, terms in shipped_synonyms())


def allow_editors(apps, schema_editor):
    """Permissions are made after all migrations otherwise, which is too late to give them to a group here."""
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    Group = apps.get_model("auth.Group")
    synonym = ContentType.objects.get_or_create(app_label="library", model="synonym")[0]
    permissions = [
        Permission.objects.get_or_create(
            content_type=synonym, codename=f"{action}_synonym", defaults={"name": f"Can {action} synonym"}
        )[0]
        for action in ("add", "change", "delete", "view")
    ]
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0013_citations_of_articles"),
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "word",
                    models.CharField(
                        help_text="One word as members say it, such as 工钱.",
                        max_length=20,
                        unique=True,
                        verbose_name="people say",
                    ),
                ),
                (
                    "legal_terms",
                    models.CharField(
                        help_text="One or more terms of the law, separated by spaces, such as 劳动报酬 工资.",
                        max_length=120,
                        verbose_name="the law says",
                    ),
                ),
            ],
            options={
                "verbose_name": "synonym",
                "verbose_name_plural": "synonyms",
                "ordering": ["word"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("word", ""), _negated=True), name="synonym_has_a_word"),
                    models.CheckConstraint(
                        condition=models.Q(("legal_terms", ""), _negated=True), name="synonym_has_legal_terms"
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(allow_editors, migrations.RunPython.noop),
    ]
