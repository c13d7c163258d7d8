"""Runs faults against nets and tells the result as a table: by kind of fault and net, then every fault that no net caught."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.mutations.faults import KINDS, Fault, chosen, data_of, files_of
from tests.mutations.nets import NETS, Mutant, Net
from workflow.core.explore import DEFAULT, Bounds


@dataclass(frozen=True)
class Outcome:
    """`net`: the first that caught it, None where none did; `why`: what that net said."""

    process: str
    fault: Fault
    net: str | None
    why: str


def outcomes(
    path: Path,
    seed: int,
    number: int,
    nets: Mapping[str, Net] = NETS,
    *,
    bounds: Bounds = DEFAULT,
    seconds: float | None = None,
    only: str = "",
) -> list[Outcome]:
    """The faults of one definition, in an order that the seed alone decides; no new one is begun after `seconds`.

    `only`: of these, those whose kind, place or change contains the text. Raises AssertionError where a net refuses the file as it is written: it would catch everything.
    """
    data, files, begun = data_of(path), files_of(path), perf_counter()
    sound = Mutant(json.dumps(data), files, path, bounds)
    assert not (told := {name: why for name, net in nets.items() if name != "warning" and (why := net(sound))}), told
    found: list[Outcome] = []
    for fault in (one for one in chosen(data, seed, number, KINDS) if only in str(one)):
        if seconds is not None and perf_counter() - begun > seconds:
            break
        mutant = Mutant(fault.made(data), files, path, bounds)
        caught = next(((name, why) for name, net in nets.items() if (why := net(mutant)) is not None), None)
        found.append(Outcome(data["process"], fault, *(caught or (None, ""))))
    return found


def table(found: Iterable[Outcome], nets: Iterable[str] = NETS) -> str:
    """Rows: kinds of faults. Columns: how many the net was the first to catch, and how many none did."""
    rows, names = list(found), [*nets, "missed"]
    lines = [["fault", *names, "all"]]
    for kind in [*KINDS, "all"]:
        of = [one for one in rows if kind in (one.fault.kind, "all")]
        lines.append([kind, *(str(sum((one.net or "missed") == name for one in of)) for name in names), str(len(of))])
    widths = [max(len(line[i]) for line in lines) for i in range(len(names) + 2)]
    return "\n".join(
        "  ".join(cell.ljust(width) if not i else cell.rjust(width) for i, (cell, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    )


def missed(found: Iterable[Outcome]) -> str:
    return "\n".join(f"{one.process}: {one.fault}" for one in found if one.net is None)
