"""Is a definition whole and sound? Graphs only: guards count as possible, so what is refused here can never go well.

What guards, people and time make of it is explored by `workflow.core.explore`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from workflow.core.definition import Action, Definition, Do, DrawUp, FactKind, Machine, Outcome, Send
from workflow.core.findings import Finding, Path, did_you_mean
from workflow.core.graph import Edge, calls, cycle, edges, every_action, helpful, leading_to, reached
from workflow.core.language import Expr, names_of, sets_of, walk
from workflow.core.language.nodes import Name, Not
from workflow.core.names import set_machine
from workflow.core.references import (
    check_fills,
    check_forms,
    check_letters,
    check_lists,
    check_machines,
    check_names,
    check_publications,
    check_rankings,
    check_requirements,
    check_roles,
    check_scores,
    sheet_names,
)
from workflow.core.references_actions import check_actions
from workflow.core.references_facts import check_facts
from workflow.core.references_tables import check_tables
from workflow.core.replaces import Earlier, check_earlier, check_replaces
from workflow.core.words import LANGUAGES

BLANKS = ("number", "case", "parent", "root", "state", "next")
"""What every letter and minutes may name in { } beside the names of the case that they are about."""
LETTER_BLANKS = ("name", "agency", "link")
"""What only letters may name: who gets it, from whom, and where to read on."""
_REFERENCES = (
    check_roles,
    check_letters,
    check_lists,
    check_machines,
    check_names,
    check_tables,
    check_facts,
    check_forms,
    check_requirements,
    check_scores,
    check_rankings,
    check_fills,
    check_publications,
    check_actions,
    check_replaces,
)


def references(definition: Definition, earlier: Earlier = lambda _version: None) -> tuple[Finding, ...]:
    """Names that name nothing or do not fit; also those of the earlier versions that are at hand."""
    found = tuple(chain.from_iterable(check(definition) for check in _REFERENCES))
    return found or tuple(check_earlier(definition, earlier))


def soundness(definition: Definition) -> tuple[Finding, ...]:
    """Faults of the process itself; to be asked only of a definition whose references hold."""
    return tuple(chain.from_iterable(check(definition) for check in _SOUNDNESS))


def _state(machine: Machine, state: str) -> Path:
    return ("machines", machine.name, "states", state)


def _action(machine: Machine, action: Action) -> Path:
    return ("machines", machine.name, "actions", action.name)


def check_births(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        if not any(action.is_birth for action in machine.actions.values()):
            message = f"no case of this kind can begin: give {machine.name} an action with `from: new`"
            yield Finding(("machines", machine.name, "actions"), message, at_key=True)


def check_ends(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        if not any(state.is_end for state in machine.states.values()):
            message = f"{machine.name} has no end: give it a state with `phase: end` and an outcome"
            yield Finding(("machines", machine.name, "states"), message, at_key=True)


def check_steps(definition: Definition) -> Iterator[Finding]:
    """A step that nothing takes can never happen."""
    called = set(chain.from_iterable(calls(definition).values()))
    for machine, action in every_action(definition):
        if action.by == ("step",) and (machine.name, action.name) not in called:
            how = f"name it in `create: {machine.name}`" if action.is_birth else "name it in the `do` of another action"
            yield Finding(_action(machine, action), f'nothing takes the step "{action.name}": {how}, or leave it out', at_key=True)


def _possible(definition: Definition, machine: Machine) -> list[Edge]:
    called = set(chain.from_iterable(calls(definition).values()))
    return edges(machine, [a for a in machine.actions.values() if a.by != ("step",) or (machine.name, a.name) in called])


def _alive(definition: Definition, machine: Machine) -> set[str]:
    """The states that a case can reach; going back to the state before leads nowhere that was not reached already."""
    births = [action.to for action in machine.actions.values() if action.is_birth]
    return reached(births, [edge for edge in _possible(definition, machine) if edge.action.to != "before"])


def check_reach(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        births = any(action.is_birth for action in machine.actions.values())
        for state in [s for s in machine.states if births and s not in _alive(definition, machine)]:
            message = f'no case can ever reach "{state}": let an action lead `to: {state}`, or leave the state out'
            yield Finding(_state(machine, state), message, at_key=True)


def check_exits(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        leaving = {edge.source for edge in _possible(definition, machine) if edge.target != edge.source}
        for state in [s for s in machine.states.values() if not s.is_end and s.name not in leaving]:
            message = f'nothing leads out of "{state.name}": add an action from it, or make it an end'
            yield Finding(_state(machine, state.name), message, at_key=True)


def check_traps(definition: Definition) -> Iterator[Finding]:
    """From every state the office and the clock alone must be able to reach an end, without an extraordinary action."""
    helping = helpful(definition)
    for machine in definition.machines.values():
        ends = {state.name for state in machine.states.values() if state.is_end}
        moves = edges(machine, [a for a in machine.actions.values() if (machine.name, a.name) in helping])
        free = leading_to(ends, moves)
        leaving = {edge.source for edge in _possible(definition, machine) if edge.target != edge.source}
        for state in machine.states:
            if ends and state in _alive(definition, machine) and state in leaving and state not in free:
                message = (
                    f'from "{state}" no office and no clock can bring the case to an end without an extraordinary action: add a way out'
                )
                yield Finding(_state(machine, state), message, at_key=True)


def check_cascades(definition: Definition) -> Iterator[Finding]:
    circle = cycle(calls(definition))
    if circle:
        story = " > ".join(f"{machine}.{action}" for machine, action in [*circle, circle[0]])
        machine, name = circle[0]
        yield Finding(
            ("machines", machine, "actions", name, "then"), f"these steps call each other without end: {story}; take one `do` out"
        )


def check_cancelling(definition: Definition) -> Iterator[Finding]:
    """What cancels a case, or reaches cases beside it, takes all that have not ended: one that no step fits would refuse the whole."""
    for machine, action in every_action(definition):
        end = machine.states.get(action.to)
        cancels = end is not None and end.outcome is Outcome.CANCELLED
        for i, effect in enumerate(action.then):
            if (
                isinstance(effect, Do)
                and (cancels or "." in effect.on)
                and not effect.rest_stays
                and effect.where is not None
                and _takes_all(effect.where)
            ):
                target = definition.machines[str(set_machine(definition, machine.name, effect.on))]
                fitting = set(chain.from_iterable(target.actions[name].from_ for name in effect.actions))
                left = sorted(s for s in _alive(definition, target) - fitting if not target.states[s].is_end)
                if left:
                    steps = ", ".join(f'"{name}"' for name in effect.actions)
                    message = (
                        f'"{action.name}" is refused while a case is at {", ".join(left)}: let {steps} lead from there too (`from: any`)'
                    )
                    yield Finding((*_action(machine, action), "then", i), message)


def _takes_all(where: Expr) -> bool:
    """Whether a condition lets every state pass that is no end."""
    open_ = any(isinstance(node, Not) and isinstance(node.of, Name) and node.of.name == "ended" for node in walk(where))
    return open_ and not names_of(where) & {"state", "before", "entered"}


def check_windows(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        alive = _alive(definition, machine)
        for window in machine.windows.values():
            if not set(window.in_) & alive:
                path = ("machines", machine.name, "windows", window.name)
                yield Finding(path, f'the window "{window.name}" never opens: no case reaches a state of its `in`', at_key=True)


def check_soon(definition: Definition) -> Iterator[Finding]:
    """A `soon` guard is tried when its case, what lies above or below it moves; other branches would go unseen."""
    for machine, action in every_action(definition):
        for i, clause in enumerate(action.needs if action.at == "soon" else ()):
            far = sorted(name for name in sets_of(clause.that) if "." in name)
            if far:
                message = f'a `soon` action cannot watch "{far[0]}": let an action there take this step by a `do`'
                yield Finding((*_action(machine, action), "needs", i), message)


def check_score_circles(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        graph = {
            (machine.name, s.name): {(machine.name, p.from_) for p in s.parts if p.from_ in machine.scores} for s in machine.scores.values()
        }
        if circle := cycle(graph):
            names = " > ".join(name for _, name in circle)
            yield Finding(("machines", machine.name, "scores", circle[0][1]), f"these scores are made of each other: {names}", at_key=True)


def check_letter_blanks(definition: Definition) -> Iterator[Finding]:
    """Letters and minutes name only what the cases have that they are about."""
    about: dict[Path, set[str]] = {}
    for machine, action in every_action(definition):
        for effect in action.then:
            if isinstance(effect, Send):
                target = set_machine(definition, machine.name, effect.on)
                about.setdefault(("letters", effect.letter), set()).add(str(target))
            if isinstance(effect, DrawUp):
                about.setdefault(("minutes", effect.minutes), set()).add(machine.name)
    for path, machines in about.items():
        common = set.intersection(*(set(_sayable(definition, machine)) for machine in machines))
        common |= set(LETTER_BLANKS) if path[0] == "letters" else set()
        for blank in sorted(_blanks(definition, path) - common):
            message = f"the text names {{{blank}}}, which not every case has that it is about.{did_you_mean(blank, common)}"
            yield Finding((*path, "body"), message)


def _sayable(definition: Definition, name: str) -> Iterator[str]:
    """What a text about a case may name: facts but files, scores and closing moments, its own and its ancestors', and sheets."""
    yield from BLANKS
    for place in (name, *definition.ancestors(name)):
        machine, prefix = definition.machines[place], "" if place == name else f"{place}."
        yield from (f"{prefix}{fact.name}" for fact in machine.facts.values() if fact.kind not in (FactKind.FILE, FactKind.CHECKLIST))
        yield from (f"{prefix}{score}" for score in machine.scores)
        yield from (f"{prefix}{window}.closes" for window in machine.windows)
    yield from sheet_names(definition.machines[name])


def _blanks(definition: Definition, path: Path) -> set[str]:
    body = definition.letters[str(path[1])].body if path[0] == "letters" else definition.minutes[str(path[1])].body
    return {blank for language in LANGUAGES for blank in re.findall(r"\{([^{}]*)\}", definition.files.get(f"{body}.{language}.txt", ""))}


def check_sealed(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for fact in machine.facts.values():
            if fact.sealed_to is not None:
                path = ("machines", machine.name, "facts", fact.name, "sealed_to")
                yield Finding(path, f'"{fact.name}" is asked only where the installation can encrypt to {fact.sealed_to}', "warning")


def check_hidden_order(definition: Definition) -> Iterator[Finding]:
    """An order by a score that is not shown would show the rank."""
    for machine in definition.machines.values():
        for publication in machine.publications.values():
            of = definition.machines[publication.of or machine.name]
            points = {*of.scores, *(part.name for score in of.scores.values() for part in score.parts)}
            for i, name in enumerate(key.name for key in publication.order if key.when is None):
                for role, entries in publication.to.items():
                    shown = {shown for entry in entries for shown in entry.names}
                    if (
                        (name in points or name.endswith((".rank", ".taken")))
                        and name not in shown
                        and definition.roles[role].is_ is not None
                    ):
                        path = ("machines", machine.name, "publications", publication.name, "order", i)
                        message = f'{role} does not see "{name}", but the order shows it: order by something else, or show it'
                        yield Finding(path, message, "warning")


_SOUNDNESS = (
    check_births,
    check_ends,
    check_steps,
    check_reach,
    check_exits,
    check_traps,
    check_cascades,
    check_cancelling,
    check_windows,
    check_soon,
    check_score_circles,
    check_letter_blanks,
    check_sealed,
    check_hidden_order,
)
