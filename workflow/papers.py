"""Papers: minutes, receipts and publications as PDF (A4, PDF/UA-1, same bytes for the same data), set by typst.

A paper is given the rows of its page, already worded in one language, and adds only the labels of `LABELS`. The fingerprint on it
is of the data, not of the PDF. Fonts are bundled and the system's are ignored, so that no machine sets it differently.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

import segno
import typst

from workflow.core.words import LANGUAGES, Language, Text

_FOLDER = Path(__file__).resolve().parent / "print"
_NO_GLYPH = "could not be displayed"
_NUMBER = re.compile(r"[-–+]?[\d.,]+ ?%?|–")

LABELS = {
    "page": Text("Halaman", "Page"),
    "of": Text("dari", "of"),
    "number": Text("Nomor:", "Number:"),
    "code": Text("Nomor tanda terima", "Receipt number"),
    "signatures": Text("Tanda tangan elektronik", "Electronic signatures"),
    "check": Text("Dokumen elektronik. Keasliannya diperiksa di", "Electronic document. Check its authenticity at"),
    "fingerprint": Text("Sidik (SHA-256)", "Fingerprint (SHA-256)"),
    "letter": Text(
        "Jika satu huruf saja diubah, sidik ini tidak lagi cocok.", "If a single letter is changed, this fingerprint no longer matches."
    ),
    "qr": Text("Kode QR menuju", "QR code to"),
    "none": Text("Tidak ada.", "None."),
}


class PaperFault(RuntimeError):
    """The paper could not be set as it should be: a fault of the program or its files, never of the data."""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table. Without a `head` the rows stand alone."""

    title: str
    rows: Sequence[Sequence[str]]
    head: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """`at` in words; `notes`: what was written when signing, such as a dissent."""

    name: str
    role: str
    at: str
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """`below`: the line under the agency. `address`: where the paper is checked. `sha256`: hex, of the minutes' stored body."""

    language: Language
    agency: str
    title: str
    number: str
    at: str
    address: str
    sha256: str
    below: str = ""
    paragraphs: Sequence[str] = ()
    parts: Sequence[Table] = ()
    signatures: Sequence[Signature] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """`code`: the 16 characters. `rows`: label and value. `parts`: titled pairs, a sentence, or with a head a table. `sha256`: the leaf hash, hex; the QR
    carries it behind the address.
    """

    language: Language
    agency: str
    title: str
    code: str
    address: str
    sha256: str
    paragraphs: Sequence[str] = ()
    rows: Sequence[tuple[str, str]] = ()
    parts: Sequence[Table] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """`at`: when it was published, in words. `sha256`: hex, of the publication's stored body."""

    language: Language
    agency: str
    title: str
    at: str
    address: str
    sha256: str
    below: str = ""
    paragraphs: Sequence[str] = ()
    parts: Sequence[Table] = ()


def minutes_pdf(paper: Minutes) -> bytes:
    return _set("minutes", asdict(paper) | {"parts": _tables(paper.parts)}, paper.address)


def receipt_pdf(paper: Receipt) -> bytes:
    return _set("receipt", asdict(paper) | {"parts": _tables(paper.parts)}, f"{paper.address}#{paper.sha256}")


def publication_pdf(paper: Publication) -> bytes:
    return _set("publication", asdict(paper) | {"parts": _tables(paper.parts)}, paper.address)


def minutes_of(
    body: Mapping[str, Any], sha256: str, language: Language, *, agency: Text, at: str, address: str, signatures: Sequence[Signature] = ()
) -> Minutes:
    """The paper of a minutes row: `body` is its parsed JSON, whose first paragraph is the title."""
    place = LANGUAGES.index(language)
    title, *paragraphs = body["text"][place] or [body["number"]]
    return Minutes(
        language,
        agency.in_(language),
        title,
        body["number"],
        at,
        address,
        sha256,
        below=body["root"][place],
        paragraphs=paragraphs,
        parts=[_part(part, place) for part in body["parts"]],
        signatures=signatures,
    )


def _part(part: Mapping[str, Any], place: int) -> Table:
    rows = [[cell[place] for cell in row] for row in part["rows"]]
    head = rows.pop(0) if part["part"] == "ranking" and rows else []
    return Table(part["title"][place], rows, head)


def qr_svg(address: str) -> str:
    """A QR code (level M) as one SVG element with a quiet zone."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False, svgns=True, dark="#000")
    return out.getvalue().decode().strip()


def _tables(tables: Sequence[Table]) -> list[dict[str, Any]]:
    return [asdict(table) | {"numeric": _numeric(table.rows)} for table in tables]


def _numeric(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Which columns hold numbers only, and are set to the right."""
    width = max((len(row) for row in rows), default=0)
    columns = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
    return [bool(column) and all(_NUMBER.fullmatch(cell) for cell in column) for column in columns]


def _set(template: str, data: dict[str, Any], target: str) -> bytes:
    labels = {name: text.in_(data["language"]) for name, text in LABELS.items()}
    printable = _printable(data | {"words": labels})
    printable["title"] = printable["title"] or "–"  # PDF/UA wants one
    inputs = {"data": json.dumps(printable, ensure_ascii=False), "qr": qr_svg(target)}
    try:
        return _compiled(template, inputs, "ua-1")
    except typst.TypstError as error:
        if _NO_GLYPH not in str(error):
            raise PaperFault(str(error)) from error
    return _compiled(template, inputs, [])  # a name that no bundled font can show: boxes in its place, and no claim of PDF/UA


def _compiled(template: str, inputs: dict[str, str], standards: Any) -> bytes:
    pdf, warnings = typst.compile_with_warnings(
        str(_FOLDER / f"{template}.typ"),
        root=str(_FOLDER),
        font_paths=[str(_FOLDER / "fonts")],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=standards,
    )
    if warnings:
        raise PaperFault("; ".join(str(warning) for warning in warnings))
    return bytes(pdf)


def _printable(value: Any) -> Any:
    """Without control characters, which no font can show, and without space around."""
    if isinstance(value, str):
        return "".join(c for c in normalize("NFC", value) if c == "\n" or category(c)[0] != "C").strip()
    if isinstance(value, Mapping):
        return {name: _printable(item) for name, item in value.items()}
    return [_printable(item) for item in value] if isinstance(value, list | tuple) else value
