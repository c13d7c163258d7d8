"""The effects of an action, planned in file order, each seeing the ones before. Effects never refuse, but for the plan of a `do`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from workflow.core import attributes, dates, publish, seats, setwise, staff
from workflow.core.blanks import blanks as all_blanks
from workflow.core.blanks import draw_up
from workflow.core.definition import (
    Action,
    Amend,
    Assign,
    Create,
    Do,
    DrawUp,
    Effect,
    Enlist,
    Extend,
    Fill,
    Freeze,
    Machine,
    Publish,
    Rank,
    Release,
    Role,
    Send,
    Unseal,
)
from workflow.core.fields import Items, Problem
from workflow.core.language import Expr, evaluate
from workflow.core.large import is_crowd
from workflow.core.moves import Bulk, put_fact
from workflow.core.names import set_of
from workflow.core.newborn import newborn
from workflow.core.ordering import fill, rank, store_scores
from workflow.core.plan import Move, Plan, change, iso, put
from workflow.core.rules import fits
from workflow.core.values import MemberView, kept
from workflow.core.words import Text
from workflow.core.world import Case, Member


class Unfit(Exception):
    """A cascade met a case that none of its actions fits; refuses the whole step."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


def apply(plan: Plan, move: Move, action: Action) -> None:
    """Plan the effects of `action`, just taken by `move`, up to the first that goes over a large set: `plan.bulk`. Raises Unfit."""
    plan.left.extend((move, effect) for effect in _effects(action))
    go_on(plan)


def go_on(plan: Plan) -> None:
    """Plan the effects that are left, once `plan.bulk` was carried out, up to the next of its kind. Raises Unfit."""
    plan.bulk = None
    while plan.left and plan.bulk is None:
        move, effect = plan.left.popleft()
        plan.bulk = _bulk(plan, move, effect)
        if plan.bulk is None:
            _apply(plan, move, effect)


def _effects(action: Action) -> Iterator[Effect | None]:
    """In file order. None: settle the tasks of whoever serves no more, or serves now."""
    yield from action.then
    if any(isinstance(effect, Assign | Release | Enlist) for effect in action.then):
        yield None


def _bulk(plan: Plan, move: Move, effect: Effect | None) -> Bulk | None:
    """The effect, where it goes over a large set and need not be planned in memory."""
    definition, own = plan.world.definition, move.case.machine
    machine = setwise.moved(definition, own, effect) if effect is not None else None
    if effect is None or machine is None or not is_crowd(plan.world, move.case.root, machine):
        return None
    as_whole = not setwise.hindrances(definition, own, effect)
    return Bulk(move, effect, as_whole) if as_whole or isinstance(effect, Do | Send) else None


def _within(plan: Plan, move: Move, action: Action) -> None:
    """The effects of an action that an effect has taken: planned at once, whatever they go over."""
    for effect in _effects(action):
        _apply(plan, move, effect)


def _apply(plan: Plan, move: Move, effect: Effect | None) -> None:
    match effect:
        case None:
            staff.settle_below(plan, move, move.case)
        case Do():
            _do(plan, move, effect)
        case Create():
            _create(plan, move, effect)
        case Freeze():
            _freeze(plan, move, effect.names)
        case Amend():
            pass
        case Rank():
            _rank(plan, move, effect)
        case Fill():
            for holder in targets(plan, move.case, effect.on, None):
                fill(plan, move, holder, plan.world.machine(holder).fills[effect.fill])
        case Extend():
            dates.extend(plan, move, plan.world.machine(move.case).windows[effect.window], effect.by)
        case Assign() | Release() | Enlist():
            seats.change(plan, move, effect)
        case Unseal():
            _unseal(plan, move, effect)
        case Publish():
            publish.publish(plan, move, effect.publication)
        case DrawUp():
            draw_up(plan, move, effect.minutes)
        case Send():
            _send(plan, move, effect)


def targets(plan: Plan, case: Case, on: str, where: Expr | None) -> list[Case]:
    """The cases that `on` names: self, parent, or a set below this case or below an ancestor (`ancestor.machine`)."""
    if on == "self":
        found: Iterable[Case] = [case]
    elif on == "parent":
        found = [plan.world.case(case.parent)] if case.parent is not None else []
    else:
        head, _, rest = on.partition(".")
        holder = plan.world.ancestor(case, head) if rest else case
        found = plan.world.descendants(holder, rest or head)
    this = plan.view(case)
    return [c for c in found if where is None or evaluate(where, plan.view(c), this) is True]


def _do(plan: Plan, move: Move, effect: Do) -> None:
    for case in targets(plan, move.case, effect.on, effect.where):
        take_first(plan, move, effect, case)


def take_first(plan: Plan, move: Move, effect: Do, case: Case) -> None:
    """Take the first of the actions that fits on one case of the set, with its effects. Raises Unfit."""
    for name in effect.actions:
        action = plan.world.machine(case).actions[name]
        if fits(plan, case, action) is None:
            _within(plan, plan.move(case, action, "step", {}, move), action)
            return
    if not effect.rest_stays:
        raise Unfit(tuple(unfit(plan, effect, case)))


def unfit(plan: Plan, effect: Do, case: Case) -> list[Problem]:
    """What is in the way of each of the actions on a case that fits none."""
    own = plan.world.machine(case)
    return [problem for name in effect.actions for problem in fits(plan, case, own.actions[name]) or []]


def _create(plan: Plan, move: Move, effect: Create) -> None:
    machine = plan.world.definition.machines[effect.machine]
    action = next(a for a in machine.actions.values() if a.is_birth and "step" in a.by)
    for person, carried in _made_for(plan, move.case, machine, effect):
        case = newborn(plan, machine, move.case, action.to, person)
        _within(plan, plan.birth(case, action, "step", carried, move), action)


def _made_for(plan: Plan, case: Case, machine: Machine, effect: Create) -> list[tuple[int, dict[str, Items]]]:
    """Who gets a case of their own, and what is known of them: each person once."""
    role, this = plan.world.definition.roles[effect.for_], plan.view(case)
    if role.owner_of is not None:
        return [(owner, {}) for owner in dict.fromkeys(c.owner for c in _owned(plan, case, role.owner_of, effect)) if owner is not None]
    found = [
        m for m in plan.world.acting(case, role.name) if effect.where is None or evaluate(effect.where, MemberView(m, role), this) is True
    ]
    return [(m.person, _carried(machine, role, m)) for m in found]


def _owned(plan: Plan, case: Case, machine: str, effect: Create) -> Sequence[Case]:
    """Cases whose owners are meant: this one or one above it, else those below."""
    above = [c for c in plan.world.lineage(case) if c.machine == machine]
    on = set_of(plan.world.definition, case.machine, machine)
    return above or (targets(plan, case, on, effect.where) if on is not None else [])


def _carried(machine: Machine, role: Role, member: Member) -> dict[str, Items]:
    """What is known of the holder for whom a case is made: attributes become the facts of the same name."""
    held = {name: of for name, of in role.attributes.items() if name in machine.facts and member.attributes.get(name)}
    return {name: (attributes.item_of(of, member.attributes[name]),) for name, of in held.items()}


def frozen_names(plan: Plan, case: Case, names: Iterable[str]) -> list[str]:
    """The facts, roles and `windows` that names in `freeze` or `amend` stand for; `machine.form` keeps its machine."""
    result: list[str] = []
    for name in names:
        head, _, rest = name.partition(".")
        machine = plan.world.definition.machines[head] if rest else plan.world.machine(case)
        plain = rest or head
        facts = machine.forms[plain].facts if plain in machine.forms else (plain,)
        result += [f"{head}.{fact}" if rest else fact for fact in facts]
    return result


def _freeze(plan: Plan, move: Move, names: tuple[str, ...]) -> None:
    facts = plan.world.machine(move.case).facts
    for name in frozen_names(plan, move.case, names):
        if name in facts and not facts[name].is_asked:
            put_fact(move, move.case, name, kept(facts[name].type, plan.view(move.case).value(name)))
        move.case.frozen.add(name)
        move.also.append(put("freezes", {"case_id": move.case.id, "name": name}, {"revision": move.revision}))


def _rank(plan: Plan, move: Move, effect: Rank) -> None:
    for holder in targets(plan, move.case, effect.on, None):
        ranking = plan.world.machine(holder).rankings[effect.ranking]
        where = effect.where if effect.where is not None else ranking.where
        rank(plan, move, holder, ranking, targets(plan, holder, ranking.of, where))


def _unseal(plan: Plan, move: Move, effect: Unseal) -> None:
    """Open all sheets of the action at one moment, and store what they add up to."""
    case = move.case
    opened = [replace(s, sealed=False) if s.action == effect.action else s for s in plan.world.all_sheets(case)]
    plan.world.replace_sheets(case, opened)
    for sheet in opened:
        if sheet.action == effect.action:
            key = {"case_id": case.id, "action": sheet.action, "round": sheet.round, "person": sheet.person}
            move.also.append(change("sheets", key, {"sealed": False}))
    store_scores(plan, move, case)


def _send(plan: Plan, move: Move, effect: Send) -> None:
    for case in targets(plan, move.case, effect.on, effect.where):
        send_to(plan, move, effect, case)


def send_to(plan: Plan, move: Move, effect: Send, case: Case) -> None:
    """The letter of a `send` about one case of the set, to everybody whom it is for."""
    letter = plan.world.definition.letters[effect.letter]
    for person in _recipients(plan, case, letter.to):
        send(plan, move, case, effect.letter, person, held=letter.hold)


def _recipients(plan: Plan, case: Case, roles: Iterable[str]) -> list[int]:
    found: list[int] = []
    for name in roles:
        role = plan.world.definition.roles[name]
        if role.owner_of is not None:
            found += [c.owner for c in plan.world.lineage(case) if c.machine == role.owner_of and c.owner is not None]
        else:
            found += [m.person for m in plan.world.acting(case, name)]
    return list(dict.fromkeys(found))


def send(
    plan: Plan, move: Move, case: Case, letter: str, person: int, *, held: bool = False, blanks: Mapping[str, Text] | None = None
) -> None:
    """One letter as a row; delivered after the commit."""
    filled = blanks if blanks is not None else all_blanks(plan.world, case, person, plan.world.definition.letters[letter].body)
    values = {
        "case_id": case.id,
        "revision": case.revision,
        "letter": letter,
        "person": person,
        "blanks": {name: [text.id, text.en] for name, text in filled.items()},
        "at": iso(plan.now),
        "held": held,
    }
    move.letters.append(put("letters", {"id": plan.fresh()}, values))
