"""From which day an amendment is in force where its decision says so and the amended text does not.

The text of an amended statute goes on naming the day of its first version; the day of the amendment stands in the
decision, which is published apart. These are the days that the decisions on a worker's everyday statutes name.
"""

from __future__ import annotations

import datetime as dt

#: Short title and day of the decision: the day in force.
_DECIDED = {
    ("全国年节及纪念日放假办法", dt.date(2007, 12, 14)): dt.date(2008, 1, 1),
    ("全国年节及纪念日放假办法", dt.date(2013, 12, 11)): dt.date(2014, 1, 1),
    ("全国年节及纪念日放假办法", dt.date(2024, 11, 10)): dt.date(2025, 1, 1),
    ("劳动合同法", dt.date(2012, 12, 28)): dt.date(2013, 7, 1),
    ("工伤保险条例", dt.date(2010, 12, 20)): dt.date(2011, 1, 1),
    ("工会法", dt.date(2021, 12, 24)): dt.date(2022, 1, 1),
    ("安全生产法", dt.date(2021, 6, 10)): dt.date(2021, 9, 1),
}


def decided_effect(short_title: str, promulgated_on: dt.date) -> dt.date | None:
    """The day that the decision of a day names; ``None`` for one that is not among them."""
    return _DECIDED.get((short_title, promulgated_on))
