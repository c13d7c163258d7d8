"""A process of the repository that has an earlier version: its history, and the difference in sentences and by lines."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import settings_of
from tests.web.client import Browser
from tests.web.page import Page
from web.serve import app_of
from workflow import demo
from workflow.installation import Installation, open_installation
from workflow.store import tables as t

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
HERE = "/aturan/forum_konsultasi"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    home = tmp_path_factory.mktemp("riwayat")
    for part in ("forum_konsultasi", "rules"):
        shutil.copytree(DEFINITIONS / part, home / "definitions" / part)
    shutil.copy(DEFINITIONS / "demo.yaml", home / "definitions")
    assert demo.build_aside(settings_of(home), "terang.example", lambda: None)
    made = open_installation(settings_of(home))
    yield made
    made.db.close()


@pytest.fixture
def visitor(place: Installation) -> Browser:
    return Browser(app_of(place, RATELIMIT_ENABLED=False))


def text(page: Page) -> str:
    return " ".join(page.root.text.split())


def test_both_versions_stand_in_the_history_and_lead_to_their_difference(visitor: Browser) -> None:
    page = visitor.get(HERE)
    hrefs = [e.attributes.get("href", "") for e in page.all("a")]
    assert {f"{HERE}/2025.1", f"{HERE}/2026.1"} <= set(hrefs)
    assert any(href.startswith(f"{HERE}/beda?") for href in hrefs)


def test_what_the_later_version_changed_is_told_in_sentences_and_by_lines(visitor: Browser) -> None:
    told = text(visitor.get(f"{HERE}/beda?dari=2025.1&ke=2026.1"))
    assert "transparansi" in told.lower() and "7 hari" in told and "14 hari" in told and "30 hari kerja" in told
    assert "7 calendar days" in text(visitor.get(f"/en{HERE}/beda?dari=2025.1&ke=2026.1"))
    lines = text(visitor.get(f"{HERE}/beda?dari=2025.1&ke=2026.1&baris="))
    assert 'version: "2025.1"' in lines and 'replaces: {"2025.1": {}}' in lines


def test_the_forums_of_the_demonstration_are_of_the_later_one(place: Installation) -> None:
    with place.db.reading() as connection:
        versions = select(t.shelf.c.version).join(t.cases, t.cases.c.definition == t.shelf.c.sha256).distinct()
        assert set(connection.execute(versions).scalars()) == {"2026.1"}
