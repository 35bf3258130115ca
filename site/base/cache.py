"""A cache that may be gone without the site being gone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)


def _fail_open(method: str, fallback: Any) -> Callable[..., Any]:
    @wraps(getattr(RedisCache, method))
    def call(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        from redis.exceptions import RedisError

        try:
            return getattr(super(FailOpenRedisCache, self), method)(*args, **kwargs)
        except RedisError:
            logger.warning("Redis did not answer %s; going on without the cache.", method)
            return kwargs.get("default", args[1] if method == "get" and len(args) > 1 else fallback)

    return call


class FailOpenRedisCache(RedisCache):
    """Redis, read as an empty cache while it does not answer."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        options = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})

    add = _fail_open("add", True)
    get = _fail_open("get", None)
    set = _fail_open("set", None)
    touch = _fail_open("touch", False)
    delete = _fail_open("delete", False)
    get_many = _fail_open("get_many", {})
    set_many = _fail_open("set_many", [])
    delete_many = _fail_open("delete_many", None)
    has_key = _fail_open("has_key", False)
    clear = _fail_open("clear", False)
