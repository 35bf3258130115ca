import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0016_amendment_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='amendmentdigest',
            name='sent_at',
            field=models.DateTimeField(default=django.utils.timezone.now, help_text='What came later was not told in it.'),
        ),
    ]
