"""The value of a name on a case as text for people: what publications, letters, minutes and pages print."""

from __future__ import annotations

from workflow.core import show
from workflow.core.definition import DecisionTable, FactKind, Machine
from workflow.core.view import CaseView
from workflow.core.words import Text, same
from workflow.core.world import Case, World

Pair = list[str]


def pair(text: Text) -> Pair:
    return [text.id, text.en]


def called(world: World, case: Case) -> Text:
    """What a case is called on pages, the same in both languages."""
    return same(world.called(case))


def shown(world: World, case: Case, name: str) -> Text:
    """The value of a name on a case, as text for people."""
    machine = world.machine(case)
    head, _, rest = name.partition(".")
    if rest and head in world.definition.machines:
        return shown(world, world.ancestor(case, head), rest)
    if name == "number":
        return same(case.number)
    if name == "state":
        return machine.states[case.state].words.public
    if name in machine.facts:
        return _fact(world, machine, case, name)
    if head in world.definition.tables:
        return _of_table(CaseView(world, case), world.definition.tables[head], rest)
    if rest in ("tied", "taken", "tied_at_cut", "placed"):
        return Text("Ya", "Yes") if (case.facts.get(name) or [None])[0] and case.facts[name][0].n else Text("Tidak", "No")
    if rest == "decided_by":
        items = case.facts.get(name)
        return show.label(world.definition, machine, items[0].s or "") if items else same("")
    if rest in ("place", "code"):
        return _filled(world, case, head, rest)
    value = CaseView(world, case).value(name)
    if not isinstance(value, int):
        return show.UNKNOWN
    return same(str(value)) if rest else show.points(value, show.places_of(machine, name))


def _filled(world: World, case: Case, fill: str, rest: str) -> Text:
    """The pass in which a case was placed, with its words; the place by its name and number."""
    items = case.facts.get(f"{fill}.{rest}")
    given = items[0].s if items else None
    filling = next((f for m in world.definition.machines.values() for f in m.fills.values() if f.name == fill), None)
    if given is None or filling is None:
        return same("")
    if rest == "code":
        words = next((one.words for one in filling.passes if one.code == given), None)
        return Text(f"{given}: {words.id}", f"{given}: {words.en}") if words else same(given)
    place = next((c for c in world.below(case.root, filling.into) if c.number == given), None)
    named = world.called(place) if place is not None else given
    return same(given if named == given else f"{named} ({given})")


def _of_table(view: CaseView, table: DecisionTable, name: str) -> Text:
    """What a decision table gives; where it has a row and gives no value, that is no lack of knowledge."""
    column, value = table.columns[name], view.value(f"{table.name}.{name}")
    if value is None and None not in [view.value(key) for key in table.by]:
        return show.NONE
    return show.value(value, column.type, view.case.zone, choices=column.choices)


def _fact(world: World, machine: Machine, case: Case, name: str) -> Text:
    fact = machine.facts[name]
    if fact.kind is FactKind.PERSON:
        items = case.facts.get(name)
        return same(world.source.name(items[0].n)) if items and items[0].n is not None else show.UNKNOWN
    if not fact.is_asked:
        return show.value(CaseView(world, case).value(name), fact.type, case.zone, choices=fact.choices, places=fact.places or None)
    return show.fact(world.definition, machine, fact, case.facts.get(name), case.zone)


def sheets_text(world: World, case: Case, action: str, fact: str) -> Text | None:
    """What the sheets say of one fact: each sheet a line, without the names of who gave it."""
    machine = world.machine(case)
    lines = [
        show.fact(world.definition, machine, machine.facts[fact], sheet.facts.get(fact), case.zone)
        for sheet in world.sheets(case, machine.actions[action])
    ]
    lines = list(dict.fromkeys(lines))
    return Text("\n".join(t.id for t in lines), "\n".join(t.en for t in lines)) if lines else None
