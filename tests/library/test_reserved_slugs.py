"""No statute takes an address that the library keeps for itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.validators import validate_unicode_slug
from django.urls import URLPattern, URLResolver, get_resolver

from library.services import RESERVED_SLUGS

PREFIX = "library/"


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def test_every_fixed_address_below_the_library_is_reserved() -> None:
    below = {route.removeprefix(PREFIX) for route in routes(get_resolver().url_patterns) if route.startswith(PREFIX)}
    fixed = {segment for route in below if (segment := route.split("/")[0]) and "<" not in segment}
    # What is no slug, as changes.atom, no statute can be called.
    assert {segment for segment in fixed if validate_unicode_slug.regex.match(segment)} == set(RESERVED_SLUGS)
