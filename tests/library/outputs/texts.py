"""Characters that no XML can hold."""

from django.db import connection

#: PostgreSQL refuses to keep it, so there no text can hold it.
NUL = "" if connection.vendor == "postgresql" else "\x00"
