"""The database itself refuses to change or delete a row of the ledger.

The one change it lets through empties ``member_id`` or ``recorded_by_id``: a person was erased. SQLite drops a table's
triggers when a migration rebuilds the table; such a migration has to install them again (tests/participation/
test_ledger.py fails until it does). ``manage.py flush`` is told how to empty the table in management/commands/flush.py.
"""

from django.db import migrations

TABLE = "participation_studyrecord"
FIXED = ["id", "source", "source_id", "title", "hours", "studied_on", "recorded_at", "reason", "voids_id"]
PERSONS = ["member_id", "recorded_by_id"]

SQLITE = [
    f"""CREATE TRIGGER study_record_is_never_deleted BEFORE DELETE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'Rows of the study ledger are never deleted.'); END""",
    f"""CREATE TRIGGER study_record_is_never_updated BEFORE UPDATE ON {TABLE}
    WHEN {" OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FIXED)}
    OR {" OR ".join(f"(NEW.{column} IS NOT NULL AND NEW.{column} IS NOT OLD.{column})" for column in PERSONS)}
    BEGIN SELECT RAISE(ABORT, 'Rows of the study ledger are never updated.'); END""",
]
SQLITE_REVERSE = ["DROP TRIGGER study_record_is_never_deleted", "DROP TRIGGER study_record_is_never_updated"]

POSTGRESQL = [
    f"""CREATE FUNCTION study_record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE'
            AND ({", ".join(f"NEW.{column}" for column in FIXED)})
                IS NOT DISTINCT FROM ({", ".join(f"OLD.{column}" for column in FIXED)})
            AND {" AND ".join(f"(NEW.{c} IS NULL OR NEW.{c} IS NOT DISTINCT FROM OLD.{c})" for c in PERSONS)}
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'Rows of the study ledger are never updated or deleted.' USING ERRCODE = 'restrict_violation';
    END $$""",
    f"""CREATE TRIGGER study_record_is_append_only BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION study_record_is_append_only()""",
]
POSTGRESQL_REVERSE = [
    f"DROP TRIGGER study_record_is_append_only ON {TABLE}",
    "DROP FUNCTION study_record_is_append_only()",
]

STATEMENTS = {"sqlite": (SQLITE, SQLITE_REVERSE), "postgresql": (POSTGRESQL, POSTGRESQL_REVERSE)}


def install(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("participation", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="studyrecord",
            options={
                "default_permissions": ("view",),
                "ordering": ["-studied_on", "-pk"],
                "permissions": [("void_studyrecord", "Can void a study record")],
                "verbose_name": "study record",
                "verbose_name_plural": "study records",
            },
        ),
        migrations.RunPython(install, remove),
    ]
