"""A condition as a sentence for somebody who reads the rules: from the words of the definition alone, without any case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workflow.core import show
from workflow.core.definition import Attribute, ChoiceList, Clause, Definition, Machine
from workflow.core.language import Expr, Kind
from workflow.core.language import nodes as n
from workflow.core.language.phrases import Telling, shown
from workflow.core.words import Text, joined, lower, quoted, same, upper


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: the machine whose guard it is, and the machine whose members it is read on (None: of a role's holders)."""

    definition: Definition
    own: Machine
    here: Machine | None


_WINDOW = {
    ("closed", True): Text("{what} sudah ditutup", "{what} has closed"),
    ("closed", False): Text("{what} belum ditutup", "{what} has not closed"),
    ("open", True): Text("{what} sedang dibuka", "{what} is open"),
    ("open", False): Text("{what} tidak sedang dibuka", "{what} is not open"),
    ("kept", True): Text("{what} berjalan sesuai lamanya", "{what} ran its full length"),
    ("kept", False): Text("{what} tidak berjalan sesuai lamanya", "{what} did not run its full length"),
}
_ENDED = {True: Text("sudah berakhir", "has ended"), False: Text("belum berakhir", "has not ended")}
_MET = {
    True: Text("memenuhi semua butir {what}", "meets every item of {what}"),
    False: Text("tidak memenuhi semua butir {what}", "does not meet every item of {what}"),
}
_TAKEN = {
    True: Text("masuk daftar menurut peringkat", "is taken by rank"),
    False: Text("tidak masuk daftar menurut peringkat", "is not taken by rank"),
}
_PLACED = {True: Text("mendapat tempat", "gets a place"), False: Text("tidak mendapat tempat", "gets no place")}
_PERSON = Text("orangnya", "the person")
_OF_THIS = Text("{what} pada {own} ini", "{what} of this {own}")
_SAID = {True: Text("{what}: ya", "{what}: yes"), False: Text("{what}: tidak", "{what}: no")}
_KNOWN = {True: Text("{what} sudah diisi", "{what} is filled in"), False: Text("{what} belum diisi", "{what} is not filled in")}
_STATE = {True: Text("berstatus {values}", "is at {values}"), False: Text("tidak berstatus {values}", "is not at {values}")}
_ACTED = {
    True: Text("oleh orang yang sudah menjalankan {what}", "by somebody who did {what}"),
    False: Text("oleh orang yang belum menjalankan {what}", "by somebody who did not do {what}"),
}
_COMPARED = {
    "==": Text("{left} sama dengan {right}", "{left} is {right}"),
    "!=": Text("{left} bukan {right}", "{left} is not {right}"),
    "<": Text("{left} kurang dari {right}", "{left} is less than {right}"),
    "<=": Text("{left} paling banyak {right}", "{left} is at most {right}"),
    ">": Text("{left} lebih dari {right}", "{left} is more than {right}"),
    ">=": Text("{left} paling sedikit {right}", "{left} is at least {right}"),
}
_OPPOSITE: dict[str, n.Comparison] = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_SOME, _NONE = Text("ada {what}", "at least one {what}"), Text("tidak ada {what}", "no {what}")
_NEVER = Text("{what} belum pernah dijalankan", "{what} was never done")
_ALREADY = Text("{what} sudah pernah dijalankan", "{what} was done before")
_EVERY = Text("setiap {what} {must}", "every {what} {must}")
_NOT_EVERY = Text("tidak setiap {what} {must}", "not every {what} {must}")
_COUNTED, _COUNTED_WHERE = Text("jumlah {what}", "the count of {what}"), Text("{what} yang {where}", "{what} that {where}")
_ABLE = Text("{what} yang dapat bertindak", "{what} able to act")
_TIMES = Text("banyaknya langkah {what}", "the times of {what}")
_FALSE = Text("tidak berlaku: {what}", "does not hold: {what}")
_OR, _AND, _COMMA = Text(" atau ", " or "), Text(" dan ", " and "), Text(", ", ", ")


def condition(clause: Clause, definition: Definition, machine: Machine) -> Text:
    """The clause's own words, or a sentence made of the words of its names. A rare shape without words is told as written."""
    if clause.words is not None:
        return clause.words
    return upper(expression(clause.that, definition, machine))


def expression(expr: Expr, definition: Definition, machine: Machine, members: Machine | None = None) -> Text:
    """A guard of `machine` as part of a sentence, whatever words its clause has; on `members`: read on each case of that machine."""
    return _told(expr, Place(definition, machine, members or machine), True)


def of_holders(expr: Expr, definition: Definition, machine: Machine) -> Text:
    """The same of a guard that is read on each holder of a role."""
    return _told(expr, Place(definition, machine, None), True)


def quantity(expr: Expr, definition: Definition, machine: Machine) -> Text:
    """A number that a definition gives or names: `3`, `“Kuorum penilai”`; a sum is told as written."""
    return _side(expr, expr, Place(definition, machine, machine))


def _told(expr: Expr, at: Place, holds: bool) -> Text:
    make = _SHAPES.get(type(expr))
    if make is None:
        return same(expr.source) if holds else _FALSE.fill(what=same(expr.source))
    return make(expr, at, holds)


def _name(node: n.Name, at: Place, holds: bool) -> Text:
    machine, rest = _standing(node, at)
    head, _, column = rest.rpartition(".")
    if machine and head in machine.windows and (column, holds) in _WINDOW:
        return _WINDOW[column, holds].fill(what=quoted(machine.windows[head].words))
    if rest == "ended":
        return _with_owner(node, at, _ENDED[holds])
    if column == "taken":
        return _TAKEN[holds]
    if column == "placed":
        return _PLACED[holds]
    if column == "met":
        return _MET[holds].fill(what=quoted(_words(node, at, head)))
    return _SAID[holds].fill(what=quoted(_words(node, at)))


def _standing(node: n.Name, at: Place) -> tuple[Machine | None, str]:
    """The machine that a name belongs to and the name without that machine's prefix."""
    head, _, rest = node.name.partition(".")
    if rest and head in at.definition.machines:
        return at.definition.machines[head], rest
    return (at.own if node.of_this else at.here), node.name


def _with_owner(name: n.Name, at: Place, said: Text) -> Text:
    """What is said of a case above is told with that case's word, so that nobody reads it as said of the case itself."""
    above = at.definition.machines.get(name.name.partition(".")[0])
    return Text("{what} {said}", "{what} {said}").fill(what=lower(above.words), said=said) if above else said


def _words(node: n.Name, at: Place, name: str | None = None) -> Text:
    machine, rest = _standing(node, at)
    wanted = name or rest.removesuffix(".met")
    if wanted == "person":
        return _PERSON
    found = show.label(at.definition, machine, wanted) if machine else same(wanted)
    attribute = _attribute(at, wanted) if found == same(wanted) else None
    return attribute.words if attribute else found


def _attribute(at: Place, name: str) -> Attribute | None:
    """A column of whoever holds a role or gave a sheet: it is no name of a machine."""
    return next((role.attributes[name] for role in at.definition.roles.values() if name in role.attributes), None)


def _not(node: n.Not, at: Place, holds: bool) -> Text:
    return _told(node.of, at, not holds)


def _and(node: n.And | n.Or, at: Place, holds: bool) -> Text:
    both = isinstance(node, n.And) is holds
    return joined([_told(part, at, holds) for part in node.clauses], _AND if both else _OR)


def _every(node: n.Every, at: Place, holds: bool) -> Text:
    inner, what = _members(node.set, at)
    return (_EVERY if holds else _NOT_EVERY).fill(what=what, must=_told(node.where, inner, True))


def _members(name: str, at: Place) -> tuple[Place, Text]:
    """The place inside a set's condition and what the set's members are called."""
    last = name.rpartition(".")[2]
    machine = at.definition.machines.get(last)
    if machine:
        return Place(at.definition, at.own, machine), lower(machine.words)
    action = at.own.actions.get(last)
    if action:
        return Place(at.definition, at.own, at.own), Text(f"lembar {quoted(action.words).id}", f"sheet of {quoted(action.words).en}")
    role = at.definition.roles.get(last)
    return Place(at.definition, at.own, None), lower(role.words) if role else same(last)


def _compare(node: n.Compare, at: Place, holds: bool) -> Text:
    op = node.op if holds else _OPPOSITE[node.op]
    if _is_state(node.left) and isinstance(node.left, n.Name) and isinstance(node.right, n.Literal) and op in ("==", "!="):
        return _with_owner(node.left, at, _STATE[op == "=="].fill(values=_value(node.right, node.left, at)))
    limit = node.right.value if isinstance(node.right, n.Literal) else None
    if isinstance(node.left, n.Count) and limit == 0 and op in (">", "==", "!="):
        return (_NONE if op == "==" else _SOME).fill(what=_counted(node.left, at))
    if isinstance(node.left, n.Times) and (op, limit) in (("<", 1), (">=", 1), ("==", 0), (">", 0)):
        return (_NEVER if op in ("<", "==") else _ALREADY).fill(what=_action(node.left.action, at))
    return _COMPARED[op].fill(left=_side(node.left, node.right, at), right=_side(node.right, node.left, at))


def _is_state(expr: Expr) -> bool:
    return isinstance(expr, n.Name) and expr.name.rpartition(".")[2] in ("state", "before") and expr.type.kind is Kind.CHOICE


def _side(expr: Expr, other: Expr, at: Place) -> Text:
    match expr:
        case n.Literal():
            return _value(expr, other, at)
        case n.Name():
            words = quoted(_words(expr, at))
            return _OF_THIS.fill(what=words, own=lower(at.own.words)) if expr.of_this and at.here is not at.own else words
        case n.Count():
            return _COUNTED.fill(what=_counted(expr, at))
        case n.Able():
            role = at.definition.roles.get(expr.role)
            return _COUNTED.fill(what=_ABLE.fill(what=lower(role.words) if role else same(expr.role)))
        case n.Times():
            return _TIMES.fill(what=_action(expr.action, at))
        case n.Scaled() | n.Rounded():
            return _side(expr.of, other, at)
        case n.FirstKnown():
            return _side(expr.of[0], other, at)
    return same(expr.source)


def _value(node: n.Literal, of: Expr, at: Place) -> Text:
    """A literal in words: a choice or a state as it is called, else as numbers and dates are written."""
    if _is_state(of) and isinstance(of, n.Name):
        machine, _ = _standing(of, at)
        if machine and node.value in machine.states:
            return quoted(machine.states[str(node.value)].words.staff)
    if isinstance(of, n.Name) and isinstance(node.value, str):
        choices = _choices(of, at)
        if choices and node.value in choices.words:
            return quoted(choices.words[node.value])
    return shown(node.value, node.type, "", Telling(None, lambda _: None, "Asia/Jakarta"))  # type: ignore[arg-type]


def _choices(of: n.Name, at: Place) -> ChoiceList | None:
    machine, rest = _standing(of, at)
    head, _, column = rest.partition(".")
    if machine and rest in machine.facts:
        return machine.facts[rest].choices
    if head in at.definition.tables and column:
        return at.definition.tables[head].columns[column].choices
    attribute = _attribute(at, rest)
    return attribute.choices if attribute else None


def _counted(node: n.Count, at: Place) -> Text:
    inner, what = _members(node.set, at)
    return what if node.where is None else _COUNTED_WHERE.fill(what=what, where=_told(node.where, inner, True))


def _in(node: n.In, at: Place, holds: bool) -> Text:
    values = _listed([_value(value, node.left, at) for value in node.values])
    wanted = holds is not node.negated
    if _is_state(node.left) and isinstance(node.left, n.Name):
        return _with_owner(node.left, at, _STATE[wanted].fill(values=values))
    return _COMPARED["==" if wanted else "!="].fill(left=_side(node.left, node.left, at), right=values)


def _listed(values: list[Text]) -> Text:
    return values[0] if len(values) == 1 else joined([joined(values[:-1], _COMMA), values[-1]], _OR)


def _action(name: str, at: Place) -> Text:
    head, _, rest = name.rpartition(".")
    machine = at.definition.machines.get(head, at.here or at.own)
    return quoted(machine.actions[rest].words) if rest in machine.actions else same(name)


def _acted(node: n.Acted, at: Place, holds: bool) -> Text:
    return _ACTED[holds].fill(what=_action(node.action, at))


def _first(node: n.FirstKnown, at: Place, holds: bool) -> Text:
    """Of a yes or no that may be unknown: what is told is the first; what it is where nobody has said is seldom worth a word."""
    return _told(node.of[0], at, holds)


def _known(node: n.Known, at: Place, holds: bool) -> Text:
    return _KNOWN[holds].fill(what=_side(node.of, node.of, at))


_SHAPES: dict[type[Expr], Callable[[Any, Place, bool], Text]] = {
    n.Name: _name,
    n.Not: _not,
    n.And: _and,
    n.Or: _and,
    n.Every: _every,
    n.Compare: _compare,
    n.In: _in,
    n.Acted: _acted,
    n.Known: _known,
    n.FirstKnown: _first,
}
