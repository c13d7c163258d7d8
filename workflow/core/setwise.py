"""Which effects on many cases the database can carry out as a whole, and which go case by case. One reading of the definition says it.

Carried out as a whole, every guard is read before any case of the set has moved, and in SQL. So an effect is left to the other way where
that could make a difference: where a guard reads what the effect itself changes, or what SQL does not see as `evaluate` does, and where a
move would write more than the case, its event, the end of its tasks and the turn of its windows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflow.core import exact
from workflow.core.definition import Action, Definition, Do, Effect, Fill, Machine, Rank, Send
from workflow.core.language import Expr
from workflow.core.moves import CLOCK, STEP
from workflow.core.names import set_machine
from workflow.core.reads import Read, is_told, reads, reads_of
from workflow.core.words import Text

RESULTS = ("placed", "place", "code")
"""What a filling keeps on each case that waited."""


def moved(definition: Definition, machine: str, effect: Effect) -> str | None:
    """The machine of the cases that an effect of an action of `machine` goes over one by one; None where it names no set."""
    if isinstance(effect, Do | Send):
        return set_machine(definition, machine, effect.on) if effect.on not in ("self", "parent") else None
    if isinstance(effect, Rank | Fill):
        holder = definition.machines[set_machine(definition, machine, effect.on) or machine]
        return holder.rankings[effect.ranking].of if isinstance(effect, Rank) else holder.fills[effect.fill].of
    return None


def hindrances(definition: Definition, machine: str, effect: Effect) -> tuple[Text, ...]:
    """Why the database cannot carry out the effect as a whole; empty where it can. Only for effects of which `moved` names a machine."""
    return tuple(dict.fromkeys(_hindrances(definition, machine, effect)))


def _hindrances(definition: Definition, machine: str, effect: Effect) -> Iterator[Text]:
    match effect:
        case Do():
            name = moved(definition, machine, effect) or machine
            own = definition.machines[name]
            yield from moves(definition, name, [own.actions[action] for action in effect.actions])
            yield from _unread(definition, name, [effect.where] if effect.where is not None else [], machine)
        case Rank():
            yield from _ranking(definition, set_machine(definition, machine, effect.on) or machine, effect)
        case Fill():
            yield from _filling(definition, set_machine(definition, machine, effect.on) or machine, effect)
        case _:
            yield Text("isi surat ditulis untuk tiap perkara", "a letter is written for each case")


def moves(definition: Definition, machine: str, actions: Iterable[Action]) -> Iterator[Text]:
    """Why a choice among these actions cannot be made and taken for many cases of `machine` at once."""
    own, actions = definition.machines[machine], list(actions)
    for action in actions:
        yield from _beside(own, action)
    guards = [clause.that for action in actions for clause in action.needs]
    yield from _unread(definition, machine, guards, machine)
    if any(read.kind == "cases" and read.machine == machine for guard in guards for read in reads(definition, machine, guard)):
        yield Text("syaratnya menghitung perkara yang ikut berpindah", "a guard counts the very cases that move")


def _beside(own: Machine, action: Action) -> Iterator[Text]:
    """What a move writes beside the case and its event."""
    if action.then:
        yield Text(f"“{action.name}” membawa akibat lain", f'"{action.name}" has effects of its own')
    if action.to == "before":
        yield Text(f"“{action.name}” kembali ke keadaan sebelumnya", f'"{action.name}" leads back to the state before')
    if any(own.states[state].pauses for state in (*action.from_, action.to) if state in own.states):
        yield Text(f"“{action.name}” memulai atau mengakhiri penundaan", f'"{action.name}" begins or ends a pause')
    if action.to in own.states and any(_invites(one) for one in own.actions_from(action.to)):
        yield Text(f"sesudah “{action.name}” ada tugas yang dibuka", f'"{action.name}" opens tasks')


def _invites(action: Action) -> bool:
    return action.panel is not None or (action.task is not None and not set(action.by) <= {CLOCK, STEP})


def has_tasks(own: Machine) -> bool:
    """Whether a case of this machine can have open tasks."""
    return any(_invites(action) for action in own.actions.values())


def _unread(definition: Definition, machine: str, guards: Iterable[Expr], this: str) -> Iterator[Text]:
    """What guards read that SQL does not see as `evaluate` does, within a step."""
    yield from _untold(definition, machine, {read for guard in guards for read in reads(definition, machine, guard, this)})


def _untold(definition: Definition, machine: str, found: Iterable[Read]) -> Iterator[Text]:
    for read in found:
        if not is_told(definition, read):
            yield Text("yang dibaca memuat nilai dari lembar penilaian", "what is read has a score made of sheets in it")
        elif read.kind == "done" and read.machine != machine:
            yield Text("yang dibaca memuat langkah pada perkara di atasnya", "what is read has a step on a case above in it")


# ------------------------------------------------------------------ ranking and filling
def _ranking(definition: Definition, holder: str, effect: Rank) -> Iterator[Text]:
    ranking = definition.machines[holder].rankings[effect.ranking]
    where = effect.where if effect.where is not None else ranking.where
    yield from _unread(definition, ranking.of, [where] if where is not None else [], holder)
    yield from _unread(definition, holder, [ranking.take], holder)
    yield from _ordered(definition, ranking.of, [name for _direction, name in ranking.order])


def _filling(definition: Definition, holder: str, effect: Fill) -> Iterator[Text]:
    filling = definition.machines[holder].fills[effect.fill]
    asked = [one.where for one in filling.passes if one.where is not None]
    yield from _unread(definition, filling.of, [filling.who, *([filling.holds] if filling.holds is not None else []), *asked], holder)
    yield from _unread(definition, filling.into, [filling.places], holder)
    results = {Read("name", filling.of, f"{filling.name}.{result}") for result in RESULTS}
    if any(results & reads(definition, filling.of, where, holder) for where in asked):
        yield Text("syarat putaran membaca hasil pengisian yang sama", "what a pass asks reads the results of the same filling")
    yield from _ordered(definition, filling.of, [name for _direction, name in filling.order])
    for name in (*(name for _direction, name in filling.into_order), *(name for one in filling.passes for name in one.same)):
        yield from _untold(definition, filling.into, reads_of(definition, filling.into, name))


def _ordered(definition: Definition, machine: str, names: Iterable[str]) -> Iterator[Text]:
    """Scores of whoever is ranked are reckoned anew and kept, so all of them must be had in whole numbers."""
    if exact.wholes(definition.machines[machine]) is None:
        yield Text("nilainya dihitung dari lembar penilaian, atau terlalu besar", "a score is made of sheets, or its numbers are too large")
        return
    for name in names:
        yield from _untold(definition, machine, reads_of(definition, machine, name))
