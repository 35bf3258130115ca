import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

from library.migrations._frozen_digest import text_digest


def published_is_live(apps, schema_editor):
    versions = apps.get_model("library", "StatuteVersion").objects
    versions.update(first_published_at=F("published_at"), last_published_at=F("published_at"))
    versions.filter(published_at=None).update(live=False)


def live_is_published(apps, schema_editor):
    versions = apps.get_model("library", "StatuteVersion").objects
    versions.filter(live=True).update(published_at=F("first_published_at"))


def digest_anew(apps, schema_editor):
    """By the fingerprint that passes over typography, so that a text that is here is known again from any source."""
    divisions, articles = (apps.get_model("library", name).objects for name in ("Division", "Article"))
    for version in apps.get_model("library", "StatuteVersion").objects.iterator():
        headings = list(divisions.filter(version=version).order_by("position"))
        places = {heading.pk: place for place, heading in enumerate(headings)}
        version.digest = text_digest(
            version.preamble,
            [(heading.kind, heading.number, heading.title) for heading in headings],
            [
                (article.annex, article.number, article.suffix, places.get(article.division_id), article.paragraphs)
                for article in articles.filter(version=version).order_by("position")
            ],
        )
        version.save(update_fields=["digest"])


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0006_guide_list'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StatuteUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, help_text='Of a text that was pasted, its first line.', max_length=255, verbose_name='file')),
                ('text', models.TextField(verbose_name='text')),
                ('particulars', models.JSONField(blank=True, default=dict, help_text='What the editor says in the place of what was read, by name of field.')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
            ],
            options={
                'verbose_name': 'uploaded statute',
                'verbose_name_plural': 'uploaded statutes',
                'ordering': ['-uploaded_at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='expire_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time'),
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='expired',
            field=models.BooleanField(default=False, editable=False, verbose_name='expired'),
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='first_published_at',
            field=models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at'),
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='go_live_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='go live date/time'),
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='has_unpublished_changes',
            field=models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes'),
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='last_published_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last published at'),
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='latest_revision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision'),
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='live',
            field=models.BooleanField(default=True, editable=False, verbose_name='live'),
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='live_revision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision'),
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='locked',
            field=models.BooleanField(default=False, editable=False, verbose_name='locked'),
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='locked_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='locked at'),
        ),
        migrations.AddField(
            model_name='statuteversion',
            name='locked_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by'),
        ),
        migrations.RunPython(published_is_live, live_is_published),
        migrations.RunPython(digest_anew, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='statuteversion',
            name='published_at',
        ),
        migrations.AddConstraint(
            model_name='statuteversion',
            constraint=models.UniqueConstraint(condition=models.Q(('live', True)), fields=('statute', 'effective_from'), name='statute_version_published_unique_start'),
        ),
        migrations.AddField(
            model_name='statuteupload',
            name='uploaded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by'),
        ),
    ]
