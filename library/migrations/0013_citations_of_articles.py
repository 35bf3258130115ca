import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0012_statute_aliases'),
    ]

    operations = [
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('law', models.CharField(help_text='Short title without brackets: 劳动合同法.', max_length=120, verbose_name='law')),
                ('number', models.PositiveSmallIntegerField(verbose_name='article')),
                ('suffix', models.PositiveSmallIntegerField(default=0, verbose_name='之')),
                ('paragraph', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='paragraph')),
                ('item', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='item')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('source', models.CharField(help_text='The model that cites, for example library.guidepage.', max_length=100)),
                ('object_id', models.PositiveBigIntegerField()),
                ('annex', models.PositiveSmallIntegerField(default=0, help_text='0 in the body, else which annex it stands in.')),
                ('sentence', models.CharField(blank=True, max_length=300)),
                ('as_of', models.ForeignKey(blank=True, help_text='The version that was cited, where the library held it then.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='library.statuteversion')),
            ],
            options={
                'verbose_name': 'citation',
                'verbose_name_plural': 'citations',
                'ordering': ['source', 'object_id', 'position'],
                'abstract': False,
                'default_permissions': (),
                'indexes': [models.Index(fields=['law', 'annex', 'number', 'suffix'], name='citation_by_article')],
                'constraints': [models.UniqueConstraint(fields=('source', 'object_id', 'position'), name='citation_unique_position'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='citation_article_from_one')],
            },
        ),
    ]
