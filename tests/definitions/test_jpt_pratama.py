"""The open selection of department heads as tables: the main path, what is refused, the rare branches; and what each audience is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.definitions.jpt_pratama_tables import GOING, MEMBERS, SCENARIOS, STAGES
from tests.definitions.play import Cast
from tests.definitions.stages import At, fixtures, on_postgresql
from tests.definitions.telling import heard

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "jpt_pratama" / "2026.1.yaml"
FILL = {
    "selection.name": "Seleksi JPT Pratama 2026",
    "name": "{who}",
    "contact": "BKPSDM, (0000) 555-0101",
    "cap": "2",
    "minimum": "4",
    "extensions": "2",
    "least_rank": "IV/a",
    "most_age": "56",
    "age_on": "2026-12-01",
    "least_years": "5",
    "quorum": "3",
    "competency_bar": "68",
    "nominees": "3",
    "profile": "nama_dan_nilai",
    "profile_ground": "PP 11/2017 pasal 121 ayat (2)",
    "listing": "nilai",
    "permit_needed": "no",
    "reason": "Alasan yang diumumkan.",
    "ground": "Surat nomor 1.",
    "post_name": "Kepala Dinas",
    "unit": "Dinas",
    "approval_number": "B-1",
    "recommendation_number": "B-2",
    "inaugurated_on": "2026-09-01",
    "decree": "800/1",
    "birth_date": "1975-05-05",
    "permanent": "yes",
    "rank": "IV/b",
    "degree": "S2",
    "present_post": "administrator",
    "post_years": "3",
    "field_years": "8",
    "performance_1": "baik",
    "performance_2": "sangat_baik",
    "trained": "yes",
    "reported": "yes",
    "disciplined": "no",
    "consent": "yes",
    "absent_because": "sakit",
    "choice_reason": "Pengalaman lapangannya paling sesuai.",
}
OFFICES = {"secretary": "secretariat", "authority": "authority", "overseer": "overseer", "inspector": "inspector"}
TEAMS = (*MEMBERS.split(","), "deputy", "checker1", "checker2", "checker3", "assessor1", "assessor2", "assessor3")
RATINGS = {"ani": "90.50", "budi": "85.25", "cici": "80", "dodi": "75.75", "fani": "70"}
CAST = Cast(DEFINITION, (*OFFICES, *TEAMS, *RATINGS, "eka", "gani", "outsider"), OFFICES, FILL, RATINGS)

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


# ---------------------------------------------------------------- what is shown to whom
def test_each_stage_shows_scores_by_rank(at: At) -> None:
    """Points are the mean x weight / 100, and the order is that of the points so far."""
    play = at("interviewing")
    public = rows_of(play.published("stage_result")[-1], "public")
    assert [row["case"] for row in public][:4] == [play.cases[who] for who in GOING.split(",")]
    assert public[0]["cells"]["so_far"] == ["58,83", "58.83"]  # 90.50 x (20 + 25 + 20) / 100 = 58.825
    assert public[0]["cells"]["standing.rank"] == ["1", "1"]
    assert public[0]["cells"]["name"] == ["Ani", "Ani"]


@pytest.mark.parametrize(
    ("profile", "reasons", "shown"),
    [
        ("nomor_saja", "because.6=A", set()),
        ("nama_saja", "because.6=A", {"name"}),
        ("nilai_bila_setuju", "because.6=A", {"name", "so_far"}),
    ],
)
def test_a_profile_says_what_the_public_reads(at: At, profile: str, reasons: str, shown: set[str]) -> None:
    play = at("draft")
    play.table(
        f"draft | secretary | change selection profile={profile} | draft\ndraft | chair & authority | announce selection {reasons} | running"
    )
    for stage in ("applied", "checking", "checked", "tracking", "tracked", "testing"):
        play.table(STAGES[stage][1].replace("submit dodi |", "submit dodi consent=no |"))
    rows = {row["case"]: set(row["cells"]) for row in rows_of(play.published("stage_result")[0], "public")}
    assert rows[play.cases["ani"]] & {"name", "so_far"} == shown
    assert "so_far" not in rows[play.cases["dodi"]]
    owner = {row["case"]: set(row["cells"]) for row in rows_of(play.published("stage_result")[0], "applicant")}
    assert "so_far" in owner[play.cases["dodi"]], "the own scores are always shown"


def test_names_reach_the_overseer_before_the_public(at: At) -> None:
    play = at("with_overseer")
    body = json.loads(play.published("names_for_overseer")[0])
    assert set(body) == {"overseer"}
    assert [row["cells"]["name"][0] for row in body["overseer"]["rows"]] == ["Ani", "Budi", "Cici"]
    assert play.published("names") == []


@pytest.mark.parametrize(("listing", "order"), [("nilai", ["Budi", "Ani", "Cici"]), ("abjad", ["Ani", "Budi", "Cici"])])
def test_names_stand_by_score_or_by_alphabet(at: At, listing: str, order: list[str]) -> None:
    play = at("draft")
    play.table(f"draft | secretary | change selection listing={listing} | draft")
    for stage in list(STAGES)[2:]:
        rows = STAGES[stage][1]
        if stage == "interviewed":
            rows = (
                f"in_interview | {MEMBERS} | rate_interview budi,cici,dodi | interview_done\n"
                f"in_interview | {MEMBERS} | rate_interview ani interview_value=62 | interview_done"
            )
        play.table(rows)
        if stage == "deciding":
            break
    found = rows_of(play.published("names")[0], "public")
    assert [row["cells"]["name"][0] for row in found] == order
    assert all(("total" in row["cells"]) is (listing == "nilai") for row in found)


def test_the_choice_is_published_with_its_reason(at: At) -> None:
    play = at("chosen")
    rows = rows_of(play.published("decision")[0], "public")
    assert {row["cells"]["name"][0]: "choice_reason" in row["cells"] for row in rows} == {"Ani": False, "Budi": True, "Cici": False}


def test_equals_at_the_cut_all_become_nominees(at: At) -> None:
    play = at("interviewing")
    play.table(
        f"""
        in_interview | {MEMBERS} | rate_interview ani,budi | interview_done
        in_interview | {MEMBERS} | rate_interview cici | interview_done
        in_interview | {MEMBERS} | rate_interview dodi | interview_done
        """
    )
    for stage in ("plenary", "with_overseer", "approved"):
        play.table(STAGES[stage][1])
    assert len(rows_of(play.published("names_for_overseer")[0], "overseer")) == 3
