"""Do the facts fit what they are: limits, lists, tables, cases that are named, figures of other processes?"""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.definition import Definition, Fact, FactKind, Machine
from workflow.core.findings import Finding, Path, did_you_mean, known
from workflow.core.language.types import QUOTIENT_PLACES

COLUMN_KINDS = (
    FactKind.TEXT, FactKind.LONG_TEXT, FactKind.NUMBER, FactKind.DECIMAL, FactKind.DATE, FactKind.CHOICE, FactKind.YES_NO,
)  # fmt: skip
_FITS = {
    "of": (FactKind.CHOICE, FactKind.CHECKLIST, FactKind.CASE),
    "scale": (FactKind.RATING,),
    "rubric": (FactKind.RATING,),
    "within": (FactKind.CASE,),
    "default": (FactKind.YES_NO, FactKind.NUMBER, FactKind.DECIMAL, FactKind.TEXT, FactKind.CHOICE),
}
_WRITTEN = {"within": "in"}
MOST_CARDS = 10
"""Levels beyond the first that a rubric describes one by one; a longer scale is described in bands."""
FIGURE_KINDS = (
    FactKind.YES_NO, FactKind.NUMBER, FactKind.DECIMAL, FactKind.TEXT, FactKind.DATE, FactKind.MOMENT, FactKind.CHOICE, FactKind.RATING,
)  # fmt: skip


def check_facts(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for fact in machine.facts.values():
            path: Path = ("machines", machine.name, "facts", fact.name)
            yield from known("role", fact.sealed_to, definition.roles, (*path, "sealed_to"))
            yield from _plain(fact, path)
            yield from _of_kind(definition, machine, fact, path)


def _of_kind(definition: Definition, machine: Machine, fact: Fact, path: Path) -> Iterator[Finding]:
    match fact.kind:
        case FactKind.CHECKLIST:
            yield from _checklist(fact, machine, path)
        case FactKind.TABLE:
            yield from _table(fact, path)
        case FactKind.CASE:
            yield from _case(definition, machine, fact, path)
    if fact.figure is not None and fact.kind not in FIGURE_KINDS:
        yield Finding((*path, "type"), f'a figure of another process is one value, not a "{fact.kind}"')
    if fact.rubric is not None and fact.scale is not None and fact.rubric in definition.rubrics:
        yield from _rubric(fact, [level for level, _ in definition.rubrics[fact.rubric]], fact.scale, path)


def _plain(fact: Fact, path: Path) -> Iterator[Finding]:
    yield from _fitting(fact, path)
    yield from _limits(fact, path)


def _fitting(fact: Fact, path: Path) -> Iterator[Finding]:
    for key, kinds in _FITS.items():
        if getattr(fact, key) is not None and fact.kind not in kinds:
            wrong = _WRITTEN.get(key, key)
            yield Finding((*path, wrong), f'a fact of the type "{fact.kind}" has no `{wrong}`: leave it out')
    if fact.kind is FactKind.RATING and fact.scale is None:
        yield Finding(path, "a rating needs its levels: add `scale: [1, 5]`", at_key=True)
    if fact.many != 1 and (fact.kind is not FactKind.FILE or fact.many < 1):
        yield Finding((*path, "many"), "`many` says how many files may be given, at least 1; other facts have one answer")
    if fact.kind is FactKind.FORMULA and 0 <= fact.places <= QUOTIENT_PLACES:
        return
    long_scale = fact.kind is FactKind.RATING and fact.scale is not None and fact.scale[1] - fact.scale[0] > MOST_CARDS
    if (fact.places and fact.kind is not FactKind.DECIMAL and not long_scale) or not 0 <= fact.places <= 4:
        yield Finding((*path, "places"), "only a decimal, a formula and a rating on a long scale have `places`, from 1 to 4")


def _limits(fact: Fact, path: Path) -> Iterator[Finding]:
    if fact.least is not None and fact.most is not None and fact.least > fact.most:
        yield Finding((*path, "least"), f"`least` ({fact.least}) is more than `most` ({fact.most}): change one of them")
    if fact.scale is not None and not 0 <= fact.scale[0] < fact.scale[1] <= 100:
        yield Finding((*path, "scale"), "a scale goes from a lower to a higher level, within 0 and 100, such as [1, 5]")
    if fact.default is None:
        return
    if fact.kind is FactKind.YES_NO and fact.default not in ("yes", "no"):
        yield Finding((*path, "default"), f'"{fact.default}" is neither yes nor no: write one of them')
    if fact.choices is not None and fact.default not in fact.choices.values:
        yield Finding((*path, "default"), f'"{fact.default}" is none of the values.{did_you_mean(fact.default, fact.choices.values)}')
    if fact.kind in (FactKind.NUMBER, FactKind.DECIMAL) and not fact.default.replace(".", "", int(fact.places > 0)).isdigit():
        yield Finding(
            (*path, "default"), f'"{fact.default}" is not such a number: write digits{", with a point" if fact.places else " only"}'
        )


def _checklist(fact: Fact, machine: Machine, path: Path) -> Iterator[Finding]:
    if fact.of is None:
        yield Finding(path, "a checklist needs the requirements it is over: add `of: group`", at_key=True)
    yield from known("group of requirements", fact.of, machine.requirements, (*path, "of"))


def _table(fact: Fact, path: Path) -> Iterator[Finding]:
    if not fact.columns:
        yield Finding(path, "a table needs its columns: add `columns: {goal: Indonesian | English}`", at_key=True)
        return
    first = fact.columns[0]
    if first.kind is not FactKind.TEXT or first.optional:
        yield Finding((*path, "columns", first.name), "the first column names the row: make it a text that is not optional", at_key=True)
    for column in fact.columns:
        at: Path = (*path, "columns", column.name)
        if column.kind not in COLUMN_KINDS:
            yield Finding((*at, "type"), f'a column is a text, a number, a date, a choice or a yes or no, not a "{column.kind}"')
        yield from _plain(column, at)


def _case(definition: Definition, machine: Machine, fact: Fact, path: Path) -> Iterator[Finding]:
    if fact.of is None:
        yield Finding(path, "say which kind of case is named: add `of: machine`", at_key=True)
    yield from known("machine", fact.of, definition.machines, (*path, "of"))
    above = (machine.name, *definition.ancestors(machine.name))
    yield from known("machine at or above", fact.within, above, (*path, "in"))
    if fact.within in above and fact.of in definition.machines and fact.of not in definition.below(fact.within or ""):
        yield Finding((*path, "of"), f'no "{fact.of}" stands below {fact.within}: name a machine below it')


def _rubric(fact: Fact, levels: list[int], scale: tuple[int, int], path: Path) -> Iterator[Finding]:
    wanted = list(range(scale[0], scale[1] + 1))
    if scale[1] - scale[0] > MOST_CARDS:
        if levels[:1] != wanted[:1] or not set(levels) <= set(wanted):
            message = (
                f"on a long scale a rubric describes bands by where they begin: let the first be {scale[0]} and the others lie on the scale"
            )
            yield Finding((*path, "rubric"), message)
    elif levels != wanted:
        yield Finding((*path, "rubric"), f"the rubric describes {levels}, the scale has {wanted}: describe each level once")
