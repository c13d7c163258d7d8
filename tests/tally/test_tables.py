"""Tables as strangers bring them: what is read, what is refused with its place, and what is said beside a good answer."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest

from tests.tally.real import CPNS, DEFINITIONS, JPT, KINERJA, TALENTA, by_name, refused, run, tallied, written

CUT = ("--set", "kind=umum_2019", "--set", "places=1")
ROWS = [{"kode": "A", "twk": 135, "tiu": 110, "tkp": 150}, {"kode": "B", "twk": 115, "tiu": 125, "tkp": 148}]


def text(*lines: str) -> bytes:
    return "\n".join(lines).encode() + b"\n"


# ------------------------------------------------------------------ read
@pytest.mark.parametrize(
    "content",
    [
        text("kode,twk,tiu,tkp", "A,135,110,150", "B,115,125,148"),
        text("Nama Peserta;Nilai TWK;Nilai TIU (maks 175);TKP", "A;135;110;150", "B;115;125;148"),
        text("HASIL SKD", "", "No\tNomor Peserta\tCivics\tGeneral intelligence\tPersonality", "1\tA\t135\t110\t150", "2\tB\t115\t125\t148"),
        text("peserta;twk;tiu;tkp;Keterangan;Alamat", "A;135,0;110,0;150;lulus;Jl. Satu", "B;115;125,0;148;;"),
    ],
)
def test_the_same_answer_however_the_table_is_written(content: bytes) -> None:
    answer = tallied(CPNS, content, *CUT)
    assert [(row["candidate"], row["total"], row["rank"]) for row in answer] == [("A", "395", 1), ("B", "388", 2)]


def test_a_workbook_is_a_table_too(tmp_path: Any) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Hasil SKB"],
        [],
        ["Kode", "skd", "CAT SKB", "IPK", "Tanggal lahir"],
        ["A", 400, 70.125, 3.5, date(1998, 1, 2)],
        ["B", 400, 70.125, 3.5, 35796],
    ):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    answer = tallied(CPNS, out.getvalue(), "--set", "places=1")
    assert [(row["candidate"], row["total"], row["decided_by"], row["code"]) for row in answer] == [
        ("B", "71.166", "birth_date", "P/L"),
        ("A", "71.166", "birth_date", "P/TL"),
    ]


def test_the_stage_is_the_last_ranking_for_which_the_columns_suffice() -> None:
    def stage(definition: Any, *lines: str) -> str:
        result = run("tally", "--definition", definition, "--scores", "-", "--lang", "en", stdin=text(*lines))
        assert result.exit_code == 0, result.stderr
        return str(result.stdout.splitlines()[0])

    assert stage(CPNS, "kode;twk;tiu;tkp", "A;1;2;3") == "Stage: skd_cut"
    assert stage(CPNS, "kode;twk;tiu;tkp;cat", "A;1;2;3;4") == "Stage: merit"
    assert stage(CPNS, "kode;cat", "A;4") == "Stage: skb"
    assert stage(JPT, "nama;paper", "A;80") == "Stage: standing"
    assert stage(TALENTA, "nama;performance_level;potential_level", "A;above;low") == "Stage: nine"
    assert "suffice for no stage" in refused(CPNS, text("kode;tinggi", "A;4"))[0]


def test_facts_of_the_opening_are_columns_or_set() -> None:
    rows = [{"opening": o, "kode": k, "kind": kind, "places": p, **s} for o, k, kind, p, s in (
        ("F1", "A", "umum_2019", 1, {"twk": 65, "tiu": 80, "tkp": 126}), ("F1", "B", "umum_2019", 1, {"twk": 64, "tiu": 175, "tkp": 225}),
        ("F2", "A", "Umum", 1, {"twk": 65, "tiu": 80, "tkp": 126}),
    )]  # fmt: skip
    rows[2]["kind"] = "2024_general"
    answer = tallied(CPNS, rows)
    assert [(r["opening"], r["candidate"], r["rank"], r["passed"], r["code"]) for r in answer] == [
        ("F1", "A", 1, True, "P/L"), ("F1", "B", None, False, "TL"), ("F2", "A", None, False, "TL"),
    ]  # fmt: skip
    rows[1]["places"] = 2
    assert refused(CPNS, rows) == ["row 3: “opening.places” of F1 differs from row 2. Make it the same in all rows of F1."]


def test_weights_of_the_opening_are_facts_like_others() -> None:
    rows = [{"kode": "A", "skd": 550, "cat": 80, "other": 60}]
    (row,) = tallied(CPNS, rows, "--stage", "final", "--set", "w_cat=60", "--set", "w_other=40")
    assert row["total"] == "83.200" and row["scaled"] == {"p_skd": "100.000", "p_skb": "72.000"}
    (row,) = tallied(CPNS, rows, "--stage", "skb", "--set", "w_cat=60", "--set", "w_other=40")
    assert row["points"] == {"p_cat": "48.000", "p_other": "24.000"}


def test_rows_of_several_assessors_and_columns_of_several_assessors_are_the_same() -> None:
    long = text("nama;penilai;makalah", "A;x;80", "B;x;90", "A;y;81,5", "B;y;70")
    with_columns = text("nama;makalah x;Makalah (y)", "A;80;81,5", "B;90;70")
    for content in (long, with_columns):
        assert by_name(tallied(JPT, content, "--stage", "paper"), "total") == {"A": "16.15", "B": "16.00"}
    one = text("nama;makalah", "A;80,75", "B;80")
    assert by_name(tallied(JPT, one, "--stage", "paper"), "total") == {"A": "16.15", "B": "16.00"}


def test_attributes_of_assessors_choose_the_part() -> None:
    content = text(
        "nama;responden;hubungan;values_score",
        "a;x;Atasan;5",
        "a;y;Sejawat;4",
        "a;z;Sejawat;2",
        "a;w;Bawahan;1",
        "b;x;Atasan;4",
        "b;y;peer;4",
    )
    answer = tallied(KINERJA, content)
    assert [(row["candidate"], row["total"]) for row in answer] == [("b", "80.00"), ("a", "72.00")]
    assert answer[0]["points"] == {"from_superior": "80.00", "from_peers": None, "from_staff": None}


def test_the_principal_selection_is_tallied_by_its_own_definition() -> None:
    content = text("nama;penilai;lead_score;learn_score;plan_score", "A;x;5;4;4", "A;y;4;4;5", "B;x;5;5;4", "B;y;4;4;4")
    result = run("tally", "--process", "kepala_sekolah", "--scores", "-", "--json", stdin=content)
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert [(row["candidate"], row["total"], row["rank"]) for row in answer] == [("B", "87.50", 1), ("A", "86.50", 2)]
    assert answer[0]["points"] == {"leadership": "36.00", "learning": "31.50", "plan": "20.00"}


def test_ties_are_named_and_at_the_cut_all_or_none_are_taken() -> None:
    tied = [{"kode": k, "twk": 100, "tiu": 100, "tkp": 150} for k in "ABCD"]
    cut = tallied(CPNS, tied, *CUT)
    assert [(r["rank"], r["tied_with"], r["admitted"], r["decided_by"]) for r in cut[:1]] == [(1, ["B", "C", "D"], True, None)]
    final = tallied(CPNS, [{"kode": k, "final": 70, "skd": 300} for k in "AB"], "--set", "places=1")
    assert [(r["admitted"], r["code"], r["reasons"]) for r in final] == [(False, "P/TL", ["Equal at the cut, so not taken"])] * 2


def test_open_places_are_filled_from_the_same_table() -> None:
    rows = [
        {"opening": "U1", "kind": "umum", "places": 1, "position": "guru", "site": "utara", "code": "1", "kode": "A", "final": 80, **ROWS[0], "tkp": 170},
        {"opening": "U1", "kind": "umum", "places": 1, "position": "guru", "site": "utara", "code": "1", "kode": "B", "final": 70, **ROWS[0], "tkp": 170},
        {"opening": "K1", "kind": "umum", "places": 1, "position": "guru", "site": "utara", "code": "2", "kode": "C", "final": 0, **ROWS[0], "tkp": 0},
    ]  # fmt: skip
    rows = [{**row, "kode": name, "final": final} for row, name, final in zip(rows, "ABC", (80, 70, 60), strict=True)]
    rows[2]["opening"] = "K2"
    merged = {row["candidate"]: row for row in tallied(CPNS, rows[:2], "--stage", "open_places")}
    assert (merged["B"]["admitted"], merged["B"]["values"]) == (False, {})
    nobody = {**rows[2], "places": 2}
    answer = {row["candidate"]: row for row in tallied(CPNS, [*rows[:2], nobody], "--stage", "open_places")}
    assert answer["B"]["values"] == {"open_places.place": "K2", "open_places.code": "L-1"} and answer["B"]["code"] == "P/L-1"
    assert answer["A"]["values"] == {} and answer["A"]["admitted"] is False


def test_what_another_stage_reads_is_passed_over_in_silence_or_told() -> None:
    rows = [{**ROWS[0], "gpa": "3.5", "opening.site": "utara"}]
    result = run("tally", "--definition", CPNS, "--scores", "-", "--stage", "skd", "--set", "w_cat=40", "--lang", "en", stdin=written(rows))
    assert result.exit_code == 0 and result.stderr == "Note: “w_cat” is not read at this stage, so --set changes nothing.\n"


def test_no_other_rows_than_those_given_decide() -> None:
    """A column of the outcome that was published is compared, one that says where a candidate stands is believed."""
    rows = [{**ROWS[0], "status": "P/L"}, {**ROWS[1], "status": "TL"}, {"kode": "C", "twk": "", "tiu": "", "tkp": "", "status": "TH"}]
    answer = tallied(CPNS, rows, *CUT)
    assert by_name(answer, "code") == {"A": "P/L", "B": "P/L", "C": "TH"}
    assert by_name(answer, "warnings") == {"A": [], "B": ["outcome printed TL, reckoned P/L"], "C": []}


# ------------------------------------------------------------------ printed numbers
@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("17.61", None),
        ("17.614", None),
        ("17.6", "written with 1 digit(s) after the point instead of 2"),
        ("17.62", "a difference of 0.01"),
        ("16.71", "a difference of 0.9"),
        ("18", "written with 0 digit(s) after the point instead of 2"),
        ("17", "cut off after 0 digit(s) instead of rounded to 2"),
    ],
)
def test_printed_points_are_compared(printed: str, says: str | None) -> None:
    (row,) = tallied(JPT, [{"nama": "AT", "paper": "88.07", "published_points": printed}], "--stage", "paper")
    assert [says in text for text in row["warnings"]] == ([True] if says else []) if says else row["warnings"] == []


def test_truncation_printed_totals_and_printed_ranks_are_told_on_their_row() -> None:
    rows = [
        {
            "nama": "A",
            "paper": "88.07",
            "competency": "81.23",
            "published_paper": "17.61",
            "competency_points": "20.30",
            "total": "37.92",
            "rank": 1,
        },
        {"nama": "B", "paper": "80", "competency": "80", "published_paper": "16", "competency_points": "20", "total": "36", "rank": 3},
    ]
    answer = tallied(JPT, rows, "--stage", "standing", "--column", "published_total=total")
    assert by_name(answer, "warnings")["A"] == [
        "points of competency printed 20.30, reckoned 20.31 (exactly 20.3075): cut off, not rounded"
    ]
    assert by_name(answer, "warnings")["B"] == ["rank printed 3, reckoned 2"]
    content = written(rows)
    strict = run(
        "tally", "--definition", JPT, "--scores", "-", "--stage", "standing", "--column", "published_total=total", "--strict", stdin=content
    )
    assert strict.exit_code == 1 and "20.30" in strict.stdout


# ------------------------------------------------------------------ refused
def test_every_bad_cell_is_told_at_once_with_its_place() -> None:
    content = text(
        "Nama;twk;tiu;tkp;opening.kind",
        "A;135;110;150;umum_2019",
        "A;100;100;100;umum_2019",
        "B;151;=SUM(A1:A9);1.234,5;umum_2019",
        ";100;100;100;umum_2019",
        "C;seratus;-5;12.5;pulau",
    )
    assert refused(CPNS, content, "--set", "places=1") == [
        "row 4, column B (twk): Civics must be at most 150.",
        "row 4, column C (tiu): This cell holds a formula (=SUM(A1:A9)). Formulas are never evaluated here; paste its value only.",
        "row 4, column D (tkp): “1.234,5” has a thousands separator. Write it without one, 1234.5 for instance.",
        "row 5, column A: This row does not say who is judged. Fill it in, or remove the row (a row of sums is nobody).",
        "row 6, column B (twk): “seratus” is no number. Write digits only, 81.25 for instance.",
        "row 6, column C (tiu): General intelligence cannot be less than 0.",
        "row 6, column D (tkp): Write Personality as a whole number.",
        "row 6, column E (opening.kind): “pulau” is none of the choices: 2024_general, 2024_cumlaude_diaspora, 2024_disability_papua_lagging, "
        "2021_doctor, 2021_ship_rescue_volcano, 2019_general, 2018_general, 2018_cumlaude.",
    ]
    alike = text("Nama;twk;tiu;tkp", "A;135;110;150", "a;100;100;100")
    (doubled,) = refused(CPNS, alike, *CUT)
    assert doubled.startswith("row 3: a stands in row 2 already.")


@pytest.mark.parametrize(
    ("lines", "words", "says"),
    [
        (("Nama|twk", "A|1"), (), "only one column"),
        (("Nama;twkk;tiu;tkp", "A;1;2;3"), ("--stage", "skd"), "Did you mean “twk”?"),
        (("Nama;tiu;tkp", "A;2;3"), ("--stage", "skd"), "Not one row can be reckoned. Columns that are missing: twk."),
        (("twk;tiu;tkp", "1;2;3"), ("--stage", "skd"), "No column says who is judged"),
        (("Nama;twk;tiu;tkp", "A;1;2;3"), ("--stage", "skdd"), "There is no stage “skdd”"),
        (("Nama;twk;tiu;tkp", "A;1;2;3"), ("--set", "plac=3"), "There is no “plac” in this stage. Did you mean “opening.places”?"),
        (("Nama;twk;tiu;tkp", "A;1;2;3"), ("--set", "places=tiga"), "--set opening.places: “tiga” is no number"),
        (("Nama;twk;tiu;tkp", "A;1;2;3"), ("--set", "twk=3"), "“twk” is in the file and in --set"),
        (("Nama;twk;tiu;tkp", "A;1;2;3"), ("--column", "twk=Wawasan"), "The file has no heading “Wawasan”"),
        (("Nama;final", "A;101"), ("--stage", "merit"), "101 is not between 0 and 100"),
        (("Nama;twk;tiu;tkp;status", "A;1;2;3;hilang"), (), "“hilang” is no known state"),
        (("Nama;twk;tiu;tkp", "A;1,5;2.5;3"), ("--stage", "skd"), "Use one mark in the whole file"),
    ],
)
def test_what_is_wrong_says_what_to_do(lines: tuple[str, ...], words: tuple[str, ...], says: str) -> None:
    result = run("tally", "--definition", CPNS, "--scores", "-", "--lang", "en", *words, stdin=text(*lines))
    assert result.exit_code == 1 and says in result.stderr and result.stdout == "", (result.stdout, result.stderr)


def test_points_above_the_weight_are_out_of_scale() -> None:
    rows = [{"nama": "A", "paper": "20.01"}]
    assert refused(JPT, rows, "--points", "paper", "--stage", "paper") == ["row 2, column B (paper): 20.01 is not between 0 and 20."]
    (absent,) = refused(JPT, rows, "--points", "interview", "--stage", "standing")
    assert absent == "The file has no column “interview”, which --points names."


def test_an_assessor_judges_once_and_has_a_name() -> None:
    content = text("nama;penilai;makalah", "A;x;80", "A;x;81", "B;;70")
    assert refused(JPT, content, "--stage", "paper") == [
        "row 3: The assessor x has judged A in row 2 already.",
        "row 4, column B: This row does not say who the assessor is.",
    ]


def test_an_empty_cell_is_not_known_and_not_zero() -> None:
    content = text("kode;twk;tiu;tkp", "A;135;110;", "B;115;125;148", "C;1;-;225")
    result = run("tally", "--definition", CPNS, "--scores", "-", "--json", "--lang", "en", *CUT, stdin=content)
    assert result.exit_code == 0 and result.stderr == "Note: row 2, column D (tkp): This cell is empty: taken as not known, not as zero.\n"
    answer = json.loads(result.stdout)
    assert by_name(answer, "passed") == {"A": None, "B": True, "C": False} and by_name(answer, "total") == {
        "A": None,
        "B": "388",
        "C": None,
    }
    assert by_name(answer, "rank") == {"A": None, "B": 1, "C": None} and by_name(answer, "code") == {"A": None, "B": "P/L", "C": "TL"}


def test_problems_as_json_have_their_places() -> None:
    result = run("tally", "--definition", CPNS, "--scores", "-", "--json", "--stage", "skd", stdin=text("Nama;twk;tiu;tkp", "A;x;2;3"))
    (problem,) = json.loads(result.stdout)["problems"]
    assert result.exit_code == 1 and (problem["row"], problem["column"], problem["heading"], problem["wrong"]) == (2, "B", "twk", True)
    assert "bukan angka" in problem["id"] and "no number" in problem["en"]


# ------------------------------------------------------------------ what it wants
def test_columns_and_stages_are_printed() -> None:
    assert run("tally", "--definition", CPNS, "--columns", "--stage", "skd_cut").stdout.split() == [
        "candidate", "opening", "twk", "tiu", "tkp", "opening.kind", "opening.places",
    ]  # fmt: skip
    stages = json.loads(run("tally", "--definition", CPNS, "--stages", "--json").stdout)
    assert {"name": "skd_cut", "kind": "ranking", "of": "application", "words": "skd_cut"} in stages
    told = {
        c["name"]: c
        for c in json.loads(run("tally", "--definition", CPNS, "--columns", "--stage", "merit", "--json", "--lang", "en").stdout)
    }
    assert (told["tiu"]["most"], told["tiu"]["words"], told["opening.w_cat"]["default"]) == (175, "General intelligence", "100")
    assert "merit" in run("tally", "--process", "kepala_sekolah", "--stages").stdout
    assert run("tally", "--process", "kepala_sekolah", "--columns").stdout.split()[:2] == ["candidate", "opening"]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--process", "kepala_sekolah"),
        ("--process", "tidak_ada", "--stages"),
        ("--process", "kepala_sekolah", "--definition", CPNS, "--stages"),
        ("--definition", DEFINITIONS / "tidak_ada.yaml", "--stages"),
        ("--definition", CPNS, "--columns", "--stage", "apa"),
        ("--definition", JPT, "--weights", "paper"),
        ("--definition", JPT, "--weights", "paper=dua puluh"),
        ("--definition", JPT, "--bands", "tidak-ada.csv"),
        ("--definition", JPT, "--max", "paper=0", "--scores", "-"),
    ],
)
def test_half_a_question_is_wrong_usage(words: tuple[object, ...]) -> None:
    assert run("tally", *words, stdin="x;y\n1;2\n").exit_code == 2


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ("track_record=20,competency=25,paper=20,interview=30", "add up to 95, not 100"),
        ("makalah=20", "There is no part called “makalah”"),
        ("paper=20.005,interview=34.995", "may have two decimals at most"),
    ],
)
def test_weights_that_cannot_be(weights: str, says: str) -> None:
    result = run("tally", "--definition", JPT, "--weights", weights, "--lang", "en")
    assert result.exit_code == 1 and says in result.stderr


def test_weights_are_tried() -> None:
    rows = [
        {"nama": "A", "track_record": 90, "competency": 80, "paper": 70, "interview": 60},
        {"nama": "B", "track_record": 60, "competency": 70, "paper": 80, "interview": 90},
    ]
    assert [row["candidate"] for row in tallied(JPT, rows, "--stage", "total")] == ["B", "A"]
    answer = tallied(JPT, rows, "--stage", "total", "--weights", "track_record=40,interview=15", "--reason", "uji coba")
    assert [(row["candidate"], row["total"]) for row in answer] == [("A", "79.00"), ("B", "71.00")]
    told = run("tally", "--definition", TALENTA, "--weights", "p_performance=60,p_potential=40", "--lang", "en")
    assert told.stdout == "These weights can be used: p_performance 60, p_potential 40.\n"


# ------------------------------------------------------------------ counts
def test_counts_need_their_columns_and_whole_numbers() -> None:
    result = run("tally", "--counts", "-", "--lang", "en", stdin="a;b\nx;y\n")
    assert result.exit_code == 1 and "no column of a category" in result.stderr
    result = run("tally", "--counts", "-", "--lang", "en", "--categories", "MS,TMS", stdin="unit;MS\nx;1,5\n")
    assert result.exit_code == 1 and "no column “TMS”" in result.stderr and "no whole number" in result.stderr


def test_counts_say_which_sum_is_wrong_and_what_would_fit() -> None:
    content = "unit;MS;TMS;lulus;jumlah\nA;12;30;12;42\nB;21;30;12;42\nC;7;9;7;61\n"
    result = run("tally", "--counts", "-", "--lang", "en", "--passing", "MS", stdin=content)
    assert result.exit_code == 0 and result.stdout.splitlines() == [
        "A: 42, passed 12, 28.57%",
        "B: 51, passed 21, 50.00%",
        "  ! the number passed printed 12, the sum of MS is 21 (21); it would fit if MS were 12, not 21",
        "  ! the number in all printed 42, the sum of MS, TMS is 51 (21 + 30); it would fit if MS were 12, not 21",
        "C: 16, passed 7, 11.48%",
        "  ! the number in all printed 61, the sum of MS, TMS is 16 (7 + 9)",
    ]
    assert run("tally", "--counts", "-", "--strict", "--passing", "MS", stdin=content).exit_code == 1
