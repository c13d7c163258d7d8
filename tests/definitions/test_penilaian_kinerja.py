"""The yearly appraisal as tables: the main path, what is refused, the rare branches; who reads which figure, and what never leaves the file of a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.definitions.penilaian_kinerja_tables import ALL, SCENARIOS, STAGES
from tests.definitions.play import Cast
from tests.definitions.stages import At, fixtures, on_postgresql

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "penilaian_kinerja" / "2026.1.yaml"
FILL = {
    "cycle.name": "Penilaian kinerja 2026",
    "year_number": "2026",
    "contact": "BKPSDM, (0000) 555-0101",
    "least_feedback": "2",
    "w_superior": "40",
    "w_peers": "20",
    "w_staff": "20",
    "w_self": "10",
    "w_public": "10",
    "above_from": "80",
    "below_to": "60",
    "about": "Antrean loket",
    "note": "Antrean berkurang sejak loket dibagi.",
    "reply": "Terima kasih.",
    "work_result": "sesuai",
    "behaviour": "sesuai",
    "why_rated": "Layanan tepat waktu dan pelapor didengar.",
    "result": "baik",
    "result_reason": "Sembilan dari sepuluh target tercapai.",
    "employee_answer": "Target ketiga berubah pada bulan Juni.",
    "argument": "Perubahan target tidak dihitung.",
    "ruling": "Perubahan target terbukti dari catatan.",
    "remark": "Tambahkan ukurannya.",
    "adjust_reason": "Tugas baru sejak Juni.",
    "wrong_why": "Saya pindah bidang bulan lalu.",
    "correction": "Benar, pindah per 1 Maret.",
    "reason": "Alasan yang diumumkan.",
    "ground": "Surat nomor 1.",
}
OFFICES = {"hr": "hr", "authority": "authority", "inspector": "inspector"}
CAST = Cast(
    DEFINITION,
    (*OFFICES, "hr2", "judge", "boss", "chief", *ALL, "indra", "outsider"),
    {**OFFICES, "hr2": "hr"},
    FILL,
    {f"appraisal@{who}": "4" for who in (*ALL, "indra")},
)

templates, at = fixtures(CAST, STAGES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the published distribution, each row of STAGES played once on SQLite."""
    at("closed")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    at(stage).table(rows)
