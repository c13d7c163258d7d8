"""Who reads what of many roots, and the lists: cases, what the public said, letters; over the story of the demonstration."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from tests.web.client import Browser
from tests.web.secretariat_stage import below, location, opened, root_in, says
from tests.web.stages import Opened, Stage, play
from web.pages.secretariat_lists import safe_cell
from workflow import people
from workflow.act import Actor, Done, give_birth
from workflow.queries import cases_table, moderation, outbox, secretariat, setup, standing
from workflow.queries.look import Look, Viewer
from workflow.queries.reach import reach
from workflow.store import schema, shelf
from workflow.store import tables as t
from workflow.store.clock import FixedClock
from workflow.store.database import Database

DEFINITION = Path(__file__).parents[2] / "definitions" / "kepala_sekolah" / "2026.1.yaml"
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
SETTINGS = {"name": "Seleksi 100%", "contact": "Kantor", "minimum": "3", "extensions": "2", "cap": "2", "quorum": "3", "nominees": "3"}


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


# ------------------------------------------------------------------ who reads what
def test_the_sql_of_reach_says_what_a_look_at_each_case_says(today: Opened) -> None:
    with today.db.reading() as connection:
        rows = connection.execute(select(t.cases.c.id, t.cases.c.definition)).all()
        now = today.clock.now(connection)
        staff = 0
        for person in today.persons.values():
            ids = {row.id for row in connection.execute(reach(connection, person).ids)}
            looked = {
                r.id for r in rows if Look(connection, shelf.pinned(connection, r.definition), r.id, Viewer(person), now).staff_roles()
            }
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


@pytest.mark.parametrize("path", ["/sekretariat", "/sekretariat/perkara", "/sekretariat/masukan", "/sekretariat/surat", "/proses-saya"])
def test_lists_are_for_staff(today: Opened, path: str) -> None:
    today.browser("komang").get(path, 403)
    visitor = Browser(today.app)
    visitor.get(path, 302)
    assert location(visitor).startswith("/masuk")
    today.browser("sari").get(path)
    today.browser("sari").get(f"/en{path}")


@pytest.mark.parametrize("rest", ["", "/tim", "/jadwal", "/pratinjau/announcement", "/tim/member", "/buat/opening/add"])
def test_a_root_of_others_is_as_if_it_were_not_there(before: Opened, rest: str) -> None:
    root = root_in(before, "draft")
    before.browser("komang").get(f"/sekretariat/{root}{rest}", 404)
    before.browser("fajar").get(f"/sekretariat/{root}{rest}", 404)
    before.browser("sari").get(f"/sekretariat/SEL-2001-0001{rest}", 404)


def test_the_same_queries_run_on_postgresql(postgres_url: str) -> None:
    schema.migrate(postgres_url)
    db, clock = Database(postgres_url), FixedClock(NOW)
    with db.writing() as connection:
        place = {"id": 1, "kind": "real", "agency_id": "Kota", "agency_en": "City", "zone": "Asia/Makassar", "host": "x", "created": NOW}
        connection.execute(insert(t.installation).values(place))
        shelf.pin(connection, DEFINITION, NOW)
    added = people.add_account(db, clock, "sari@contoh.go.id", "Sari", post="Sekretaris")
    assert isinstance(added, people.Added)
    assert people.give_office(db, clock, "secretariat", added.person) == ()
    typed = {name: [text] for name, text in {**SETTINGS, "hear_public": "yes"}.items()}
    done = give_birth(db, clock, "kepala_sekolah", "selection.start", Actor(added.person, "person"), typed)
    assert isinstance(done, Done), done
    everything = cases_table.Wanted(text="100%", phase="preparation", root=done.case, process="kepala_sekolah")
    assert cases_table.case_table(db, clock, added.person, everything).total == 1
    assert cases_table.case_table(db, clock, added.person, cases_table.Wanted(due="late", text="100_")).total == 0
    assert [r.number for r in secretariat.roots(db, clock, added.person)] == [done.case]
    assert moderation.moderation(db, clock, added.person).counts == moderation.Counts(0, 0, 0, 0)
    assert outbox.outbox(db, added.person, lambda number, _language: number).roots == ()
    assert standing.standing(db, clock, done.case, added.person) is not None
    assert setup.setup(db, clock, done.case, added.person) is not None
    db.close()


# ------------------------------------------------------------------ lists
def test_the_table_of_cases_is_filtered_and_saved(today: Opened) -> None:
    sari = today.browser("sari")
    everything = sari.get("/sekretariat/perkara")
    assert says(everything, "perkara")
    page = sari.get("/sekretariat/perkara?jenis=kepala_sekolah.application&tahap=application&tugas=&cari=LMR")
    assert all(row.text.startswith("LMR") or "LMR" in row.text for row in page.all("tbody")[0].children)
    assert says(sari.get("/sekretariat/perkara?cari=tidak%20ada%20yang%20ini"), "Tidak ada perkara yang cocok")
    assert says(sari.get("/sekretariat/perkara?tugas=late&hal=999999&tahap=tidak_ada"), "Tidak ada perkara yang cocok")
    here = "/sekretariat/perkara?jenis=kepala_sekolah.comment"
    sari.post("/sekretariat/perkara/saringan", {**sari.hidden(here, "/sekretariat/perkara/saringan"), "nama": "Masukan saja"}, 302)
    assert location(sari) == here
    assert says(sari.get("/sekretariat/perkara"), "Masukan saja") and says(sari.get("/sekretariat"), "Masukan saja")
    assert not says(today.browser("yusuf").get("/sekretariat/perkara"), "Masukan saja")
    gone = {**sari.hidden(here, "/sekretariat/perkara/saringan"), "hapus": "Masukan saja"}
    sari.post("/sekretariat/perkara/saringan", gone, 302)
    assert not says(sari.get("/sekretariat/perkara"), "Masukan saja")


def test_a_filter_without_a_name_is_told(today: Opened) -> None:
    sari, here = today.browser("sari"), "/sekretariat/perkara?jenis=kepala_sekolah.comment"
    form = {**sari.hidden(here, "/sekretariat/perkara/saringan"), "nama": "  "}
    assert says(sari.post("/sekretariat/perkara/saringan", form, 200, follow=True), "Tulis nama saringan")


def test_the_export_has_every_row_and_no_formula(today: Opened) -> None:
    with today.db.writing() as connection:
        school = select(t.facts.c.case_id).where(t.facts.c.fact == "school").limit(1).scalar_subquery()
        connection.execute(update(t.facts).where(t.facts.c.fact == "school", t.facts.c.case_id == school).values(s="=1+1"))
    sari = today.browser("sari")
    sari.get("/sekretariat/perkara.csv?jenis=kepala_sekolah.opening")
    text = sari.text()
    rows = list(csv.reader(io.StringIO(text.lstrip("﻿")), delimiter=";"))
    assert len(rows) > 3 and rows[0][0] == "Nomor" and len({len(row) for row in rows}) == 1
    assert any(row[1] == "'=1+1" for row in rows)
    assert all(safe_cell(cell) == cell or cell.startswith("'") for row in rows for cell in row)
    today.browser("komang").get("/sekretariat/perkara.csv", 403)


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
        hidden = (
            connection.execute(
                select(t.cases.c.number)
                .join(t.recusals, t.recusals.c.case_id == t.cases.c.id)
                .where(t.recusals.c.person == person, t.recusals.c.conflict.is_(True))
            )
            .scalars()
            .first()
        )
    alias = next(name for name, id in today.persons.items() if id == person)
    assert says(today.browser("sari").get(f"/sekretariat/perkara?cari={hidden}"), str(hidden))
    assert says(today.browser(alias).get(f"/sekretariat/perkara?cari={hidden}"), "Tidak ada perkara yang cocok")


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
