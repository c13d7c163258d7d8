"""The effects of an action, planned in file order, each seeing the ones before. Effects never refuse, but for the plan of a `do`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from workflow.core import publish, scoring, staff
from workflow.core.blanks import blanks as all_blanks
from workflow.core.blanks import draw_up
from workflow.core.calendar import closing_moment
from workflow.core.definition import (
    Action,
    Amend,
    Assign,
    Create,
    Do,
    DrawUp,
    Effect,
    Extend,
    Freeze,
    Publish,
    Rank,
    Ranking,
    Release,
    Send,
    Unseal,
)
from workflow.core.fields import Item, Items, Problem
from workflow.core.language import Expr, evaluate
from workflow.core.newborn import newborn
from workflow.core.plan import Move, Plan, change, cut, iso, put
from workflow.core.rules import fits
from workflow.core.values import typed_value
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
    if any(isinstance(effect, Assign | Release) for effect in action.then):
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
        case Extend():
            _extend(plan, move, effect)
        case Assign() | Release():
            _staff(plan, move, effect)
        case Unseal():
            _unseal(plan, move, effect)
        case Publish():
            publish.publish(plan, move, effect.publication)
        case DrawUp():
            draw_up(plan, move, effect.minutes)
        case Send():
            _send(plan, move, effect)


def targets(plan: Plan, case: Case, on: str, where: Expr | None) -> list[Case]:
    """The cases that `on` names: self, parent, or a set below this case or below an ancestor (`selection.application`)."""
    if on == "self":
        found: Iterable[Case] = [case]
    elif on == "parent":
        found = [plan.world.case(case.parent)] if case.parent is not None else []
    else:
        head, _, rest = on.partition(".")
        holder = plan.world.ancestor(case, head) if rest else case
        found = plan.world.descendants(holder, rest or head)
    return [c for c in found if where is None or evaluate(where, plan.view(c)) is True]


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
    for member in plan.world.acting(move.case, effect.for_):
        case = newborn(plan, machine, move.case, action.to, member.person)
        apply(plan, plan.birth(case, action, "step", {}, move), action)


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
    for name in frozen_names(plan, move.case, names):
        move.case.frozen.add(name)
        move.also.append(put("freezes", {"case_id": move.case.id, "name": name}, {"revision": move.revision}))


def _extend(plan: Plan, move: Move, effect: Extend) -> None:
    case = move.case
    window = case.windows[effect.window]
    if window.closes is None:
        return
    declared = plan.world.machine(case).windows[effect.window]
    last = max(window.closes, plan.now) - timedelta(microseconds=1)
    closes, why = closing_moment(last, effect.by, declared.until, case.zone, plan.calendar)
    window.closes, window.why = max(closes, window.closes), why
    plan.put_window(move, case, effect.window)


def _staff(plan: Plan, move: Move, effect: Assign | Release) -> None:
    items = move.answers.get(effect.fact) or move.case.facts.get(effect.fact)
    if not items or items[0].n is None:
        return
    person = items[0].n
    role = plan.world.definition.roles[effect.role]
    if isinstance(effect, Release):
        for member in list(plan.world.holders(move.case, effect.role)):
            if member.person == person:
                staff.dismiss(plan, move, member)
        return
    if role.one:
        for member in list(plan.world.members(move.case.id, effect.role)):
            staff.dismiss(plan, move, member)
    place = plan.world.place_of(move.case, role)
    holders = plan.world.members(place, effect.role)
    attributes = {
        name: str(typed_value(plan.world.machine(move.case).facts[name], move.answers.get(name)) or "") for name in role.attributes
    }
    position = max((m.position for m in holders), default=0) + 1
    staff.appoint(plan, move, Member(plan.fresh(), place or move.case.id, effect.role, person, position, False, False, attributes))


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


def store_scores(plan: Plan, move: Move, case: Case) -> dict[str, Fraction | None]:
    """Compute the scores of a case and keep them as facts; returns them exact, by name of score and part."""
    exact: dict[str, Fraction | None] = {}
    for score in plan.world.machine(case).scores.values():
        found = scoring.points(plan.world, case, score)
        exact.update({**found.parts, score.name: found.total})
    for name, value in exact.items():
        put_fact(move, case, name, (Item(n=scoring.scaled(value)),) if value is not None else ())
    return exact


def put_fact(move: Move, case: Case, name: str, items: Items) -> None:
    """A fact that the engine computes, on any case; it belongs to the event of `move`."""
    case.facts[name] = items
    for ordinal, item in enumerate(items):
        key = {"case_id": case.id, "fact": name, "ordinal": ordinal}
        move.also.append(put("facts", key, {"n": item.n, "s": item.s, "revision": case.revision}))
    if not items:
        move.also.append(cut("facts", {"case_id": case.id, "fact": name, "ordinal": 0}))


def _rank(plan: Plan, move: Move, effect: Rank) -> None:
    ranking = plan.world.machine(move.case).rankings[effect.ranking]
    where = effect.where if effect.where is not None else ranking.where
    ranked = targets(plan, move.case, ranking.of, where)
    keys = {case.id: _keys(plan, move, case, ranking) for case in ranked}
    take = evaluate(ranking.take, plan.view(move.case))
    result = scoring.rank(keys, ranking.order, take if isinstance(take, int) else 0, ranking.equal_at_cut)
    for row in result:
        case = plan.world.case(row.id)
        put_fact(move, case, f"{ranking.name}.rank", (Item(n=row.rank),))
        put_fact(move, case, f"{ranking.name}.tied", (Item(n=int(row.tied)),))
        put_fact(move, case, f"{ranking.name}.taken", (Item(n=int(row.taken)),))
        put_fact(move, case, f"{ranking.name}.decided_by", (Item(s=row.decided_by),) if row.decided_by else ())
    taken = [row for row in result if row.taken]
    at_cut = bool(taken) and len(taken) != min(len(result), take if isinstance(take, int) else 0)
    put_fact(move, move.case, f"{ranking.name}.size", (Item(n=len(result)),))
    put_fact(move, move.case, f"{ranking.name}.filled", (Item(n=len(taken)),))
    put_fact(move, move.case, f"{ranking.name}.tied_at_cut", (Item(n=int(at_cut)),))


def _keys(plan: Plan, move: Move, case: Case, ranking: Ranking) -> list[scoring.SortKey]:
    exact = store_scores(plan, move, case)
    view = plan.view(case)
    keys: list[scoring.SortKey] = []
    for _direction, name in ranking.order:
        value = exact[name] if name in exact else view.value(name)
        keys.append(Fraction(value.toordinal()) if hasattr(value, "toordinal") else Fraction(value) if isinstance(value, int) else value)  # type: ignore[union-attr]
    return keys


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
