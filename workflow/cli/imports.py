"""`terang import`: a table into a running installation. A trial first; what is confirmed becomes ordinary events by that person."""

from __future__ import annotations

import json
import sys
from typing import Any, BinaryIO

import click

from workflow.cli.common import JSON, LANGUAGE
from workflow.cli.given import pairs
from workflow.cli.installation import opened, person_of
from workflow.cli.tally_said import tell_notes
from workflow.core.words import Language, Text
from workflow.imports import APPOINT, Report, Wish, columns, find, run
from workflow.sheets import Note

TRIED = Text(
    "{n} baris akan diterima. Tidak ada yang diubah; ulangi dengan --confirm untuk menjalankannya.",
    "{n} rows would be taken. Nothing was changed; run it again with --confirm.",
)
REFUSED = Text("{wrong} hal harus diperbaiki; tidak ada yang diubah.", "{wrong} things must be mended; nothing was changed.")
KEPT = Text("{n} baris tercatat.", "{n} rows are recorded.")
WAITS = Text("{n} di antaranya menunggu penegasan orang kedua.", "{n} of them wait for a second person to confirm.")


@click.command("import")
@click.argument("parent")
@click.argument("what")
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--as", "who", required=True, help="E-mail of the account that acts.")
@click.option("--confirm", is_flag=True, help="Do it. Without this it is a trial that changes nothing.")
@click.option("--role", help="With @appoint: the role; without it a column `role` names it row by row.")
@click.option(
    "--create-persons",
    "make_persons",
    is_flag=True,
    help="With @appoint: make persons who are not known, without accounts, by name and NIP.",
)
@click.option("--set", "same", multiple=True, metavar="NAME=VALUE", help="A column that is the same for all rows.")
@click.option("--columns", "show_columns", is_flag=True, help="Print the columns that are wanted.")
@click.option("--sheet", help="Which sheet of a workbook; without it the first.")
@JSON
@LANGUAGE
def import_command(parent: str, what: str, file: BinaryIO | None, **given: Any) -> None:
    """Take WHAT for every row of FILE, below PARENT: all rows or none.

    PARENT is the number of a case (for births of roots, the process). WHAT is `machine.action` for births of one case per row, an action for a
    step on many cases (a column `nomor`, or a fact such as a participant's number, says which), or `@appoint` for holders of a role. FILE is CSV
    or XLSX with a heading row.
    """
    if given["show_columns"]:
        _show(parent, what, given)
        return
    if file is None:
        raise click.UsageError("give a FILE, or --columns to see what is wanted")
    if (given["role"] or given["make_persons"]) and what != APPOINT:
        raise click.UsageError(f"--role and --create-persons belong to {APPOINT}")
    place = opened()
    wish = Wish(
        parent, what, person_of(place, given["who"]), file.read(), given["role"], pairs(given["same"], "--set"), given["make_persons"], given["sheet"]
    )  # fmt: skip
    report = run(place.db, place.clock, wish, confirm=given["confirm"])
    _tell(report, given["lang"], as_json=given["as_json"], confirmed=given["confirm"])
    sys.exit(0 if report.fine else 1)


def _show(parent: str, what: str, given: Any) -> None:
    place = opened()
    with place.db.reading() as connection:
        target = find(connection, parent, what, given["role"])
    if isinstance(target, Text):
        tell_notes([Note(target)], given["lang"])
        sys.exit(1)
    language: Language = given["lang"]
    found = [
        {"name": c.name, "words": c.words.in_(language), "needed": c.needed, "holds": c.told.in_(language) if c.told else None}
        for c in columns(target)
    ]
    click.echo(json.dumps(found, ensure_ascii=False) if given["as_json"] else "\n".join(str(c["name"]) for c in found))


def _tell(report: Report, language: Language, *, as_json: bool, confirmed: bool) -> None:
    if as_json:
        click.echo(_json(report))
        return
    tell_notes(report.notes, language)
    wrong = sum(note.wrong for note in report.notes)
    if wrong:
        click.echo(REFUSED.fill(wrong=wrong).in_(language), err=True)
        return
    for row in report.rows if confirmed else ():
        click.echo(f"{row.place} {row.done.case} {row.done.state} {row.done.code or f'proposal {row.done.proposal}'}")
    click.echo((KEPT if report.kept else TRIED).fill(n=len(report.rows)).in_(language))
    waiting = sum(row.done.proposal is not None for row in report.rows)
    if waiting:
        click.echo(WAITS.fill(n=waiting).in_(language))


def _json(report: Report) -> str:
    rows = [
        {
            "row": r.place,
            "about": r.about,
            "case": r.done.case if report.kept else None,
            "state": r.done.state,
            "code": r.done.code,
            "proposal": r.done.proposal,
        }
        for r in report.rows
    ]
    notes = [
        {"row": n.row, "column": n.column, "heading": n.head, "wrong": n.wrong, "id": n.text.id, "en": n.text.en} for n in report.notes
    ]
    return json.dumps({"kept": report.kept, "sha256": report.sha256, "rows": rows, "problems": notes}, ensure_ascii=False)
