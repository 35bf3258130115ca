"""What the triggers of 0002 do not see is refused too, and a row that voids must take back exactly one that counts.

SQLite's ``INSERT OR REPLACE`` deletes the row in its way without asking the trigger on deletion. PostgreSQL's
``TRUNCATE`` passes row triggers over; ``manage.py flush`` sets ``xuefa.emptying`` for its transaction to be let through.
"""

from django.db import migrations

TABLE = "participation_studyrecord"
REPEATED = ["source", "source_id", "title", "hours", "studied_on"]

SQLITE = [
    f"""CREATE TRIGGER study_record_is_never_replaced BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} kept WHERE kept.id = NEW.id
        OR (NEW.voids_id IS NOT NULL AND kept.voids_id = NEW.voids_id)
        OR (NEW.voids_id IS NULL AND kept.voids_id IS NULL AND kept.member_id = NEW.member_id
            AND kept.source = NEW.source AND kept.source_id = NEW.source_id))
    BEGIN SELECT RAISE(ABORT, 'Rows of the study ledger are never replaced.'); END""",
    f"""CREATE TRIGGER study_record_voids_one_that_counts BEFORE INSERT ON {TABLE}
    WHEN NEW.voids_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {TABLE} kept WHERE kept.id = NEW.voids_id
        AND kept.voids_id IS NULL AND kept.member_id IS NEW.member_id
        AND {" AND ".join(f"kept.{column} IS NEW.{column}" for column in REPEATED)})
    BEGIN SELECT RAISE(ABORT, 'A voiding row repeats one that counts.'); END""",
]
SQLITE_REVERSE = ["DROP TRIGGER study_record_is_never_replaced", "DROP TRIGGER study_record_voids_one_that_counts"]

POSTGRESQL = [
    """CREATE FUNCTION study_record_is_never_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF current_setting('xuefa.emptying', true) IS DISTINCT FROM 'yes' THEN
            RAISE EXCEPTION 'Rows of the study ledger are never deleted.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END $$""",
    f"""CREATE TRIGGER study_record_is_never_truncated BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION study_record_is_never_truncated()""",
    f"""CREATE FUNCTION study_record_voids_one_that_counts() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.voids_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {TABLE} kept WHERE kept.id = NEW.voids_id
            AND kept.voids_id IS NULL AND kept.member_id IS NOT DISTINCT FROM NEW.member_id
            AND {" AND ".join(f"kept.{column} = NEW.{column}" for column in REPEATED)})
        THEN
            RAISE EXCEPTION 'A voiding row repeats one that counts.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$""",
    f"""CREATE TRIGGER study_record_voids_one_that_counts BEFORE INSERT ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION study_record_voids_one_that_counts()""",
]
POSTGRESQL_REVERSE = [
    f"DROP TRIGGER study_record_is_never_truncated ON {TABLE}",
    "DROP FUNCTION study_record_is_never_truncated()",
    f"DROP TRIGGER study_record_voids_one_that_counts ON {TABLE}",
    "DROP FUNCTION study_record_voids_one_that_counts()",
]

STATEMENTS = {"sqlite": (SQLITE, SQLITE_REVERSE), "postgresql": (POSTGRESQL, POSTGRESQL_REVERSE)}


def install(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("participation", "0002_append_only")]

    operations = [migrations.RunPython(install, remove)]
