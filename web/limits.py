"""How often something may be tried. Counted in `RATELIMIT_STORAGE_URI` (memory: one process only)."""

from __future__ import annotations

import time
from math import ceil

from flask import Flask, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse
from werkzeug.exceptions import TooManyRequests


def install(app: Flask) -> None:
    limiter = Limiter(get_remote_address, storage_uri=app.config["RATELIMIT_STORAGE_URI"], strategy="moving-window")
    limiter.init_app(app)
    app.extensions["limits"] = limiter


def spend(rule: str, *what: str) -> None:
    """Count one try of `what`, for example spend("10 per minute", "sign in", email); over the limit raises 429 with Retry-After."""
    if not current_app.config["RATELIMIT_ENABLED"]:
        return
    strategy, limit = current_app.extensions["limits"].limiter, parse(rule)
    if strategy.hit(limit, *what):
        return
    again = strategy.get_window_stats(limit, *what).reset_time
    raise TooManyRequests(retry_after=max(1, ceil(again - time.time())))


def peer() -> str:
    """Address of the other end, as far as the configured number of proxies tells it."""
    return get_remote_address()
