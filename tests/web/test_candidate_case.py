"""The own case as its owner reads it, forms whose time is over, what is not theirs, comments and objections."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert, select

from tests.web import stages
from tests.web.client import Browser
from tests.web.owners import Enter, number, own, person, text_of
from tests.web.page import Page
from tests.web.stages import Opened
from workflow.installation import Installation
from workflow.store import tables as t


# ------------------------------------------------------------------ late, and not mine
def test_a_form_whose_time_is_over_is_replaced_by_the_sentence(signed_in: Enter, demo_place: Installation) -> None:
    browser, mine = signed_in("ratna"), own(demo_place, "ratna", "nominated")
    for path in ("isi/submit", "isi/submit/1", "isi/submit/periksa", "isi/submit/berkas/degree_file", "isi/correct"):
        said = signed_in("ratna").get(f"/urusan/{mine}/{path}")
        assert "ditutup" in text_of(said) and "15 hari kalender" in text_of(said) and not said.all("textarea")
    hidden = browser.hidden(f"/urusan/{mine}/langkah/withdraw")
    assert "ditutup" in text_of(browser.post(f"/urusan/{mine}/isi/submit/1", hidden, 409))
    browser.post(f"/urusan/{mine}/isi/submit/kirim", hidden, 409)
    assert "belum dibuka" in text_of(browser.get(f"/urusan/{mine}/buat/objection/object"))


@pytest.mark.parametrize(
    "path",
    [
        "", "/isi/submit", "/isi/submit/1", "/isi/submit/periksa", "/isi/submit/berkas/degree_file", "/langkah/withdraw",
        "/buat/objection/object", "/buat/objection/object/periksa", "/interview_at.ics", "/langkah/score", "/isi/nominate",
        "/buat/comment/give", "/isi/submit/99",
    ],
)  # fmt: skip
def test_what_is_not_mine_is_not_there(signed_in: Enter, demo_place: Installation, path: str) -> None:
    theirs, mine = own(demo_place, "lukas", "nominated"), own(demo_place, "ratna", "nominated")
    signed_in("ratna").get(f"/urusan/{theirs}{path}", 404)
    signed_in("sari").get(f"/urusan/{theirs}{path}", 404)
    signed_in(None).get(f"/urusan/{theirs}{path}", 302)
    if any(word in path for word in ("score", "nominate", "give", "99")):
        signed_in("ratna").get(f"/urusan/{mine}{path}", 404)


def test_files_are_read_by_whoever_uploaded_them_alone(signed_in: Enter, demo_place: Installation) -> None:
    with demo_place.db.reading() as connection:
        file = connection.execute(select(t.files.c.id).where(t.files.c.owner == person(demo_place, "lukas")).limit(1)).scalar_one()
    signed_in("lukas").get(f"/berkas/{file}")
    for other in ("ratna", "nurul", "fajar"):
        signed_in(other).get(f"/berkas/{file}", 404)


def test_a_foreign_file_cannot_be_put_into_a_draft(signed_in: Enter, demo_place: Installation) -> None:
    with demo_place.db.reading() as connection:
        file = connection.execute(select(t.files.c.id).where(t.files.c.owner == person(demo_place, "lukas")).limit(1)).scalar_one()
    browser, form = signed_in("komang"), f"/urusan/{own(demo_place, 'komang', 'draft')}/isi/submit"
    browser.send(f"{form}/4", {"police_file": file, "aksi": "lanjut"})
    browser.send(f"{form}/berkas/police_file", {"police_file": file})
    assert "Unggah berkas: SKCK" in text_of(browser.get(f"{form}/periksa")) and file not in browser.text()


# ------------------------------------------------------------------ the own case
def test_my_case_tells_points_with_their_arithmetic_and_nobody_elses(signed_in: Enter, demo_place: Installation) -> None:
    mine, other = own(demo_place, "ratna", "passed_over"), own(demo_place, "norma", "assigned")
    said = text_of(signed_in("ratna").get(f"/urusan/{mine}"))
    assert "79,00" in said and "rata-rata 4,00 dari 5, dikali bobot 40 = 32,00" in said and "Peringkat 3" in said
    assert "Diurutkan menurut" in said and other not in said and "Norma" not in said


def test_reasons_stand_beside_each_requirement(signed_in: Enter, demo_place: Installation) -> None:
    said = text_of(signed_in("yulius").get(f"/urusan/{own(demo_place, 'yulius', 'reserve')}"))
    assert "1 dari 9 syarat dinyatakan tidak terpenuhi" in said and "Surat koordinator KKG hanya satu tahun delapan bulan." in said
    assert "Sanggahan diterima" in said


def test_sealed_steps_leave_no_trace_in_the_timeline(signed_in: Enter, demo_place: Installation) -> None:
    page = signed_in("ratna").get(f"/urusan/{own(demo_place, 'ratna', 'nominated')}")
    titles = [e.text for e in page.all("h3")]
    assert titles.count("Sedang diperiksa") == 1 and not any("Nilai pelamar" in title or "Periksa berkas" in title for title in titles)


def test_the_way_ahead_stands_above_what_happened(signed_in: Enter, demo_place: Installation) -> None:
    mine = own(demo_place, "ratna", "nominated")
    with demo_place.db.writing() as connection:
        school = connection.execute(select(t.cases.c.parent).where(t.cases.c.number == mine)).scalar_one()
        connection.execute(insert(t.windows).values(case_id=school, name="objecting", planned_opens=date(2027, 1, 5)))
    page = signed_in("ratna").get(f"/urusan/{mine}")
    titles = [e.text for e in page.all("h3") if e.parent is not None and e.parent.attributes.get("class") == "todo"]
    words = ["Menunggu surat keputusan", "Masa sanggah keputusan", "Menunggu keputusan", "Pleno dan berita acara"]
    assert titles == [f"{word} Belum mulai" for word in words]
    assert "Perkiraan mulai 5 Januari 2027" in text_of(page)
    done = signed_in("norma").get(f"/urusan/{own(demo_place, 'norma', 'assigned')}")
    assert not [e for e in done.all("li") if e.attributes.get("class") == "todo"]


def test_an_appointment_goes_into_the_calendar(signed_in: Enter, demo_place: Installation) -> None:
    browser, mine = signed_in("ratna"), own(demo_place, "ratna", "nominated")
    browser.get(f"/urusan/{mine}/interview_at.ics")
    assert browser.last is not None and b"BEGIN:VEVENT" in browser.last.data and b"Waktu wawancara" in browser.last.data
    browser.get(f"/urusan/{mine}/decree_date.ics", 404)


def test_my_list_puts_what_goes_on_first(signed_in: Enter) -> None:
    said = text_of(signed_in("komang").get("/urusan"))
    assert "Belum dikirim" in said and "Perlu tindakan Anda" in said and "Draf disimpan" in said
    assert "Belum ada urusan yang berjalan." in text_of(signed_in("norma").get("/urusan"))
    signed_in(None).get("/urusan", 302)


def test_a_comment_is_answered_by_whom_it_concerns(signed_in: Enter, demo_place: Installation) -> None:
    browser = signed_in("lukas")
    asked = number(demo_place, "comment", t.cases.c.state == "verifying")
    assert f"Masukan {asked}" in text_of(browser.get(f"/urusan/{own(demo_place, 'lukas', 'nominated')}"))
    step = f"/urusan/{asked}/langkah/reply"
    assert "Iuran penampungan air" in text_of(browser.get(step))
    assert browser.send(step, {"reply": " ", "aksi": "lanjut"}).title.startswith("Galat:")
    check = browser.send(step, {"reply": "Laporannya ditempel sejak Mei.", "aksi": "lanjut"})
    assert "Laporannya ditempel sejak Mei." in text_of(check)
    signed_in("ratna").get(step, 404)
    done = browser.send(f"/urusan/{asked}/isi/reply/kirim", {}, at=f"/urusan/{asked}/isi/reply/periksa")
    assert "Diterima: Jawab masukan" in text_of(done)


def test_a_comment_that_was_not_passed_on_is_not_shown(signed_in: Enter, demo_place: Installation) -> None:
    for state in ("received", "hidden"):
        kept = number(demo_place, "comment", t.cases.c.state == state)
        for alias in ("ratna", "lukas", "aisyah"):
            signed_in(alias).get(f"/urusan/{kept}", 404)


def test_a_receipt_of_a_committee_member_is_theirs_alone(signed_in: Enter, demo_place: Installation) -> None:
    with demo_place.db.reading() as connection:
        row = connection.execute(
            select(t.cases.c.number, t.sheets.c.revision)
            .join(t.cases, t.cases.c.id == t.sheets.c.case_id)
            .where(t.sheets.c.action == "score", t.sheets.c.person == person(demo_place, "hasnah"))
            .limit(1)
        ).one()
    said = text_of(signed_in("hasnah").get(f"/tanda-terima/{row.number}/{row.revision}"))
    assert "Diterima: Nilai pelamar" in said and "Kepemimpinan" in said
    for other in ("ratna", "meiske", "sari"):
        signed_in(other).get(f"/tanda-terima/{row.number}/{row.revision}", 404)


@pytest.mark.parametrize("alias", ["komang", "lukas"])
def test_the_pages_are_good_in_english_too(signed_in: Enter, demo_place: Installation, alias: str) -> None:
    mine = number(demo_place, "application", t.cases.c.owner == person(demo_place, alias), t.cases.c.ended.is_(False))
    for path in (
        "/en/ikut",
        "/en/urusan",
        f"/en/urusan/{mine}",
        f"/en/urusan/{mine}/isi/submit",
        f"/en/urusan/{mine}/isi/submit/periksa",
    ):
        signed_in(alias).get(path)


# ------------------------------------------------------------------ objection
@pytest.fixture(scope="module")
def objecting(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """The first story while the objection period on the check is open."""
    stage = stages.play(tmp_path_factory.mktemp("sanggah"), {"objecting"})["objecting"]
    return stage.opened(tmp_path_factory.mktemp("terbuka"))


def test_an_objection_is_open_to_whom_it_is_due_and_says_until_when(objecting: Opened) -> None:
    with objecting.db.reading() as connection:
        found = select(t.cases.c.state, t.cases.c.number).where(t.cases.c.machine == "application")
        states = {row.state: row.number for row in connection.execute(found)}
    refused, accepted = states["ineligible"], states["eligible"]
    browser = objecting.browser("hendra")
    said = text_of(browser.get(f"/urusan/{refused}"))
    assert "Ajukan sanggahan" in said and "24.00 WITA" in said and "tidak terpenuhi" in said
    form = f"/urusan/{refused}/buat/objection/object"
    check = browser.send(form, {"about": "berkas", "argument": "Syarat masa kerja terpenuhi.", "aksi": "lanjut"})
    assert "Syarat masa kerja terpenuhi." in text_of(check)
    done = browser.send(f"{form}/kirim", {}, at=f"{form}/periksa")
    assert "Diterima: Ajukan sanggahan" in text_of(done)
    assert "Menunggu jawaban" in text_of(browser.get(f"/urusan/{refused}"))
    assert "Satu sanggahan untuk satu hal" in text_of(_object(browser, form, "berkas"))
    assert "dibuka bagi Anda" in text_of(_object(browser, form, "keputusan"))
    with objecting.db.reading() as connection:
        owner = connection.execute(select(t.cases.c.owner).where(t.cases.c.number == accepted)).scalar_one()
    other = objecting.browser(next(alias for alias, id in objecting.persons.items() if id == owner))
    assert "Ajukan sanggahan" not in text_of(other.get(f"/urusan/{accepted}"))


def _object(browser: Browser, form: str, about: str) -> Page:
    return browser.send(form, {"about": about, "argument": "Sekali lagi.", "aksi": "lanjut"})
