"""A running selection after its rules were replaced: every page still opens, and tells the past in the words of its day."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.web.client import Browser
from tests.web.test_public import words
from workflow.act.migrate import Root, migrate_roots
from workflow.installation import Installation
from workflow.store import shelf
from workflow.store import tables as t

Enter = Callable[[str | None], Browser]
CHANGES = [
    (r"\bcheck_result\b", "outcome_of_check"), (r"\bbegin_draft\b", "start_draft"), (r"\bin_check\b", "under_check"),
    (r"\bcheck_objection\b", "check_appeal"), (r"received: \{to", "got: {to"), (r"send: received", "send: got"),
    (r"Seleksi administrasi \| Eligibility check", "Pemeriksaan berkas | Papers checked"),
]  # fmt: skip
STATES = "application.in_check: application.under_check, opening.check_objection: opening.check_appeal"


@pytest.fixture(scope="module")
def gone_over(demo_place: Installation, tmp_path_factory: pytest.TempPathFactory) -> tuple[Root, ...]:
    """The demonstration's running selections under a version with other names for what is past."""
    folder, source = tmp_path_factory.mktemp("versi"), demo_place.settings.definitions / "kepala_sekolah"
    text = (source / "2026.1.yaml").read_text(encoding="utf-8")
    for old, new in CHANGES:
        text, count = re.subn(old, new, text)
        assert count, old
    path = folder / "2026.2.yaml"
    path.write_text(text.replace('version: "2026.1"\n', f'version: "2026.2"\nreplaces: {{"2026.1": {{{STATES}}}}}\n'), encoding="utf-8")
    shutil.copytree(source / "2026.1", folder / "2026.2")
    with demo_place.db.writing() as connection:
        shelf.pin(connection, path, demo_place.clock.now(connection))
    return migrate_roots(demo_place.db, demo_place.clock, "kepala_sekolah", "2026.1", "2026.2")


def links(browser: Browser, start: list[str], most: int) -> Iterator[tuple[str, int]]:
    """Every page that can be reached from these, at most so many, with its status."""
    seen, waiting = set(start), list(start)
    while waiting and len(seen) <= most + len(waiting):
        path = waiting.pop(0)
        answer = browser.client.get(path)
        yield path, answer.status_code
        if answer.status_code == 200 and (answer.content_type or "").startswith("text/html"):
            found = re.findall(r'href="(/[^"#]*)"', answer.text.replace("&amp;", "&"))
            new = [p for p in dict.fromkeys(found) if p not in seen and not p.startswith(("/static", "/en"))]
            seen.update(new)
            waiting += new


def test_the_selections_of_the_demonstration_can_follow(gone_over: tuple[Root, ...]) -> None:
    assert len(gone_over) >= 2 and all(root.done for root in gone_over), [o.text.en for root in gone_over for o in root.obstacles]


@pytest.mark.parametrize("alias", [None, "sari", "andi", "bambang", "nurul", "maria", "lukas", "komang", "agus", "fajar"])
def test_every_page_still_opens(alias: str | None, gone_over: tuple[Root, ...], signed_in: Enter) -> None:
    browser = signed_in(alias)
    start = ["/", *(f"/seleksi/{root.number}" for root in gone_over), "/mulai", "/akun", "/akun/surat", "/aturan"]
    found = dict(links(browser, start, 250))
    assert len(found) > 10
    assert {path: status for path, status in found.items() if status >= 500} == {}


def test_the_history_tells_that_the_rules_were_replaced(gone_over: tuple[Root, ...], signed_in: Enter) -> None:
    browser = signed_in(None)
    page = words(browser.get(f"/seleksi/{gone_over[0].number}"))
    assert "Aturan seleksi ini diganti: versi 2026.1 menjadi versi 2026.2" in page
    assert "Tertulis dalam aturan versi 2026.2. Sebelum" in page and "sejak dibuat" not in page
    english = words(browser.get(f"/en/seleksi/{gone_over[0].number}"))
    assert "The rules that hold here were replaced: version 2026.1 by version 2026.2" in english


def test_what_happened_before_keeps_its_words(gone_over: tuple[Root, ...], demo_place: Installation, signed_in: Enter) -> None:
    """A stage that was passed under the old version is told as it was called then."""
    with demo_place.db.reading() as connection:
        checked = select(t.cases.c.number, t.cases.c.root).join(t.events, t.events.c.case_id == t.cases.c.id)
        row = connection.execute(checked.where(t.events.c.target == "checking", t.cases.c.ended.is_(False))).first()
        root = connection.execute(select(t.cases.c.number).where(t.cases.c.id == row.root)).scalar_one()  # type: ignore[union-attr]
    page = words(signed_in(None).get(f"/seleksi/{root}/{row.number}"))  # type: ignore[union-attr]
    assert "Seleksi administrasi" in page[page.index("Riwayat") :]


def test_old_letters_keep_their_words(gone_over: tuple[Root, ...], demo_place: Installation, signed_in: Enter) -> None:
    """The letter of receipt has another name now; who got it still reads it."""
    page = words(signed_in("lukas").get("/akun/surat"))
    assert "diterima" in page.lower()


def test_a_selection_that_has_ended_is_read_by_its_own_version(
    gone_over: tuple[Root, ...], demo_place: Installation, signed_in: Enter
) -> None:
    with demo_place.db.reading() as connection:
        rows = connection.execute(select(t.cases.c.number, t.cases.c.definition, t.cases.c.ended).where(t.cases.c.parent.is_(None))).all()
        versions = {row.number: (shelf.pinned(connection, row.definition).version, row.ended) for row in rows}
    ended = [number for number, (version, over) in versions.items() if over]
    assert ended and all(versions[number][0] == "2026.1" for number in ended)
    assert all(versions[root.number][0] == "2026.2" for root in gone_over)
    assert "Aturan seleksi ini diganti" not in words(signed_in(None).get(f"/seleksi/{ended[0]}"))


def test_definition_pages_of_both_versions_open(gone_over: tuple[Root, ...], signed_in: Enter) -> None:
    browser = signed_in(None)
    for version in ("2026.1", "2026.2"):
        browser.get(f"/aturan/kepala_sekolah/{version}")


def test_the_folder_of_the_demonstration_is_untouched(demo_place: Installation) -> None:
    assert not Path(demo_place.settings.definitions / "kepala_sekolah" / "2026.2.yaml").exists()
