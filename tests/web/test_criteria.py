"""What decides between equals is told of the score by which the ranking begins, and of no other."""

from __future__ import annotations

from flask import Flask

from web.pages.public_words import criteria
from workflow.load import load
from workflow.settings import DEFINITIONS


def test_a_score_that_is_a_part_of_the_total_settles_no_rank(app: Flask) -> None:
    definition = load(DEFINITIONS / "promosi_jabatan" / "2026.1.yaml")
    with app.test_request_context("/en/"):
        after = {found.name: len(found.ties) for found in criteria(definition, list(definition.machines))}
    assert list(after.values()) == [0, 0, 2], after
