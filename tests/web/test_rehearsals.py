"""Rehearsals on pages: asked for by whoever may open a root, refused in words, read while they run and afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.client import Browser
from tests.web.owners import text_of
from tests.web.rehearsed import ended, rehearsed
from tests.web.secretariat_stage import location, says
from web.gantt import Gantt, Group, Stay, gantt
from web.rehearsed import moment
from workflow.installation import Installation
from workflow.rehearse import room

Enter = Callable[[str | None], Browser]
PAGE = "/sekretariat/uji-coba"
ASKED = {"process": "kepala_sekolah", "candidates": "2", "seed": "5", "start-day": "7", "start-month": "9", "start-year": "2026"}


@pytest.fixture
def sari(signed_in: Enter) -> Browser:
    return signed_in("sari")


def test_the_desk_leads_to_the_rehearsals(sari: Browser) -> None:
    page = sari.get("/sekretariat")
    assert any(e.attributes.get("href") == PAGE for e in page.all("a"))


def test_a_rehearsal_is_asked_for_watched_and_read(sari: Browser, demo_place: Installation) -> None:
    sari.send(PAGE, {**ASKED, "scenario": ["few", "ties"]}, 302, follow=False)
    address = location(sari)
    waiting = sari.get(address)
    refreshing = [e for e in waiting.all("meta") if e.attributes.get("http-equiv") == "refresh"]
    assert bool(refreshing) == says(waiting, "Uji coba sedang berjalan")
    ended(demo_place.settings.home, address.rsplit("/", 1)[1])
    page = sari.get(address)
    assert says(page, "2 dari 2") and says(page, "Jam kerja tiap orang") and says(page, "Perjalanan waktu")
    assert says(page, "Nilai sama di batas") and not [e for e in page.all("meta") if e.attributes.get("http-equiv") == "refresh"]
    few = sari.get(f"{address}?skenario=few")
    assert says(few, "Peserta terlalu sedikit") and says(few, "Diperpanjang 7 hari kalender")
    assert says(sari.get(f"/en{address}"), "Hours of everybody")


def test_every_page_of_it_says_that_nothing_is_real(sari: Browser, demo_place: Installation) -> None:
    address = f"{PAGE}/{rehearsed(demo_place)}"
    for path, mark in ((PAGE, "UJI COBA"), (address, "UJI COBA"), (f"/en{PAGE}", "REHEARSAL"), (f"/en{address}", "REHEARSAL")):
        page = sari.get(path)
        assert page.title.startswith(mark), path
        assert any(e.attributes.get("aria-label") == mark and e.tag == "aside" for e in page.root.walk()), path


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"candidates": "61"}, "Tulis jumlah peserta 1 sampai 60"),
        ({"seed": "x"}, "Tulis benih sebagai bilangan"),
        ({"start-day": "31", "start-month": "2"}, "Tulis tanggal yang ada"),
        ({"scenario": []}, "Pilih paling sedikit satu skenario"),
        ({"process": "lain"}, "Pilih prosesnya"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(sari: Browser, changed: dict[str, object], said: str) -> None:
    typed = {**ASKED, "scenario": ["few"], **changed}
    page = sari.send(PAGE, typed, 422)
    assert says(page, said)
    kept = {e.attributes.get("name"): e.attributes.get("value") for e in page.all("input")}
    assert kept["candidates"] == typed["candidates"] and kept["seed"] == typed["seed"]
    marked = [e.attributes["value"] for e in page.all("input") if e.attributes.get("name") == "scenario" and e.has("checked")]
    assert marked == typed["scenario"]


def test_while_one_runs_another_is_refused(sari: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.rehearsals.begin", lambda *_given: None)
    assert says(sari.send(PAGE, {**ASKED, "scenario": ["few"]}, 409), "Uji coba lain sedang berjalan")


@pytest.mark.parametrize(("state", "said"), [("failed", "Uji coba ini gagal"), ("broken", "Uji coba ini terputus")])
def test_what_came_to_nothing_is_said(
    sari: Browser, demo_place: Installation, monkeypatch: pytest.MonkeyPatch, state: str, said: str
) -> None:
    id = rehearsed(demo_place)
    found = room.find(demo_place.settings.home, id)
    assert found is not None
    values = {name: getattr(found, name) for name in room.Kept.__slots__}
    monkeypatch.setattr("web.pages.rehearsals.find", lambda _home, _id: room.Kept(**{**values, "state": state}))
    page = sari.get(f"{PAGE}/{id}")
    assert says(page, said) and not [e for e in page.all("meta") if e.attributes.get("http-equiv") == "refresh"]


def test_what_is_not_there_is_not_found(sari: Browser, demo_place: Installation) -> None:
    id = rehearsed(demo_place)
    for path in (f"{PAGE}/{'0' * 32}", f"{PAGE}/{id}?skenario=plain", f"{PAGE}/{id}?skenario=lain", f"{PAGE}/{'0' * 32}/hasil.json"):
        sari.get(path, 404)


def test_the_result_is_given_as_json(sari: Browser, demo_place: Installation) -> None:
    sari.client.get(f"{PAGE}/{rehearsed(demo_place)}/hasil.json")
    found = sari.client.get(f"{PAGE}/{rehearsed(demo_place)}/hasil.json").get_json()
    assert found["seed"] == 1 and [one["name"] for one in found["scenarios"]] == ["few"]


def test_a_stuck_process_tells_where(sari: Browser, demo_place: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The story of a scenario that came to no end, as the page tells it."""
    id = rehearsed(demo_place)
    told = room.result(demo_place.settings.home, id)
    assert told is not None
    one = told["scenarios"][0]
    words = {"id": "Dinilai", "en": "Being scored"}
    way = {"action": "x", "words": {"id": "Nilai", "en": "Score"}, "who": [words], "lacks": [{"id": "Kurang orang.", "en": "Too few."}]}
    part = {"machine": "m", "machine_words": words, "state": "s", "words": words, "count": 4, "cases": ["A", "B"], "ways": [way]}
    stuck = {**told, "stuck": ["few"], "ended": False, "scenarios": [{**one, "ended": False, "story": [part, {**part, "ways": []}]}]}
    monkeypatch.setattr("web.pages.rehearsals.result", lambda _home, _id: stuck)
    page = sari.get(f"{PAGE}/{id}")
    assert says(page, "1 skenario macet") and says(page, "Kurang orang.") and says(page, "A, B …")
    assert says(page, "tidak ada langkah yang dapat diambil siapa pun")
    assert "Macet" in text_of(page)


# ------------------------------------------------------------------ the drawing
def test_bars_lie_where_their_time_is() -> None:
    begins, half, ends = (moment(f"2026-03-{day:02d}T00:00+07:00") for day in (1, 16, 31))
    rows = (Stay("<b>Daftar</b>", "15 hari", (("stage", begins, half), ("people", half, ends))),)
    drawn = gantt(Gantt("g", "Judul", "Uraian", (Group("Bagian & lain", rows),), begins, ends, "Asia/Jakarta"))
    assert drawn.count("<svg") == 2 and "&lt;b&gt;Daftar&lt;/b&gt;" in drawn and "Bagian &amp; lain" in drawn
    assert '<rect x="0.0" y="48" width="168.0"' in drawn and '<rect x="168.0" y="48" width="168.0"' in drawn
