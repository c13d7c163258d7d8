"""Whether the figures that a process takes from others are lent there: as published, of the same kind, and to whoever may have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflow.core.definition import Definition, Fact, Figure, Machine, Publication
from workflow.core.findings import Finding, Path
from workflow.core.language import Kind, Type
from workflow.core.names import case_names

Processes = Callable[[str], Definition | None]
"""The newest definition of a process that can be used; None where there is none."""


def check_lent(definition: Definition, processes: Processes) -> Iterator[Finding]:
    """What is wrong with the `published` facts of a definition, beside what its own file can tell."""
    for machine in definition.machines.values():
        for fact in machine.facts.values():
            if fact.figure is not None:
                path = ("machines", machine.name, "facts", fact.name, "published")
                lender = definition if fact.figure.process == definition.process else processes(fact.figure.process)
                yield from _of_fact(fact, fact.figure, lender, path)


def _of_fact(fact: Fact, figure: Figure, lender: Definition | None, path: Path) -> Iterator[Finding]:
    if lender is None:
        message = f"there is no process {figure.process} that can be used here: until there is one, this is never known"
        yield Finding((*path, "process"), message, severity="warning")
        return
    found = [(m, m.publications[figure.publication]) for m in lender.machines.values() if figure.publication in m.publications]
    if not found:
        names = sorted(name for m in lender.machines.values() for name, p in m.publications.items() if p.figures)
        yield Finding((*path, "publication"), f"{lender.process} has no publication {figure.publication}: {_choose(names)}")
        return
    for machine, publication in found:
        yield from _of_publication(fact, figure, lender, machine, publication, path)


def _of_publication(
    fact: Fact, figure: Figure, lender: Definition, machine: Machine, publication: Publication, path: Path
) -> Iterator[Finding]:
    lent = case_names(lender, publication.of or machine.name)
    lacking: list[tuple[Path, str]] = [(("take",), figure.take)] if figure.take not in publication.figures else []
    lacking += [(("match", name), name) for name, _expr in figure.match if name != "owner" and name not in publication.figures]
    for where, name in lacking:
        yield Finding(
            (*path, *where), f"{lender.process} does not lend {name} in {publication.name}: {_choose(sorted(publication.figures))}"
        )
    if not lacking:
        yield from _kinds(fact, figure, lent, path)
        yield from _readers(figure, lender, publication, path)


def _choose(names: list[str]) -> str:
    return f"take one of {', '.join(names)}" if names else "it lends nothing (`figures`)"


def _kinds(fact: Fact, figure: Figure, lent: dict[str, Type], path: Path) -> Iterator[Finding]:
    given = lent.get(figure.take)
    if given is not None and given.kind is not fact.type.kind:
        yield Finding(
            (*path, "take"), f"{figure.take} is a {given.kind.value} there and a {fact.type.kind.value} here: give the fact its type"
        )
    elif given is not None and given.kind is Kind.CHOICE and not set(given.values) <= set(fact.type.values):
        more = ", ".join(value for value in given.values if value not in fact.type.values)
        yield Finding((*path, "take"), f"{figure.take} may be {more} there, which the list here lacks: add it")
    for name, expr in figure.match:
        if name in lent and lent[name].kind is not expr.type.kind:
            message = f"{name} is a {lent[name].kind.value} there and this a {expr.type.kind.value}: they never agree"
            yield Finding((*path, "match", name), message)


def _readers(figure: Figure, lender: Definition, publication: Publication, path: Path) -> Iterator[Finding]:
    """A figure that not everybody is shown goes to its owner alone."""
    shown = {role for role, entries in publication.to.items() for entry in entries if figure.take in entry.names}
    if not any(lender.roles[role].is_ == "anyone" for role in shown) and "owner" not in dict(figure.match):
        message = f"{publication.name} does not show {figure.take} to everybody: only its owner may take it; add `owner: owner` to `match`"
        yield Finding((*path, "match"), message)
