"""A tally as text and as JSON, where every number of a score is a text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

import click

from workflow.core.tally import Kind, Row, Tally
from workflow.core.tally.counts import Checked
from workflow.core.tally.numbers import rounded, written
from workflow.core.words import Language, Text
from workflow.sheets import Note

_WARN = Text("Perhatikan", "Note")
_YES = {True: Text("ya", "yes"), False: Text("tidak", "no"), None: Text("?", "?")}


def tell_notes(notes: Iterable[Note], language: Language) -> None:
    """On standard error: what is wrong as it is, what is only worth knowing marked as such."""
    for note in notes:
        text = note.said(language)
        click.echo(text if note.wrong else f"{_WARN.in_(language)}: {text}", err=True)


def problems_json(notes: Sequence[Note]) -> str:
    rows = [{"row": n.row, "column": n.column, "heading": n.head, "wrong": n.wrong, "id": n.text.id, "en": n.text.en} for n in notes]
    return json.dumps({"problems": rows}, ensure_ascii=False)


# ------------------------------------------------------------------ rows of a tally
def rows_json(tally: Tally, language: Language) -> str:
    return json.dumps([_row(row, language) for row in tally.rows], ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Said:
    """A row as programs read it: `workflow.core.tally.Row` with every number of a score as text."""

    candidate: str
    opening: str | None
    points: Mapping[str, str | None]
    total: str | None
    rank: int | None
    tied_with: Sequence[str]
    decided_by: str | None
    passed: bool | None
    admitted: bool | None
    reasons: Sequence[str]
    warnings: Sequence[str]
    raw: Mapping[str, str | None]
    scaled: Mapping[str, str | None]
    keys: Mapping[str, str]
    values: Mapping[str, str]
    action: str | None
    state: str | None
    code: str | None
    row: int


def _row(row: Row, language: Language) -> dict[str, Any]:
    raw = {name: written(value) if value is not None else None for name, value in row.raw.items()}
    reasons, warnings = ([text.in_(language) for text in texts] for texts in (row.reasons, row.warnings))
    said = Said(
        row.candidate, row.opening, _all(row.points, row.places), _shown(row.total, row.places), row.rank, row.tied_with, row.decided_by,
        row.passed, row.admitted, reasons, warnings, raw, _all(row.scaled, row.places), dict(row.keys), dict(row.values), row.action,
        row.state, row.code, row.place,
    )  # fmt: skip
    return asdict(said)


def _all(values: Mapping[str, Fraction | None], places: int) -> dict[str, str | None]:
    return {name: _shown(value, places) for name, value in values.items()}


def _shown(value: Fraction | None, places: int) -> str | None:
    return rounded(value, places) if value is not None else None


def rows_text(tally: Tally, language: Language) -> str:
    """One table for each opening, and under it whatever is to be said of its rows."""
    lines: list[str] = []
    for opening in dict.fromkeys(row.opening for row in tally.rows):
        rows = [row for row in tally.rows if row.opening == opening]
        lines += [opening] if opening else []
        lines += aligned([_head(tally, rows, language), *(_cells(row, rows, tally, language) for row in rows)])
        lines += [f"  {row.candidate}: {text.in_(language)}" for row in rows for text in (*row.reasons, *row.warnings)]
    return "\n".join(lines)


def _head(tally: Tally, rows: Sequence[Row], language: Language) -> list[str]:
    words = {
        "id": ("#", "nama", "nilai", "ditentukan oleh", "ambang", "masuk", "kode"),
        "en": ("#", "name", "total", "decided by", "passed", "admitted", "code"),
    }
    number, name, total, by, passed, admitted, code = words[language]
    order = [number, name, *rows[0].points, total, by] if tally.stage.is_order else [name]
    return [*order, *_value_names(rows), passed, admitted, code]


def _value_names(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row.values))


def _cells(row: Row, rows: Sequence[Row], tally: Tally, language: Language) -> list[str]:
    def number(value: Fraction | None) -> str:
        text = _shown(value, row.places) or "–"
        return text.replace(".", ",") if language == "id" else text

    order = [row.candidate]
    if tally.stage.is_order:
        points = [number(value) for value in row.points.values()]
        order = [str(row.rank or "–"), row.candidate, *points, number(row.total), row.decided_by or ("=" if row.tied_with else "")]
    judged = [_YES[value].in_(language) for value in (row.passed, row.admitted)]
    outcome = row.code or row.state or ""
    if tally.stage.kind is Kind.MOMENT:
        outcome = f"{row.action or '–'} {outcome}".strip()
    return [*order, *(row.values.get(name, "–") for name in _value_names(rows)), *judged, outcome]


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as their widest cell."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


# ------------------------------------------------------------------ counts
def counts_json(rows: Sequence[Checked], passing: Sequence[str] | None, language: Language) -> str:
    return json.dumps([_counted(row, passing, language) for row in rows], ensure_ascii=False)


def _counted(found: Checked, passing: Sequence[str] | None, language: Language) -> dict[str, Any]:
    row = found.row
    return {
        "group": row.group,
        "counts": {name: str(n) for name, n in row.counts.items()},
        "passing": list(passing) if passing is not None else None,
        "sum": str(found.sum),
        "passed": str(found.passed) if found.passed is not None else None,
        "share": rounded(found.share, 2) if found.share is not None else None,
        "stated": {
            "passed": str(row.passed) if row.passed is not None else None,
            "all": str(row.all) if row.all is not None else None,
            "share": row.share,
        },
        "consistent": not found.warnings,
        "repairs": {name: str(n) for name, n in found.slips.items()},
        "warnings": [text.in_(language) for text in found.warnings],
        "row": row.place,
    }


def counts_text(rows: Sequence[Checked], language: Language) -> str:
    lines: list[str] = []
    for found in rows:
        share = f", {rounded(found.share, 2)}%" if found.share is not None else ""
        passed = f", {Text('lulus', 'passed').in_(language)} {found.passed}" if found.passed is not None else ""
        lines.append(f"{found.row.group}: {found.sum}{passed}{share}")
        lines += [f"  ! {text.in_(language)}" for text in found.warnings]
    return "\n".join(lines)
