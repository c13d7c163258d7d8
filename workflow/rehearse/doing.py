"""Doing what was planned, by the engine's own verbs. What is no longer possible is left; what is refused is noted, and tried with a reason where one helps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from workflow.act import Actor, Done, Kind, Refusal, act, give_birth, token_hash
from workflow.core.decide import standing
from workflow.core.definition import Action, Clause, Machine
from workflow.core.language import names_of
from workflow.core.plan import CLOCK, STEP
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.rehearse.answers import Asking
from workflow.rehearse.deed import Deed
from workflow.rehearse.desk import Desk, facts_behind, unborn
from workflow.rehearse.names import REASON
from workflow.rehearse.script import AGAIN
from workflow.rehearse.steer import Filled, filled
from workflow.rehearse.ways import Appeal, appeal
from workflow.store import tables as t

if TYPE_CHECKING:
    from workflow.rehearse.play import Play

NOBODY_CONFIRMS = Text("Tidak ada orang kedua yang dapat menegaskan langkah ini.", "There is no second person who can confirm this step.")
NO_ANSWER = Text("Isian “{words}” tidak dapat diisi dalam uji coba.", "The rehearsal cannot answer “{words}”.")


# ------------------------------------------------------------------ actions
def _act(play: Play, deed: Deed) -> None:
    """Take an action of the definition, if it still stands."""
    machine = play.definition.machines[deed.machine]
    action = machine.actions[deed.action]
    with play.stage.db.reading() as connection:
        desk = play.desk(connection)
        case = desk.world.case(deed.case or 0)
        if case.ended or case.round != deed.round or isinstance(standing(desk.plan(deed.who.person), case, action), Refusal):
            play.stir(case.id)  # something else may have to be done instead
            return
        slip, found = _slip(play, desk, case, machine, action, deed), _fill(play, desk, case, machine, action, deed)
        tasks = [t for t in desk.world.tasks(case) if t.action == action.name and t.person is None and t.claimed_by is None]
    if found is None:
        return
    if action.task and action.task.claim and tasks:
        act(play.stage.db, play.stage.clock, case.number, "@claim", _actor(play, deed), {"task": [str(tasks[0].id)]})

    def attempt(one: Filled) -> Done | Refusal:
        return act(play.stage.db, play.stage.clock, case.number, action.name, _actor(play, deed), one.typed, reasons=one.reasons)

    done = _tried(play, deed, slip, attempt) if slip is not None else None
    _acted(play, deed, action, done or _tried(play, deed, found, attempt))


def _acted(play: Play, deed: Deed, action: Action, done: Done | None) -> None:
    if done is None:
        play.mark(("refused", deed.case, action.name, deed.round))
        return
    play.mark(("done", deed.case, action.name))
    play.mark(("done", deed.case, action.name, deed.round))
    play.work(deed if done.proposal is None else replace(deed, tells=None))
    if done.proposal is not None:
        _ask_second(play, deed, action, done.proposal)


def _actor(play: Play, deed: Deed) -> Actor:
    """Whoever needs no account acts without one, and is known by the private token of their case."""
    role, token = play.definition.roles.get(deed.role), play.memory.get(f"token {deed.case}")
    if role is None or role.is_ != "anyone":
        return Actor(deed.who.person, "person")
    return Actor(None, "anyone", token_hash(token) if isinstance(token, str) else None)


def _tried(play: Play, deed: Deed, found: Filled, attempt: Callable[[Filled], Done | Refusal]) -> Done | None:
    """Try once, and again with the reasons that the refusal asks for."""
    done = attempt(found)
    asked = {p.clause: REASON for p in done.problems if p.clause} if isinstance(done, Refusal) else {}
    if asked and not set(asked) <= set(found.reasons):
        found = Filled(found.typed, {**found.reasons, **asked})
        done = attempt(found)
    if isinstance(done, Refusal):
        for problem in done.problems:
            play.ledger.refuse(deed.machine, deed.action, done.kind, problem.text)
        return None
    for clause in found.reasons:
        play.ledger.explain(deed.machine, deed.action, clause)
    return done


def _ask_second(play: Play, deed: Deed, action: Action, proposal: int) -> None:
    """Whoever confirms does so before the proposal lapses, whatever else they have planned."""
    with play.stage.db.reading() as connection:
        desk = play.desk(connection)
        case = desk.world.case(deed.case or 0)
        others = [p for p in desk.holders(case, action.confirmed_by or "") if p.person != deed.who.person]
    if not others:
        play.ledger.refuse(deed.machine, deed.action, Kind.FORBIDDEN, NOBODY_CONFIRMS)
        return
    more = {"proposal": str(proposal)}
    second = replace(deed, verb="confirm", who=play.least_busy(others), role=action.confirmed_by or "", since=play.now, round=0, more=more)
    play.soon(replace(second, minutes=play.effort.confirm))


def _confirm(play: Play, deed: Deed) -> None:
    _of_the_engine(play, deed, "@confirm")


# ------------------------------------------------------------------ births
def _bear(play: Play, deed: Deed) -> None:
    """Give birth to a case below another, or to a root."""
    if deed.case is not None and play.known[deed.case].ended:
        return
    machine = play.definition.machines[deed.machine]
    action = machine.actions[deed.action]
    with play.stage.db.reading() as connection:
        desk = play.desk(connection)
        parent = desk.world.case(deed.case) if deed.case is not None else None
        if deed.verb == "open" and parent is not None and deed.who not in desk.holders(parent, deed.role):
            _handed_on(play, desk, parent, deed)
            return
        owned = any(role.owner_of == machine.name for role in play.definition.roles.values())
        owner = _actor(play, deed).person if owned else None
        case = unborn(desk.world, machine, action, parent, owner, play.zone)
        found = _fill(play, desk, case, machine, action, deed)
        above = parent.number if parent is not None else play.definition.process
    if found is None:
        return
    name, key = f"{machine.name}.{action.name}", f"{deed.who.alias} {deed.machine} {play.steps}"
    actor = _actor(play, deed)
    done = _tried(
        play,
        deed,
        found,
        lambda one: give_birth(play.stage.db, play.stage.clock, above, name, actor, one.typed, key=key, reasons=one.reasons),
    )
    if done is None:
        _comes_again(play, deed)
        return
    play.work(deed)
    if done.token is not None:
        play.memory[f"token {_id_of(play, done.case)}"] = done.token


def _comes_again(play: Play, deed: Deed) -> None:
    """Whoever was turned away with a case of their own tries again later, a few times."""
    key = ("own", deed.machine, deed.who.alias)
    play.mark(("turned away", *key))
    if play.count(key) and play.count(("turned away", *key)) < AGAIN // 3:
        play.done[key] = 0


def _id_of(play: Play, number: str) -> int:
    with play.stage.db.reading() as connection:
        return int(connection.execute(select(t.cases.c.id).where(t.cases.c.number == number)).scalar_one())


# ------------------------------------------------------------------ answers
def _asking(play: Play, desk: Desk, case: Case, machine: Machine, action: Action, deed: Deed) -> Asking:
    leaving = play.memory.get("leaving")
    ordinal = play.born(machine.name) + 1 if action.is_birth else play.known[case.id].ordinal
    return Asking(
        desk, case, machine, action, deed.who, play.chance(*play.keys(deed), play.count(("done", case.id, action.name))), play.hints, ordinal,
        play.kept, play.alike, desk.cast.by_person[leaving] if isinstance(leaving, int) else None,
        0 if play.alike else play.scenario.script.mistakes,
    )  # fmt: skip


def _fill(play: Play, desk: Desk, case: Case, machine: Machine, action: Action, deed: Deed) -> Filled | None:
    """What is typed into the form; None where nothing that can be typed makes the conditions true."""
    asking, wishes = _asking(play, desk, case, machine, action, deed), _wishes(play, case, machine, deed)
    try:
        found = filled(asking, wishes, _missed(play, wishes, deed))
    except LookupError as unknown:
        _cannot_answer(play, machine, action, deed, str(unknown))
        return None
    for clause in found.unmet:
        told = clause.words or Text(clause.source, clause.source)
        play.ledger.refuse(machine.name, action.name, Kind.UNMET, told)
        play.mark(("refused", deed.case, action.name, deed.round))
    return None if found.unmet else found


def _slip(play: Play, desk: Desk, case: Case, machine: Machine, action: Action, deed: Deed) -> Filled | None:
    """Some owners first send a form that misses a condition, and are told so."""
    asked = set(machine.forms[action.form].facts) if action.form else set()
    clauses = [c for c in action.needs if c.explain is None and facts_behind(machine, c.that) & asked]
    dice = play.chance("slip", *play.keys(deed))
    if case.owner != deed.who.person or not clauses or dice.randrange(100) >= play.scenario.script.slips:
        return None
    found = filled(_asking(play, desk, case, machine, action, deed), (), dice.choice(clauses))
    return found if found.unmet else None


def _cannot_answer(play: Play, machine: Machine, action: Action, deed: Deed, kind: str) -> None:
    asked = machine.forms[action.form].facts if action.form else ()
    fact = next(machine.facts[name] for name in asked if machine.facts[name].kind == kind)
    play.ledger.refuse(machine.name, action.name, Kind.INVALID, NO_ANSWER.fill(words=fact.words))
    play.mark(("refused", deed.case, action.name, deed.round))


def _wishes(play: Play, case: Case, machine: Machine, deed: Deed) -> list[Clause]:
    """Owners mean to meet the requirements that are asked of them; of what others enter about them, most does. Whoever prepares means to go on."""
    clauses = [clause for group in machine.requirements.values() for clause in group if facts_behind(machine, clause.that)]
    if case.owner == deed.who.person:
        return clauses
    action = machine.actions[deed.action]
    asked = set(machine.forms[action.form].facts) if action.form else set()
    clauses = [clause for clause in clauses if facts_behind(machine, clause.that) & asked]
    if clauses and play.chance("meets", *play.keys(deed)).randrange(100) >= play.scenario.script.meets:
        clauses = []
    return [*clauses, *(clause for clause in _ahead(machine, case, action) if facts_behind(machine, clause.that) & asked)]


def _ahead(machine: Machine, case: Case, action: Action) -> list[Clause]:
    """Whoever prepares a case means to go on: the conditions of the step that leads on from there, where it is the only one.

    What hangs on the day comes with time.
    """
    if not action.is_birth and action.to != "stay":
        return []
    state = action.to if action.is_birth else case.state
    onward = [
        one for one in machine.actions_from(state) if not {CLOCK, STEP} & set(one.by) and appeal(machine, state, one) is Appeal.ONWARD
    ]
    return [c for c in onward[0].needs if c.explain is None and "today" not in names_of(c.that)] if len(onward) == 1 else []


def _missed(play: Play, wishes: list[Clause], deed: Deed) -> Clause | None:
    every = play.scenario.script.misses
    if not wishes or not every or deed.who.index is None or deed.who.index % every != every - 1:
        return None
    return play.chance("misses", deed.who.alias).choice(wishes)


# ------------------------------------------------------------------ the engine's own actions
def _of_the_engine(play: Play, deed: Deed, name: str, typed: Mapping[str, str] | None = None) -> None:
    case = play.known[deed.case or 0]
    if case.ended:
        return
    given = {key: [text] for key, text in (typed or deed.more).items()}
    done = act(play.stage.db, play.stage.clock, case.number, name, Actor(deed.who.person, "person"), given)
    if not isinstance(done, Refusal):
        play.work(deed)
        return
    if done.kind is Kind.FORBIDDEN:
        with play.stage.db.reading() as connection:
            desk = play.desk(connection)
            if _handed_on(play, desk, desk.world.case(case.id), deed):
                return
    for problem in done.problems:
        play.ledger.refuse(deed.machine, name, done.kind, problem.text)


def _handed_on(play: Play, desk: Desk, case: Case, deed: Deed) -> bool:
    """Whoever no longer holds the role leaves what they had planned to one who does and has not tried it yet."""
    play.mark(("forbidden", deed.key, *deed.more.values()))
    fresh = [p for p in desk.holders(case, deed.role) if not play.count(("forbidden", replace(deed, who=p).key, *deed.more.values()))]
    if fresh:
        play.in_office(replace(deed, who=play.least_busy(fresh)))
    return bool(fresh)


def _declare(play: Play, deed: Deed) -> None:
    """A few have a conflict; where the scenario says so, everybody has one on the first case that comes up."""
    script = play.scenario.script
    conflict = play.chance("conflict", *play.keys(deed)).randrange(100) < script.conflicts
    if script.recused:
        conflict = play.memory.setdefault("recused", deed.case) == deed.case
    typed = {"conflict": "yes", "reason": REASON} if conflict else {"conflict": "no"}
    _of_the_engine(play, deed, "@declare", typed)


def _engine(name: str) -> Callable[[Play, Deed], None]:
    return lambda play, deed: _of_the_engine(play, deed, name)


VERBS: Mapping[str, Callable[[Play, Deed], None]] = {
    "act": _act,
    "root": _bear,
    "open": _bear,
    "bear": _bear,
    "declare": _declare,
    "confirm": _confirm,
    "appoint": _engine("@appoint"),
    "absent": _engine("@absent"),
    "dates": _engine("@plan"),
}
__all__ = ["VERBS"]
