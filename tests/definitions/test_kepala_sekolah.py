"""The selection of school principals as tables: the main path, what is refused, and the rare branches."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.definitions.kepala_sekolah_tables import SCENARIOS, STAGES, TEAM
from tests.definitions.play import Cast, Play
from tests.definitions.stages import At, fixtures, on_postgresql
from tests.definitions.telling import heard
from workflow.core import record
from workflow.core.eligible import eligibility, given_values
from workflow.core.language import evaluate
from workflow.core.view import CaseView
from workflow.load import load
from workflow.queries.look import Viewer, look
from workflow.store import tables as t

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "kepala_sekolah" / "2026.1.yaml"
FILL = {
    "name": "{who}",
    "contact": "Subbidang Mutasi, (0000) 555-0101",
    "minimum": "3",
    "extensions": "2",
    "cap": "2",
    "nominees": "2",
    "quorum": "3",
    "hear_public": "yes",
    "reason": "Alasan yang diumumkan.",
    "ground": "Surat nomor 1.",
    "school": "SD Negeri 1 Wae Luju",
    "school_level": "sd",
    "district": "Wae Luju",
    "assignment_date": "2026-12-01",
    "lacks_candidates": "no",
    "considerations": "Semua masukan dibahas.",
    "home_school": "SD Negeri 2 Wae Luju",
    "birth_date": "1980-05-05",
    "employment": "PNS",
    "rank": "III/d",
    "level": "ahli_muda",
    "degree": "S1/D-IV",
    "certified": "yes",
    "teaching_years": "15",
    "managerial_years": "4",
    "performance_1": "baik",
    "performance_2": "baik",
    "disciplined": "no",
    "accused": "no",
    "pact": "yes",
    "truthful": "yes",
    "summary": "Lima belas tahun mengajar.",
    "vision": "Jam baca setiap pagi.",
    "interview_at": "2026-04-20T09:00",
    "interview_place": "Ruang rapat",
    "decree_number": "800/1",
    "decree_date": "2026-05-01",
    "inauguration_at": "2026-05-04T09:00",
    "inauguration_place": "Pendopo",
    "kind": "dukungan",
    "text": "Baik.",
    "reply": "Terima kasih.",
    "disposition": "dijawab",
    "answer": "Sudah dibahas.",
    "hidden_because": "spam",
    "objection.about": "berkas",
    "argument": "Predikat saya Baik.",
}
OFFICES = {"secretary": "secretariat", "secretary2": "secretariat", "authority": "authority", "inspector": "inspector"}
TEAMS = (*TEAM.split(","), "deputy", "checker1", "checker2", "checker3", "reviewer", "reviewer2")
RATINGS = {"ani": "5", "budi": "4", "cici": "3", "dodi": "2"}
CAST = Cast(DEFINITION, (*OFFICES, *TEAMS, *RATINGS, "outsider", *"abcdefg"), OFFICES, FILL, RATINGS)
templates, at = fixtures(CAST, STAGES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the filled post, each row of STAGES played once on SQLite."""
    at("filled")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    heard(at(stage), name, rows)


# ---------------------------------------------------------------- dates
def test_registration_is_never_shorter_than_asked_and_may_be_planned_longer(at: At) -> None:
    play = at("draft")
    play.table("prepared | secretary | @plan school window=registration closes=2026-04-15 | prepared")
    play.table("draft | chair & secretary | announce selection | running")
    _opens, closes = play.window("school", "registration")
    assert (closes + timedelta(hours=7)).strftime("%Y-%m-%d %H:%M") == "2026-04-15 23:59"


def test_a_plan_cannot_shorten_registration(at: At) -> None:
    """Day 1 is the day after the announcement on 2 March; fifteen calendar days end on 17 March."""
    play = at("draft")
    play.table("prepared | secretary | @plan school window=registration closes=2026-03-05 | prepared")
    play.table("draft | chair & secretary | announce selection | running")
    assert (play.window("school", "registration")[1] + timedelta(hours=7)).date() == date(2026, 3, 17)
    play.table("registration | secretary | @plan school window=registration closes=2026-06-01 | no: only by amendment")


@pytest.mark.parametrize(
    ("stage", "target", "back", "window"),
    [
        ("applied", "selection", "running", "registration"),
        ("applied", "school", "registration", "registration"),
        ("decided", "school", "decision_objection", "objecting"),
    ],
)
def test_a_pause_moves_what_is_open(at: At, stage: str, target: str, back: str, window: str) -> None:
    play = at(stage)
    opens, closes = play.window("school", window)
    play.table(f"{back} | chair & secretary | postpone {target} | postponed")
    play.clock.move_to(play.clock.moment + timedelta(days=30))
    play.table(f"postponed | chair | resume {target} | {back}")
    moved = play.window("school", window)
    assert moved[0] == opens
    assert timedelta(0) <= moved[1] - closes - timedelta(days=30) < timedelta(minutes=1)


def test_working_days_are_counted_again_after_a_pause(at: At) -> None:
    """Ten working days to score: after a pause the end falls on a working day and as many working days are left."""
    play = at("assessing")
    play.table("running | chair & secretary | postpone selection | postponed")
    play.clock.move_to(play.clock.moment + timedelta(days=5))
    play.table("postponed | chair | resume selection | running")
    assert (play.window("school", "scoring")[1] + timedelta(hours=7) - timedelta(microseconds=1)).weekday() < 5


def test_an_extension_is_published_with_its_new_date(at: At) -> None:
    play = at("announced")
    _opens, closes = play.window("school", "registration")
    play.table("registration | clock | close registration school | registration")
    assert play.window("school", "registration")[1] == closes + timedelta(days=7)
    assert record.parse(play.published("extension")[0])["public"]["rows"][0]["cells"]["entries"] == ["0", "0"]


# ---------------------------------------------------------------- amendment
def test_an_amendment_extends_and_tells_both_values(at: At) -> None:
    play = at("applied")
    _opens, closes = play.window("school", "registration")
    play.table("registration | chair & secretary | amend school lacks_candidates=yes | registration")
    assert play.window("school", "registration")[1] == closes + timedelta(days=7)
    changes = record.parse(play.published("amendment")[0])["public"]["with"]["changes"]
    assert [(change["old"][1].lower(), change["new"][1].lower()) for change in changes] == [("no", "yes")]
    play.table("running | chair & secretary | amend selection nominees=3 | running")
    assert play.window("school", "registration")[1] == closes + timedelta(days=14)


def test_who_joins_has_the_place_the_tasks_and_the_element_of_a_member(at: At) -> None:
    play = at("assessing")
    play.table("running | chair & secretary | replace_member selection leaves=member5 joins=outsider element=akademisi | running")
    with play.db.reading() as connection:
        held = select(t.memberships.c.person, t.attributes.c.s).join(t.attributes, t.attributes.c.membership == t.memberships.c.id)
        team = {
            row.person: row.s for row in connection.execute(held.where(t.memberships.c.role == "member", t.memberships.c.until.is_(None)))
        }
        waiting = select(t.tasks.c.person).where(t.tasks.c.action == "score", t.tasks.c.closed.is_(None))
        persons = list(connection.execute(waiting).scalars())
    assert team[play.persons["outsider"]] == "akademisi"
    assert play.persons["member5"] not in team and play.persons["member5"] not in persons
    assert persons.count(play.persons["outsider"]) == 3
    committee = record.parse(play.published("replacement")[0])["public"]["with"]["committee"]
    assert "Outsider" in str(committee) and "Member5" not in str(committee)
    play.table("assessing | outsider | @declare ani conflict=no | assessing")
    play.table("assessing | outsider | score ani | assessing")
    play.table("assessing | member5 | score ani | no: not yours")


def test_a_replaced_checker_hands_over_what_is_not_checked(at: At) -> None:
    play = at("checking")
    play.table(
        """
        in_check | checker1,checker2 | @declare ani,budi conflict=no | in_check
        in_check | checker1 | check ani | in_check
        running | chair & secretary | replace_checker selection leaves=checker1 joins=outsider | running
        in_check | outsider | @declare budi conflict=no | in_check
        in_check | checker2 | check ani | checked
        in_check | checker2 | check budi | in_check
        in_check | checker1 | check budi | no: not yours
        in_check | outsider | check budi | checked
        """
    )


def test_sending_again_replaces_and_a_removed_paper_is_gone(at: At) -> None:
    play = at("applied")
    papers = select(t.facts.c.fact).join(t.cases, t.cases.c.id == t.facts.c.case_id).where(t.facts.c.fact == "cv_file")
    with play.db.reading() as connection:
        assert connection.execute(papers.where(t.cases.c.number == play.cases["ani"])).all()
    play.table('submitted | ani | correct ani cv_file="" vision="Rencana kedua." | submitted')
    with play.db.reading() as connection:
        assert not connection.execute(papers.where(t.cases.c.number == play.cases["ani"])).all()


# ---------------------------------------------------------------- what becomes public
def test_nominees_are_published_by_name_and_without_rank(at: At) -> None:
    body = record.parse(at("hearing").published("shortlist")[0])["public"]
    assert [column["name"] for column in body["columns"]] == ["name", "home_school", "summary", "vision"]
    assert [row["cells"]["name"][0] for row in body["rows"]] == ["Ani", "Budi"]


def test_a_reason_to_pass_the_first_in_rank_is_published(at: At) -> None:
    play = at("deciding")
    play.table('proposed | authority | choose budi because.0="Memimpin kelas rangkap empat tahun." | chosen')
    assert "Memimpin kelas rangkap empat tahun." in play.published("decision")[0]


def test_a_hidden_comment_is_counted_and_never_shown(at: At) -> None:
    play = at("hearing")
    play.table(
        """
        nominated | public | comment.give ani as insult text="Rumahnya di belakang pasar." | received
        received | secretary & inspector | hide insult hidden_because=menyerang_pribadi | hidden
        public_input | clock | close hearing school | deliberation
        """
    )
    shown = [*play.published("hiding"), *play.published("heard")]
    assert len(shown) == 2 and not any("pasar" in body for body in shown)


# ---------------------------------------------------------------- KS-04: who is eligible
# Constructed persons, the rule from three summaries that agree on Permendikdasmen 7/2025:
# wartabahasa.com/2025/07/ringkasan-isi-permendikdasmen-nomor-7.html, kaltimminutes.co/berlakunya-permendikdasmen-nomor-7-tahun-2025-...,
# surofarhan.blogspot.com/2026/01/masa-tugas-atau-jabatan-kepala-sekolah.html
KS_04: dict[str, tuple[dict[str, object], str | None]] = {
    "a": ({"employment": "PNS", "rank": "III/c", "degree": "S1/D-IV", "managerial_years": 2, "age": 56}, None),
    "b": ({"employment": "PNS", "rank": "III/b", "performance_2": "sangat_baik", "managerial_years": 3, "age": 45}, "rank"),
    "c": ({"employment": "PPPK", "level": "ahli_pertama", "teaching_years": 8, "managerial_years": 2, "age": 40}, None),
    "d": ({"employment": "PPPK", "level": "ahli_pertama", "teaching_years": 7, "managerial_years": 2, "age": 40}, "rank"),
    "e": (
        {"employment": "PNS", "rank": "IV/a", "degree": "S2", "performance_2": "butuh_perbaikan", "managerial_years": 5, "age": 50},
        "performance",
    ),
    "f": ({"employment": "PNS", "rank": "III/d", "managerial_years": 2, "age": 57}, "age"),
    "g": ({"employment": "PNS", "rank": "III/d", "managerial_years": 1, "age": 44}, "managerial"),
}
COMMON = {
    "degree": "S1/D-IV",
    "certified": True,
    "performance_1": "baik",
    "performance_2": "baik",
    "disciplined": False,
    "accused": False,
    "pact": True,
}


def found_for(person: str, *, lacks: bool) -> tuple[bool | None, list[str]]:
    definition = load(DEFINITION)
    given, problems = given_values(definition, {**COMMON, **KS_04[person][0], "opening.lacks_candidates": lacks})
    assert not problems
    found = eligibility(definition, given, date(2026, 3, 2))
    return found.eligible, [r.name for r in found.requirements if r.met is not True]


@pytest.mark.parametrize("person", KS_04)
def test_ks_04_eligibility(person: str) -> None:
    fails = KS_04[person][1]
    assert found_for(person, lacks=False) == (fails is None, [fails] if fails else [])


def test_ks_04_where_the_region_lacks_candidates() -> None:
    assert found_for("b", lacks=True) == (True, [])
    assert found_for("d", lacks=True)[0] is False


def test_ks_04_what_is_not_known_is_no_refusal() -> None:
    definition = load(DEFINITION)
    given, problems = given_values(definition, {**COMMON, **KS_04["a"][0], "managerial_years": None})
    assert not problems
    assert eligibility(definition, given, date(2026, 3, 2)).eligible is None


def apply_as(play: Play, person: str) -> None:
    """Send the application of a KS-04 person; the birth date makes the age on the date of assignment, 1 December 2026."""
    facts = {**COMMON, **KS_04[person][0]}
    facts["birth_date"] = f"{2026 - int(str(facts.pop('age')))}-12-01"
    typed = {
        name: {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value) for name, value in facts.items()
    }
    typed |= {"rank": "" if typed["employment"] == "PPPK" else typed["rank"]}
    play.table(f"registration | {person} | application.begin_draft school as {person} | draft")
    play.table(f"draft | {person} | submit {person} {' '.join(f'{k}={v!r}' for k, v in typed.items())} | submitted")


def computed(play: Play, person: str) -> dict[str, bool]:
    """What the clauses say of the case as it lies in the database."""
    with look(play.db, play.clock, play.cases[person], Viewer(play.persons["inspector"])) as at_case:
        assert at_case is not None
        view = CaseView(at_case.world, at_case.case)
        assert (view.value("article_7.met") is True) == (view.value("article_7.unmet") == 0)
        return {clause.name or "": evaluate(clause.that, view) is True for clause in view.machine.requirements["article_7"]}


@pytest.mark.parametrize("lacks", ["no", "yes"])
def test_ks_04_through_the_sheets_of_two_checkers(at: At, lacks: str) -> None:
    """Seven applicants; the checkers find what the clauses say, and one "not met" of one checker is enough."""
    play = at("draft")
    play.table(f"prepared | secretary | change school lacks_candidates={lacks} | prepared")
    play.table("draft | chair & secretary | announce selection | running")
    for person in KS_04:
        apply_as(play, person)
    play.table("registration | clock | close registration school | checking")
    expected = {}
    for person in KS_04:
        findings = computed(play, person)
        failing = [name for name, met in findings.items() if not met]
        expected[person] = "ineligible" if failing else "eligible"
        found = " ".join(f"findings.{name}=not_met findings.{name}.remark=Kurang." for name in failing)
        play.table(f"in_check | checker1,checker2 | @declare {person} conflict=no | in_check")
        play.table(f"in_check | checker1 | check {person} | in_check")
        play.table(f"in_check | checker2 | check {person} {found} | checked")
    play.table("checking | chair & secretary | publish_check school | check_objection")
    assert {person: play.state(person) for person in KS_04} == expected
    eligible = {person for person, state in expected.items() if state == "eligible"}
    assert eligible == ({"a", "c"} if lacks == "no" else {"a", "b", "c"})
