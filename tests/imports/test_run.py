"""Tables into a running installation, on SQLite and on PostgreSQL: births, one step on many cases, holders of a role."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from tests.definitions.play import Cast, Play, open_house
from workflow import imports, people
from workflow.imports import Report, Wish
from workflow.store import schema
from workflow.store import tables as t

WIDE = Path(__file__).parents[1] / "definitions" / "wide" / "2026.1.yaml"
FILL = {"name": "Pengisian", "born": "1990-01-01", "trade": "guru", "places": "1", "w_a": "60", "w_b": "40"}
CAST = Cast(WIDE, ("clerk", "boss", "ani", "budi", "cici", "p", "q", "r"), {"clerk": "clerk"}, FILL, {"rani": "4"})
ANI, BUDI, BARU = "199001012015041000", "199102022016052000", "198503032010063000"
SLOTS = "label;kind;site;trade;places\nA;Umum;utara;guru;1\nB;khusus;utara;guru;2\nC;Special;selatan;guru;3\n"
Import = Callable[..., Report]


@pytest.fixture(params=["sqlite", "postgres"])
def play(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Play]:
    url = f"sqlite:///{tmp_path}/terang.db" if request.param == "sqlite" else str(request.getfixturevalue("fresh_postgres"))
    schema.migrate(url)
    opened = open_house(url, CAST)
    with opened.db.writing() as connection:
        for alias, nip in (("ani", ANI), ("budi", BUDI)):
            connection.execute(update(t.persons).where(t.persons.c.id == opened.persons[alias]).values(nip=nip))
    opened.table("- | clerk | intake.start luas as intake | open")
    yield opened
    opened.holds_together()
    opened.db.close()


@pytest.fixture
def bring(play: Play) -> Import:
    """bring("slot.add", text, confirm=True): a table below the intake, by the clerk."""

    def run(what: str, text: str | bytes, *, confirm: bool = False, by: str = "clerk", below: str = "intake", **more: object) -> Report:
        content = text if isinstance(text, bytes) else text.encode()
        wish = Wish(play.cases.get(below, below), what, play.persons[by], content)
        return imports.run(play.db, play.clock, replace(wish, **more), confirm=confirm)  # type: ignore[arg-type]

    return run


def count(play: Play, table: object = t.events) -> int:
    with play.db.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def wrong(report: Report) -> list[str]:
    return [note.said("en") for note in report.notes if note.wrong]


# ------------------------------------------------------------------ births
def test_a_trial_changes_nothing_and_a_confirmation_gives_birth_to_each(play: Play, bring: Import) -> None:
    before = count(play)
    trial = bring("slot.add", SLOTS)
    assert trial.fine and not trial.kept and len(trial.rows) == 3 and count(play) == before
    done = bring("slot.add", SLOTS, confirm=True)
    assert done.kept and count(play) == before + 3 and done.sha256 == trial.sha256
    with play.db.reading() as connection:
        rows = connection.execute(select(t.facts.c.s).where(t.facts.c.fact == "kind").order_by(t.facts.c.s)).scalars().all()
        actions = connection.execute(select(t.events.c.action, t.events.c.actor).where(t.events.c.action == "add")).all()
    assert rows == ["khusus", "khusus", "umum"] and {row.actor for row in actions} == {play.persons["clerk"]}


def test_one_bad_row_keeps_all_away_and_every_bad_row_is_told(play: Play, bring: Import) -> None:
    before = count(play)
    text = SLOTS + "D;Lain;utara;guru;1\nE;umum;;guru;1\nF;umum;utara;guru;dua\nG;umum;utara;guru;1;60;50\n"
    text = text.replace("label;kind;site;trade;places", "label;kind;site;trade;places;w_a;w_b")
    report = bring("slot.add", text, confirm=True)
    assert not report.kept and count(play) == before
    assert wrong(report) == [
        "row 5, column B (kind): “Lain” is none of the choices: General, Special.",
        "row 6, column C (site): Fill in: Site.",
        "row 7, column E (places): “dua” is no number. Write digits only, 81.25 for instance.",
        "row 8: w_a + w_b: 110, must be 100",
    ]


def test_defaults_stand_where_a_column_is_left_out_and_a_value_may_be_the_same_for_all(play: Play, bring: Import) -> None:
    done = bring("slot.add", "label;kind;site\nA;umum;utara\nB;umum;utara\n", confirm=True, same={"trade": "guru", "places": "4"})
    assert done.kept, wrong(done)
    with play.db.reading() as connection:
        facts = connection.execute(
            select(t.facts.c.fact, t.facts.c.n, t.facts.c.s).where(t.facts.c.fact.in_(("w_a", "places", "trade")))
        ).all()
    assert sorted((f.fact, f.n, f.s) for f in facts) == [("places", 4, None)] * 2 + [("trade", None, "guru")] * 2 + [("w_a", 60, None)] * 2


def test_rows_of_a_table_and_dates_are_columns(play: Play, bring: Import) -> None:
    play.table("open | clerk | slot.add intake as north label=A kind=umum site=utara places=1 | listed")
    text = "a;b;born;goals.1.goal;goals.1.by;goals.2.goal;goals.2.by\n90;40,5;02/01/1990;Satu;2026-05-01;Dua;46143\n"
    done = bring("bid.apply", text, confirm=True, by="p", below="north")
    assert done.kept, wrong(done)
    assert [note.said("en") for note in done.notes] == [
        "row 2, column C (born): read as day/month/year: 02/01/1990 = 2 January 1990",
        "row 2, column G (goals.2.by): serial numbers of a spreadsheet are read as dates: 46143 = 1 May 2026",
    ]
    with play.db.reading() as connection:
        (born,) = connection.execute(select(t.facts.c.d).where(t.facts.c.fact == "born")).scalars()
        goals = connection.execute(select(func.count()).select_from(t.facts).where(t.facts.c.fact == "goals")).scalar_one()
    assert born.isoformat() == "1990-01-02" and goals == 6


def test_roots_are_born_from_a_table_too(play: Play, bring: Import) -> None:
    before = count(play, t.cases)
    trial = bring("intake.start", "name\nSatu\nDua\n", below="luas")
    assert trial.fine, wrong(trial)
    done = bring("intake.start", "name\nSatu\nDua\n", below="luas", confirm=True)
    assert count(play, t.cases) == before + 2 and sorted(row.done.case for row in done.rows) == ["LUA-2026-0002", "LUA-2026-0003"]


def test_sending_the_same_form_again_does_nothing_twice(play: Play, bring: Import) -> None:
    first = bring("slot.add", SLOTS, confirm=True, key="k" * 32)
    cases = count(play, t.cases)
    again = bring("slot.add", SLOTS, confirm=True, key="k" * 32)
    assert again.kept and [row.done.case for row in again.rows] == [row.done.case for row in first.rows] and count(play, t.cases) == cases


def test_who_may_not_do_it_one_by_one_may_not_do_it_from_a_table(play: Play, bring: Import) -> None:
    before = count(play)
    report = bring("slot.add", SLOTS, confirm=True, by="ani")
    assert len(wrong(report)) == 3 and "not yours" in wrong(report)[0] and count(play) == before


# ------------------------------------------------------------------ one step on many cases
def reviewed(play: Play) -> None:
    play.table(
        """
        open | clerk | @appoint intake role=staff person=ani unit=Satu head=boss | open
        open | clerk | @appoint intake role=staff person=budi unit=Satu head=boss | open
        open | clerk | @appoint intake role=staff person=cici unit=Dua head=boss | open
        open | clerk | review_all intake | open
        """
    )
    with play.db.reading() as connection:
        rows = connection.execute(select(t.cases.c.owner, t.cases.c.number).where(t.cases.c.machine == "review")).all()
    names = {person: alias for alias, person in play.persons.items()}
    play.cases.update({f"r{names[row.owner]}": row.number for row in rows})


def test_one_step_on_many_cases_by_their_numbers(play: Play, bring: Import) -> None:
    reviewed(play)
    text = f"Nomor Perkara;Hasil;Cara\n{play.cases['rani'].lower()};Baik;cukup\n{play.cases['rbudi']};kurang;baik\n"
    assert bring("rate_late", text).fine and play.state("rani") == "viewed"
    done = bring("rate_late", text, confirm=True)
    assert done.kept and [play.state(who) for who in ("rani", "rbudi", "rcici")] == ["rated", "rated", "viewed"]
    again = bring("rate_late", text, confirm=True)
    assert [line.split(":")[0] for line in wrong(again)] == ["row 2", "row 3"] and "is not open" in wrong(again)[0]


def test_a_case_may_be_named_by_a_fact_of_its_own(play: Play, bring: Import) -> None:
    for label in ("A", "B"):
        play.table(f"open | clerk | slot.add intake as {label} label={label} kind=umum site=utara places=1 | listed")
    reviewed(play)
    text = "Unit;result;manner\nDua;baik;baik\n"
    done = bring("review.rate_late", text, confirm=True)
    assert done.kept and play.state("rcici") == "rated", wrong(done)
    report = bring("rate_late", "unit;result;manner\nSatu;baik;baik\nTiga;baik;baik\n;baik;baik\n")
    found = wrong(report)
    assert found[0] == "row 4: This row does not say which case it is about." or len(found) == 3
    assert any("Several Review have Unit Satu" in line for line in found) and any(
        "There is no Review with Unit Tiga here." in line for line in found
    )


def test_cases_of_others_are_as_if_they_were_not_there(play: Play, bring: Import) -> None:
    reviewed(play)
    report = bring("rate_late", f"nomor;result;manner\n{play.cases['rani']};baik;baik\n", by="p")
    assert wrong(report) == [f"row 2, column A (nomor): There is no Review with number {play.cases['rani']} here."]


def test_a_case_stands_in_one_row(play: Play, bring: Import) -> None:
    reviewed(play)
    number = play.cases["rani"]
    report = bring("rate_late", f"nomor;result;manner\n{number};baik;baik\n{number};baik;kurang\n")
    assert any(line.endswith(f"{number} stands in row 2 already.") for line in wrong(report))


def test_sheets_of_one_person_for_many_cases(play: Play, bring: Import) -> None:
    reviewed(play)
    text = f"nomor;Nilai\n{play.cases['rani']};5\n"
    assert bring("view", text, by="budi", confirm=True).kept
    report = bring("view", text, by="budi", confirm=True)
    assert "already sent this sheet" in wrong(report)[0]
    low = bring("view", f"nomor;points\n{play.cases['rbudi']};6\n", by="ani")
    assert wrong(low) == ["row 2, column B (points): Choose 1 to 5 for Points."]


# ------------------------------------------------------------------ holders of a role
STAFF = f"nip;nama;unit;atasan\n{ANI};Ani;Satu;boss@contoh.go.id\n{BUDI};Budi;Satu;{ANI}\n"


def members(play: Play, role: str) -> list[tuple[str, dict[str, str]]]:
    with play.db.reading() as connection:
        rows = connection.execute(
            select(t.memberships.c.id, t.persons.c.name)
            .join(t.persons, t.persons.c.id == t.memberships.c.person)
            .where(t.memberships.c.role == role)
        ).all()
        told = {
            row.id: dict(connection.execute(select(t.attributes.c.name, t.attributes.c.s).where(t.attributes.c.membership == row.id)).all())
            for row in rows
        }  # type: ignore[arg-type]
    return [(row.name, told[row.id]) for row in sorted(rows, key=lambda row: row.name)]


def mail(play: Play, alias: str) -> str:
    with play.db.reading() as connection:
        return str(connection.execute(select(t.accounts.c.email).where(t.accounts.c.person == play.persons[alias])).scalar_one())


def test_holders_come_with_their_superiors(play: Play, bring: Import) -> None:
    text = STAFF.replace("boss@contoh.go.id", mail(play, "boss"))
    assert bring("@appoint", text, role="staff").fine and members(play, "staff") == []
    done = bring("@appoint", text, role="Pegawai", confirm=True)
    assert done.kept, wrong(done)
    assert [attributes["head"] for _name, attributes in members(play, "staff")] == [str(play.persons["boss"]), str(play.persons["ani"])]
    with play.db.reading() as connection:
        assert connection.execute(select(func.count()).select_from(t.events).where(t.events.c.action == "@appoint")).scalar_one() == 2


def test_persons_without_accounts_are_made_only_where_that_is_said(play: Play, bring: Import) -> None:
    text = f"Nama;NIP;Unit;Atasan\nAni;{ANI};Satu;{BARU}\nCitra Baru;{BARU};Satu;{ANI}\n"
    persons = count(play, t.persons)
    report = bring("@appoint", text, role="staff", confirm=True)
    assert [line.partition(":")[0] for line in wrong(report)] == ["row 2, column D (Atasan)", "row 3, column B (NIP)"] and count(
        play, t.persons
    ) == persons
    trial = bring("@appoint", text, role="staff", make_persons=True)
    assert trial.fine and count(play, t.persons) == persons, wrong(trial)
    done = bring("@appoint", text, role="staff", make_persons=True, confirm=True)
    assert done.kept and count(play, t.persons) == persons + 1
    assert [name for name, _told in members(play, "staff")] == ["Ani", "Citra Baru"]
    assert f"A new person without an account: Citra Baru, NIP {BARU}." in [note.text.en for note in done.notes]
    account = people.add_account(play.db, play.clock, "citra@contoh.go.id", "Citra Baru", nip=BARU)
    assert isinstance(account, people.Added) and count(play, t.persons) == persons + 1


def test_a_name_that_differs_is_told_and_a_bad_number_is_not_taken(play: Play, bring: Import) -> None:
    text = f"nip;nama;unit;head\n{ANI};Anita;Satu;{BUDI}\n12345;Eka;Satu;{BUDI}\n"
    report = bring("@appoint", text, role="staff", make_persons=True)
    assert [note.text.en for note in report.notes if not note.wrong] == [f"NIP {ANI} belongs to Ani; the table says Anita."]
    assert len(wrong(report)) == 1 and wrong(report)[0].startswith("row 3")


def test_each_row_may_name_its_role_and_one_seat_is_filled_once(play: Play, bring: Import) -> None:
    reviewed(play)
    text = f"person;peran;side\n{mail(play, 'p')};Atasan;\n{mail(play, 'q')};superior;\n{mail(play, 'r')};Responden;Sejawat\n"
    report = bring("@appoint", text, below="rani")
    assert any("One person holds this role; row 2 fills it already." in line for line in wrong(report))
    done = bring("@appoint", text.replace(f"{mail(play, 'q')};superior;\n", ""), below="rani", confirm=True)
    assert done.kept, wrong(done)
    assert ("R", {"side": "sejawat"}) in members(play, "viewer")
    unknown = bring("@appoint", f"person;peran\n{mail(play, 'p')};Bendahara\n", below="rani")
    assert "There is no role “Bendahara” here; there are: superior, viewer." in wrong(unknown)[0]


def test_administrators_hold_no_role(play: Play, bring: Import) -> None:
    with play.db.writing() as connection:
        person = connection.execute(insert(t.persons).values(name="Fajar", created=play.clock.moment)).inserted_primary_key
        assert person is not None
        row = {
            "person": person[0],
            "email": "fajar@contoh.go.id",
            "password": "x",
            "admin": True,
            "language": "id",
            "created": play.clock.moment,
        }
        connection.execute(insert(t.accounts).values(row))
    report = bring("@appoint", f"email;unit;head\nfajar@contoh.go.id;Satu;{ANI}\n", role="staff")
    assert wrong(report) == ["row 2, column A (email): Fajar is an administrator and holds no role."]


# ------------------------------------------------------------------ what cannot be asked
@pytest.mark.parametrize(
    ("what", "text", "below", "says"),
    [
        ("slot.adds", SLOTS, "intake", "There is no step “slot.adds” below LUA-2026-0001. Did you mean “slot.add”?"),
        ("slot.add", SLOTS, "LUA-2026-9999", "There is no case LUA-2026-9999."),
        ("bid.rate", SLOTS, "intake", "This step happens by itself."),
        ("@appoint", "person\nx\n", "north", "There is no step “@appoint”"),
        ("slot.add", "", "intake", "This file is empty."),
        ("slot.add", "label;kind;site;trade\nA;umum;utara;guru\n", "intake", "The column “places” is missing."),
        ("slot.add", "lable;kind;site;trade;places\nA;umum;utara;guru;1\n", "intake", "Did you mean “label”?"),
        ("rate_late", "result;manner\nbaik;baik\n", "intake", "No column says which case each row is about."),
        ("@appoint", "unit;head\nSatu;x\n", "intake", "No column says who each row is about"),
        ("slot.add", "label;kind;site;trade;places\n=1+1;umum;utara;guru;1\n", "intake", "Formulas are never evaluated"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_says_why(play: Play, bring: Import, what: str, text: str, below: str, says: str) -> None:
    play.table("open | clerk | slot.add intake as north label=Z kind=umum site=utara places=1 | listed")
    before = count(play)
    report = bring(what, text, below=below, confirm=True)
    assert any(says in line for line in wrong(report)), wrong(report)
    assert not report.kept and count(play) == before


def test_a_workbook_is_brought_like_any_table(play: Play, bring: Import) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["label", "kind", "site", "trade", "places"], ["A", "umum", "utara", "guru", 2], ["B", "umum", "utara", "guru", 3.0]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert bring("slot.add", out.getvalue(), confirm=True).kept
    cut = Workbook()
    page = cut.active
    assert page is not None
    for line in (["nip", "unit", "head"], [int(ANI), "Satu", "x"]):
        page.append(line)
    out = io.BytesIO()
    cut.save(out)
    assert "was cut short by the spreadsheet" in wrong(bring("@appoint", out.getvalue(), role="staff"))[0]
