from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import Member
from demo.amendment import amend_rules
from demo.content import STATUTES
from demo.history import build_history
from demo.law_pages import build_law_pages
from demo.pages import build_courses, build_home, build_info_pages, build_questions
from demo.people import ADMINISTRATOR, PASSWORD, SIGN_INS, build_people, demo_members_only


class Command(BaseCommand):
    help = "Fill the site with a fictional union: people, courses, guides, questions and six months of study."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        if not demo_members_only():
            raise CommandError("This site has real members; the demo is for an empty one.")
        call_command(
            "import_statutes",
            *sorted(map(str, STATUTES.glob("*.md"))),
            kind="internal",
            verbosity=0,
            stdout=self.stdout,
        )
        with transaction.atomic():
            today = timezone.localdate()
            if not Member.objects.exists():
                build_people(today=today)
            build_info_pages(build_home())
            build_questions(by=Member.objects.get(employee_number=ADMINISTRATOR))
            build_law_pages(today=today)
            build_courses()
            if build_history(today=today):
                amend_rules(today=today)
        if verbosity:
            for person in SIGN_INS:
                self.stdout.write(f"{person.employee_number}  {PASSWORD}  {person.what}")
