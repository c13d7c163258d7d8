"""Options of the form NAME=VALUE, and definitions named by process or by file."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import click

from workflow.cli.common import fail
from workflow.cli.definitions import process_definition
from workflow.core.definition import Definition
from workflow.core.tally.bands import Band
from workflow.load import DefinitionFaults, load
from workflow.sheets import Unreadable, plain, read_grid


def pairs(given: tuple[str, ...], option: str) -> dict[str, str]:
    """`a=1` of each, several in one separated by commas where every piece has an equals sign. Raises click.UsageError."""
    found: dict[str, str] = {}
    for text in given:
        pieces = text.split(",") if all("=" in piece for piece in text.split(",")) else [text]
        for piece in pieces:
            name, mark, value = piece.partition("=")
            if not mark or not name.strip() or not value.strip():
                raise click.UsageError(f"{option} wants NAME=VALUE, not {piece!r}")
            found[name.strip()] = value.strip()
    return found


def names(given: tuple[str, ...]) -> tuple[str, ...]:
    """Names separated by commas, or given one by one."""
    return tuple(name.strip() for text in given for name in text.split(",") if name.strip())


def number(text: str, option: str) -> Fraction:
    """An exact number, with a point or a comma. Raises click.UsageError."""
    plain_text = text.strip().removesuffix("%").strip().replace(",", ".")
    try:
        found = Fraction(plain_text)
    except (ValueError, ZeroDivisionError):
        raise click.UsageError(f"{option}: {text!r} is no number") from None
    if "/" in plain_text or abs(found) > 10**9:
        raise click.UsageError(f"{option}: {text!r} is no number")
    return found


def whole(text: str, option: str) -> int:
    found = number(text, option)
    if found.denominator != 1 or found < 1:
        raise click.UsageError(f"{option}: {text!r} is no whole number above 0")
    return int(found)


def numbers(given: tuple[str, ...], option: str) -> dict[str, Fraction]:
    return {name: number(text, option) for name, text in pairs(given, option).items()}


def bands(given: tuple[str, ...]) -> Mapping[str, Band]:
    """`a=15-20`, or a table with the columns part, low, high. Raises click.UsageError."""
    found: dict[str, Band] = {}
    for text in given:
        path = Path(text)
        if "=" not in text or path.is_file():
            found |= _band_file(path)
            continue
        for name, value in pairs((text,), "--bands").items():
            low, _, high = value.replace("–", "-").partition("-")
            found[name] = Band(number(low, "--bands"), number(high or low, "--bands"))
    return found


def _band_file(path: Path) -> dict[str, Band]:
    try:
        rows = read_grid(path.read_bytes()).rows
    except OSError as error:
        raise click.UsageError(f"--bands: {path} cannot be read: {error.strerror}") from error
    except Unreadable as unreadable:
        raise click.UsageError(f"--bands: {path}: {unreadable.note.text.en}") from None
    heads = {plain(cell.text): cell.column for cell in rows[0]}
    if not {"part", "low", "high"} <= heads.keys():
        raise click.UsageError(f"--bands: {path} wants the columns part, low, high")
    cells = [{cell.column: cell.text for cell in row} for row in rows[1:]]
    told = [(row.get(heads["part"], ""), row.get(heads["low"], ""), row.get(heads["high"], "")) for row in cells]
    return {name: Band(number(low, "--bands"), number(high, "--bands")) for name, low, high in told}


def definition_of(process: str | None, file: Path | None) -> Definition:
    """The newest definition of a process, or the one in a file. Raises click.UsageError."""
    if (process is None) == (file is None):
        raise click.UsageError("give --process P or --definition FILE")
    if file is None:
        return process_definition(process or "")
    try:
        return load(file)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from error
    except DefinitionFaults as faults:
        fail(str(faults))
