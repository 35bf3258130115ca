"""How a version of a statute is named outside our pages, for people and for machines."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from library.importers.dates import read_date
from library.models import Article, StatuteVersion

_QUOTED = re.compile("《[^》]*》")
_ACT = re.compile("修正|修订|通过|批准|公布|发布|颁布|印发")
#: What XML 1.0 has no place for, and no text of law has any use for.
_NOT_PRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """A text that any XML can hold."""
    return _NOT_PRINTABLE.sub("", text)


def chinese_day(day: dt.date) -> str:
    """2012年12月28日, as citations say it."""
    return date_format(day, "Y年n月j日")


def version_name(version: StatuteVersion) -> str:
    """2012年12月28日修正: the day of a text, and what was done to it then where the history says so."""
    day = chinese_day(version.promulgated_on)
    for line in version.history:
        _before, found, after = re.sub(r"\s", "", line).partition(day)
        if found and (act := _ACT.search(_QUOTED.sub("", after))):
            return day + act[0]
    return _("text of %(day)s") % {"day": day}


def adopted_on(version: StatuteVersion) -> dt.date:
    """The day on which the statute was first adopted, as far as this version's history goes back."""
    days = [day for line in version.history if (day := read_date(line)) and day <= version.promulgated_on]
    return min(days, default=version.promulgated_on)


def work_uri(version: StatuteVersion) -> str:
    """``/akn/cn/act/law/2007-06-29/劳动合同法``: the statute through all its versions (Akoma Ntoso Naming Convention).

    The kind of law stands as the sub-type of act.
    """
    statute = version.statute
    return f"/akn/cn/act/{statute.kind}/{adopted_on(version).isoformat()}/{statute.slug}"


def expression_uri(version: StatuteVersion) -> str:
    """``…/zho@2012-12-28``: the Chinese text of one day."""
    return f"{work_uri(version)}/zho@{version.promulgated_on.isoformat()}"


def cite_short(version: StatuteVersion, article: Article | None = None) -> str:
    """《劳动合同法》第三十九条."""
    return f"《{version.statute.short_title}》{article.label if article else ''}"


def cite_full(version: StatuteVersion, article: Article | None = None) -> str:
    """《中华人民共和国劳动合同法》第三十九条（2012年12月28日修正）."""
    return f"《{version.statute.title}》{article.label if article else ''}（{version_name(version)}）"
