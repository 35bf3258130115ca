import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0011_annotations'),
    ]

    operations = [
        migrations.CreateModel(
            name='StatuteAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Without 《》, for example 解释（一）.', max_length=120, unique=True, verbose_name='also called')),
                ('statute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='library.statute', verbose_name='statute')),
            ],
            options={
                'verbose_name': 'further name of a law',
                'verbose_name_plural': 'further names of laws',
                'ordering': ['name'],
            },
        ),
    ]
