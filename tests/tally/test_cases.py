"""Real selections, to the last digit: each test bears the name of its case in tests/cases."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.tally.real import CPNS, JPT, KINERJA, REAL_JPT, TALENTA, by_name, case, run, tallied, written

BANDS = {"track_record": "track_record", "assessment": "competency", "paper": "paper", "interview": "interview"}


@pytest.fixture(params=[JPT, REAL_JPT], ids=["small", "real"])
def jpt(request: pytest.FixtureRequest) -> Path:
    """The definition written for these tests, and the one that an agency uses."""
    return Path(request.param)


# ------------------------------------------------------------------ selections of department heads
def test_jpt_01_points_and_the_figure_with_one_decimal(jpt: Path) -> None:
    found = case("JPT-01")
    data, expected = found["data"], found["expected"]
    rows = [{"candidate": r["candidate"], "paper": r["raw"], "published_points": r["published_points"]} for r in data["paper"]]
    answer = tallied(jpt, rows, "--stage", "paper")
    assert {name: points["paper"] for name, points in by_name(answer, "points").items()} == expected["paper_points_half_up_2dp"]
    assert [row["candidate"] for row in answer] == expected["paper_rank"] and [row["rank"] for row in answer] == [1, 2, 3, 4, 5, 6]
    warned = {name: warnings for name, warnings in by_name(answer, "warnings").items() if warnings}
    assert warned == {
        "AT": ["points of paper printed 17.6, reckoned 17.61 (exactly 17.614): written with 1 digit(s) after the point instead of 2"]
    }


def test_jpt_01_track_record_and_the_leader_after_each_stage(jpt: Path) -> None:
    found = case("JPT-01")
    data, expected = found["data"], found["expected"]
    track = [{"candidate": r["candidate"], "Rekam jejak": r["raw"], "Poin": r["published_points"]} for r in data["track_record"]]
    answer = tallied(jpt, track, "--stage", "track_record")
    assert {row["candidate"]: row["total"] for row in answer} == expected["track_record_points"] and not any(
        by_name(answer, "warnings").values()
    )
    assert answer[0]["candidate"] == expected["leader_after_track_record"]
    known = {r["candidate"]: r["raw"] for r in data["track_record"]}
    both = [{"candidate": r["candidate"], "track_record": known.get(r["candidate"], "-"), "paper": r["raw"]} for r in data["paper"]]
    so_far = tallied(jpt, [row for row in both if row["track_record"] != "-"], "--stage", "standing")
    assert so_far[0]["candidate"] == expected["leader_after_paper_stage"] and so_far[0]["total"] == "33.61"


def test_jpt_01_who_withdrew_is_told_as_withdrawn_and_not_ranked() -> None:
    rows = [{"candidate": r["candidate"], "paper": r["raw"], "status": ""} for r in case("JPT-01")["data"]["paper"]]
    rows += [{"candidate": "W1", "paper": "", "status": "APS"}, {"candidate": "W2", "paper": "90", "status": "Mengundurkan diri"}]
    answer = tallied(JPT, rows, "--stage", "paper")
    gone = [row for row in answer if row["candidate"].startswith("W")]
    assert [(row["rank"], row["state"], row["code"]) for row in gone] == [(None, "withdrawn", "APS")] * 2
    assert all("State: Withdrawn" in row["reasons"] for row in gone) and answer[0]["candidate"] == "AT"


def test_jpt_02_points_that_were_published_are_summed_and_places_three_and_four_flip(jpt: Path) -> None:
    found = case("JPT-02")
    data, expected = found["data"], found["expected"]
    names = data["assessment_points"]
    rows = [{"candidate": n, "competency": names[n], "paper": data["paper_points"][n]} for n in names]
    answer = tallied(jpt, rows, "--points", "competency,paper")
    assert by_name(answer, "total") == expected["cumulative_points"]
    assert [row["candidate"] for row in answer] == expected["rank_after_two_stages"]
    first = tallied(jpt, rows, "--points", "competency", "--points", "paper", "--stage", "competency")
    assert [row["candidate"] for row in first] == expected["rank_after_assessment"]
    totals = [Decimal(row["total"]) for row in answer]
    assert str(min(a - b for a, b in pairwise(totals))) == expected["smallest_gap"]
    scaled = {row["candidate"]: row["scaled"]["competency"] for row in answer}
    assert scaled == expected["assessment_raw_implied"]


def test_jpt_02_read_as_raw_scores_the_same_table_says_something_else(jpt: Path) -> None:
    data = case("JPT-02")["data"]
    rows = [{"candidate": n, "competency": p, "paper": data["paper_points"][n]} for n, p in data["assessment_points"].items()]
    assert by_name(tallied(jpt, rows, "--stage", "standing"), "total")["SK"] == "8.79"


def test_jpt_07_six_weightings_stand_and_one_contradicts_its_bands(jpt: Path) -> None:
    found = case("JPT-07")
    data, expected = found["data"], found["expected"]
    bands = ",".join(f"{BANDS[n]}={low}-{high}" for n, (low, high) in data["ranges_general_knowledge"].items())
    refused: dict[str, Any] = {}
    for row in data["rows"]:
        weights = ",".join(f"{BANDS[name]}={row[name]}" for name in BANDS)
        result = run("tally", "--definition", jpt, "--weights", weights, "--bands", bands, "--json", "--lang", "en")
        answer = json.loads(result.stdout)
        assert answer["sum"] == "100" and answer["accepted"] is (result.exit_code == 0)
        if not answer["accepted"]:
            refused[row["where"]] = answer
    assert list(refused) == expected["rows_outside_ranges"] and len(data["rows"]) - len(refused) == expected["rows_inside_ranges"]
    (wrong,) = refused.values()
    assert wrong["contradictions"] == ["the weight of paper, 25, leaves its band of 15 to 20"]
    forced = expected["only_weighting_inside_all_ranges_that_sums_to_100"]
    assert (
        wrong["hint"]
        == "Within these bands only one set of weights adds up to 100: " + ", ".join(f"{BANDS[n]} {w}" for n, w in forced.items()) + "."
    )


def test_jpt_07_the_bands_of_a_rule_pack_are_told_with_their_source(jpt: Path) -> None:
    result = run("tally", "--definition", jpt, "--weights", "track_record=20,competency=20,paper=25,interview=35", "--lang", "en")
    assert result.exit_code == 1
    assert "the weight of paper, 25, leaves its band of 15 to 20 (PermenPANRB 15/2019 lampiran, G)" in result.stderr
    assert run("tally", "--definition", jpt, "--weights", "track_record=20,competency=25,paper=20,interview=35").exit_code == 0


def test_jpt_07_a_reason_lets_the_weights_go_on(tmp_path: Any) -> None:
    pack = tmp_path / "rentang.csv"
    pack.write_text("part;low;high\npaper;15;20\n", encoding="utf-8")
    rows = written([{"candidate": "a", "paper": "80", "competency": "80", "track_record": "80", "interview": "80"}])
    words = ("tally", "--definition", JPT, "--scores", "-", "--weights", "competency=20,paper=25", "--bands", pack, "--lang", "en")
    refused = run(*words, stdin=rows)
    assert refused.exit_code == 1 and refused.stdout == "" and "paper, 25, leaves its band of 15 to 20" in refused.stderr
    taken = run(*words, "--reason", "Makalah lebih penting", "--json", stdin=rows)
    assert taken.exit_code == 0 and "Makalah lebih penting" in taken.stderr
    assert json.loads(taken.stdout)[0]["points"] == {"track_record": "16.00", "competency": "16.00", "paper": "20.00", "interview": "28.00"}


def taken_on(jpt: Path, applicants: list[int], minimum: int, *words: object) -> list[str]:
    rows = [{"opening": f"Jabatan {n}", "entries": entries} for n, entries in enumerate(applicants, 1)]
    return [row["action"] for row in tallied(jpt, rows, "--stage", "registration.closes", "--set", f"selection.minimum={minimum}", *words)]


def test_jpt_13_which_openings_are_extended(jpt: Path) -> None:
    data, expected = case("JPT-13")["data"], case("JPT-13")["expected"]
    lampung = data["bandar_lampung_2023"]["applicants"]
    assert (taken_on(jpt, lampung, 4) == ["extend"] * 8) is expected["bandar_lampung_2023"]["all_eight_extended"]
    three = taken_on(jpt, lampung, 3)
    assert (three.count("extend") == 2) is expected["bandar_lampung_2023"]["with_minimum_3_only_two_extended"] and three[:2] == [
        "extend"
    ] * 2
    bali = data["bali_2019"]["applicants"]
    assert "extend" not in taken_on(jpt, list(bali.values()), 4) and not expected["bali_2019"]["extension_needed"]
    at_five = taken_on(jpt, list(bali.values()), 5)
    assert [name for name, action in zip(bali, at_five, strict=True) if action == "extend"] == expected["bali_2019"][
        "positions_at_exactly_minimum"
    ]
    assert sum(bali.values()) == expected["bali_2019"]["total"] and len(bali) == expected["bali_2019"]["positions"]


def test_jpt_13_what_follows_the_last_extension(jpt: Path) -> None:
    assert taken_on(jpt, [2, 4], 4, "--set", "times.extend=2") == ["give_up", "shut"]
    assert taken_on(jpt, [2], 3, "--set", "extend=2", "--set", "selection.extensions=3") == ["extend"]


def test_jpt_13_the_sums_of_two_more_selections() -> None:
    data, expected = case("JPT-13")["data"], case("JPT-13")["expected"]
    lebong = data["lebong_2023"]
    mean = Fraction(lebong["applicants_total"], lebong["positions"])
    assert (
        f"{Decimal(mean.numerator * 100 // mean.denominator + (mean.numerator * 1000 // mean.denominator % 10 >= 5)) / 100}"
        == expected["lebong_2023"]["mean_per_position"]
    )
    jambi = data["jambi_2019"]
    left = {name: n - jambi["failed_age"].get(name, 0) for name, n in jambi["applicants"].items()}
    assert (
        sum(left.values()) == expected["jambi_2019"]["after_administration"]
        and taken_on(JPT, list(left.values()), jambi["minimum"]) == ["shut"] * 3
    )


@pytest.mark.parametrize("n", range(10))
def test_jpt_16_windows_in_calendar_and_working_days(n: int) -> None:
    found = case("JPT-16")
    _where, first, last = found["data"]["rows"][n]
    answer = json.loads(run("days", "--from", first, "--until", last, "--json").stdout)
    assert [answer["calendar"], answer["working"]] == found["expected"]["calendar_working"][n]
    assert answer["working"] + len(answer["skipped"]) == answer["calendar"] and answer["working"] < 15


# ------------------------------------------------------------------ candidate civil servants
def test_cpns_01_the_cut_at_three_times_the_openings() -> None:
    found = case("CPNS-01")
    expected = found["expected"]
    one = tallied(CPNS, found["data"]["rows"], "--set", "kind=umum_2019", "--set", "places=1")
    assert [row["candidate"] for row in one] == expected["order"]
    assert [row["candidate"] for row in one if row["admitted"]] == expected["openings_1"]
    assert by_name(one, "code") == expected["status_openings_1"]
    assert not any(by_name(one, "warnings").values()) and all(row["passed"] for row in one)
    assert by_name(one, "decided_by") == {"A": None, "B": None, "D": "tkp", "E": "tkp", "C": "tkp", "G": "tiu", "F": "tiu"}
    two = tallied(CPNS, found["data"]["rows"], "--set", "opening.kind=umum_2019", "--set", "opening.places=2", "--stage", "skd_cut")
    assert [row["candidate"] for row in two if row["admitted"]] == expected["openings_2"]


def test_cpns_03_integration_of_two_scales_of_500() -> None:
    found = case("CPNS-03")
    data, expected = found["data"], found["expected"]
    answer = tallied(CPNS, data["rows"], "--max", f"skd={data['skd_max']}", "--max", f"skb={data['skb_max']}", "--set", "places=1")
    assert by_name(answer, "total") == expected["final"] and [row["candidate"] for row in answer] == expected["rank"]
    assert {row["candidate"]: list(row["scaled"].values()) for row in answer} == expected["scaled"]
    assert [row["candidate"] for row in answer if row["admitted"]] == expected["passed"]


def test_cpns_03_an_educator_certificate_sets_the_field_test_to_its_maximum() -> None:
    found = case("CPNS-03")
    data, variant = found["data"], found["expected"]["variant_teacher_certificate"]
    rows = [
        {"candidate": r["code"], "skd": r["skd"], "cat": Decimal(r["skb"]) / 5, "certificate": r["code"] == variant["who"]}
        for r in data["rows"]
    ]
    answer = tallied(CPNS, rows, "--max", "skd=500", "--set", "places=1", "--column", "teaches_linear=certificate")
    assert answer[0]["total"] == variant["final"]["C"] and [row["candidate"] for row in answer if row["admitted"]] == variant["passed"]


def test_cpns_07_thresholds_by_set() -> None:
    found = case("CPNS-07")
    answer = tallied(CPNS, found["data"]["rows"], "--column", "opening.kind=set", "--set", "places=1")
    assert by_name(answer, "passed") == found["expected"]["passes"]
    assert {n: int(t) for n, t in by_name(answer, "total").items() if n in found["expected"]["totals"]} == found["expected"]["totals"]
    assert not any(by_name(answer, "warnings").values())
    assert by_name(answer, "reasons")["s2"] == ["Threshold of personality: Personality: 165, at least 166"]
    assert {row["code"] for row in answer if not row["passed"]} == {"TL"}


def test_cpns_08_the_final_tie_break_and_what_decided() -> None:
    found = case("CPNS-08")
    rows = [{"opening": pair["id"], "candidate": who, **pair[who]} for pair in found["data"]["pairs"] for who in "ab"]
    answer = tallied(CPNS, rows, "--column", "birth_date=born", "--set", "places=1")
    first = {row["opening"]: row for row in answer if row["rank"] == 1}
    assert {id: row["candidate"] for id, row in first.items()} == found["expected"]["winner"]
    names = {"skd_total": "skd", "tkp": "tkp", "gpa": "gpa", "older": "birth_date"}
    assert {id: row["decided_by"] for id, row in first.items()} == {id: names[by] for id, by in found["expected"]["decided_by"].items()}
    assert all("birth_date" not in row["keys"] for row in answer)
    assert {row["rank"] for row in answer} == {1, 2} and not any(row["tied_with"] for row in answer)


@pytest.mark.parametrize("n", range(4))
def test_cpns_10_objection_windows(n: int) -> None:
    found = case("CPNS-10")
    row, expected = found["data"]["rows"][n], found["expected"]
    filed = json.loads(run("days", "--from", row["file"][0], "--calendar", expected["file_days"], "--json").stdout)
    assert filed["date"] == row["file"][1]
    after = json.loads(
        run("days", "--after", row["file"][1], "--calendar", expected["reannounce_within_days_after_filing_closes"], "--json").stdout
    )
    assert (after["date"] == row["after"][1]) is expected["checks"][row["id"]]


# ------------------------------------------------------------------ appraisal, talent, counts
def test_kin_01_the_matrix_of_predicates() -> None:
    matrix = case("KIN-01")["expected"]["matrix"]
    rows = [{"candidate": pair, **dict(zip(("Hasil kerja", "Perilaku kerja"), pair.split("/"), strict=True))} for pair in matrix]
    words = {
        "sangat_baik": "Sangat Baik",
        "baik": "Baik",
        "butuh_perbaikan": "Butuh Perbaikan",
        "kurang": "Kurang/misconduct",
        "sangat_kurang": "Sangat Kurang",
    }
    answer = tallied(KINERJA, rows)
    assert {row["candidate"]: words[row["values"]["matrix.predicate"]] for row in answer} == matrix


def test_tal_01_nine_boxes_and_the_pool() -> None:
    expected = case("TAL-01")["expected"]
    rows = [
        {"candidate": pair, **dict(zip(("performance_level", "potential_level"), pair.split("/"), strict=True))} for pair in expected["box"]
    ]
    boxes = {row["candidate"]: int(row["values"]["nine.box"]) for row in tallied(TALENTA, rows, "--stage", "nine")}
    assert boxes == expected["box"]
    pool = tallied(TALENTA, rows, "--stage", "pool")
    assert sorted(boxes[row["candidate"]] for row in pool if row["passed"]) == expected["promotion_pool"]


def test_tal_01_weights_of_2025() -> None:
    weights = case("TAL-01")["expected"]["bkn_2025_weights"]
    values = {"main": 90, "reinforcing": 80, "competency": "85.5", "potency": 70, "qualification": 80, "integrity": 100}
    (row,) = tallied(TALENTA, [{"candidate": "a", **values}])
    names = {
        "main": "main",
        "reinforcing": "reinforcing",
        "competency": "competency",
        "potency": "potential",
        "qualification": "qualification",
        "integrity": "integrity",
    }
    of = {"main": "performance", "reinforcing": "performance"}
    shares = {
        n: Fraction(weights["total"][of.get(n, "potential")]) * Fraction(weights[of.get(n, "potential")][k]) / 10000
        for n, k in names.items()
    }
    assert sum(shares.values()) == 1
    exact = sum(shares[name] * Fraction(str(value)) for name, value in values.items())
    assert Fraction(row["total"]) == exact == Fraction("84.35") and row["points"] == {"p_performance": "43.00", "p_potential": "41.35"}


def counted(rows: list[dict[str, Any]], *words: object) -> list[Any]:
    result = run("tally", "--counts", "-", "--json", "--lang", "en", *words, stdin=written(rows))
    assert result.exit_code == 0, (result.stdout, result.stderr)
    return list(json.loads(result.stdout))


def test_ks_01_a_misprint_and_a_share_that_was_cut_off() -> None:
    found = case("KS-01")
    data, expected = found["data"], found["expected"]
    rows = [
        {"group": "sma_incumbent", **data["sma_incumbent"], "passed": 36, "share": "31.85"},
        {"group": "sma_new", **data["sma_new"], "passed": 132},
        {"group": "smk_incumbent", **data["smk_incumbent_passed"], "candidates": 62, "passed": 44, "share": "70.97"},
    ]
    old, new, smk = counted(rows)
    assert old["passing"] == expected["passing_categories"]
    assert (old["sum"], old["passed"], old["share"]) == ("113", "36", expected["sma_incumbent"]["share_percent"])
    assert old["warnings"] == ["the share passed printed 31.85, reckoned 31.86 (exactly 31.858407): cut off, not rounded"]
    assert new["passed"] == str(expected["sma_new"]["sum_of_passing_as_printed"]) and new["repairs"] == {
        "SMS": str(expected["sma_new"]["repaired_SMS"])
    }
    assert new["warnings"] == [
        "the number passed printed 132, the sum of SMS, MS, CMS is 232 (113 + 50 + 69); it would fit if SMS were 13, not 113"
    ]
    assert smk["consistent"] is expected["smk_incumbent"]["consistent"] and smk["share"] == expected["smk_incumbent"]["share_percent"]
