"""The promotion to administrator and supervisor posts as tables: the main path, what is refused, the rare branches; and what each audience is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.definitions.play import Cast
from tests.definitions.promosi_jabatan_tables import GOING, SCENARIOS, STAGES
from tests.definitions.stages import At, first, fixtures, on_postgresql
from tests.definitions.telling import heard

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "promosi_jabatan" / "2026.1.yaml"
FILL = {
    "selection.name": "Promosi 2026",
    "name": "{who}",
    "contact": "BKPSDM, (0000) 555-0101",
    "outside": "no",
    "minimum": "3",
    "extensions": "1",
    "cap": "2",
    "most_age": "56",
    "w_performance": "30",
    "w_competency": "40",
    "w_interview": "30",
    "w_managerial": "40",
    "w_technical": "40",
    "w_social": "20",
    "competency_bar": "70",
    "nominees": "3",
    "quorum": "2",
    "profile": "nama_dan_nilai",
    "profile_ground": "PP 11/2017 pasal 56 ayat (3)",
    "approval_needed": "yes",
    "reason": "Alasan yang diumumkan.",
    "ground": "Surat nomor 1.",
    "post_name": "Kepala Bidang",
    "level": "administrator",
    "unit": "Dinas Perizinan",
    "duties": "Izin selesai dalam tujuh hari.",
    "least_rank": "III/c",
    "field": "Perizinan",
    "planned_on": "2026-12-01",
    "birth_date": "1980-05-05",
    "permanent": "yes",
    "own_agency": "yes",
    "present_post": "Kepala Seksi",
    "rank": "III/d",
    "degree": "S1/D-IV",
    "years": "6",
    "fits": "Enam tahun di perizinan.",
    "performance_1": "baik",
    "performance_2": "sangat_baik",
    "verified_1": "baik",
    "verified_2": "sangat_baik",
    "disciplined": "no",
    "pact": "yes",
    "truthful": "yes",
    "consent": "yes",
    "held_at": "2026-05-04T09:00",
    "held_place": "Ruang rapat BKPSDM",
    "absent_because": "sakit",
    "approval_number": "B-1",
    "decree_number": "800/1",
    "decree_date": "2026-08-01",
    "inaugurated_on": "2026-09-01",
    "argument": "Predikat saya Sangat Baik.",
    "answer": "Sudah kami periksa.",
}
OFFICES = {"secretary": "secretariat", "authority": "authority", "inspector": "inspector"}
TEAMS = ("chair", "member2", "member3", "deputy", "checker1", "checker2", "checker3", "assessor1", "assessor2", "assessor3", "reviewer")
RATINGS = {"ani": "90.50", "budi": "85.25", "cici": "80", "dodi": "75.75", "eka": "70"}
CAST = Cast(DEFINITION, (*OFFICES, *TEAMS, *RATINGS, "fani", "gani", "outsider"), OFFICES, FILL, RATINGS)

templates, at = fixtures(CAST, STAGES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the inauguration, each row of STAGES played once on SQLite."""
    at("inaugurated")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    heard(at(stage), name, rows)


def rows_of(body: str, role: str) -> list[dict[str, Any]]:
    return list(json.loads(body).get(role, {"rows": []})["rows"])


def by_case(at_play: Any, name: str, role: str) -> dict[str, dict[str, Any]]:
    """Cells of the last publication of this name, by the number of the case."""
    return {row["case"]: row["cells"] for row in rows_of(at_play.published(name)[-1], role)}


def test_without_an_inspectorate_nothing_is_announced(tmp_path: Path) -> None:
    offices = {who: role for who, role in OFFICES.items() if role != "inspector"}
    play = first(tmp_path / "terang.db", replace(CAST, offices=offices))
    play.table(STAGES["set_up"][1])
    play.table(STAGES["draft"][1])
    play.table("draft | chair | announce selection | no: the inspectorate is named")
    play.db.close()


# ---------------------------------------------------------------- figures, and what is shown to whom
def test_the_recorded_predicate_weighs_as_published(at: At) -> None:
    """30% of the mean predicate (of 150), 40% competence, 30% interview: cici loses 5 points by one predicate and a place to dodi."""
    play = at("plenary")
    public = by_case(play, "result", "public")
    assert list(public) == [play.cases[who] for who in ("ani", "budi", "dodi", "cici")]
    shown = {who: {name: text[1] for name, text in public[play.cases[who]].items()} for who in GOING.split(",")}
    assert (shown["ani"]["performance_value"], shown["ani"]["total"]) == ("125.00", "88.35")  # 125 / 150 x 30 + 90.50 x 0.70
    assert (shown["cici"]["performance_value"], shown["cici"]["total"]) == ("100.00", "76.00")  # 100 / 150 x 30 + 80 x 0.70
    assert (shown["dodi"]["total"], shown["dodi"]["merit.rank"]) == ("78.03", "3")  # 25 + 75.75 x 0.70 = 78.025


@pytest.mark.parametrize(
    ("profile", "consent", "shown"),
    [("nama_dan_nilai", "no", True), ("nilai_bila_setuju", "yes", True), ("nilai_bila_setuju", "no", False), ("nomor_saja", "yes", False)],
)
def test_a_profile_says_what_the_public_reads(at: At, profile: str, consent: str, shown: bool) -> None:
    play = at("draft")
    reason = "" if profile == "nama_dan_nilai" else "because.9=A"
    play.table(
        f"draft | secretary | change selection profile={profile} | draft\ndraft | chair & secretary | announce selection {reason} | running"
    )
    for stage in list(STAGES)[list(STAGES).index("applied") : list(STAGES).index("appointing")]:
        play.table(STAGES[stage][1].replace("submit budi |", f"submit budi consent={consent} |"))
    names = {"name", "total", "merit.rank", "competence"}
    assert set(by_case(play, "result", "public")[play.cases["budi"]]) & names == (names if shown else set())
    assert "total" in by_case(play, "result", "applicant")[play.cases["budi"]], "the own scores are always shown"
    decided = by_case(play, "decision", "public")
    assert "name" in decided[play.cases["ani"]], "who is chosen is named"
    assert ("name" in decided[play.cases["budi"]]) is shown


def test_the_check_shows_the_public_numbers_and_the_owner_the_findings(at: At) -> None:
    play = at("objecting")
    assert {frozenset(cells) for cells in by_case(play, "check_result", "public").values()} == {frozenset({"number", "state"})}
    owner = by_case(play, "check_result", "applicant")[play.cases["cici"]]
    assert owner["verified_2"] == ["Baik", "Good"]


def test_why_not_the_first_in_rank_is_published(at: At) -> None:
    play = at("deciding")
    play.table('nominated | authority | choose budi because.1="Berpengalaman di perizinan pesisir." | chosen')
    assert "Berpengalaman di perizinan pesisir." in play.published("decision")[0]


def test_a_predicate_put_right_counts(at: At) -> None:
    """cici's objection is upheld: with the right predicate she is third and dodi in reserve."""
    play = at("objecting")
    play.table(
        """
        eligible | cici | objection.object cici as objection about=berkas | filed
        eligible | reviewer | @declare cici conflict=no | -
        filed | reviewer | uphold objection | upheld
        correcting | secretary & inspector | put_right cici record_note="Menurut jawaban sanggahan." | eligible
        """
    )
    for stage in ("testing", "interviewing", "scored"):
        play.table(STAGES[stage][1])
    play.table("assessing | chair & secretary | publish_scores bidang | plenary; cici: nominated; dodi: reserve")
