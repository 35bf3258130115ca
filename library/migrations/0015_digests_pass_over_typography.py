from __future__ import annotations

from typing import Any

from django.db import migrations

from library.models.content import content_of_rows, digest_of


def digest_anew(apps: Any, schema_editor: Any) -> None:
    """Texts that are in the library have to be known again when another source brings them."""
    versions = apps.get_model("library", "StatuteVersion")
    for version in versions.objects.filter(live=True).iterator(chunk_size=100):
        version.digest = digest_of(version.preamble, content_of_rows(version))
        version.save(update_fields=["digest"])


class Migration(migrations.Migration):
    dependencies = [("library", "0014_synonyms")]

    operations = [migrations.RunPython(digest_anew, migrations.RunPython.noop)]
