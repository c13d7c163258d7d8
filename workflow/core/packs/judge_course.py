"""Rules about the course: what comes first, what never comes back, who is answered, how long, who is kept apart. Read from the graphs."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.definition import Action, Definition, Machine, Phase, Publish, Send, Span, Window
from workflow.core.graph import Edge, calls, edges, reached
from workflow.core.language.nodes import And, Compare, Expr, In, Literal, Name
from workflow.core.packs.bind import enters, window_of
from workflow.core.packs.found import Broken
from workflow.core.packs_shape import Answer, Apart, Lasts, Never, Order, Rule, UsedPack
from workflow.core.words import Text

_EARLY = Text("langkah “{action}” dapat mendahului {first}", "the step “{action}” can come before {first}")
_BACK = Text("dari “{source}” ada jalan kembali ke “{target}”", "a way leads from “{source}” back to “{target}”")
_UNTOLD = Text(
    "“{state}” dicapai lewat “{action}” tanpa pemberitahuan kepada pemiliknya",
    "“{state}” is reached by “{action}” and its owner is not told",
)
_NO_OBJECTION = Text("pemilik tidak dapat mengajukannya", "its owner cannot bring it")
_SHORT = Text("jangka “{window}” hanya {n} {unit}", "the window “{window}” lasts only {n} {unit}")
_NO_WINDOW = Text("tidak ada jangka waktu pada tahap ini", "no window stands in this phase")
_TOGETHER = Text("satu orang dapat memegang {one} dan {other}", "one person can hold both {one} and {other}")
PHASES = {
    Phase.PREPARATION: Text("persiapan", "the preparation"), Phase.ANNOUNCEMENT: Text("pengumuman", "the announcement"),
    Phase.APPLICATION: Text("pendaftaran", "the applications"), Phase.CHECK: Text("pemeriksaan", "the check"),
    Phase.ASSESSMENT: Text("penilaian", "the assessment"), Phase.OBJECTION: Text("masa sanggah", "the objections"),
    Phase.PUBLIC_INPUT: Text("masukan masyarakat", "the public input"), Phase.DELIBERATION: Text("musyawarah", "the deliberation"),
    Phase.DECISION: Text("keputusan", "the decision"), Phase.FOLLOW_UP: Text("tindak lanjut", "the follow-up"),
    Phase.PAUSE: Text("penundaan", "a pause"), Phase.END: Text("akhir", "the end"),
}  # fmt: skip
UNITS = {
    "calendar days": Text("hari kalender", "calendar days"), "working days": Text("hari kerja", "working days"),
    "hours": Text("jam", "hours"), "months": Text("bulan", "months"),
}  # fmt: skip


# ------------------------------------------------------------------ what comes first
def order(definition: Definition, _used: UsedPack, rule: Rule) -> Iterator[Broken]:
    """Every way into the phase `then` comes from `first`: in the same machine, by a step taken there, or guarded by a state above."""
    body = rule.body
    assert isinstance(body, Order)  # noqa: S101 - told apart by the caller
    for machine in definition.machines.values():
        for action in machine.actions.values():
            if enters(machine, action, body.then) and not _comes_after(definition, machine, action, body, frozenset()):
                why = _EARLY.fill(action=action.words, first=PHASES[body.first])
                yield Broken(why, ("machines", machine.name, "actions", action.name))


def _comes_after(definition: Definition, machine: Machine, action: Action, body: Order, seen: frozenset[tuple[str, str]]) -> bool:
    if (machine.name, action.name) in seen:
        return False
    seen |= {(machine.name, action.name)}
    if enters(machine, action, body.first) or _guarded(definition, machine, action, body):
        return True
    if not action.is_birth and _all_later(machine, action, body):
        return True
    callers = [step for step, called in calls(definition).items() if (machine.name, action.name) in called]
    owned = [(definition.machines[m], definition.machines[m].actions[a]) for m, a in callers]
    return action.by == ("step",) and bool(owned) and all(_comes_after(definition, m, a, body, seen) for m, a in owned)


def _all_later(machine: Machine, action: Action, body: Order) -> bool:
    """Whether no state that the action leaves can be reached without passing a state of `first`."""
    early = [a.to for a in machine.actions.values() if a.is_birth and machine.states[a.to].phase is not body.first]
    # A return leads only to where the case has been: it opens no way of its own.
    onward = [e for e in edges(machine) if e.action.to != "before" and machine.states[e.target].phase is not body.first]
    before = reached(early, onward)
    has_first = any(s.phase is body.first for s in machine.states.values())
    return has_first and not set(action.from_) & before


def _guarded(definition: Definition, machine: Machine, action: Action, body: Order) -> bool:
    return any(_implies(definition, machine, clause.that, body) for clause in action.needs)


def _implies(definition: Definition, machine: Machine, expr: Expr, body: Order) -> bool:
    """Whether the condition holds only while a case above stands in `first` or later on, in `then`."""
    match expr:
        case And():
            return any(_implies(definition, machine, clause, body) for clause in expr.clauses)
        case Name() if expr.name.endswith(".open"):
            head, _, rest = expr.name.removesuffix(".open").rpartition(".")
            holder = definition.machines.get(head, machine)
            window = holder.windows.get(rest)
            return window is not None and bool(head) and _in_phases(holder, window.in_, body)
        case Compare(op="==", left=Name() as left, right=Literal() as right):
            return _state_above(definition, left, [right], body)
        case In(negated=False, left=Name() as left):
            return _state_above(definition, left, list(expr.values), body)
    return False


def _state_above(definition: Definition, name: Name, values: list[Literal], body: Order) -> bool:
    head, _, rest = name.name.partition(".")
    holder = definition.machines.get(head)
    return holder is not None and rest == "state" and _in_phases(holder, [str(v.value) for v in values], body)


def _in_phases(machine: Machine, states: Iterator[str] | list[str] | tuple[str, ...], body: Order) -> bool:
    return all(machine.states[state].phase in (body.first, body.then) for state in states)


# ------------------------------------------------------------------ what never comes back
def never(definition: Definition, _used: UsedPack, rule: Rule) -> Iterator[Broken]:
    body = rule.body
    assert isinstance(body, Never)  # noqa: S101 - told apart by the caller
    for machine in definition.machines.values():
        moves = [e for e in edges(machine) if not e.action.corrects and e.action.to != "before"]
        starts = [s.name for s in machine.states.values() if s.phase is body.from_]
        for edge in _returns(machine, moves, starts, body):
            why = _BACK.fill(source=machine.states[edge.source].words.staff, target=machine.states[edge.target].words.staff)
            yield Broken(why, ("machines", machine.name, "actions", edge.action.name))


def _returns(machine: Machine, moves: list[Edge], starts: list[str], body: Never) -> Iterator[Edge]:
    after = reached(starts, moves)
    yield from (
        e
        for e in moves
        if e.source in after and machine.states[e.target].phase is body.to and machine.states[e.source].phase is not body.to
    )


# ------------------------------------------------------------------ who is answered
def answer(definition: Definition, used: UsedPack, rule: Rule) -> Iterator[Broken]:
    body = rule.body
    assert isinstance(body, Answer)  # noqa: S101 - told apart by the caller
    if body.by == "reason":
        yield from _told(definition, body)
        return
    machine = definition.machines[used.meant(body.by)]
    owners = {role.name for role in definition.roles.values() if role.owner_of is not None}
    if not any(action.is_birth and owners & set(action.by) for action in machine.actions.values()):
        yield Broken(_NO_OBJECTION, ("machines", machine.name, "actions"))
    found = window_of(definition, used, body.window) if body.window is not None else None
    if found is not None and body.at_least is not None:
        yield from _too_short(*found, body.at_least)


def _told(definition: Definition, body: Answer) -> Iterator[Broken]:
    for machine in definition.machines.values():
        homes = {m for m in (machine.name, *definition.ancestors(machine.name)) if not _is_anonymous(definition, m)}
        owners = {r.name for r in definition.roles.values() if r.owner_of in homes}
        for action in machine.actions.values() if owners else ():
            target = machine.states.get(action.to)
            by_owner = bool(set(action.by) & owners)
            if target is None or target.outcome is not body.after or by_owner or _tells(definition, machine, action, owners):
                continue
            why = _UNTOLD.fill(state=target.words.owner, action=action.words)
            yield Broken(why, ("machines", machine.name, "actions", action.name))


def _is_anonymous(definition: Definition, machine: str) -> bool:
    """Whoever needs no account follows by the own link; no letter could reach them."""
    births = [a for a in definition.machines[machine].actions.values() if a.is_birth]
    return any(definition.roles[role].is_ == "anyone" for a in births for role in a.by if role in definition.roles)


def _tells(definition: Definition, machine: Machine, action: Action, owners: set[str]) -> bool:
    """By a letter or a publication to the owner, in this action or in every action whose step it is."""
    if any(_is_told(definition, machine, effect, owners) for effect in action.then):
        return True
    if all(machine.states[s].outcome is machine.states[action.to].outcome for s in action.from_ if s in machine.states):
        return True  # the owner was told when the loss itself came
    callers = [
        (definition.machines[m], definition.machines[m].actions[a])
        for (m, a), to in calls(definition).items()
        if (machine.name, action.name) in to
    ]
    return bool(callers) and all(any(_is_told(definition, m, e, owners) for e in a.then) for m, a in callers)


def _is_told(definition: Definition, machine: Machine, effect: object, owners: set[str]) -> bool:
    if isinstance(effect, Send):
        return bool(owners & set(definition.letters[effect.letter].to))
    return isinstance(effect, Publish) and bool(owners & set(machine.publications[effect.publication].to))


# ------------------------------------------------------------------ how long
def lasts(definition: Definition, used: UsedPack, rule: Rule) -> Iterator[Broken]:
    body = rule.body
    assert isinstance(body, Lasts)  # noqa: S101 - told apart by the caller
    if body.window is not None:
        found = window_of(definition, used, body.window)
        windows = [found] if found is not None else []
    else:
        windows = [(m, w) for m in definition.machines.values() for w in m.windows.values() if _stands_in(m, w, body.phase)]
    if not windows:
        yield Broken(_NO_WINDOW, ("machines", definition.root.name))
    for machine, window in windows:
        yield from _too_short(machine, window, body.at_least)


def _stands_in(machine: Machine, window: Window, phase: Phase | None) -> bool:
    return any(machine.states[state].phase is phase for state in window.in_)


def _too_short(machine: Machine, window: Window, least: Span) -> Iterator[Broken]:
    if window.mode == "at_most" or not _as_long(window.lasts, least):
        why = _SHORT.fill(window=window.words, n=window.lasts.n, unit=UNITS[window.lasts.unit])
        yield Broken(why, ("machines", machine.name, "windows", window.name))


def _as_long(given: Span, least: Span) -> bool:
    """Whether a span is surely as long: so many working days are at least so many calendar days, a month is at least 28."""
    if given.unit == least.unit:
        return given.n >= least.n
    hours = {"hours": 1, "calendar days": 24, "working days": 24, "months": 28 * 24}
    at_most = {"hours": 1, "calendar days": 24, "months": 31 * 24}
    return least.unit in at_most and given.n * hours[given.unit] >= least.n * at_most[least.unit]


# ------------------------------------------------------------------ who is kept apart
def apart(definition: Definition, used: UsedPack, rule: Rule) -> Iterator[Broken]:
    body = rule.body
    assert isinstance(body, Apart)  # noqa: S101 - told apart by the caller
    roles = [definition.roles[used.meant(name)] for name in body.roles]
    for i, one in enumerate(roles):
        for other in roles[i + 1 :]:
            if other.name not in one.never_with and one.name not in other.never_with:
                yield Broken(_TOGETHER.fill(one=one.words, other=other.words), ("roles", one.name))
