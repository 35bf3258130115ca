"""How a request is read before any middleware sees it."""

from __future__ import annotations

from typing import Any

from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.utils.http import parse_header_parameters


def _read_as_utf8(request: HttpRequest, meta: dict[str, Any]) -> None:
    """Django reads a query in whatever charset the request claims, before it can catch an error: ``charset=hex`` ends
    outside every handler. Here nothing is read by the claim; ReadableRequestMiddleware looks at it and refuses it.
    """
    request.content_type, request.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class _WSGIRequest(WSGIRequest):
    _set_content_type_params = _read_as_utf8


class _ASGIRequest(ASGIRequest):
    _set_content_type_params = _read_as_utf8


class WSGIApplication(WSGIHandler):
    request_class = _WSGIRequest


class ASGIApplication(ASGIHandler):
    request_class = _ASGIRequest
