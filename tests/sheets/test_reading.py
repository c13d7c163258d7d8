"""Files as cells: encodings, separators, workbooks, headings, and what is said of a file that cannot be read."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest

from workflow.core.words import Text
from workflow.sheets import LARGEST, Note, Table, Unreadable, Wanted, letter, match, plain, read_grid, table

PLAIN = "Nama,Nilai\nAni,80\nBudi,75.5\n"
KNOWN = {"nama", "nilai", "twk"}


def cells(content: bytes | str) -> list[list[str]]:
    raw = content.encode() if isinstance(content, str) else content
    return [[cell.text for cell in row] for row in read_grid(raw).rows]


def read(content: bytes | str) -> Table:
    raw = content.encode() if isinstance(content, str) else content
    return table(read_grid(raw), lambda text: plain(text) in KNOWN)


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        table(read_grid(content), lambda text: plain(text) in KNOWN)
    return caught.value.note.text.en


def workbook(rows: list[list[Any]], *more: str, **formats: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, written in formats.items():
        sheet[place].number_format = written
    for title in more:
        book.create_sheet(title)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ------------------------------------------------------------------ text files
@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\ufeff" + PLAIN,
        PLAIN.encode("utf-16"),
        "sep=;\n" + PLAIN.replace(",", ";"),
        PLAIN.replace("Ani", " Ani  ").replace("80", '"80"'),
        "\n\n" + PLAIN + "\n,\n",
    ],
)
def test_the_same_cells_however_they_are_written(content: bytes | str) -> None:
    assert cells(content) == [["Nama", "Nilai"], ["Ani", "80"], ["Budi", "75.5"]]


def test_a_decimal_comma_is_no_separator() -> None:
    assert cells("Nama;TWK;Nilai\nAni;1,5;80,25\n")[1] == ["Ani", "1,5", "80,25"]
    assert cells('Nama,Nilai\n"Ani, S.Pd.","80,25"\n')[1] == ["Ani, S.Pd.", "80,25"]


def test_places_are_those_of_the_file() -> None:
    grid = read_grid(b"Nama;Nilai\n\n\nAni;\nBudi;7\n")
    assert [(cell.row, cell.column, cell.text) for row in grid.rows for cell in row][2:] == [
        (4, "A", "Ani"),
        (5, "A", "Budi"),
        (5, "B", "7"),
    ]
    assert [letter(n) for n in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


def test_older_letters_are_read_with_a_warning() -> None:
    grid = read_grid("Nama;Nilai\nRené;80\n".encode("cp1252"))
    assert grid.rows[1][0].text == "René"
    assert [note.wrong for note in grid.notes] == [False] and "Windows-1252" in grid.notes[0].text.en


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"  \r\n \n", "empty"),
        (b";;\n;;\n", "empty"),
        (b"Nama;Nilai\n", "no rows below"),
        (b"PK\x03\x04 broken", "cannot be opened"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel workbook"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x00\x01\x02\x81\x8d", "no table"),
        (b'Nama;Nilai\n"Ani;80\n', "quotation mark"),
        (b"x" * (LARGEST + 1), "larger than"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content: bytes, says: str) -> None:
    assert says in refused(content)


def test_one_column_is_told() -> None:
    assert any("only one column" in note.text.en for note in read("Nama|Nilai\nAni|80\n").notes)


def test_an_open_spreadsheet_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "ODS" in refused(out.getvalue())


def test_a_workbook_that_swells_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for n in range(3):
            packed.writestr(f"xl/worksheets/sheet{n}.xml", b" " * 80_000_000)
    assert len(out.getvalue()) < 1_000_000 and "too large once it is unpacked" in refused(out.getvalue())


# ------------------------------------------------------------------ workbooks
def test_a_workbook_reads_as_people_see_it() -> None:
    rows = [
        ["Nama", "Nilai", "Lahir", "Jam", "Hadir", "Bagian"],
        ["Ani", 81.25, date(1990, 1, 2), datetime.fromisoformat("2026-01-02T09:30"), True, 0.3185],
    ]
    found = read_grid(workbook(rows, F2="0.00%")).rows[1]
    assert [cell.text for cell in found] == ["Ani", "81.25", "1990-01-02", "2026-01-02T09:30", "yes", "31.85"]
    assert [cell.kind for cell in found] == ["text", "number", "date", "date", "text", "number"]


def test_numbers_of_a_workbook_are_what_was_typed() -> None:
    found = read_grid(workbook([["Nama", "Nilai"], ["Ani", 17.614000000000001], ["Budi", 0.1 + 0.2], ["Citra", 80.0], ["Dewi", 1e-7]]))
    assert [row[1].text for row in found.rows[1:]] == ["17.614", "0.3", "80", "0.0000001"]


def test_a_number_that_a_spreadsheet_has_cut_is_known() -> None:
    assert read_grid(workbook([["NIP"], [199001012015041000]])).rows[1][0].kind == "cut"


def test_formulas_are_never_evaluated() -> None:
    found = read_grid(workbook([["Nama", "Nilai"], ["Ani", "=1+1"]])).rows[1][1]
    assert (found.kind, found.text) == ("formula", "=1+1")
    assert read_grid(b"Nama;Nilai\nAni;=1+1\n").rows[1][1].kind == "formula"


def test_of_several_sheets_the_first_is_read_and_told() -> None:
    content = workbook([["Nama", "Nilai"], ["Ani", 80]], "Rekap", "Lampiran")
    grid = read_grid(content)
    assert "Rekap, Lampiran" in grid.notes[0].text.en and not grid.notes[0].wrong
    with pytest.raises(Unreadable, match="no sheet called Lain"):
        read_grid(content, "Lain")
    assert read_grid(content, "Sheet").notes == ()


# ------------------------------------------------------------------ headings
def test_titles_above_the_headings_are_passed_over() -> None:
    found = read("PENGUMUMAN\nHasil seleksi,,2026\n\nNo,Nama,Nilai\n1,Ani,80\n")
    assert [cell.text for cell in found.heads.values()] == ["No", "Nama", "Nilai"] and [row.place for row in found.rows] == [5]
    assert [note.text.en for note in found.notes] == ["The headings are in row 4; rows above it are not read."]


def test_a_doubled_heading_and_a_column_without_one_are_told() -> None:
    notes = read("Nama;Nilai;nilai;\nAni;80;;x\n").notes
    assert sorted((note.wrong, note.place.en) for note in notes) == [(False, "column D"), (True, "row 1")]


def test_a_row_with_more_cells_than_headings_is_told() -> None:
    notes = read("Nama,Nilai\nAni,80,25\nBudi,70\n").notes
    (wrong,) = [note for note in notes if note.wrong]
    assert wrong.row == 2 and "decimal comma" in wrong.text.en


WANTS = (Wanted("twk", ("Tes Wawasan Kebangsaan",), needed=True), Wanted("opening.kind", ("kind", "Jenis formasi")), Wanted("total"))


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        ("twk;total", {"twk": "A", "total": "B"}),
        ("TWK (maks. 150);TOTAL", {"twk": "A", "total": "B"}),
        ("Nilai TWK;Skor Total", {"twk": "A", "total": "B"}),
        ("tes wawasan  kebangsaan;x", {"twk": "A"}),
        ("T.W.K;opening.kind", {"twk": "A", "opening.kind": "B"}),
        ("twk;Jénis Formasi", {"twk": "A", "opening.kind": "B"}),
    ],
)
def test_headings_are_matched_however_they_are_written(heads: str, found: dict[str, str]) -> None:
    assert match(read(f"{heads}\n1;2\n"), WANTS).columns == found


def told(heads: str) -> list[tuple[bool, str]]:
    return [(note.wrong, note.said("en")) for note in match(read(f"{heads}\n1;2\n"), WANTS).notes]


def test_unknown_missing_and_doubled_columns_are_told() -> None:
    assert told("twk;jenis fromasi") == [
        (True, "row 1, column B: The column “jenis fromasi” is not known. Did you mean “opening.kind”? Rename it, or remove the column.")
    ]
    assert told("twk;Alamat") == [(False, "row 1, column B: The column “Alamat” is not used.")]
    assert told("x;y")[-1] == (True, "The column “twk” is missing. It may be called: twk, Tes Wawasan Kebangsaan.")
    assert told("twk;Nilai TWK") == [(True, "row 1: The columns A (twk), B (Nilai TWK) both mean “twk”. Remove one of them.")]


def test_a_note_says_its_place_in_both_languages() -> None:
    note = Note(Text("Kosong.", "Empty."), 3, "C", "twk")
    assert (note.said("id"), note.said("en")) == ("baris 3, kolom C (twk): Kosong.", "row 3, column C (twk): Empty.")
    assert Note(Text("Kosong.", "Empty.")).said("en") == "Empty."
