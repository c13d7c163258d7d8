"""The public oversight of services as tables: the main path, what is refused, the rare branches; and what the figures say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.definitions.pengawasan_layanan_tables import SCENARIOS, STAGES
from tests.definitions.play import Cast, Play
from tests.definitions.stages import At, fixtures, on_postgresql
from tests.definitions.telling import heard
from workflow.core import record
from workflow.store import tables as t

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "pengawasan_layanan" / "2026.1.yaml"
FILL = {
    "name": "Pengawasan layanan 2026",
    "year_number": "2026",
    "contact": "Bagian Organisasi, (0000) 555-0101",
    "fewest": "5",
    "reason": "Alasan yang diumumkan.",
    "ground": "Surat nomor 1.",
    "services": "KTP dan akta.",
    "service": "baik",
    "aspect": "waktu",
    "text": "Antre dua jam.",
    "hidden_because": "bukan_layanan",
    "where_to": "Dinas Perhubungan.",
    "contest_reason": "Bukan urusan kami.",
    "keep_reason": "Loketnya di kantor Anda.",
    "answer": "Loket ditambah.",
    "outcome": "selesai",
    "outcome_text": "Loket kedua dibuka.",
    "finding_text": "Sudah diperiksa.",
}
OFFICES = {"manager": "manager", "inspector": "inspector"}
CAST = Cast(DEFINITION, (*OFFICES, "lurah", "wakil", "dokter", "outsider"), OFFICES, FILL, {})
templates, at = fixtures(CAST, STAGES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the closed year, each row of STAGES played once on SQLite."""
    at("closed")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    heard(at(stage), name, rows)


# ---------------------------------------------------------------- figures
def figures(play: Play) -> dict[str, dict[str, str]]:
    """The published figures in Indonesian, by unit."""
    rows = record.parse(play.published("unit_figures")[-1])["public"]["rows"]
    return {row["cells"]["unit_name"][0]: {name: words[0] for name, words in row["cells"].items()} for row in rows}


def lent(play: Play) -> dict[str, dict[str, int | str | None]]:
    """What other processes may take, by unit; numbers in millionths."""
    found: dict[int, dict[str, Any]] = {}
    with play.db.reading() as connection:
        for row in connection.execute(select(t.figures).where(t.figures.c.name == "unit_figures", t.figures.c.public.is_(True))):
            found.setdefault(row.ordinal, {})[row.fact] = row.s or row.n
    return {str(row["unit_name"]): row for row in found.values()}


def test_the_figures_of_each_unit(at: At) -> None:
    """Marks 4, 3, 3, 2, 1 and 1: the one hidden as a personal attack counts, so hiding is no way to a better mean."""
    found = figures(at("finishing"))
    assert found["Dukcapil"] == {
        "unit_name": "Dukcapil", "year_number": "2026", "received": "6", "score_count": "6", "mean_score": "2,33", "very_good": "1", "good": "2",
        "not_so_good": "1", "bad": "2", "answered": "3", "promised": "1", "hidden": "1",
    }  # fmt: skip
    assert found["Puskesmas Wae Luju"]["score_count"] == "1"


def test_a_unit_with_few_marks_has_no_mean(at: At) -> None:
    play = at("finishing")
    assert not {"mean_score", "good", "in_time_share"} & figures(play)["Puskesmas Wae Luju"].keys()
    assert lent(play) == {
        "Dukcapil": {"unit_name": "Dukcapil", "year_number": 2026_000_000, "score_count": 6_000_000, "mean_score": 2_330_000},
        "Puskesmas Wae Luju": {"unit_name": "Puskesmas Wae Luju", "year_number": 2026_000_000, "score_count": 1_000_000},
    }


def test_the_share_answered_in_time(at: At) -> None:
    """Of five that were due four were answered, three in time."""
    play = at("passed")
    play.table(
        """
        examining | inspector | give_back c5 | received
        received | manager | admit c5 | waiting
        waiting | lurah | explain c1,c2,c3 | answered
        waiting | clock | close answering c5 | overdue; c4: overdue
        overdue | lurah | explain c4 | answered
        open | clock | close listening oversight | following
        """
    )
    assert figures(play)["Dukcapil"]["in_time_share"] == "60,0"


def test_what_does_not_count(at: At) -> None:
    """Spam, comments for another unit, a second comment about the same matter, and what nobody has examined yet."""
    play = at("commented")
    play.table(
        f"""
        received | manager | admit c1,c2,c3,c4,c5 | waiting
        received | manager & inspector | hide c6 hidden_because=berulang | hidden
        waiting | manager & inspector | redirect c5 | redirected
        waiting | lurah | explain c1,c2,c3,c4 | answered
        open | public | comment.give dukcapil as again service=tidak_baik earlier={play.cases["c4"]} | received
        open | public | comment.give dukcapil as unseen service=tidak_baik | received
        received | manager | admit again | waiting
        waiting | lurah | explain again | answered
        open | clock | close listening oversight | finishing
        finishing | clock | close finishing_time oversight | following; unseen: received
        """
    )
    assert figures(play)["Dukcapil"]["score_count"] == "4"


def test_what_is_hidden_or_examined_is_never_shown(at: At) -> None:
    play = at("closed")
    names = ("told", "hiding", "examined", "overdue", "redirected", "unit_figures", "announcement")
    shown = [body for name in names for body in play.published(name)]
    assert len(play.published("told")) == 6 and any("Antre dua jam." in body for body in shown)
    assert not any(secret in body for body in shown for secret in ("pasar", "rokok", "Pungutan"))


def test_promises_are_accounted_for_at_the_close(at: At) -> None:
    """One kept, one kept in part, one that could not be done, one written off by the inspectorate."""
    play = at("passed")
    play.table(
        """
        waiting | lurah | promise c1,c2,c3,c4 promised_by=2026-04-10 | promised
        promised | lurah | report c1 | acted
        promised | lurah | report c2 outcome=sebagian | acted
        promised | lurah | report c3 outcome=tidak_dapat | acted
        waiting | dokter | explain p1 | answered
        examining | inspector | conclude c5 finding=terbukti | examined
        promised | clock | close following c4 | unkept
        unkept | inspector | write_off c4 outcome=tidak_dapat | not_acted; oversight: closed
        """
    )
    row = record.parse(play.published("follow_up")[0])["public"]["rows"][0]["cells"]
    assert [row[name][0] for name in ("promised", "carried_out", "in_part", "written_off")] == ["4", "1", "1", "2"]


def test_a_late_answer_is_told_without_the_comment(at: At) -> None:
    play = at("late")
    body = play.published("overdue")[0]
    assert play.cases["c4"] in body and "Antre" not in body
