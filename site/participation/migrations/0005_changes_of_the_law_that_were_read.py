import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0016_amendment_desk'),
        ('participation', '0004_administrators_read_the_ledger'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SeenAmendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='library.amendment')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'change of the law that was read',
                'verbose_name_plural': 'changes of the law that were read',
                'ordering': ['-seen_at'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('member', 'amendment'), name='seen_amendment_once')],
            },
        ),
    ]
