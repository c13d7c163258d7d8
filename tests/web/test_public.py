"""The public pages over the demonstration: what they show, what they keep back, and a comment from the form to its follow-up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from tests.web.client import Browser
from tests.web.page import Page
from workflow.act import Actor, Done, Refusal, act, give_birth
from workflow.installation import Installation
from workflow.store import tables as t

ROOT = "/seleksi/SEL-2026-{:04d}"
SAID = {"kind": "dukungan", "about": "", "text": "Saya melihat sendiri kelas membaca setiap pagi di balai dusun."}


@dataclass(frozen=True, slots=True)
class Known:
    """Numbers by state of the case, per machine, and the keys of publications by name."""

    cases: dict[tuple[str, str], list[str]]
    papers: dict[str, list[int]]

    def path(self, machine: str, state: str) -> str:
        number = self.cases[(machine, state)][0]
        return f"{ROOT.format(int(number.split('-')[2]))}/{number}"


@pytest.fixture(scope="module")
def known(demo_place: Installation) -> Known:
    cases: dict[tuple[str, str], list[str]] = {}
    papers: dict[str, list[int]] = {}
    with demo_place.db.reading() as connection:
        for row in connection.execute(select(t.cases.c.machine, t.cases.c.state, t.cases.c.number).order_by(t.cases.c.number)):
            cases.setdefault((row.machine, row.state), []).append(row.number)
        for row in connection.execute(select(t.publications.c.name, t.publications.c.id).order_by(t.publications.c.at)):
            papers.setdefault(row.name, []).append(row.id)
    return Known(cases, papers)


@pytest.fixture
def visitor(signed_in: Callable[[str | None], Browser]) -> Browser:
    return signed_in(None)


def words(page: Page) -> str:
    return " ".join(e.text for e in page.all("main"))


def links(page: Page, start: str) -> Iterator[str]:
    for e in page.all("a"):
        href = e.attributes.get("href", "").partition("#")[0]
        if href.startswith(start):
            yield href


# ------------------------------------------------------------------ every page
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_that_a_visitor_reaches_is_well_made(visitor: Browser, language: str) -> None:
    starts = tuple(f"{language}/{word}" for word in ("seleksi/", "dokumen/", "aturan", "periksa"))
    waiting, seen = [f"{language}/"], set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        page = visitor.get(path)
        waiting += [href for start in starts for href in links(page, start)]
    kinds = {re.sub(r"\d+", "", path) for path in seen}
    assert len(seen) > 40 and f"{language}/dokumen/.pdf" in kinds and f"{language}/seleksi/SEL--/LMR---" in kinds


# ------------------------------------------------------------------ the list
def test_the_list_is_searched_filtered_and_paged(demo_place: Installation, visitor: Browser) -> None:
    everything = words(visitor.get("/"))
    with demo_place.db.reading() as connection:
        ended = list(connection.scalars(select(t.cases.c.ended).where(t.cases.c.parent.is_(None))))
    assert f"{ended.count(False)} proses berjalan" in everything and f"dan {ended.count(True)} yang sudah selesai" in everything
    found = words(visitor.get("/?q=KARANG+biru"))
    assert "1 proses yang cocok" in found and "SEL-2026-0002" in found and "SEL-2026-0003" not in found
    assert "SEL-2026-0003" in words(visitor.get("/?tahap=application")) and "SEL-2026-0002" in words(visitor.get("/?tahap=public_input"))
    assert "SEL-2026-0001" in words(visitor.get("/?tahap=end&jenis=kepala_sekolah"))
    assert "Tidak ada proses yang cocok." in words(visitor.get("/?jenis=tidak_ada"))
    for odd in ("?hal=0", "?hal=99999999", "?hal=x", "?tahap=preparation", "?q=%25_%5C", "?q=" + "a" * 5000, "?q=%00"):
        visitor.get("/" + odd)


def test_a_root_in_preparation_is_not_public(demo_place: Installation, visitor: Browser) -> None:
    place, sari = demo_place, Actor(1, "person")
    setup = {
        "name": ["Rahasia dapur"],
        "contact": ["BKPSDM"],
        "minimum": ["3"],
        "extensions": ["2"],
        "cap": ["2"],
        "quorum": ["3"],
        "nominees": ["3"],
        "hear_public": ["yes"],
    }
    born = give_birth(place.db, place.clock, "kepala_sekolah", "selection.start", sari, setup)
    assert isinstance(born, Done), born
    visitor.get(f"/seleksi/{born.case}", 404)
    assert "Rahasia dapur" not in words(visitor.get("/?q=rahasia"))
    assert "belum diumumkan" in words(visitor.get(f"/periksa/{born.code}"))
    assert isinstance(act(place.db, place.clock, born.case, "discard", sari), Done)
    visitor.get(f"/seleksi/{born.case}", 404)
    assert "Rahasia dapur" not in words(visitor.get("/"))


# ------------------------------------------------------------------ a root, a place, a person
def test_a_root_tells_what_is_open_and_who_takes_part(visitor: Browser) -> None:
    page = words(visitor.get(ROOT.format(2)))
    for told in (
        "Sekarang: Terbuka untuk masukan",
        "Urut abjad. Urutan tidak menunjukkan peringkat.",
        "40%",
        "Mengapa tanggal ini?",
        "Drs. Andi Mappatoba",
    ):
        assert told in page, told
    names = [page.index(name) for name in ("Lukas Watu Bria", "Ratna Wulandari", "Siti Aisyah Lubis")]
    assert names == sorted(names)
    visitor.get(f"/bukan/{'SEL-2026-0002'}", 404)
    visitor.get("/seleksi/SEL-2026-9999", 404)


def test_a_place_shows_requirements_with_citations_and_how_to_join(visitor: Browser, known: Known) -> None:
    page = words(visitor.get(known.path("opening", "registration")))
    assert "Paling tinggi 56 tahun" not in page
    for told in (
        "Usia paling tinggi 56 tahun",
        "Permendikdasmen 7/2025 pasal 7",
        "kepastian B",
        "Cara ikut",
        "Mulai melamar",
        "Yang berlaku tanggal yang direncanakan",
    ):
        assert told in page, told


def test_points_are_told_only_after_the_decision(visitor: Browser, known: Known) -> None:
    before = words(visitor.get(known.path("application", "nominated")))
    after = words(visitor.get(known.path("application", "assigned")))
    assert "Hasil yang diumumkan" not in before and "Nilai akhir" not in before and "Peringkat" not in before
    assert "87,00" in after and "Peringkat" in after
    assert "Selisih nilai akhir 0,60" in words(visitor.get(ROOT.format(1)))


@pytest.mark.parametrize(
    ("machine", "state"),
    [
        ("application", "draft"),
        ("application", "submitted"),
        ("application", "withdrawn"),
        ("comment", "received"),
        ("comment", "verifying"),
    ],
)
def test_what_was_not_published_is_not_there(visitor: Browser, known: Known, machine: str, state: str) -> None:
    visitor.get(known.path(machine, state), 404)
    visitor.get(known.path(machine, state) + "/masukan", 404)


def test_a_number_without_a_name_tells_no_name_and_takes_no_comment(visitor: Browser, known: Known) -> None:
    page = words(visitor.get(known.path("application", "reserve")))
    assert "Cadangan" not in page and "Memenuhi syarat" not in page and "S.Pd." not in page
    visitor.get(known.path("application", "reserve") + "/masukan", 404)


def test_a_case_of_another_root_is_not_below_this_one(visitor: Browser, known: Known) -> None:
    number = known.cases[("application", "nominated")][0]
    visitor.get(f"{ROOT.format(1)}/{number}", 404)


# ------------------------------------------------------------------ saying something
def test_a_comment_is_checked_sent_followed_and_verified(visitor: Browser, known: Known) -> None:
    form = known.path("application", "nominated") + "/masukan"
    refused = visitor.send(f"{form}/periksa", {"kind": "", "text": ""}, at=form)
    assert "Ada yang perlu diperbaiki" in words(refused)
    checked = visitor.send(f"{form}/periksa", SAID, at=form)
    assert "Periksa sebelum dikirim" in words(checked) and SAID["text"] in words(checked)
    hidden = {e.attributes["name"]: e.attributes.get("value", "") for e in checked.all("input") if e.attributes.get("type") == "hidden"}
    changed = visitor.post(form, {**hidden, "aksi": "ubah"})
    assert SAID["text"] in " ".join(e.text for e in changed.all("textarea"))
    done = visitor.post(form, {**hidden, "aksi": "kirim"}, follow=True)
    assert visitor.last is not None and visitor.last.request.path.startswith("/t/")
    assert "Simpan tautan pribadi ini" in words(done) and "Diterima" in words(done) and SAID["text"] in words(done)
    assert visitor.last.headers["Cache-Control"] == "private, no-store"
    private = visitor.last.request.path
    visitor.get(f"{private}.pdf")
    assert visitor.last.data.startswith(b"%PDF")
    code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", words(done))
    assert code is not None
    found = words(visitor.get(f"/periksa?kode={code[0].lower()}", follow=True))
    assert "Beri masukan" in found and SAID["text"] not in found
    again = visitor.post(form, {**hidden, "aksi": "kirim"}, follow=True)
    assert visitor.last.request.path == private and code[0] in words(again)
    visitor.get(private[:-1] + ("A" if private[-1] != "A" else "B"), 404)


def test_a_closed_form_says_why_and_takes_nothing(visitor: Browser, known: Known) -> None:
    form = known.path("application", "assigned") + "/masukan"
    assert "Masa masukan sedang dibuka" in words(visitor.get(form))
    open_form = known.path("application", "nominated") + "/masukan"
    secrets = visitor.hidden(open_form, f"{open_form}/periksa")
    late = visitor.post(form, {**secrets, **SAID, "aksi": "kirim"}, 409)
    assert "Masa masukan sedang dibuka" in words(late)


def test_the_form_needs_its_token(visitor: Browser, known: Known) -> None:
    visitor.post(known.path("application", "nominated") + "/masukan", {**SAID, "aksi": "kirim"}, 400)


# ------------------------------------------------------------------ papers
def test_publications_for_others_and_unsigned_minutes_are_not_there(visitor: Browser, known: Known) -> None:
    for id in (*known.papers["standing"], 1, 10**17):
        visitor.get(f"/dokumen/{id}", 404)
        visitor.get(f"/dokumen/{id}.pdf", 404)
    visitor.get("/dokumen/BA-SEL-2026-0001-01", 404)
    visitor.get("/dokumen/BA-SEL-2026-0001-01.pdf", 404)


def test_minutes_show_findings_and_signatures(visitor: Browser) -> None:
    page = words(visitor.get("/dokumen/BA-SEL-2026-0001-02"))
    for told in (
        "BA-SEL-2026-0001-02",
        "Dr. Bambang Hartawan, M.Pd.",
        "Tanda tangan elektronik",
        "87,60",
        "SHA-256",
        "Pendapat berbeda: Angkanya",
    ):
        assert told in page, told
    visitor.get("/dokumen/BA-SEL-2026-0001-02.pdf")
    assert visitor.last is not None and visitor.last.data.startswith(b"%PDF")


def test_a_fingerprint_or_a_number_leads_to_its_paper(demo_place: Installation, visitor: Browser, known: Known) -> None:
    with demo_place.db.reading() as connection:
        row = connection.execute(select(t.publications.c.id, t.publications.c.sha256).where(t.publications.c.name == "decision")).one()
        hidden = connection.execute(select(t.publications.c.sha256).where(t.publications.c.name == "standing")).scalars().first()
    visitor.get(f"/periksa?kode={row.sha256}", follow=True)
    assert visitor.last is not None and visitor.last.request.path == f"/dokumen/{row.id}"
    visitor.get("/periksa?kode=ba-sel-2026-0001-02", follow=True)
    assert visitor.last.request.path == "/dokumen/BA-SEL-2026-0001-02"
    for wrong in (hidden, "BA-SEL-2026-0001-01", "0000-0000-0000-0000", "halo", "%00", "A" * 300):
        assert "Ada yang perlu diperbaiki" in words(visitor.get(f"/periksa?kode={wrong}"))
    visitor.get("/periksa/0000-0000-0000-0000", 404)


# ------------------------------------------------------------------ rules
def test_rules_show_each_part_and_refuse_unknown_ones(visitor: Browser) -> None:
    page = words(visitor.get("/aturan/kepala_sekolah/2026.1?bagian=application"))
    for told in ("Baca rubrik penilaian", "kepastian B", "40%"):
        assert told in page, told
    assert "cita-cita umum" in words(visitor.get("/aturan/kepala_sekolah/2026.1?bagian=application&rubrik=ya"))
    for wrong in (
        "kepala_sekolah/1999.1",
        "tidak_ada/2026.1",
        "kepala_sekolah/2026.1?bagian=tidak_ada",
        "kepala_sekolah/2026.1?bagian=comment&rubrik=ya",
    ):
        visitor.get(f"/aturan/{wrong}", 404)


# ------------------------------------------------------------------ halted
def test_a_suspended_and_a_cancelled_root_say_so_with_the_reason(demo_place: Installation, visitor: Browser, known: Known) -> None:
    person = person_of(demo_place)
    answers = {"reason": ["Jaringan di pulau terputus."], "ground": ["Surat Sekretaris Daerah"], "new_date": []}
    twice(demo_place, "SEL-2026-0003", "postpone", person("bambang"), person("sari"), answers)
    for path in (ROOT.format(3), known.path("opening", "registration")):
        page = words(visitor.get(path))
        assert "Ditunda" in page and "Jaringan di pulau terputus." in page and "Mulai melamar" not in page
    assert "SEL-2026-0003" in words(visitor.get("/?tahap=pause"))
    twice(
        demo_place,
        "SEL-2026-0003",
        "cancel",
        person("andi"),
        person("maria"),
        {"reason": ["Formasi dihapus."], "ground": ["Keputusan Bupati"]},
    )
    page = words(visitor.get(ROOT.format(3)))
    assert "Dibatalkan" in page and "Formasi dihapus." in page and "Jaringan di pulau terputus." in page


def person_of(place: Installation) -> Callable[[str], Actor]:
    def find(alias: str) -> Actor:
        with place.db.reading() as connection:
            found = connection.execute(select(t.accounts.c.person).where(t.accounts.c.email == f"{alias}@teluksagara.example")).scalar_one()
        return Actor(found, "person")

    return find


def twice(place: Installation, number: str, action: str, first: Actor, second: Actor, answers: dict[str, list[str]]) -> None:
    """An action with four eyes."""
    proposed = act(place.db, place.clock, number, action, first, answers)
    assert not isinstance(proposed, Refusal), proposed
    confirmed = act(place.db, place.clock, number, "@confirm", second, {"proposal": [str(proposed.proposal)]})
    assert isinstance(confirmed, Done), confirmed
