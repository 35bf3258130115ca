from __future__ import annotations

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from participation.models import StudyRecord
from tests.factories.accounts import MemberFactory


class StudyRecordFactory(DjangoModelFactory):
    class Meta:
        model = StudyRecord

    member = factory.SubFactory(MemberFactory)
    source = "lesson"
    source_id = factory.Sequence(lambda number: str(10**9 + number))  # above the key of any real lesson
    title = "试用期最长多久"
    hours = Decimal("0.5")
