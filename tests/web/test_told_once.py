"""What the public pages tell, they tell once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest

from tests.web.client import Browser
from tests.web.page import Element, Page
from tests.web.rich import OPENED, rich
from workflow.core.definition import Definition
from workflow.core.words import same
from workflow.installation import Installation, pin_all
from workflow.load import load
from workflow.queries.public_course import Stage, as_one
from workflow.settings import DEFINITIONS

PROCESSES = sorted(path.parent.name for path in DEFINITIONS.glob("*/demo.yaml"))


@pytest.fixture(scope="module")
def visitor(demo_place: Installation, signed_in: Callable[[str | None], Browser]) -> Browser:
    """Somebody without an account, where every process is on offer."""
    with demo_place.db.writing() as connection:
        pin_all(connection, replace(demo_place.settings, definitions=DEFINITIONS), demo_place.clock)
    return signed_in(None)


def definition_of(process: str) -> Definition:
    return load(DEFINITIONS / process / "2026.1.yaml")


def headings(page: Page) -> list[str]:
    return [e.text for e in page.all("h2", "h3")]


def said_twice(items: list[str]) -> list[str]:
    return [one for one, other in pairwise(items) if one == other]


def rows_of(page: Page, kind: str, name: str) -> list[Element]:
    """The items of each list of this tag and class."""
    return [e for e in page.all(kind) if name in e.attributes.get("class", "")]


@pytest.mark.parametrize("process", PROCESSES)
def test_the_course_of_a_process_names_each_stage_once(visitor: Browser, process: str) -> None:
    page = visitor.get(f"/aturan/{process}/2026.1")
    for course in rows_of(page, "ol", "govuk-list--number"):
        assert not said_twice([e.text for e in course.children])


@pytest.mark.parametrize("process", PROCESSES)
def test_a_decision_table_stands_on_a_page_of_its_own_alone(visitor: Browser, process: str) -> None:
    definition = definition_of(process)
    whole = visitor.get(f"/aturan/{process}/2026.1")
    for table in definition.tables.values():
        page = visitor.get(f"/aturan/{process}/2026.1?tabel={table.name}")
        (shown,) = page.all("table")
        assert len([e for e in shown.walk() if e.tag == "tr"]) == len(table.rows) + 1
        assert any(e.attributes.get("href", "").endswith(f"tabel={table.name}") for e in whole.all("a")), table.name
    for machine in definition.machines:
        page = visitor.get(f"/aturan/{process}/2026.1?bagian={machine}")
        captions = {e.text for e in page.all("caption")}
        assert not captions & {table.words.id for table in definition.tables.values()}
        assert headings(page).count("Kriteria dan bobot") <= 1


def stage(words: str, at: Literal["done", "now", "later"], first: int | None = None, last: int | None = None) -> Stage:
    return Stage(same(words), at, *(datetime(2026, 1, day, tzinfo=UTC) if day else None for day in (first, last)))


@pytest.mark.parametrize(
    ("run", "told"),
    [
        ([stage("A", "done", 1, 2)], stage("A", "done", 1, 2)),
        ([stage("A", "done", 1, 2), stage("A", "done", 2, 5)], stage("A", "done", 1, 5)),
        ([stage("A", "done", 1, 2), stage("A", "now", 2, 9)], stage("A", "now", 1, 9)),
        ([stage("A", "now", 1, 2), stage("A", "later")], stage("A", "now", 1)),
        ([stage("A", "later"), stage("A", "later")], stage("A", "later")),
    ],
)
def test_stages_in_a_row_that_the_public_cannot_tell_apart_are_one(run: list[Stage], told: Stage) -> None:
    assert as_one(run) == told


def test_the_weights_of_several_scores_are_introduced_once(tmp_path: Path) -> None:
    world = rich(f"sqlite:///{tmp_path / 'terang.db'}", tmp_path)
    world.table(OPENED)
    page = world.at().get(f"/putaran/{world.number('round')}")
    assert headings(page).count("Kriteria dan bobot") == 1
    assert [e.text for e in page.all("h3") if e.text in ("Pandangan sekeliling", "Nilai akhir")] == ["Pandangan sekeliling", "Nilai akhir"]
    assert sum("Tertulis dalam aturan versi" in e.text for e in page.all("p")) == 1
