"""The placement by performance as tables: the main path, what is refused, the rare branches; and what each audience is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.definitions.penempatan_kinerja_tables import GIVING, SCENARIOS, STAGES
from tests.definitions.play import Cast
from tests.definitions.stages import At, fixtures, on_postgresql

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "penempatan_kinerja" / "2026.1.yaml"
FILL = {
    "round.name": "Penempatan 2026",
    "year_number": "2026",
    "contact": "BKPSDM, (0000) 555-0101",
    "quorum": "2",
    "strong_from": "4",
    "weak_below": "2.5",
    "meetings": "3",
    "unit_name": "Dinas Perizinan",
    "demands": "Memimpin pelayanan yang cepat dan jujur.",
    "judged_why": "Register loket sesuai dengan laporan.",
    "potential_source": "Asesmen provinsi, Maret 2026",
    "argument": "Bukti ketiga tidak dibaca.",
    "answer": "Bukti ketiga sudah dibaca.",
    "why": "Hasil dan cara kerjanya sesuai tuntutan jabatan.",
    "years_in_post": "13",
    "decision_why": "Pengalamannya di loket paling sesuai.",
    "decree": "800/1",
    "progress": "sebagian",
    "notes": "Berkas lebih rapi.",
    "advice": "sebagian",
    "employee_view": "Pendamping sangat membantu.",
    "ruling": "Delapan dari sepuluh berkas selesai tepat waktu.",
    "reason": "Alasan yang dicatat.",
    "ground": "Surat nomor 1.",
}
OFFICES = {"hr": "hr", "authority": "authority", "inspector": "inspector"}
TEAM = ("judge1", "judge2", "judge3", "deputy", "scout", "arbiter", "boss", "chief")
LEVELS = {"ani": "5", "budi": "4", "cici": "3", "dodi": "2"}
CAST = Cast(DEFINITION, (*OFFICES, "hr2", *TEAM, *GIVING, "eka", "outsider"), {**OFFICES, "hr2": "hr"}, FILL, {f"review@{who}": n for who, n in LEVELS.items()})

templates, at = fixtures(CAST, STAGES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the end of the coaching, each row of STAGES played once on SQLite."""
    at("closed")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    at(stage).table(rows)
