"""The recruitment of civil servants as tables: the main path, what is refused, and the rare branches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.definitions.cpns_tables import BRANCHES, SCENARIOS, STAGES
from tests.definitions.play import Cast
from tests.definitions.stages import At, fixtures, on_postgresql

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "cpns" / "2026.1.yaml"
FILL = {
    "name": "Pengadaan CPNS 2026",
    "period": "2026",
    "rules_year": "2024",
    "agency_kind": "daerah",
    "contact": "BKPSDM, (0000) 555-0101",
    "age_on": "2026-03-04",
    "cap": "1",
    "extensions": "1",
    "paper_stamp": "no",
    "show_names": "no",
    "quorum": "2",
    "present_skd": "7",
    "complete_skb": "5",
    "reason": "Alasan yang diumumkan.",
    "ground": "Surat nomor 1.",
    "outage_from": "2026-03-05T08:00",
    "outage_until": "2026-03-05T20:00",
    "position": "Ahli Pertama - Pranata Komputer",
    "position_group": "biasa",
    "education": "S1 Informatika",
    "degree": "S1/D-IV",
    "site": "Utara",
    "kind": "umum",
    "places": "1",
    "oldest": "35",
    "w_cat": "100",
    "w_test_1": "0",
    "w_test_2": "0",
    "w_interview": "0",
    "certificate_counts": "no",
    "full_name": "{who}",
    "birth_date": "1998-05-05",
    "study": "Informatika, Universitas Contoh",
    "gpa": "3.45",
    "stamp": "e_meterai",
    "special_file": "",
    "certificate_file": "",
    "convicted": "no",
    "dismissed": "no",
    "serving": "no",
    "party": "no",
    "willing": "yes",
    "truthful": "yes",
    "nip": "199805052026041000",
    "decree_number": "800/1",
    "decree_date": "2026-08-01",
    "start_date": "2026-09-01",
    "missing": "SKCK sudah kedaluwarsa.",
    "correction": "Nilai CAT peserta tertukar.",
    "cat": "400",
    "credit_note": "Sertifikat pendidik 123, Informatika.",
    "objection.about": "administrasi",
    "argument": "Ijazah saya sesuai.",
    "whose_error": "panitia",
    "answer": "Ijazah memang sesuai.",
}
OFFICES = {
    "agency": "agency",
    "agency2": "agency",
    "national": "national",
    "national2": "national",
    "authority": "authority",
    "inspector": "inspector",
}
TEAM = ("checker1", "checker2", "supervisor", "supervisor2", "reviewer", "reviewer2")
APPLICANTS = ("ani", "budi", "cici", "dodi", "fani", "gina", "eka", "lia", "outsider")
CAST = Cast(DEFINITION, (*OFFICES, *TEAM, *APPLICANTS), OFFICES, FILL, {})
templates, at = fixtures(CAST, STAGES | BRANCHES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the last decree, each row of STAGES played once on SQLite."""
    at("closed")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    at(stage).table(rows)
