"""Commands about rules alone: who is eligible."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import click

from workflow.cli.common import JSON, LANGUAGE, fail, said
from workflow.cli.definitions import process_definition
from workflow.core.eligible import columns, eligibility, given_values
from workflow.core.words import Language, Text


@click.command()
@click.option("--process", required=True)
@click.option("--facts", type=click.File("r", encoding="utf-8"), help="JSON object: fact -> value; null is unknown.")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day that counts as today.")
@click.option("--columns", "show_columns", is_flag=True, help="Print the facts that are wanted.")
@JSON
@LANGUAGE
def eligible(process: str, facts: Any, on: datetime | None, show_columns: bool, as_json: bool, lang: Language) -> None:
    """Who meets the requirements of a process. An answer is no refusal: exit 0 also when the answer is no."""
    definition = process_definition(process)
    if show_columns:
        click.echo("\n".join(columns(definition)))
        return
    if facts is None:
        raise click.UsageError("give --facts F.json, or --columns to see what is wanted")
    try:
        raw = json.load(facts)
    except json.JSONDecodeError as error:
        raise click.UsageError(f"{facts.name} is not JSON: {error}") from error
    if not isinstance(raw, dict):
        raise click.UsageError(f"{facts.name} must hold one JSON object")
    given, problems = given_values(definition, raw)
    if problems:
        fail("\n".join(f"{p.field}: {said(p.text, lang)}" for p in problems))
    found = eligibility(definition, given, on.date() if on else datetime.now(UTC).date())
    rows = [_requirement_row(r, lang) for r in found.requirements]
    if as_json:
        click.echo(json.dumps({"eligible": found.eligible, "requirements": rows}, ensure_ascii=False))
        return
    words = {
        True: Text("Memenuhi syarat", "Eligible"),
        False: Text("Tidak memenuhi syarat", "Not eligible"),
        None: Text("Belum diketahui", "Not known yet"),
    }
    click.echo(said(words[found.eligible], lang))
    for row in rows:
        click.echo(f"  {'+' if row['met'] else '?' if row['met'] is None else '-'} {row['text']} ({row['cite']}, {row['sure']})")


def _requirement_row(requirement: Any, language: Language) -> dict[str, Any]:
    clause = requirement.clause
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in requirement.facts.items()}
    return {
        "name": requirement.name,
        "met": requirement.met,
        "text": said(clause.words, language) if clause.words else clause.source,
        "cite": clause.basis.cite if clause.basis else None,
        "sure": clause.basis.sure if clause.basis else None,
        "facts": facts,
    }
