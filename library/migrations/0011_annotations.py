import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0010_lists_around_the_law'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Annotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('suffix', models.PositiveSmallIntegerField(default=0)),
                ('kind', models.CharField(choices=[('bookmark', 'Bookmark'), ('highlight', 'Highlight'), ('note', 'Note')], max_length=9)),
                ('quote', models.CharField(blank=True, help_text='The passage that was marked, word for word.', max_length=1000)),
                ('text', models.CharField(blank=True, help_text='What the member wrote.', max_length=2000)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='annotations', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='annotations', to='library.statuteversion')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['member', 'version'], name='annotation_of_member')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'bookmark')), fields=('member', 'version', 'number', 'suffix'), name='annotation_one_bookmark'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'bookmark'), ('quote', ''), ('text', '')), models.Q(('kind', 'highlight'), ('text', ''), models.Q(('quote', ''), _negated=True)), models.Q(('kind', 'note'), models.Q(('text', ''), _negated=True)), _connector='OR'), name='annotation_holds_what_its_kind_says'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('suffix__lte', 99)), name='annotation_names_an_article')],
            },
        ),
    ]
