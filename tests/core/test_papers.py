"""Papers and calendar files: their words, their bytes, what they refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from workflow import papers
from workflow.core.words import Text
from workflow.ics import Entry, calendar_file

HASH = "e81a77c40b9d52f613aec8d094b76f21a05e38dc7b14f9e260c38d5a12ff3c40"
ADDRESS = "https://seleksi.contoh.go.id/periksa/BA-SEL-2026-0147-03"
BODY = {
    "number": "BA-SEL-2026-0147-03",
    "root": ["Seleksi 2026", "Selection 2026"],
    "text": [["Berita Acara Pleno", "Rapat #strong[pleno] *dihadiri* $5$ orang."], ["Minutes", "The meeting."]],
    "parts": [
        {"part": "present", "title": ["Anggota", "Members"], "rows": [[["Siti Rahma", "Siti Rahma"], ["Ketua", "Chair"]]]},
        {
            "part": "ranking",
            "title": ["Peringkat", "Ranking"],
            "rows": [[["Peringkat", "Rank"], ["Nilai", "Score"]], [["1", "1"], ["86,31", "86.31"]]],
        },
        {"part": "conflicts", "title": ["Benturan", "Conflicts"], "rows": []},
    ],
}
SIGNED = (papers.Signature("Siti Rahma", "Ketua", "2 November 2026, 11.40 WIB", ["Saya tidak sependapat."]),)
MINUTES = papers.minutes_of(
    BODY, HASH, "id", agency=Text("Dinas Pendidikan", "Education Office"), at="2 November 2026", address=ADDRESS, signatures=SIGNED
)
RECEIPT = papers.Receipt(
    "id", "Dinas Pendidikan", "Lamaran diterima", "WHR3-ZFJH-CNN8-68YG", ADDRESS, HASH, ["Simpan nomor ini."], [("Tentang", "SDN 12")]
)
PUBLICATION = papers.Publication(
    "en",
    "Education Office",
    "Nominees",
    "2 November 2026",
    ADDRESS,
    HASH,
    parts=[papers.Table("Nominees", [["1", "Ratna"]], ["Rank", "Name"])],
)


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_minutes_say_what_the_row_says() -> None:
    text = _text(papers.minutes_pdf(MINUTES))
    for words in (
        *(
            "DINAS PENDIDIKAN",
            "Seleksi 2026",
            "Berita Acara Pleno",
            "Nomor: BA-SEL-2026-0147-03",
            "Rapat #strong[pleno] *dihadiri* $5$ orang.",
        ),
        *("Anggota", "Siti Rahma", "86,31", "Benturan", "Tidak ada.", "Saya tidak sependapat.", "Halaman 1 dari 1"),
    ):
        assert words in text
    assert HASH in text.replace(" ", "")


def test_a_paper_is_tagged_titled_and_the_same_every_time() -> None:
    pdf = papers.minutes_pdf(MINUTES)
    assert pdf == papers.minutes_pdf(MINUTES)
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None and reader.metadata.title == "Berita Acara Pleno"
    assert reader.root_object["/Lang"] == "id" and "/StructTreeRoot" in reader.root_object
    assert b"pdfuaid:part" in pdf or b"pdfuaid" in reader.root_object["/Metadata"].get_data()  # type: ignore[attr-defined]
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    fonts = {str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert {name.partition("+")[2] for name in fonts} == {"PlusJakartaSans-Regular", "PlusJakartaSans-Bold", "DejaVuSansMono"}


def test_receipts_and_publications() -> None:
    receipt = _text(papers.receipt_pdf(RECEIPT))
    assert all(words in receipt for words in ("Lamaran diterima", "WHR3-ZFJH-CNN8-68YG", "Simpan nomor ini.", "Tentang", "SDN 12"))
    publication = _text(papers.publication_pdf(PUBLICATION))
    assert all(words in publication for words in ("Nominees", "Rank", "Ratna", "Check its authenticity at", "Page 1 of 1"))


def test_long_papers_repeat_the_head_of_their_table() -> None:
    rows = [[str(number), f"Calon {number}"] for number in range(120)]
    pdf = papers.publication_pdf(replace(PUBLICATION, parts=[papers.Table("Calon", rows, ["Peringkat", "Nama"])]))
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) > 2
    assert all("Peringkat" in page for page in pages[:-1])


@pytest.mark.parametrize("name", ["漢字", "😀", "a\u0000b\u202e", "", "x" * 4000, "\\ \" ' # $ * _ ` <a> @b // [c]"])
def test_no_name_stops_a_paper(name: str) -> None:
    assert papers.minutes_pdf(replace(MINUTES, title=f"Berita {name}", parts=[papers.Table(name, [[name]])])).startswith(b"%PDF")


def test_only_columns_of_numbers_are_set_to_the_right() -> None:
    rows = [["1", "86,3", "SDN 1", "", "40 %"], ["2", "–", "3", "", ""], ["3"]]
    assert papers._numeric(rows) == [True, True, False, False, True]


def test_a_missing_font_is_a_fault_and_not_another_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for source in papers._FOLDER.glob("*.typ"):
        (tmp_path / source.name).write_text(source.read_text())
    monkeypatch.setattr(papers, "_FOLDER", tmp_path)
    with pytest.raises(papers.PaperFault, match="unknown font family"):
        papers.receipt_pdf(RECEIPT)


def test_the_qr_code_is_one_svg_element() -> None:
    svg = papers.qr_svg(f"{ADDRESS}#{HASH}")
    assert svg.startswith("<svg") and svg.endswith("</svg>") and "script" not in svg


def test_a_calendar_file() -> None:
    stamp = datetime(2026, 9, 1, 1, tzinfo=UTC)
    entries = [
        Entry(
            "SEL-1-interview",
            datetime(2026, 10, 5, 1, tzinfo=UTC),
            datetime(2026, 10, 5, 3, tzinfo=UTC),
            "Wawancara; SDN 1, Mandala",
            "é" * 90,
        ),
        Entry("SEL-1-registration", date(2026, 9, 1), date(2026, 9, 15), "Pendaftaran"),
    ]
    raw = calendar_file(entries, name="Seleksi", host="seleksi.contoh.go.id", zone="Asia/Makassar", stamp=stamp)
    assert raw == calendar_file(entries, name="Seleksi", host="seleksi.contoh.go.id", zone="Asia/Makassar", stamp=stamp)
    assert b"DTSTART;TZID=Asia/Makassar:20261005T090000\r\n" in raw
    assert b"BEGIN:VTIMEZONE" in raw and b"TZOFFSETTO:+0800" in raw
    assert b"DTEND;VALUE=DATE:20260916\r\n" in raw
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    first, second = Calendar.from_ical(raw).walk("VEVENT")
    assert (first["UID"], first["SUMMARY"]) == ("SEL-1-interview@seleksi.contoh.go.id", "Wawancara; SDN 1, Mandala")
    assert "DESCRIPTION" not in second
