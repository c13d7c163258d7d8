"""`terang migrate`: carry running cases over to a later version of their definition, or say which cannot follow and why."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from workflow.act.migrate import CannotMigrate, Root, migrate_roots, survey
from workflow.cli.common import JSON, LANGUAGE, said
from workflow.cli.installation import opened
from workflow.core.words import Language, Text

FOLLOWS = Text("{n} perkara dapat pindah.", "{n} cases can follow.")
DONE = Text("{n} perkara sudah pindah.", "{n} cases have gone over.")
STAYS = Text(
    "Tidak dapat pindah: satu akar pindah seluruhnya atau tidak sama sekali.", "Cannot follow: a root goes as a whole or not at all."
)
NONE = Text("Tidak ada perkara berjalan di bawah versi itu.", "No case runs under that version.")
SURE = Text("Pindahkan {n} akar? Setiap perkara mendapat satu catatan umum.", "Carry over {n} roots? Each case gets a public entry.")


@click.command()
@click.argument("process")
@click.argument("earlier", metavar="FROM")
@click.argument("later", metavar="TO")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--case", "case", metavar="NUMBER", help="One root; without it, every running root under FROM.")
@JSON
@LANGUAGE
def migrate(process: str, earlier: str, later: str, dry_run: bool, yes: bool, case: str | None, as_json: bool, lang: Language) -> None:
    """Carry running cases of PROCESS from version FROM over to TO. Exit 1 where a root cannot follow."""
    place = opened()
    asked = (place.db, place.clock, process, earlier, later, case)
    try:
        found = survey(*asked)
        able = sum(not root.obstacles for root in found)
        if able and not dry_run:
            if not yes:
                _ask(found, able, lang)
            found = migrate_roots(*asked)
    except CannotMigrate as error:
        raise click.UsageError(said(error.text, lang)) from error
    if as_json:
        click.echo(json.dumps([_row(root) for root in found], ensure_ascii=False))
    else:
        _tell(found, lang)
    sys.exit(1 if any(root.obstacles for root in found) else 0)


def _ask(found: tuple[Root, ...], able: int, language: Language) -> None:
    """Shows what would happen first; whoever says no ends the command with 1."""
    for line in _lines(found, language):
        click.echo(line, err=True)
    click.confirm(said(SURE.fill(n=able), language), abort=True, err=True)


def _tell(found: tuple[Root, ...], language: Language) -> None:
    for line in _lines(found, language):
        click.echo(line)


def _lines(found: tuple[Root, ...], language: Language) -> list[str]:
    lines = [] if found else [said(NONE, language)]
    for root in found:
        outcome = STAYS if root.obstacles else (DONE if root.done else FOLLOWS).fill(n=root.cases)
        lines.append(f"{root.number} {said(root.called, language)}: {said(outcome, language)}")
        lines += [f"  {old} → {new}: {n}" for (old, new), n in sorted(root.states.items())]
        lines += [f"  ! {obstacle.case}: {said(obstacle.text, language)}" for obstacle in root.obstacles]
    return lines


def _row(root: Root) -> dict[str, Any]:
    return {
        "root": root.number,
        "called": {"id": root.called.id, "en": root.called.en},
        "cases": root.cases,
        "follows": not root.obstacles,
        "done": root.done,
        "states": [{"from": old, "to": new, "cases": n} for (old, new), n in sorted(root.states.items())],
        "obstacles": [{"case": o.case, "id": o.text.id, "en": o.text.en} for o in root.obstacles],
    }
