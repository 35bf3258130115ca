from decimal import Decimal

import django.core.validators
from django.db import migrations, models


def keep_pass_marks(apps, schema_editor):
    """What the quizzes say now: nothing tells what they said when the attempts were marked."""
    Attempt = apps.get_model("quizzes", "Attempt")
    for quiz, percent in apps.get_model("quizzes", "Quiz").objects.values_list("pk", "pass_percent"):
        Attempt.objects.filter(quiz=quiz).update(pass_percent=percent)


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0004_words_of_our_own"),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="pass_percent",
            field=models.PositiveSmallIntegerField(
                default=60, help_text="Of the full mark, as the quiz said at the start."
            ),
            preserve_default=False,
        ),
        migrations.RunPython(keep_pass_marks, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="quiz",
            name="missed_mark",
            field=models.DecimalField(
                blank=True,
                decimal_places=1,
                help_text="Only where an incomplete answer earns a fixed mark.",
                max_digits=5,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="mark for an incomplete answer",
            ),
        ),
        migrations.AlterField(
            model_name="quiz",
            name="credit_hours",
            field=models.DecimalField(
                decimal_places=1,
                default=0,
                help_text="Earned once, on the first pass.",
                max_digits=4,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="study hours",
            ),
        ),
        migrations.AlterField(
            model_name="quizsection",
            name="mark",
            field=models.DecimalField(
                decimal_places=1,
                default=1,
                max_digits=5,
                validators=[django.core.validators.MinValueValidator(Decimal("0.1"))],
                verbose_name="mark for each",
            ),
        ),
        migrations.AddConstraint(
            model_name="quiz",
            constraint=models.CheckConstraint(
                condition=models.Q(("missed_mark__isnull", True), ("missed_mark__gte", 0), _connector="OR"),
                name="quiz_missed_mark_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="quiz",
            constraint=models.CheckConstraint(
                condition=models.Q(("credit_hours__gte", 0)), name="quiz_hours_not_negative"
            ),
        ),
    ]
