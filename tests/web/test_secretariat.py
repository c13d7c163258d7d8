"""The secretariat prepares a root on its pages: facts, team, dates; over the story of the demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.web.secretariat_stage import below, location, opened, root_in, says
from tests.web.stages import Opened, Stage, play
from workflow.store import tables as t

SETTINGS = {
    "name": "Seleksi uji",
    "contact": "Sekretariat, hari kerja",
    "minimum": "3",
    "extensions": "2",
    "cap": "2",
    "quorum": "3",
    "nominees": "3",
}
SCHOOL = {
    "school": "SD Negeri 3 Tanjung Raya", "school_level": "sd", "district": "Tanjung Raya", "lacks_candidates": "no",
    "assignment_date-day": "1", "assignment_date-month": "7", "assignment_date-year": "2030",
}  # fmt: skip


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stage]:
    return play(tmp_path_factory.mktemp("story"), {"announce", "today"})


@pytest.fixture
def before(stages: dict[str, Stage], tmp_path: Path) -> Iterator[Opened]:
    """A root in preparation, complete but for the announcement."""
    made = opened(stages, "announce", tmp_path)
    yield made
    made.db.close()


@pytest.fixture
def today(stages: dict[str, Stage], tmp_path: Path) -> Iterator[Opened]:
    made = opened(stages, "today", tmp_path)
    yield made
    made.db.close()


# ------------------------------------------------------------------ preparing
def test_a_root_is_started_filled_and_prepared_on_pages(before: Opened) -> None:
    sari = before.browser("sari")
    assert says(sari.get("/sekretariat"), "Mulai yang baru")
    wrong = sari.send("/sekretariat/baru/kepala_sekolah", SETTINGS, 422)
    assert says(wrong, "Jawab ya atau tidak")
    sari.send("/sekretariat/baru/kepala_sekolah", {**SETTINGS, "hear_public": "yes"}, 302, follow=False)
    setup = location(sari)
    page = sari.get(setup)
    assert says(page, "Belum ada satu pun") and says(page, "Seleksi uji") and says(page, "Tidak terpenuhi")
    add = f"{setup}/buat/opening/add"
    late = sari.send(add, {**SCHOOL, "assignment_date-year": "2020"}, 422)
    assert says(late, "Tanggal penugasan masih akan datang")
    sari.send(add, SCHOOL, 302, follow=False)
    assert says(sari.get(setup), "SD Negeri 3 Tanjung Raya")
    assert says(sari.get(f"{setup}/pratinjau/announcement"), "Belum ada yang diumumkan")
    sari.get(f"/en{setup}")


def test_a_refused_start_takes_no_number(before: Opened) -> None:
    sari = before.browser("sari")
    sari.send("/sekretariat/baru/kepala_sekolah", {**SETTINGS, "name": ""}, 422)
    with before.db.reading() as connection:
        last = connection.execute(select(t.counters.c.last).where(t.counters.c.code == "SEL")).scalar()
        count = connection.execute(select(t.cases.c.number).where(t.cases.c.parent.is_(None))).all()
    assert last == len(count)


def test_the_same_form_sent_twice_starts_one_root(before: Opened) -> None:
    sari = before.browser("sari")
    form = {**sari.hidden("/sekretariat/baru/kepala_sekolah"), **SETTINGS, "hear_public": "no"}
    sari.post("/sekretariat/baru/kepala_sekolah", form, 302)
    first = location(sari)
    sari.post("/sekretariat/baru/kepala_sekolah", form, 302)
    assert location(sari) == first


def test_nobody_else_starts_a_root_or_adds_below_one(before: Opened) -> None:
    root = root_in(before, "draft")
    before.browser("bambang").get("/sekretariat/baru/kepala_sekolah", 404)
    before.browser("bambang").get(f"/sekretariat/{root}/buat/opening/add", 404)
    sari = before.browser("sari")
    sari.get("/sekretariat/baru/tidak_ada", 404)
    sari.get(f"/sekretariat/{root}/buat/opening/change", 404)
    sari.get(f"/sekretariat/{root}/buat/application/begin_draft", 404)


def test_the_setup_tells_who_announces_and_what_is_met(before: Opened) -> None:
    root = root_in(before, "draft")
    page = before.browser("sari").get(f"/sekretariat/{root}")
    assert says(page, "Dr. Bambang Hartawan") and says(page, "menunggu penegasan") and says(page, "Rubrik: Kepemimpinan")
    with before.db.writing() as connection:
        connection.execute(update(t.proposals).values(status="declined"))
    page = before.browser("sari").get(f"/sekretariat/{root}")
    assert says(page, "Siap diumumkan") and says(page, "Bukan Anda yang mengumumkan")
    assert says(before.browser("bambang").get(f"/sekretariat/{root}"), "Semua syarat terpenuhi")


def test_what_is_missing_is_told_with_what_there_is(before: Opened) -> None:
    root = root_in(before, "draft")
    team, sari = f"/sekretariat/{root}/tim", before.browser("sari")
    sari.post(team, {**sari.hidden(team), "aksi": "@dismiss", "peran": "member", "orang": str(before.persons["meiske"])}, 302)
    page = sari.get(f"/sekretariat/{root}")
    assert says(page, "Anggota tim seleksi: 4, harus salah satu dari 5, 7, 9") and says(page, "Dapat dilewati dengan alasan tertulis")


def test_an_announced_root_shows_how_it_stands_instead(today: Opened) -> None:
    root = root_in(today, "running")
    sari = today.browser("sari")
    sari.get(f"/sekretariat/{root}", 302)
    assert location(sari) == f"/proses-saya/{root}"
    page = sari.get(f"/proses-saya/{root}")
    assert says(page, "Apa yang menunggu siapa") and says(page, "Tugas terbuka")
    today.browser("komang").get(f"/proses-saya/{root}", 404)
    sari.get(f"/proses-saya/{below(today, root)}", 404)


# ------------------------------------------------------------------ team
def test_the_team_is_changed_until_it_is_announced(before: Opened) -> None:
    root = root_in(before, "draft")
    sari, team = before.browser("sari"), f"/sekretariat/{root}/tim"
    member = before.persons["meiske"]
    change = {"aksi": "@dismiss", "peran": "member", "orang": str(member)}
    sari.post(team, {**sari.hidden(team), **change}, 302)
    assert not says(sari.get(team), "Meiske")
    found = sari.get(f"{team}/member?cari=meiske")
    assert says(found, "Dr. Meiske Tumiwa")
    hidden = sari.hidden(f"{team}/member?cari=meiske")
    lacking = sari.post(f"{team}/member", {**hidden, "orang": str(member)}, 422)
    assert says(lacking, "Pilih: Unsur yang diwakili")
    hidden = sari.hidden(f"{team}/member?cari=meiske")
    sari.post(f"{team}/member", {**hidden, "orang": str(member), "ciri.element": "akademisi"}, 302)
    assert says(sari.get(team), "Meiske") and says(sari.get(team), "Akademisi")


def test_clashing_roles_are_refused_in_words(before: Opened) -> None:
    root = root_in(before, "draft")
    sari, add = before.browser("sari"), f"/sekretariat/{root}/tim/member"
    form = {**sari.hidden(f"{add}?cari=nurul"), "orang": str(before.persons["nurul"]), "ciri.element": "dinas"}
    assert says(sari.post(add, form, 422), "kedua peran tidak boleh dirangkap")
    form = {**sari.hidden(f"{add}?cari=nurul"), "ciri.element": "dinas"}
    assert says(sari.post(add, form, 422), "Pilih orangnya")


def test_the_chair_is_chosen_among_the_members(before: Opened) -> None:
    root = root_in(before, "draft")
    page = before.browser("sari").get(f"/sekretariat/{root}/tim/chair")
    names = {e.text for e in page.all("label")}
    assert any("Hasnah" in name for name in names) and not any("Nurul" in name for name in names)


def test_people_without_an_office_are_found_by_their_whole_address_only(before: Opened) -> None:
    root = root_in(before, "draft")
    with before.db.writing() as connection:
        komang = before.persons["komang"]
        connection.execute(update(t.persons).where(t.persons.c.id == komang).values(post=None))
        email = connection.execute(select(t.accounts.c.email).where(t.accounts.c.person == komang)).scalar_one()
    sari, add = before.browser("sari"), f"/sekretariat/{root}/tim/checker"
    assert says(sari.get(f"{add}?cari=komang"), "Tidak ada yang cocok")
    assert says(sari.get(f"{add}?cari={email}"), "Komang")


def test_an_announced_team_tells_how_to_replace_and_refuses_a_change(today: Opened) -> None:
    root = root_in(today, "running")
    team = f"/sekretariat/{root}/tim"
    sari = today.browser("sari")
    page = sari.get(team)
    assert says(page, "Susunan ini sudah diumumkan") and says(page, "Ganti anggota tim")
    sari.get(f"{team}/member", 404)
    change = {"aksi": "@dismiss", "peran": "member", "orang": str(today.persons["hasnah"])}
    assert says(sari.post(team, {**sari.hidden(team), **change}, 409), "sudah diumumkan")
    sari.post(team, {**sari.hidden(team), **change, "aksi": "@lift"}, 400)


def test_a_post_is_told_in_the_language_of_the_page(today: Opened) -> None:
    team, sari = f"/sekretariat/{root_in(today, 'running')}/tim", today.browser("sari")
    for path, here, other in ((team, "Dosen manajemen pendidikan", "Lecturer"), (f"/en{team}", "Lecturer in education", "Dosen")):
        page = sari.get(path)
        assert says(page, here) and not says(page, other)


def test_absence_is_noted_and_taken_back(today: Opened) -> None:
    root = root_in(today, "running")
    team, sari = f"/sekretariat/{root}/tim", today.browser("sari")
    change = {"peran": "member", "orang": str(today.persons["hasnah"])}
    sari.post(team, {**sari.hidden(team), **change, "aksi": "@absent"}, 302)
    assert says(sari.get(team), "Sedang tidak hadir")
    sari.post(team, {**sari.hidden(team), **change, "aksi": "@absent"}, 409)
    sari.post(team, {**sari.hidden(team), **change, "aksi": "@back"}, 302)
    assert not says(sari.get(team), "Sedang tidak hadir")
    made = today.browser("made")
    made.post(team, {**made.hidden(team), **change, "aksi": "@absent"}, 409)


# ------------------------------------------------------------------ schedule
def test_dates_are_planned_and_reckoned(before: Opened) -> None:
    root = root_in(before, "draft")
    plan, sari, case = f"/sekretariat/{root}/jadwal", before.browser("sari"), below(before, root)
    form = {"perkara": case, "buka.registration": "2030-03-04", "tutup.registration": "2030-03-06", "buka.scoring": "2030-04-01"}
    sari.send(plan, form, 302, follow=False)
    page = sari.get(plan)
    assert says(page, "19 Maret 2030 pukul 23.59"), "fifteen days are the least"
    assert says(page, "bukan tanggal rencana Anda") and says(page, "Dilewati karena bukan hari kerja")
    wrong = sari.send(plan, {**form, "buka.hearing": "2030-02-31"}, 422)
    assert says(wrong, "Tulis tanggal yang ada di kalender")
    wrong = sari.send(plan, {**form, "buka.scoring": "2030-05-02", "tutup.scoring": "2030-05-01"}, 422)
    assert says(wrong, "mendahului pembukaan")


def test_announced_dates_are_shown_and_not_planned(today: Opened) -> None:
    root = root_in(today, "running")
    plan, sari, case = f"/sekretariat/{root}/jadwal", today.browser("sari"), below(today, root)
    page = sari.get(plan)
    assert says(page, "Jadwal ini sudah diumumkan")
    assert not any(e.attributes.get("type") == "date" for e in page.all("input"))
    sari.post(plan, {**sari.hidden(f"/sekretariat/{root}/tim"), "perkara": case, "buka.registration": "2030-01-01"}, 404)
