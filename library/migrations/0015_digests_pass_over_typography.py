from __future__ import annotations

from typing import Any

from django.db import migrations

from library.migrations._frozen_digest import text_digest


def digest_anew(apps: Any, schema_editor: Any) -> None:
    """Texts that are in the library have to be known again when another source brings them."""
    versions = apps.get_model("library", "StatuteVersion")
    for version in versions.objects.filter(live=True).iterator(chunk_size=100):
        headings = list(version.divisions.order_by("position"))
        places = {heading.pk: place for place, heading in enumerate(headings)}
        version.digest = text_digest(
            version.preamble,
            [(heading.kind, heading.number, heading.title) for heading in headings],
            [
                (article.annex, article.number, article.suffix, places.get(article.division_id), article.paragraphs)
                for article in version.articles.order_by("position")
            ],
        )
        version.save(update_fields=["digest"])


class Migration(migrations.Migration):
    dependencies = [("library", "0014_synonyms")]

    operations = [migrations.RunPython(digest_anew, migrations.RunPython.noop)]
