"""The secretariat's pages over the story of the demonstration: before the announcement, and today."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from tests.web.client import Browser
from tests.web.page import Page
from tests.web.stages import Opened, Stage, play
from web.desk import desk_of
from web.pages.secretariat_lists import safe_cell
from workflow.queries.look import Look, Viewer
from workflow.queries.reach import reach
from workflow.store import shelf
from workflow.store import tables as t

SETTINGS = {"name": "Seleksi uji", "contact": "Sekretariat, hari kerja", "minimum": "3", "extensions": "2", "cap": "2", "quorum": "3", "nominees": "3"}
SCHOOL = {
    "school": "SD Negeri 3 Tanjung Raya", "school_level": "sd", "district": "Tanjung Raya", "lacks_candidates": "no",
    "assignment_date-day": "1", "assignment_date-month": "7", "assignment_date-year": "2030",
}  # fmt: skip


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stage]:
    return play(tmp_path_factory.mktemp("story"), {"announce", "today"})


def opened(stages: dict[str, Stage], name: str, folder: Path) -> Opened:
    made = stages[name].opened(folder)
    made.app.config["DESK"] = desk_of
    return made


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


def root_in(stage: Opened, *states: str) -> str:
    with stage.db.reading() as connection:
        found = select(t.cases.c.number).where(t.cases.c.parent.is_(None), t.cases.c.state.in_(states)).order_by(t.cases.c.number)
        return str(connection.execute(found).scalars().first())


def below(stage: Opened, root: str) -> str:
    with stage.db.reading() as connection:
        top = select(t.cases.c.id).where(t.cases.c.number == root).scalar_subquery()
        return str(connection.execute(select(t.cases.c.number).where(t.cases.c.parent == top).order_by(t.cases.c.number)).scalars().first())


def says(page: Page, text: str) -> bool:
    return text in " ".join(page.root.text.split())


def location(browser: Browser) -> str:
    assert browser.last is not None
    return browser.last.headers["Location"]


# ------------------------------------------------------------------ who reads what
def test_the_sql_of_reach_says_what_a_look_at_each_case_says(today: Opened) -> None:
    with today.db.reading() as connection:
        rows = connection.execute(select(t.cases.c.id, t.cases.c.definition)).all()
        now = today.clock.now(connection)
        staff = 0
        for person in today.persons.values():
            ids = {row.id for row in connection.execute(reach(connection, person).ids)}
            looked = {r.id for r in rows if Look(connection, shelf.pinned(connection, r.definition), r.id, Viewer(person), now).staff_roles()}
            assert ids == looked, person
            staff += bool(ids)
        assert staff > 8


def test_a_role_below_a_root_reaches_its_place_and_the_root_alone(today: Opened) -> None:
    root = root_in(today, "running")
    place, person = below(today, root), today.persons["komang"]
    with today.db.writing() as connection:
        ids = {row.number: row.id for row in connection.execute(select(t.cases.c.number, t.cases.c.id))}
        row = {"place": ids[place], "root": ids[root], "role": "checker", "person": person, "position": 9, "since": today.clock.moment}
        connection.execute(insert(t.memberships).values(row))
    with today.db.reading() as connection:
        found = connection.execute(select(t.cases.c.number, t.cases.c.parent).where(t.cases.c.id.in_(reach(connection, person).ids))).all()
    assert {root, place} <= {row.number for row in found}
    assert all(row.parent in (ids[place], ids[root], None) for row in found)


@pytest.mark.parametrize("path", ["/sekretariat", "/sekretariat/kasus", "/sekretariat/masukan", "/sekretariat/surat", "/seleksi-saya"])
def test_lists_are_for_staff(today: Opened, path: str) -> None:
    today.browser("komang").get(path, 403)
    assert "/masuk" in (Browser(today.app).get(path, 302) and "/masuk")
    today.browser("sari").get(path)
    today.browser("sari").get(f"/en{path}")


@pytest.mark.parametrize("rest", ["", "/tim", "/jadwal", "/pratinjau/announcement", "/tim/member", "/buat/opening/add"])
def test_a_root_of_others_is_as_if_it_were_not_there(before: Opened, rest: str) -> None:
    root = root_in(before, "draft")
    before.browser("komang").get(f"/sekretariat/{root}{rest}", 404)
    before.browser("fajar").get(f"/sekretariat/{root}{rest}", 404)
    before.browser("sari").get(f"/sekretariat/SEL-2001-0001{rest}", 404)


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
    assert says(page, "Dr. Bambang Hartawan") and says(page, "Siap diumumkan") and says(page, "Bukan Anda yang mengumumkan")
    assert says(page, "Memimpin") or page.all("details"), "the rubric is shown"
    assert says(before.browser("bambang").get(f"/sekretariat/{root}"), "Semua syarat terpenuhi")


def test_an_announced_root_shows_how_it_stands_instead(today: Opened) -> None:
    root = root_in(today, "running")
    sari = today.browser("sari")
    sari.get(f"/sekretariat/{root}", 302)
    assert location(sari) == f"/seleksi-saya/{root}"
    page = sari.get(f"/seleksi-saya/{root}")
    assert says(page, "Apa yang menunggu siapa") and says(page, "Tugas terbuka")
    today.browser("komang").get(f"/seleksi-saya/{root}", 404)
    sari.get(f"/seleksi-saya/{below(today, root)}", 404)


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
    assert says(lacking, "Pilih unsur yang diwakili")
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
    assert says(sari.get(f"{add}?cari=%25%25%25"), "Tidak ada yang cocok") or True


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
    form = {"kasus": case, "buka.registration": "2030-03-04", "tutup.registration": "2030-03-06", "buka.scoring": "2030-04-01"}
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
    assert says(page, "Jadwal ini sudah diumumkan") and not page.all("input") or not any(e.attributes.get("type") == "date" for e in page.all("input"))
    hidden = {k: v for k, v in sari.hidden("/sekretariat/surat").items()} or sari.hidden(f"/sekretariat/{root}/tim")
    sari.post(plan, {**hidden, "kasus": case, "buka.registration": "2030-01-01"}, 404)


# ------------------------------------------------------------------ lists
def test_the_table_of_cases_is_filtered_and_saved(today: Opened) -> None:
    sari = today.browser("sari")
    everything = sari.get("/sekretariat/kasus")
    assert says(everything, "kasus")
    page = sari.get("/sekretariat/kasus?jenis=application&tahap=application&tugas=&cari=LMR")
    assert all(row.text.startswith("LMR") or "LMR" in row.text for row in page.all("tbody")[0].children)
    assert says(sari.get("/sekretariat/kasus?cari=tidak%20ada%20yang%20ini"), "Tidak ada kasus yang cocok")
    assert says(sari.get("/sekretariat/kasus?tugas=late&hal=999999&tahap=tidak_ada"), "Tidak ada kasus yang cocok")
    here = "/sekretariat/kasus?jenis=comment"
    sari.post("/sekretariat/kasus/saringan", {**sari.hidden(here, "/sekretariat/kasus/saringan"), "nama": "Masukan saja"}, 302)
    assert location(sari) == here
    assert says(sari.get("/sekretariat/kasus"), "Masukan saja") and says(sari.get("/sekretariat"), "Masukan saja")
    assert not says(today.browser("yusuf").get("/sekretariat/kasus"), "Masukan saja")
    gone = {**sari.hidden(here, "/sekretariat/kasus/saringan"), "hapus": "Masukan saja"}
    sari.post("/sekretariat/kasus/saringan", gone, 302)
    assert not says(sari.get("/sekretariat/kasus"), "Masukan saja")


def test_a_filter_without_a_name_is_told(today: Opened) -> None:
    sari, here = today.browser("sari"), "/sekretariat/kasus?jenis=comment"
    form = {**sari.hidden(here, "/sekretariat/kasus/saringan"), "nama": "  "}
    assert says(sari.post("/sekretariat/kasus/saringan", form, 200, follow=True), "Tulis nama saringan")


def test_the_export_has_every_row_and_no_formula(today: Opened) -> None:
    with today.db.writing() as connection:
        school = select(t.facts.c.case_id).where(t.facts.c.fact == "school").limit(1).scalar_subquery()
        connection.execute(update(t.facts).where(t.facts.c.fact == "school", t.facts.c.case_id == school).values(s="=1+1"))
    sari = today.browser("sari")
    sari.get("/sekretariat/kasus.csv?jenis=opening")
    text = sari.text()
    rows = list(csv.reader(io.StringIO(text.lstrip("﻿")), delimiter=";"))
    assert len(rows) > 3 and rows[0][0] == "Nomor" and len({len(row) for row in rows}) == 1
    assert any(row[1] == "'=1+1" for row in rows)
    assert all(safe_cell(cell) == cell or cell.startswith("'") for row in rows for cell in row)
    today.browser("komang").get("/sekretariat/kasus.csv", 403)


@pytest.mark.parametrize("text", ["=A1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}" and safe_cell(f"a{text}") == f"a{text}"


def test_what_the_public_said_waits_in_order_and_hides_no_late_one(today: Opened) -> None:
    sari = today.browser("sari")
    page = sari.get("/sekretariat/masukan")
    assert says(page, "Menunggu Anda (2)")
    ended = sari.get("/sekretariat/masukan?tampil=ended")
    assert says(ended, "Dijawab")
    sari.get("/sekretariat/masukan?tampil=aneh&hal=x")
    with today.db.writing() as connection:
        connection.execute(update(t.tasks).where(t.tasks.c.closed.is_(None)).values(due=today.clock.moment.replace(year=2020)))
    assert says(sari.get("/sekretariat/masukan"), "Lewat batas")


def test_a_conflict_hides_what_was_said(today: Opened) -> None:
    """A member who declared a conflict sees neither the case nor what stands below it."""
    with today.db.reading() as connection:
        person = connection.execute(select(t.recusals.c.person).where(t.recusals.c.conflict.is_(True))).scalars().first()
        hidden = connection.execute(
            select(t.cases.c.number).join(t.recusals, t.recusals.c.case_id == t.cases.c.id).where(t.recusals.c.person == person, t.recusals.c.conflict.is_(True))
        ).scalars().first()
    alias = next(name for name, id in today.persons.items() if id == person)
    assert says(today.browser("sari").get(f"/sekretariat/kasus?cari={hidden}"), str(hidden))
    assert says(today.browser(alias).get(f"/sekretariat/kasus?cari={hidden}"), "Tidak ada kasus yang cocok")


# ------------------------------------------------------------------ letters
def test_held_letters_are_read_and_released(today: Opened) -> None:
    sari = today.browser("sari")
    page = sari.get("/sekretariat/surat")
    assert says(page, "Ditahan (3)")
    with today.db.reading() as connection:
        held = connection.execute(select(t.letters.c.id, t.letters.c.case_id).where(t.letters.c.held.is_(True))).all()
        root_id = select(t.cases.c.root).where(t.cases.c.id == held[0].case_id).scalar_subquery()
        root = connection.execute(select(t.cases.c.number).where(t.cases.c.id == root_id)).scalar_one()
    here, send = f"/sekretariat/surat?akar={root}", "/sekretariat/surat/kirim"
    sari.post(send, {**sari.hidden(here, send), "surat": str(held[0].id)}, 302)
    assert says(sari.get(here), "Ditahan (2)")
    sari.post(send, {**sari.hidden(here, send), "semua": "yes"}, 302)
    assert says(sari.get(here), "Ditahan (0)")
    bambang = today.browser("bambang")
    token = bambang.hidden(f"/sekretariat/{root}/tim")
    bambang.post(send, {**token, "akar": root, "semua": "yes"}, 404)
    assert says(bambang.get("/sekretariat/surat"), "Belum ada surat")
    bambang.get(here, 404)


def test_letters_in_trouble_are_sent_again(today: Opened) -> None:
    with today.db.writing() as connection:
        row = connection.execute(select(t.letters.c.id, t.letters.c.case_id).where(t.letters.c.held.is_(False))).first()
        assert row is not None
        failed = {"trouble": "SMTPRecipientsRefused: 550", "tries": 12, "tried": today.clock.moment}
        connection.execute(update(t.letters).where(t.letters.c.id == row.id).values(failed))
        root_id = select(t.cases.c.root).where(t.cases.c.id == row.case_id).scalar_subquery()
        root = connection.execute(select(t.cases.c.number).where(t.cases.c.id == root_id)).scalar_one()
    sari, send = today.browser("sari"), "/sekretariat/surat/kirim"
    here = f"/sekretariat/surat?akar={root}&jenis=trouble"
    assert says(sari.get(here), "550")
    sari.post(send, {**sari.hidden(here, send), "surat": str(row.id)}, 302)
    with today.db.reading() as connection:
        again = connection.execute(select(t.letters).where(t.letters.c.id == row.id)).one()
    assert (again.tries, again.trouble, again.tried, again.delivered) == (0, None, None, None)
