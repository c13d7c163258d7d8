"""The effects of an action, planned in file order, each seeing the ones before. Effects never refuse, but for the plan of a `do`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from workflow.core import attributes, dates, publish, seats, staff
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
from workflow.core.moves import put_fact
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
    """Plan the effects of `action`, just taken by `move`. Raises Unfit."""
    for effect in action.then:
        _apply(plan, move, effect)
    if any(isinstance(effect, Assign | Release | Enlist) for effect in action.then):
        staff.settle_below(plan, move, move.case)


def _apply(plan: Plan, move: Move, effect: Effect) -> None:
    match effect:
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
        refused: list[Problem] = []
        for name in effect.actions:
            action = plan.world.machine(case).actions[name]
            problems = fits(plan, case, action)
            if problems is None:
                taken = plan.move(case, action, "step", {}, move)
                apply(plan, taken, action)
                break
            refused += problems
        else:
            if not effect.rest_stays:
                raise Unfit(tuple(refused))


def _create(plan: Plan, move: Move, effect: Create) -> None:
    machine = plan.world.definition.machines[effect.machine]
    action = next(a for a in machine.actions.values() if a.is_birth and "step" in a.by)
    for person, carried in _made_for(plan, move.case, machine, effect):
        case = newborn(plan, machine, move.case, action.to, person)
        apply(plan, plan.birth(case, action, "step", carried, move), action)


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
    letter = plan.world.definition.letters[effect.letter]
    for case in targets(plan, move.case, effect.on, effect.where):
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
