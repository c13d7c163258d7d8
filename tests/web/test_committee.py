"""Pages of officials, at moments of a selection: declare, check, score, sign, decide, confirm; and what others see of it, which is nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.web.client import Browser
from tests.web.stages import Opened, Stage, play
from workflow.act import Actor, Done, act
from workflow.demo.play import PASSWORD
from workflow.queries.committee import inbox
from workflow.queries.places import lineages
from workflow.store import schema
from workflow.store import tables as t
from workflow.store.clock import FixedClock
from workflow.store.database import Database

CLAUSES = ("degree", "certified", "rank", "performance", "managerial", "discipline", "criminal", "age", "pact")
ALL_MET = {f"findings.{name}": "met" for name in CLAUSES}
SCORES = {"lead_score": "4", "lead_score.remark": "Memimpin tim.", "learn_score": "3", "plan_score": "5"}


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Stage]:
    return play(tmp_path_factory.mktemp("stages"), {"announce", "check", "half_scored", "sign", "decide", "object"})


@pytest.fixture
def at(stages: Mapping[str, Stage], tmp_path: Path) -> Callable[[str], Opened]:
    return lambda name: stages[name].opened(tmp_path)


def step(number: str, action: str) -> str:
    return f"/perkara/{number}/langkah/{action}"


def where(browser: Browser) -> str:
    assert browser.last is not None
    return browser.last.headers["Location"]


def declare_all(stage: Opened, browser: Browser, *names: str) -> None:
    place = f"/perkara/{stage.cases['lembah_angin']}/benturan"
    browser.send(place, {f"ada-{stage.cases[name]}": "no" for name in names})


# ------------------------------------------------------------------ declaring
def test_nothing_is_shown_before_the_declaration(at: Callable[[str], Opened]) -> None:
    stage = at("check")
    nurul, number = stage.browser("nurul"), stage.cases["ratna_1"]
    page = nurul.get("/tugas")
    assert "Nyatakan benturan kepentingan: 5 lamaran" in page.root.text
    for path in (f"/perkara/{number}", step(number, "check")):
        nurul.get(path, 302)
        assert where(nurul).startswith(f"/perkara/{number}/benturan")
    nurul.get(f"/perkara/{number}/berkas/degree_file/0", 404)
    declare_all(stage, nurul, "ratna_1")
    assert "Ringkasan profesional" in nurul.get(f"/perkara/{number}").root.text
    nurul.get(f"/perkara/{number}/berkas/degree_file/0")
    assert nurul.last is not None
    assert nurul.last.data.startswith(b"%PDF")
    for path in ("berkas/degree_file/7", "berkas/degree_file/99999999999999999999", "berkas/name/0", "berkas/nothing/0"):
        nurul.get(f"/perkara/{number}/{path}", 404)


def test_a_conflict_needs_words_and_closes_the_case(at: Callable[[str], Opened]) -> None:
    stage = at("check")
    nurul, number = stage.browser("nurul"), stage.cases["eko_1"]
    place = f"/perkara/{stage.cases['lembah_angin']}/benturan"
    nurul.send(place, {}, 422)
    nurul.send(place, {f"ada-{number}": "yes"}, 422)
    page = nurul.send(place, {f"ada-{number}": "yes", f"hubungan-{number}": "Kakak ipar saya."})
    assert "tidak lagi terbuka bagi Anda" in page.root.text
    for path in (f"/perkara/{number}", step(number, "check"), f"/perkara/{number}/benturan", f"/perkara/{number}/berkas/degree_file/0"):
        nurul.get(path, 404)
    assert "Tidak terbuka bagi Anda" in nurul.get(f"/perkara/{stage.cases['lembah_angin']}").root.text
    assert "1 lamaran karena benturan" in nurul.get("/tugas").root.text


def test_the_chair_sees_and_lifts_a_conflict(at: Callable[[str], Opened]) -> None:
    stage = at("half_scored")
    bambang, number = stage.browser("bambang"), stage.cases["zul_1"]
    assert "Ipar saya." in bambang.get(f"/perkara/{number}").root.text
    lift = {"orang": str(stage.persons["yosef"]), "alasan": ""}
    assert "Tulis alasan pencabutan." in bambang.send(f"/perkara/{number}/cabut", lift, at=f"/perkara/{number}").root.text
    bambang.send(f"/perkara/{number}/cabut", {**lift, "alasan": "Ternyata bukan ipar."}, at=f"/perkara/{number}")
    assert "Ipar saya." not in bambang.get(f"/perkara/{number}").root.text
    stage.browser("yosef").get(f"/perkara/{number}")


def test_a_conflict_noticed_later(at: Callable[[str], Opened]) -> None:
    stage = at("half_scored")
    hasnah, number = stage.browser("hasnah"), stage.cases["eko_1"]
    place = f"/perkara/{number}/benturan"
    assert "Anda menyatakan tidak ada benturan." in hasnah.get(place).root.text
    hasnah.send(place, {f"ada-{number}": "yes", f"hubungan-{number}": "Rekan usaha sejak bulan ini."})
    hasnah.get(step(number, "score"), 404)


# ------------------------------------------------------------------ checking papers
def test_a_check_from_form_to_receipt(at: Callable[[str], Opened]) -> None:
    stage = at("check")
    nurul, number = stage.browser("nurul"), stage.cases["ratna_1"]
    declare_all(stage, nurul, "ratna_1", "eko_1", "norma_1", "hendra_1", "zul_1")
    place = step(number, "check")
    page = nurul.get(place)
    assert "Menurut isian: terpenuhi" in page.root.text and "Ijazah terakhir" in page.root.text
    assert "Lembar 1 dari 5" in page.root.text
    missing = {**ALL_MET, "findings.rank": "not_met"}
    assert "Tulis alasan mengapa tidak terpenuhi" in nurul.send(place, {"aksi": "kirim", **missing}, 422).root.text
    page = nurul.send(place, {"aksi": "kirim", **missing, "findings.rank.remark": "SK tidak terbaca."})
    assert "Periksa sebelum mengirim" in page.title and "SK tidak terbaca." in page.root.text
    page = nurul.send(f"{place}/periksa", {})
    assert "Langkah Anda tercatat" in page.root.text and "Berikutnya:" in page.root.text
    assert "1 dari 5 lembar selesai" in page.root.text
    nurul.get(place, 409)
    made = stage.browser("made")
    declare_all(stage, made, "ratna_1")
    page = made.get(f"/perkara/{number}")
    assert "masih tersegel" in page.root.text and "SK tidak terbaca." not in page.root.text


# ------------------------------------------------------------------ scoring
def test_a_score_sheet_keeps_drafts_and_skips_nothing(at: Callable[[str], Opened]) -> None:
    stage = at("half_scored")
    hasnah, number = stage.browser("hasnah"), stage.cases["eko_1"]
    place = step(number, "score")
    page = hasnah.get(place)
    assert "bobot 40%" in page.root.text and "Belum menunjukkan pengalaman memimpin orang" in page.root.text
    page = hasnah.send(place, {"aksi": "draf", "lead_score": "4"})
    assert "1 dari 3 kriteria terisi" in page.root.text
    assert "Draf" in hasnah.get("/tugas").root.text
    page = hasnah.send(place, {"aksi": "kirim", "lead_score": "4"}, 422)
    assert "atau pilih tidak dapat menilai" in page.root.text
    page = hasnah.send(place, {"aksi": "kirim", **SCORES, "learn_score": "cannot"}, 422)
    assert "Tulis mengapa Anda tidak dapat menilai" in page.root.text
    hasnah.send(place, {"aksi": "kirim", **SCORES, "learn_score": "6"}, 422)
    page = hasnah.send(place, {"aksi": "kirim", **SCORES})
    assert "Memimpin tim." in page.root.text


def test_sending_twice_gives_one_sheet(at: Callable[[str], Opened]) -> None:
    stage = at("half_scored")
    hasnah, place = stage.browser("hasnah"), step(stage.cases["eko_1"], "score")
    hasnah.send(place, {"aksi": "kirim", **SCORES})
    hidden = hasnah.hidden(f"{place}/periksa")
    hasnah.post(f"{place}/periksa", hidden, 302)
    first = where(hasnah)
    hasnah.post(f"{place}/periksa", hidden, 302)
    assert where(hasnah) == first
    assert "Anda sudah mengirim lembar ini." in hasnah.post(f"{place}/periksa", {**hidden, "kunci": "f" * 32}, 409).root.text


def test_what_was_typed_survives_when_it_is_too_late(at: Callable[[str], Opened]) -> None:
    stage = at("half_scored")
    hasnah, place = stage.browser("hasnah"), step(stage.cases["eko_1"], "score")
    hidden = hasnah.hidden(place)
    page = hasnah.post(place, {**hidden, **SCORES, "aksi": "kirim", "ronde": "1"}, 409)
    assert "Memimpin tim." in page.root.text and "untuk disalin" in page.root.text


def test_sealed_sheets_stay_sealed(at: Callable[[str], Opened]) -> None:
    stage = at("half_scored")
    page = stage.browser("hasnah").get(f"/perkara/{stage.cases['eko_1']}")
    assert "masih tersegel" in page.root.text and "Laporan keuangan bulanan terbuka" not in page.root.text
    assert "Laporan keuangan bulanan terbuka" in stage.browser("bambang").get(f"/perkara/{stage.cases['eko_1']}").root.text


# ------------------------------------------------------------------ minutes
def test_signing_asks_for_the_password_and_these_very_minutes(at: Callable[[str], Opened]) -> None:
    stage = at("sign")
    bambang, place = stage.browser("bambang"), step(stage.cases["lembah_angin"], "sign")
    page = bambang.get(place)
    assert "BA-SEL-2026-0001-02" in page.root.text and "Belum ditandatangani" in page.root.text
    assert "Ketik kata sandi Anda" in bambang.send(place, {"aksi": "kirim"}, 422).root.text
    assert "Kata sandi tidak cocok." in bambang.send(place, {"aksi": "kirim", "sandi": "bukan ini"}, 422).root.text
    hidden = bambang.hidden(place)
    other = bambang.post(place, {**hidden, "aksi": "kirim", "sandi": PASSWORD, "sidik": "0" * 64}, 409)
    assert "disusun ulang" in other.root.text
    page = bambang.send(place, {"aksi": "kirim", "sandi": "bukan ini", "dissent": "Saya menilai lain."}, 422)
    assert "Saya menilai lain." in page.root.text
    page = bambang.send(place, {"aksi": "kirim", "sandi": PASSWORD, "dissent": "Rencananya belum dibiayai."})
    assert "Langkah Anda tercatat" in page.root.text
    others = stage.browser("hasnah").get(place).root.text
    assert "Pendapat berbeda: Rencananya belum dibiayai." in others and "Saya menilai lain." not in others
    assert "Peringkat 1 · nilai 87,60" in bambang.get(f"/keputusan/{stage.cases['lembah_angin']}").root.text


def test_a_step_that_cannot_be_taken_says_why(at: Callable[[str], Opened]) -> None:
    stage = at("sign")
    bambang, number = stage.browser("bambang"), stage.cases["lembah_angin"]
    assert "Calon berkurang." in bambang.get(step(number, "next_in_line")).root.text
    bambang.get(step(number, "publish_check"), 409)
    assert "bukan tugas Anda" in stage.browser("hasnah").get(step(number, "redraft"), 403).root.text
    for missing in ("nothing", "announce_", "shut", "add"):
        bambang.get(step(number, missing), 404)


# ------------------------------------------------------------------ deciding
def test_choosing_another_than_the_first_needs_a_reason(at: Callable[[str], Opened]) -> None:
    stage = at("decide")
    andi, place = stage.browser("andi"), f"/keputusan/{stage.cases['lembah_angin']}"
    norma = stage.cases["norma_1"]
    andi.get("/tugas")
    andi.get("/keputusan")
    page = andi.get(place)
    assert "87,60" in page.root.text and "3 dari 3 menandatangani" in page.root.text
    andi.send(place, {}, 422)
    assert "Tulis alasan keputusan Anda." in andi.send(place, {"pilihan": f"{norma} choose"}, 422).root.text
    page = andi.send(place, {"pilihan": f"{stage.cases['zul_1']} choose", "alasan": "Pilihan lama."}, 409)
    assert "Pilihan lama." in page.root.text
    page = andi.send(place, {"pilihan": f"{norma} choose", "alasan": "Sekolah ini kelas rangkap."})
    assert "Periksa sebelum mengirim" in page.title and "Sekolah ini kelas rangkap." in page.root.text
    page = andi.send(f"{step(norma, 'choose')}/periksa", {})
    assert "Terpilih" in page.root.text
    page = andi.get(place)
    assert not [e for e in page.all("input") if e.attributes.get("name") == "pilihan"]
    andi.get(step(norma, "choose"), 409)


def test_the_first_in_rank_is_chosen_without_a_reason(at: Callable[[str], Opened]) -> None:
    stage = at("decide")
    andi, eko = stage.browser("andi"), stage.cases["eko_1"]
    page = andi.send(f"/keputusan/{stage.cases['lembah_angin']}", {"pilihan": f"{eko} choose"})
    assert "Keadaan berubah" in page.root.text
    assert "Langkah Anda tercatat" in andi.send(step(eko, "choose"), {"aksi": "kirim"}).root.text


def test_returning_to_the_committee(at: Callable[[str], Opened]) -> None:
    stage = at("decide")
    andi, number = stage.browser("andi"), stage.cases["lembah_angin"]
    page = andi.send(f"/keputusan/{number}", {"pilihan": f"{number} send_back", "alasan": "Jelaskan selisihnya."})
    assert "Jelaskan selisihnya." in page.root.text
    andi.send(f"{step(number, 'send_back')}/periksa", {})
    assert "Tanda tangani berita acara" in stage.browser("hasnah").get("/tugas").root.text


def test_ranks_stay_with_those_who_judge_and_decide(at: Callable[[str], Opened]) -> None:
    stage = at("decide")
    place = f"/keputusan/{stage.cases['lembah_angin']}"
    for alias, status in {
        "bambang": 200,
        "rusdi": 200,
        "andi": 200,
        "sari": 404,
        "nurul": 404,
        "maria": 404,
        "eko": 404,
        "fajar": 404,
    }.items():
        stage.browser(alias).get(place, status)
    stage.browser("andi").get(f"/keputusan/{stage.cases['selesai']}", 404)


# ------------------------------------------------------------------ four eyes
def test_a_proposal_waits_for_a_second_person(at: Callable[[str], Opened]) -> None:
    stage = at("announce")
    bambang, yusuf, number = stage.browser("bambang"), stage.browser("yusuf"), stage.cases["selesai"]
    page = bambang.send(step(number, "announce"), {"aksi": "kirim"})
    assert bambang.last is not None
    place = bambang.last.request.path
    assert "Menunggu konfirmasi" in page.root.text
    assert "menunggu konfirmasi" in bambang.get("/tugas").root.text
    bambang.send(place, {"aksi": "konfirmasi"}, 403, at=f"/perkara/{number}")
    assert "Konfirmasi usulan: Umumkan seleksi" in yusuf.get("/tugas").root.text
    yusuf.send(place, {"aksi": "tolak"}, 422)
    page = yusuf.send(place, {"aksi": "konfirmasi"})
    assert "Dikonfirmasi." in page.root.text and "Berlangsung" in page.root.text
    assert "Sudah dikonfirmasi" in bambang.get(place).root.text
    yusuf.send(place, {"aksi": "konfirmasi"}, 409, at=f"/perkara/{number}")
    stage.browser("ratna").get(place, 404)
    yusuf.get(f"/perkara/{number}/usulan/5", 404)
    yusuf.get(f"/perkara/{stage.cases['lembah_angin']}/usulan/{place.rpartition('/')[2]}", 404)


def test_a_proposal_shows_old_and_new(at: Callable[[str], Opened]) -> None:
    stage = at("announce")
    bambang, sari, number = stage.browser("bambang"), stage.browser("sari"), stage.cases["selesai"]
    bambang.send(step(number, "announce"), {"aksi": "kirim"})
    assert bambang.last is not None
    sari.send(bambang.last.request.path, {"aksi": "konfirmasi"})
    change = {"contact": "Telepon baru (0000) 555-0199", "nominees": "3", "quorum": "3", "hear_public": "yes", "reason": "Nomor berganti."}
    page = bambang.get(step(number, "amend"))
    assert "555-0101" in str([e.attributes.get("value") for e in page.all("input")])
    bambang.send(step(number, "amend"), {"aksi": "kirim", **change})
    bambang.send(f"{step(number, 'amend')}/periksa", {})
    page = sari.get(bambang.last.request.path)
    assert "555-0101" in page.root.text and "555-0199" in page.root.text
    page = sari.send(bambang.last.request.path, {"aksi": "tolak", "alasan": "Nomor lama masih dipakai."})
    assert "Nomor lama masih dipakai." in page.root.text


def test_whoever_answers_an_objection_declares_about_the_case_above(at: Callable[[str], Opened]) -> None:
    stage = at("object")
    agus, number = stage.browser("agus"), stage.cases["sgh_e1"]
    assert "Nyatakan benturan kepentingan: 1 sanggahan" in agus.get("/tugas").root.text
    agus.get(step(number, "refuse"), 302)
    place = where(agus)
    agus.send(place, {f"ada-{stage.cases['eko_1']}": "no"})
    assert "Sanggahan" in agus.get(f"/perkara/{number}").root.text
    agus.send(step(number, "refuse"), {"aksi": "kirim"}, 422)
    agus.send(step(number, "refuse"), {"aksi": "kirim", "answer": "Alasan sudah diumumkan dan cocok dengan rekaman."})
    assert "Langkah Anda tercatat" in agus.send(f"{step(number, 'refuse')}/periksa", {}).root.text


def test_the_inbox_reads_on_postgresql(fresh_postgres: str) -> None:
    schema.migrate(fresh_postgres)
    db = Database(fresh_postgres)
    with db.reading() as connection:
        assert lineages(connection, [1, 2]) == {}
    found = inbox(db, FixedClock(datetime(2026, 11, 21, tzinfo=UTC)), 1, "p1")
    assert (found.lines, found.waiting, found.finished) == ((), (), 0)
    db.close()


# ------------------------------------------------------------------ tasks, presence, strangers
def test_a_task_of_a_group_is_claimed_and_handed_back(at: Callable[[str], Opened]) -> None:
    stage = at("check")
    bambang, number = stage.browser("bambang"), stage.cases["lembah_angin"]
    page = bambang.get(f"/perkara/{number}")
    claim = next(e.attributes["action"] for e in page.all("form") if e.attributes.get("action", "").endswith("/ambil"))
    bambang.send(claim, {}, at=f"/perkara/{number}")
    bambang.send(claim, {}, 409, at=f"/perkara/{number}")
    assert "Kembalikan" in bambang.get(f"/perkara/{number}").root.text
    bambang.send(claim.replace("ambil", "kembalikan"), {}, at=f"/perkara/{number}")
    stage.browser("ratna").send(claim, {}, 404, at="/tentang")
    task = claim.removesuffix("/ambil")
    bambang.get(task, 302)
    assert where(bambang) == step(number, "publish_check")
    stage.browser("made").get(task, 404)
    bambang.get("/tugas/12345", 404)


def test_who_appoints_gives_a_task_to_somebody(at: Callable[[str], Opened]) -> None:
    stage = at("check")
    sari, bambang, place = stage.browser("sari"), stage.browser("bambang"), f"/perkara/{stage.cases['lembah_angin']}"
    give = next(e.attributes["action"] for e in sari.get(place).all("form") if e.attributes.get("action", "").endswith("/alihkan"))
    assert "Alihkan tugas ini" not in bambang.get(place).root.text
    bambang.send(give, {"orang": str(stage.persons["bambang"])}, 403, at=place)
    stage.browser("ratna").send(give, {}, 404, at="/tentang")
    assert "Pilih orang yang memegang peran ini." in sari.send(give, {"orang": str(stage.persons["hasnah"])}, at=place).root.text
    page = sari.send(give, {"orang": str(stage.persons["bambang"])}, at=place)
    assert "Tugas dialihkan." in page.root.text and "Alihkan tugas ini" not in page.root.text
    assert "Kembalikan" in bambang.get(place).root.text


def test_another_chair_after_the_announcement_is_seen_by_everybody(at: Callable[[str], Opened]) -> None:
    stage = at("check")
    with stage.db.reading() as connection:
        root = connection.execute(select(t.cases.c.number).where(t.cases.c.parent.is_(None), t.cases.c.state != "draft")).scalar_one()
    chosen = {"role": ["chair"], "person": [str(stage.persons["hasnah"])]}
    done = act(stage.db, stage.clock, root, "@appoint", Actor(stage.persons["sari"], "person"), chosen)
    assert isinstance(done, Done)
    page = stage.browser().get(f"/seleksi/{root}").root.text
    assert re.search(r"Hasnah[^:]* ditunjuk: Ketua tim seleksi", page) and page.count(" ditunjuk: ") == 1


def test_absent_and_back(at: Callable[[str], Opened]) -> None:
    stage = at("half_scored")
    rusdi, place = stage.browser("rusdi"), f"/perkara/{stage.cases['selesai']}"
    rusdi.send(f"{place}/hadir", {"peran": "member", "hadir": "tidak"}, at=place)
    assert "Anda tercatat berhalangan" in rusdi.get(place).root.text
    assert "Nilai pelamar" in stage.browser("tigor").get("/tugas").root.text
    rusdi.send(f"{place}/hadir", {"peran": "member", "hadir": "ya"}, at=place)
    rusdi.send(f"{place}/hadir", {"peran": "member", "hadir": "ya"}, 409, at=place)


@pytest.mark.parametrize("alias", ["ratna", "fajar", "norma"])
def test_what_is_not_theirs_is_not_there(at: Callable[[str], Opened], alias: str) -> None:
    stage = at("half_scored")
    browser, number = stage.browser(alias), stage.cases["eko_1"]
    browser.get("/tugas", 403)
    paths = ("", "/benturan", "/berkas/degree_file/0", "/terkirim/17", "/usulan/1", "/langkah/score", "/langkah/score/periksa")
    for path in paths:
        browser.get(f"/perkara/{number}{path}", 404)
    for path in ("/hadir", "/cabut", "/benturan", "/langkah/score", "/langkah/score/periksa"):
        browser.send(f"/perkara/{number}{path}", {}, 404, at="/tentang")


def test_nobody_is_sent_to_sign_in(at: Callable[[str], Opened]) -> None:
    stage = at("half_scored")
    nobody = stage.browser()
    for path in ("/tugas", f"/perkara/{stage.cases['eko_1']}", f"/keputusan/{stage.cases['lembah_angin']}"):
        nobody.get(path, 302)
        assert where(nobody).startswith("/masuk")


def test_the_pages_in_english(at: Callable[[str], Opened]) -> None:
    stage = at("decide")
    andi, number = stage.browser("andi"), stage.cases["lembah_angin"]
    for path in (
        "/tugas",
        "/keputusan",
        f"/keputusan/{number}",
        f"/perkara/{number}",
        f"/perkara/{stage.cases['norma_1']}",
        step(number, "send_back"),
    ):
        andi.get(f"/en{path}")
