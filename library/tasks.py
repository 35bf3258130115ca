"""Work that a request does not wait for."""

from __future__ import annotations

from django_tasks import task

from base.visitor_pages import clear_visitor_pages
from library.citing.records import record_all_citations


@task()
def read_citations_again() -> None:
    """A law goes by another name now: any text may cite it that was not known to."""
    record_all_citations()
    clear_visitor_pages()
