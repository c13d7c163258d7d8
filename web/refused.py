"""A verb's refusal as a page: what the person can mend goes back to the form, the rest is a page that says what to do."""

from __future__ import annotations

from typing import NoReturn

from flask import abort

from web.errors import Conflict
from web.i18n import language
from workflow.act import Kind, Refusal

MENDABLE = (Kind.UNMET, Kind.INVALID)


def stop_unless_mendable(refusal: Refusal, back: str | None = None) -> None:
    """Return where the form should be shown again with the refusal's problems; otherwise end the request: 404 or 409.

    Somebody who may read the case but not take the step is told so on a page of status 409, with the way back.
    """
    if refusal.kind in MENDABLE:
        return
    stop(refusal, back)


def stop(refusal: Refusal, back: str | None = None) -> NoReturn:
    """End the request with the page of this refusal."""
    if refusal.kind is Kind.MISSING:
        abort(404)
    raise Conflict(" ".join(problem.text.in_(language()) for problem in refusal.problems), back)
