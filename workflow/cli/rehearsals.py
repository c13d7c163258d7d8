"""The command that rehearses a process."""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from workflow.cli.common import JSON, LANGUAGE, fail
from workflow.cli.definitions import process_file
from workflow.core.words import Language
from workflow.load import DefinitionFaults
from workflow.rehearse import MEANING, MOST, SCENARIOS, START, Asked, Effort, changed, rehearse
from workflow.rehearse.told import lines
from workflow.store import shelf

_SETTINGS = ", ".join(f"{f.name}={f.default}" for f in fields(Effort))


@click.command("rehearse")
@click.argument("process")
@click.option("--candidates", type=click.IntRange(1, MOST), default=20, show_default=True, help="How many take part.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same result.")
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), help=f"The first day; {START.isoformat()} where none is given.")
@click.option("--zone", default="Asia/Jakarta", show_default=True, help="Time zone of the agency.")
@click.option("--scenario", "names", multiple=True, type=click.Choice([s.name for s in SCENARIOS]), help="Only these scenarios.")
@click.option("--effort", "settings", multiple=True, metavar="NAME=N", help=f"Minutes of work (and hours a day): {_SETTINGS}.")
@JSON
@LANGUAGE
def rehearse_command(
    process: str,
    candidates: int,
    seed: int,
    start: datetime | None,
    zone: str,
    names: tuple[str, ...],
    settings: tuple[str, ...],
    as_json: bool,
    lang: Language,
) -> None:
    """Rehearse PROCESS (or a file) with invented people on a virtual clock. Exit 1 when a scenario gets stuck."""
    source, effort, place = _source(process), _effort(settings), _zone(zone)
    wanted = names or tuple(s.name for s in SCENARIOS)
    found = rehearse(Asked(source, candidates, seed, start.date() if start else START, place, wanted, effort))
    click.echo(json.dumps(found, ensure_ascii=False, sort_keys=True) if as_json else "\n".join(lines(found, lang)))
    sys.exit(0 if found["ended"] and found["agrees"] else 1)


def _source(process: str) -> shelf.Shelved:
    path = Path(process)
    try:
        return shelf.read(path if path.suffix == ".yaml" and path.is_file() else process_file(process))
    except DefinitionFaults as faults:
        fail(str(faults))


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError):
        raise click.UsageError(f"there is no time zone {name}; write Asia/Jakarta, Asia/Makassar or Asia/Jayapura") from None


def _effort(settings: tuple[str, ...]) -> Effort:
    given: dict[str, int] = {}
    for setting in settings:
        name, _, figure = setting.partition("=")
        if not figure.isdecimal():
            raise click.UsageError(f"write --effort NAME=N, not {setting}")
        given[name] = int(figure)
    try:
        return changed(Effort(), given)
    except KeyError as unknown:
        raise click.UsageError(f"there is no estimate {unknown}; there are: {', '.join(MEANING)}") from None
    except ValueError as wrong:
        raise click.UsageError(f"{wrong} must be 0 to 600 minutes, hours 1 to 16") from None
