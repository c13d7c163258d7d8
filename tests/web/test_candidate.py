"""An owner's pages: what is open, filling in with a draft, files, check, send, receipt, correct, withdraw, the own case, what is not theirs."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from sqlalchemy import select

from tests.web.client import Browser
from tests.web.owners import Enter, number, own, text_of
from workflow.demo.paper import paper
from workflow.installation import Installation
from workflow.store import tables as t
from workflow.store.rebuild import rebuilt, standing

ANSWERS: Sequence[Mapping[str, str]] = (
    {
        "name": "Murniati Sangaji, S.Pd.",
        "home_school": "SD Negeri 5 Wae Luju",
        "birth_date-day": "19",
        "birth_date-month": "2",
        "birth_date-year": "1987",
    },
    {"employment": "PNS", "rank": "III/d", "level": "ahli_muda", "degree": "S1/D-IV", "certified": "yes"},
    {"teaching_years": "14", "managerial_years": "3", "performance_1": "baik", "performance_2": "baik"},
    {},
    {"disciplined": "no", "accused": "no", "pact": "yes", "truthful": "yes"},
    {"summary": "Empat belas tahun mengajar.", "vision": "Jam baca harian bersama orang tua."},
)
FILES = (
    "performance_file_1", "performance_file_2", "managerial_file", "degree_file", "certificate_file", "rank_file", "police_file",
    "discipline_file", "pact_file",
)  # fmt: skip


def pdf(title: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(paper(title, ["Murniati Sangaji"])), f"{title}.pdf"


# ------------------------------------------------------------------ what is open
def test_the_list_shows_what_is_open_to_anybody_with_its_closing(signed_in: Enter) -> None:
    page = signed_in(None).get("/ikut")
    assert "SD Negeri 3 Tanjung Putih" in text_of(page) and "SMP Negeri 2 Kota Sagara" in text_of(page)
    assert "SD Negeri 12 Karang Biru" not in text_of(page)
    assert "23.59 WITA" in text_of(page) and "9 syarat" in text_of(page)


def test_the_list_is_searched_and_filtered(signed_in: Enter) -> None:
    visitor = signed_in(None)
    found = text_of(visitor.get("/ikut?school_level=smp"))
    assert "SMP Negeri 2" in found and "SD Negeri 3" not in found
    assert "SD Negeri 3" in text_of(visitor.get("/ikut?q=tanjung+putih"))
    assert "Tidak ada yang cocok." in text_of(visitor.get("/ikut?q=menara&hal=9"))


def test_a_closed_place_says_when_it_closed_and_by_which_rule(signed_in: Enter, demo_place: Installation) -> None:
    closed = number(demo_place, "opening", t.cases.c.state == "public_input")
    said = text_of(signed_in(None).get(f"/ikut/{closed}"))
    assert "Pendaftaran ditutup" in said and "paling singkat 15 hari kalender" in said and "Mulai melamar" not in said
    assert signed_in("dayang").post(f"/ikut/{closed}", {}, 400)


def test_nothing_else_can_be_applied_for(signed_in: Enter, demo_place: Installation) -> None:
    for machine in ("application", "selection", "comment"):
        signed_in("dayang").get(f"/ikut/{number(demo_place, machine)}", 404)
    signed_in(None).get("/ikut/LOW-2026-0001-0000", 404)


def test_a_visitor_is_led_to_sign_in_and_back(signed_in: Enter, demo_place: Installation) -> None:
    visitor = signed_in(None)
    place = f"/ikut/{number(demo_place, 'opening', t.cases.c.state == 'registration')}"
    visitor.send(place, {}, 302, follow=False)
    assert visitor.last is not None and unquote(visitor.last.location).endswith(f"/masuk?next={place}")


# ------------------------------------------------------------------ from the call to the receipt
def test_apply_from_the_first_page_to_the_receipt_correct_and_withdraw(signed_in: Enter, demo_place: Installation) -> None:
    browser = signed_in("murni")
    place = f"/ikut/{number(demo_place, 'opening', t.cases.c.state == 'registration')}"
    browser.send(place, {}, 303, follow=False)
    mine = own(demo_place, "murni", "draft")
    form = f"/urusan/{mine}/isi/submit"
    _filled_in(browser, form)
    _sent_and_received(browser, form, mine, demo_place, signed_in)
    _corrected(browser, mine)
    _withdrawn(browser, mine)
    browser.post(place, {**browser.hidden(place), "x": "y"}, 303)
    assert "Lamaran dibuat" in text_of(browser.get(f"/urusan/{own(demo_place, 'murni', 'draft')}"))


def _filled_in(browser: Browser, form: str) -> None:
    browser.send(f"{form}/1", {"name": "Murniati", "birth_date-day": "31", "birth_date-month": "2", "aksi": "lanjut"})
    kept = browser.get(f"{form}/1")
    assert {e.attributes.get("value") for e in kept.all("input")} >= {"Murniati", "31"}
    for page, answers in enumerate(ANSWERS, start=1):
        browser.send(f"{form}/{page}", {**answers, "aksi": "lanjut"})
    said = text_of(browser.get(f"{form}/periksa"))
    assert "9 isian perlu dilengkapi" in said and "Kirim lamaran" not in [e.text for e in browser.get(f"{form}/periksa").all("button")]
    _files(browser, form)


def _files(browser: Browser, form: str) -> None:
    here = f"{form}/berkas/managerial_file"
    refused = browser.send(here, {"managerial_file-upload": (io.BytesIO(b"MZ program"), "surat.pdf")})
    assert "PDF, JPEG, atau PNG" in text_of(refused) and refused.title.startswith("Galat:")
    assert browser.send(here, {}).title.startswith("Galat:")
    for n in range(3):
        browser.send(here, {"managerial_file-upload": pdf(f"Surat {n}")})
    full = browser.get(here)
    assert "sudah penuh" in text_of(full) and full.all("input")[-1].attributes.get("type") != "file"
    away = next(e.attributes["value"] for e in full.all("button") if e.attributes.get("name") == "hapus")
    left = browser.send(here, {"hapus": away})
    assert "Surat 1.pdf" in text_of(left) and "Surat 0.pdf" not in text_of(left)
    for fact in FILES:
        if fact != "managerial_file":
            browser.send(f"{form}/berkas/{fact}", {f"{fact}-upload": pdf(fact)})
    link = next(
        e.attributes["href"] for e in browser.get(f"{form}/periksa").all("a") if e.attributes.get("href", "").startswith("/berkas/")
    )
    browser.get(link)
    assert browser.last is not None and browser.last.content_type == "application/pdf"


def _sent_and_received(browser: Browser, form: str, mine: str, place: Installation, signed_in: Enter) -> None:
    check = f"{form}/periksa"
    hidden = browser.hidden(check, f"{form}/kirim")
    browser.post(f"{form}/kirim", hidden, 303)
    assert browser.last is not None
    receipt = browser.last.location
    browser.post(f"{form}/kirim", hidden, 303)
    assert browser.last.location == receipt == f"/tanda-terima/{mine}/1"
    said = text_of(browser.get(receipt))
    assert "Diterima: Kirim lamaran" in said and "WITA" in said and "Empat belas tahun mengajar." in said and "Surat 1.pdf" in said
    browser.get(f"{receipt}.pdf")
    assert browser.last.data.startswith(b"%PDF-")
    for other in ("ratna", "sari", None):
        signed_in(other).get(receipt, 404 if other else 302)
    assert "Lamaran dikirim" in text_of(browser.get(f"/urusan/{mine}")) and own(place, "murni", "submitted") == mine


def _corrected(browser: Browser, mine: str) -> None:
    form = f"/urusan/{mine}/isi/correct"
    assert "tetap berlaku sampai Anda mengirim ulang" in text_of(browser.get(form))
    first = browser.get(f"{form}/1")
    assert "SD Negeri 5 Wae Luju" in {e.attributes.get("value") for e in first.all("input")}
    browser.send(f"{form}/6", {**ANSWERS[5], "summary": "Lima belas tahun mengajar.", "aksi": "lanjut"})
    assert "Empat belas" in text_of(browser.get(f"/urusan/{mine}"))
    browser.send(f"{form}/kirim", {}, at=f"{form}/periksa")
    assert "Lima belas" in text_of(browser.get(f"/urusan/{mine}"))


def _withdrawn(browser: Browser, mine: str) -> None:
    step = f"/urusan/{mine}/langkah/withdraw"
    assert "tidak dapat dibatalkan" in text_of(browser.get(step))
    browser.send(f"/urusan/{mine}/isi/withdraw/kirim", {}, at=step)
    assert "Mundur" in text_of(browser.get(f"/urusan/{mine}"))
    assert "tidak terbuka" in text_of(browser.get(step))


def test_a_draft_is_saved_with_its_errors_and_comes_back_in_another_session(signed_in: Enter, demo_place: Installation) -> None:
    form = f"/urusan/{own(demo_place, 'komang', 'draft')}/isi/submit"
    refused = signed_in("komang").send(f"{form}/3", {"teaching_years": "dua belas", "managerial_years": "3", "aksi": "lanjut"})
    assert refused.title.startswith("Galat:")
    again = signed_in("komang").get(f"{form}/3")
    assert "dua belas" in {e.attributes.get("value") for e in again.all("input")}
    assert "Perlu diperbaiki" in text_of(signed_in("komang").get(form))
    signed_in("komang").send(f"{form}/3", {**ANSWERS[2], "aksi": "draf"})


def test_the_hint_says_met_not_met_or_not_known_and_blocks_nothing(signed_in: Enter, demo_place: Installation) -> None:
    browser, form = signed_in("komang"), f"/urusan/{own(demo_place, 'komang', 'draft')}/isi/submit"
    browser.send(f"{form}/3", {**ANSWERS[2], "managerial_years": "1", "aksi": "lanjut"})
    said = text_of(browser.get(form))
    assert "Tidak terpenuhi" in said and "Belum diketahui" in said and "Permendikdasmen 7/2025 pasal 7" in said


def test_conditions_that_hang_on_answers_are_named_before_sending(signed_in: Enter, demo_place: Installation) -> None:
    browser, form = signed_in("rambu"), f"/urusan/{own(demo_place, 'rambu', 'submitted')}/isi/correct"
    browser.send(f"{form}/2", {**ANSWERS[1], "rank": "", "aksi": "lanjut"})
    said = browser.get(f"{form}/periksa")
    assert "Golongan ruang diisi oleh PNS" in text_of(said) and not [e for e in said.all("button") if "kirim ulang" in e.text]
    refused = browser.send(f"{form}/kirim", {}, at=form.replace("isi/correct", "langkah/withdraw"))
    assert "Golongan ruang diisi oleh PNS" in text_of(refused)


def test_an_answer_taken_back_is_known_no_more(signed_in: Enter, demo_place: Installation) -> None:
    browser, mine = signed_in("dayang"), own(demo_place, "dayang", "submitted")
    form = f"/urusan/{mine}/isi/correct"
    browser.send(f"{form}/2", {**ANSWERS[1], "employment": "PPPK", "rank": "", "aksi": "lanjut"})
    browser.send(f"{form}/kirim", {}, at=f"{form}/periksa")
    with demo_place.db.reading() as connection:
        held = select(t.facts.c.fact).join(t.cases, t.cases.c.id == t.facts.c.case_id).where(t.cases.c.number == mine)
        facts = set(connection.execute(held).scalars())
        assert "rank" not in facts and "level" in facts
        assert rebuilt(connection)["facts"] == standing(connection)["facts"]
