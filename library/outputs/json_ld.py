"""What a page says about itself to machines: schema.org's ``Legislation`` (https://schema.org/Legislation)."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from library.enums import StatuteStatus
from library.models import Article, StatuteVersion
from library.outputs.akoma_ntoso import CONTENT_TYPE as AKOMA_NTOSO
from library.outputs.naming import adopted_on, cite_full, cite_short, expression_uri, work_uri
from library.outputs.word import CONTENT_TYPE as WORD

_SCHEMA = "https://schema.org/"
#: As Django's ``json_script`` does it: no text of a law can end the element that it stands in.
_HARMLESS = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def data_block(data: dict[str, Any]) -> SafeString:
    """A data block, which browsers do not run."""
    text = json.dumps(data, ensure_ascii=False).translate(_HARMLESS)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


def statute_data(version: StatuteVersion, *, day: dt.date, address: str) -> dict[str, Any]:
    """A statute in one version, as it stands on a day. ``address`` is its absolute address on the site."""
    return {"@context": _SCHEMA.rstrip("/"), **_legislation(version, day=day, address=address)}


def article_data(
    version: StatuteVersion, article: Article, *, day: dt.date, address: str, statute_address: str
) -> dict[str, Any]:
    """One article, as a part of its statute."""
    return {
        "@context": _SCHEMA.rstrip("/"),
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": cite_short(version, article),
        "legislationIdentifier": f"{expression_uri(version)}/~art_{article.key}",
        "legislationDateVersion": version.promulgated_on.isoformat(),
        "legislationLegalForce": _force(version, day),
        "position": article.position,
        "inLanguage": "zh-Hans",
        "text": article.text,
        "isPartOf": _legislation(version, day=day, address=statute_address),
    }


def _legislation(version: StatuteVersion, *, day: dt.date, address: str) -> dict[str, Any]:
    statute = version.statute
    data: dict[str, Any] = {
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": statute.title,
        "alternateName": statute.short_title,
        "headline": cite_full(version),
        "legislationIdentifier": work_uri(version),
        "legislationType": str(statute.get_kind_display()),
        "legislationDate": adopted_on(version).isoformat(),
        "legislationDateVersion": version.promulgated_on.isoformat(),
        "temporalCoverage": f"{version.effective_from.isoformat()}/{_last_day(version)}",
        "legislationLegalForce": _force(version, day),
        "legislationJurisdiction": {"@type": "Country", "name": "中国", "identifier": "CN"},
        "inLanguage": "zh-Hans",
        "encoding": [
            {
                "@type": "LegislationObject",
                "contentUrl": f"{address}{name}",
                "encodingFormat": kind,
                "legislationLegalValue": f"{_SCHEMA}UnofficialLegalValue",
            }
            for name, kind in (("akn.xml", AKOMA_NTOSO), ("text.docx", WORD))
        ],
    }
    if statute.issuer:
        data["legislationPassedBy"] = {"@type": "Organization", "name": statute.issuer}
    return data


def _last_day(version: StatuteVersion) -> str:
    """The last day of a text as ISO 8601 intervals end, or ``..`` where none is known."""
    repealed = version.statute.repealed_on
    ends = [day for day in (version.effective_until, repealed and repealed - dt.timedelta(days=1)) if day]
    return min(ends).isoformat() if ends else ".."


def _force(version: StatuteVersion, day: dt.date) -> str:
    return f"{_SCHEMA}InForce" if version.status_on(day) == StatuteStatus.IN_FORCE else f"{_SCHEMA}NotInForce"
