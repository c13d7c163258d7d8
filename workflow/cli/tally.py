"""`terang tally`: points, totals, thresholds, ranks, ties and why, from a table of raw scores; and whether a published table agrees with itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

import click

from workflow.cli.common import JSON, LANGUAGE
from workflow.cli.given import bands, definition_of, names, numbers, pairs, whole
from workflow.cli.tally_said import aligned, counts_json, counts_text, problems_json, rows_json, rows_text, tell_notes
from workflow.cli.tally_weights import tell_verdict
from workflow.core.definition import Definition
from workflow.core.tally import find, stages
from workflow.core.tally.weighing import judge
from workflow.core.words import Language, Text
from workflow.sheets import Note
from workflow.tally import Asked, columns_of, default_stage, described, tally
from workflow.tally import names as column_names
from workflow.tally.count_table import check_counts

STAGE = Text("Tahap: {name}", "Stage: {name}")


@click.command("tally")
@click.option("--process", help="A process of the definitions folder.")
@click.option("--definition", "file", type=click.Path(dir_okay=False, path_type=Path), help="A definition in a file, instead of a process.")
@click.option("--stage", help="A ranking, score, part, table or moment; without it the one for which the columns suffice.")
@click.option("--scores", type=click.File("rb"), help="CSV or XLSX with a heading row; `-` reads standard input.")
@click.option("--columns", "show_columns", is_flag=True, help="Print the columns that the stage wants.")
@click.option("--stages", "show_stages", is_flag=True, help="Print the stages of the definition.")
@click.option(
    "--set", "same", multiple=True, metavar="NAME=VALUE", help="A fact that is the same for all rows, such as a setting of the opening."
)
@click.option("--weights", multiple=True, metavar="A=20,B=25", help="Try other weights, in per cent.")
@click.option(
    "--bands", "given_bands", multiple=True, metavar="A=15-20|FILE", help="Bands that the weights must keep; a table: part, low, high."
)
@click.option("--reason", help="Why the weights leave their bands all the same.")
@click.option("--points", multiple=True, metavar="PART", help="The column of this part holds points, weighed already.")
@click.option("--max", "most", multiple=True, metavar="NAME=N", help="Another greatest value of a fact, part or score.")
@click.option("--column", "heads", multiple=True, metavar="NAME=HEADING", help="What a column is headed in the file.")
@click.option("--sheet", help="Which sheet of a workbook; without it the first.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day that counts as today.")
@click.option("--counts", type=click.File("rb"), help="Instead of scores: counts by category with the sums and shares printed beside them.")
@click.option("--categories", multiple=True, metavar="A,B", help="With --counts: the columns that are categories.")
@click.option("--passing", multiple=True, metavar="A,B", help="With --counts: the categories that pass.")
@click.option(
    "--strict", is_flag=True, help="Exit 1 also where a published number contradicts the reckoned one, or something is not known."
)
@JSON
@LANGUAGE
def tally_command(**given: Any) -> None:
    """Points, totals, thresholds, ranks, ties and why, from a table of raw scores.

    Exit 0 also where a published table contradicts itself: each contradiction is told on its row (--strict: exit 1). Exit 1 where the file
    cannot be used: every bad cell is told with its place. Nothing is kept anywhere.
    """
    if given["counts"] is not None:
        _counts(given)
        return
    definition = definition_of(given["process"], given["file"])
    if given["show_stages"] or given["show_columns"]:
        _show(definition, given)
        return
    weights, allowed = numbers(given["weights"], "--weights"), bands(given["given_bands"])
    if given["scores"] is None and not (weights or allowed):
        raise click.UsageError("give --scores F.csv, or --columns to see what is wanted")
    if weights or allowed:
        verdict = judge(definition, weights, allowed)
        tell_verdict(verdict, given["reason"], given["lang"], as_json=given["as_json"], alone=given["scores"] is None)
    if given["scores"] is not None:
        _scores(definition, weights, given)


# ------------------------------------------------------------------ scores
def _scores(definition: Definition, weights: Mapping[str, Fraction], given: Mapping[str, Any]) -> None:
    day = given["on"].date() if given["on"] else datetime.now(UTC).date()
    most = {name: whole(text, "--max") for name, text in pairs(given["most"], "--max").items()}
    asked = Asked(
        day, given["stage"], pairs(given["same"], "--set"), weights, names(given["points"]), most, pairs(given["heads"], "--column"), given["sheet"]
    )  # fmt: skip
    answer, language = tally(definition, given["scores"].read(), asked), given["lang"]
    if answer.tally is None:
        _refused(answer.notes, given)
    tell_notes(answer.notes, language)
    if given["as_json"]:
        click.echo(rows_json(answer.tally, language))
    else:
        click.echo(STAGE.fill(name=answer.tally.stage.name).in_(language))
        click.echo(rows_text(answer.tally, language))
    warned = bool(answer.notes) or any(row.warnings for row in answer.tally.rows)
    sys.exit(1 if given["strict"] and warned else 0)


def _refused(notes: Sequence[Note], given: Mapping[str, Any]) -> NoReturn:
    if given["as_json"]:
        click.echo(problems_json(notes))
    else:
        tell_notes(notes, given["lang"])
    sys.exit(1)


# ------------------------------------------------------------------ what is wanted, counts
def _show(definition: Definition, given: Mapping[str, Any]) -> None:
    """The stages, or the columns of one; as JSON with what each holds."""
    language: Language = given["lang"]
    if given["show_stages"]:
        known = [{"name": s.name, "kind": s.kind.value, "of": s.machine, "words": s.words.in_(language)} for s in stages(definition)]
        lines = aligned([[s["name"], s["kind"], s["words"] if s["words"] != s["name"] else ""] for s in known]) if known else []
        click.echo(json.dumps(known, ensure_ascii=False) if given["as_json"] else "\n".join(lines))
        return
    stage = find(definition, given["stage"]) if given["stage"] else default_stage(definition)
    if stage is None:
        raise click.UsageError(f"there is no stage {given['stage'] or ''}; --stages shows them")
    columns = columns_of(definition, stage)
    wanted = column_names(columns)
    click.echo(
        json.dumps([described(columns, name, language) for name in wanted], ensure_ascii=False) if given["as_json"] else "\n".join(wanted)
    )


def _counts(given: Mapping[str, Any]) -> None:
    answer = check_counts(given["counts"].read(), names(given["categories"]), names(given["passing"]), given["sheet"])
    language: Language = given["lang"]
    if any(note.wrong for note in answer.notes):
        _refused(answer.notes, given)
    tell_notes(answer.notes, language)
    said = counts_json(answer.rows, answer.passing, language) if given["as_json"] else counts_text(answer.rows, language)
    click.echo(said)
    sys.exit(1 if given["strict"] and any(row.warnings for row in answer.rows) else 0)
