"""From models to a definition with typed guards: the names first, then computed facts by what they need, then every guard."""

from __future__ import annotations

from workflow.core import names
from workflow.core.definition import Definition
from workflow.core.findings import did_you_mean
from workflow.core.language import Expr, LanguageError, parse
from workflow.load.build import Builder, top_down
from workflow.load.files import Enclosed
from workflow.load.guards import Guards, tell
from workflow.load.report import Report
from workflow.load.shape import FileShape

Formula = tuple[str, str]


def assemble(file: FileShape, report: Report, sha256: str, enclosed: Enclosed) -> Definition | None:
    """The definition; None where the machines have no order to be read in. Problems go into `report`."""
    if not _is_a_tree(file, report):
        return None
    formulas = _formulas(file, report, sha256, enclosed)
    skeleton = Builder(file, Guards(report), formulas).definition(sha256, enclosed)
    return Builder(file, Guards(report, skeleton), formulas).definition(sha256, enclosed)


def _is_a_tree(file: FileShape, report: Report) -> bool:
    """Every machine hangs below one root."""
    machines = file.machines
    for name, shape in machines.items():
        if shape.parent is not None and shape.parent not in machines:
            message = f'no machine is called "{shape.parent}".{did_you_mean(shape.parent, machines)}'
            report.at(("machines", name, "parent"), message)
            return False
    roots = [name for name, shape in machines.items() if shape.parent is None]
    for name in roots[1:]:
        report.at(("machines", name), f'"{name}" has no parent, but "{roots[0]}" is the root already: add `parent:`', key=True)
    for name in set(machines) - set(top_down(machines)):
        report.at(("machines", name, "parent"), f'"{name}" is its own ancestor: the parents must lead up to one root')
    return len(roots) == 1 and len(top_down(machines)) == len(machines)


def _formulas(file: FileShape, report: Report, sha256: str, enclosed: Enclosed) -> dict[Formula, Expr]:
    """Computed facts, each typed once what it reads is typed."""
    waiting = {(m, f): of.formula for m, shape in file.machines.items() for f, of in shape.facts.items() if of.formula is not None}
    typed: dict[Formula, Expr] = {}
    faults: dict[Formula, LanguageError] = {}
    while waiting:
        known = Builder(file, Guards(report), typed).definition(sha256, enclosed)
        found, faults = _round(known, waiting)
        if not found:
            break
        typed |= found
        waiting = {key: source for key, source in waiting.items() if key not in found}
    _tell_untyped(waiting, faults, report)
    return typed


def _round(known: Definition, waiting: dict[Formula, str]) -> tuple[dict[Formula, Expr], dict[Formula, LanguageError]]:
    found: dict[Formula, Expr] = {}
    faults: dict[Formula, LanguageError] = {}
    scopes = {machine: names.scope(known, machine) for machine in {machine for machine, _ in waiting}}
    for (machine, fact), source in waiting.items():
        try:
            found[machine, fact] = parse(source, scopes[machine], None)
        except LanguageError as error:
            faults[machine, fact] = error
    return found, faults


def _tell_untyped(waiting: dict[Formula, str], faults: dict[Formula, LanguageError], report: Report) -> None:
    """A formula that fails only because another one does is not told; where all wait for each other, the circle is."""
    open_names = {fact for _, fact in waiting}
    blamed = {
        key: any(f"`{name}`" in m or f".{name}`" in m for _, m in error.problems for name in open_names) for key, error in faults.items()
    }
    for (machine, fact), source in waiting.items():
        path = ("machines", machine, "facts", fact, "formula")
        if not blamed[machine, fact]:
            tell(faults[machine, fact], source, path, report)
        elif all(blamed.values()):
            report.at(path, f'"{fact}" is computed from itself, over {", ".join(sorted(open_names))}: leave one of these out')
    report.hushed = {*report.hushed, *open_names}
