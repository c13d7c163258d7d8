"""Where a case stands that a table tells of: a state in which the stage takes it, or the one that the table names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.core.definition import Definition, Do, Machine
from workflow.core.language import Expr, evaluate, names_of, sets_of
from workflow.core.language.nodes import And
from workflow.core.tally.reads import STANDING
from workflow.core.view import CaseView
from workflow.core.world import Case, World


def clauses(expr: Expr | None) -> Iterator[Expr]:
    """What `and` joins at the top."""
    if isinstance(expr, And):
        for clause in expr.clauses:
            yield from clauses(clause)
    elif expr is not None:
        yield expr


def is_standing(clause: Expr) -> bool:
    """Whether the clause asks only where the case stands."""
    return bool(names_of(clause)) and names_of(clause) <= STANDING and not sets_of(clause)


def follow_on(definition: Definition, machine: str, result: str) -> Do | None:
    """The cascade that moves cases of the machine by what was ranked or filled under the name `result`."""
    own = definition.machines[machine]
    for holder in definition.machines.values():
        for effect in (effect for action in holder.actions.values() for effect in action.then):
            if isinstance(effect, Do) and effect.on.rpartition(".")[2] == machine and _reads(own, effect.actions, result):
                return effect
    return None


def _reads(machine: Machine, actions: Sequence[str], result: str) -> bool:
    needs = [clause.that for name in actions if name in machine.actions for clause in machine.actions[name].needs]
    return any(name.startswith(f"{result}.") for that in needs for name in names_of(that))


def put(world: World, case: Case, state: str) -> None:
    case.state = state
    case.ended = world.machine(case).states[state].is_end


def stand(world: World, cases: Sequence[Case], where: Expr | None, preferred: Sequence[str]) -> None:
    """Put each case into a state in which `where` may hold: of several the first that is preferred, then the first of the file."""
    if not cases:
        return
    machine = world.machine(cases[0])
    choice = sorted(machine.states, key=lambda name: (name not in preferred, machine.states[name].is_end))
    fitting = [name for name in choice if _stands(world, cases[0], where, name)]
    mixed = any(not is_standing(clause) and names_of(clause) & STANDING for clause in clauses(where))
    for case in cases:
        put(world, case, _best(world, case, where, fitting or choice) if mixed else (fitting or choice)[0])


def _stands(world: World, case: Case, where: Expr | None, state: str) -> bool:
    put(world, case, state)
    return all(evaluate(clause, CaseView(world, case)) is True for clause in clauses(where) if is_standing(clause))


def _best(world: World, case: Case, where: Expr | None, states: Sequence[str]) -> str:
    """The state in which the whole condition is true, else unknown, else any."""
    worth = {True: 2, None: 1, False: 0}

    def value(state: str) -> int:
        put(world, case, state)
        found = evaluate(where, CaseView(world, case)) if where is not None else True
        return worth[found if isinstance(found, bool) else None]

    return max(states, key=value)
