"""Django's ``flush``, for a database whose ledger refuses deletion."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.flush import Command as FlushCommand
from django.db import connections, transaction

LEDGER_TRIGGERS = """
    SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'participation_studyrecord'
"""


class Command(FlushCommand):
    """Empties every table. Whoever asks for that means the ledger too, so its triggers step aside for the moment.

    PostgreSQL's asks a setting of the transaction (migration 0003). SQLite's are dropped and put back as they were, in
    the transaction of the flush.
    """

    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor == "postgresql":
            with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
                cursor.execute("SET LOCAL xuefa.emptying = 'yes'")
                super().handle(**options)
            return
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(LEDGER_TRIGGERS)
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            super().handle(**options)
            for _name, sql in triggers:
                cursor.execute(sql)
