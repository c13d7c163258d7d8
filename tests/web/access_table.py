"""Who gets what from which route: one row per endpoint, one column per person of the demonstration.

A cell is the status of a GET; for an endpoint that only takes POST, that of a POST with a good CSRF token and an empty form, or `+` where
the person may send it. 302 in the visitor's column is the way to the sign-in page. The objects of the routes are named in `test_access.py`:
an application of lukas at whose school the committee works; komang is an applicant elsewhere.
"""

from __future__ import annotations

PEOPLE = (None, "lukas", "komang", "sari", "bambang", "nurul", "agus", "andi", "maria", "fajar")

TABLE = """
endpoint            visitor lukas komang sari bambang nurul agus andi maria fajar
"""


def rows() -> dict[str, dict[str | None, str]]:
    """endpoint -> person -> cell."""
    lines = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return {endpoint: dict(zip(PEOPLE, cells, strict=True)) for endpoint, *cells in lines}
