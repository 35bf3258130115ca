import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def allow_editors(apps, schema_editor):
    """Permissions are made after all migrations otherwise, which is too late to give them to a group here."""
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    Group = apps.get_model("auth.Group")
    review = ContentType.objects.get_or_create(app_label="library", model="amendmentreview")[0]
    permission = Permission.objects.get_or_create(
        content_type=review,
        codename="change_amendmentreview",
        defaults={"name": "Can change place to check after an amendment"},
    )[0]
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0015_digests_pass_over_typography'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('changed', 'changed'), ('renumbered', 'renumbered'), ('moved_and_changed', 'renumbered and changed'), ('removed', 'removed'), ('repealed', 'repealed with its statute')], max_length=20)),
                ('annex', models.PositiveSmallIntegerField(default=0)),
                ('number', models.PositiveSmallIntegerField()),
                ('suffix', models.PositiveSmallIntegerField(default=0)),
                ('new_annex', models.PositiveSmallIntegerField(null=True)),
                ('new_number', models.PositiveSmallIntegerField(null=True)),
                ('new_suffix', models.PositiveSmallIntegerField(null=True)),
                ('previous', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='library.statuteversion')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amendments', to='library.statuteversion')),
            ],
            options={
                'verbose_name': 'amended article',
                'verbose_name_plural': 'amended articles',
                'ordering': ['version', 'annex', 'number', 'suffix'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AmendmentDigest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_on', models.DateField(default=django.utils.timezone.localdate)),
                ('editor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'digest of amendments',
                'verbose_name_plural': 'digests of amendments',
                'ordering': ['-sent_on'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AmendmentReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(help_text='The model that cites, for example library.guidepage.', max_length=100)),
                ('object_id', models.PositiveBigIntegerField()),
                ('sentence', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('open', 'To decide'), ('rewrite', 'To rewrite'), ('still_right', 'Still right'), ('rewritten', 'Rewritten'), ('retired', 'Retired')], default='open', max_length=12, verbose_name='state')),
                ('wording', models.CharField(blank=True, help_text='SHA-256 of what it said when it was to be rewritten.', max_length=64)),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('amendment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='library.amendment')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who sees to it')),
            ],
            options={
                'verbose_name': 'place to check after an amendment',
                'verbose_name_plural': 'places to check after an amendment',
                'ordering': ['amendment', 'source', 'object_id'],
                'default_permissions': ('change',),
            },
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'repealed'), _negated=True), fields=('version', 'annex', 'number', 'suffix'), name='amendment_once_per_version'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'repealed')), fields=('version', 'annex', 'number', 'suffix'), name='amendment_repealed_once'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['removed', 'repealed']), ('new_annex__isnull', True), ('new_number__isnull', True), ('new_suffix__isnull', True)), models.Q(models.Q(('kind__in', ['removed', 'repealed']), _negated=True), ('new_annex__isnull', False), ('new_number__isnull', False), ('new_suffix__isnull', False)), _connector='OR'), name='amendment_new_place_unless_gone'),
        ),
        migrations.AddConstraint(
            model_name='amendmentdigest',
            constraint=models.UniqueConstraint(fields=('editor', 'sent_on'), name='amendment_digest_one_a_day'),
        ),
        migrations.AddIndex(
            model_name='amendmentreview',
            index=models.Index(fields=['source', 'object_id'], name='amendment_review_of_object'),
        ),
        migrations.AddIndex(
            model_name='amendmentreview',
            index=models.Index(condition=models.Q(('state__in', ['open', 'rewrite'])), fields=['state'], name='amendment_review_undecided'),
        ),
        migrations.AddConstraint(
            model_name='amendmentreview',
            constraint=models.UniqueConstraint(fields=('amendment', 'source', 'object_id'), name='amendment_review_once'),
        ),
        migrations.AddConstraint(
            model_name='amendmentreview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='amendment_review_decided_has_a_time'),
        ),
        migrations.RunPython(allow_editors, migrations.RunPython.noop),
    ]
