"""What somebody may do on a case now: what is ready, what asks for a reason, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core.definition import Action, Clause
from workflow.core.fields import Problem
from workflow.core.language import evaluate, names_of
from workflow.core.rules import unmet
from workflow.core.words import Text, same
from workflow.queries.look import Look, Option


@dataclass(frozen=True, slots=True)
class Explain:
    """A clause that is not true and may be gone past with a reason; `position` is the key of the reason."""

    position: str
    words: Text
    public: bool
    cite: str | None


@dataclass(frozen=True, slots=True)
class Way:
    """An action open to the viewer. `blocked`: what no answer of its form can mend. `target`: words of the state it leads to, if another."""

    action: str
    words: Text
    blocked: tuple[Problem, ...]
    explains: tuple[Explain, ...]
    extraordinary: bool
    confirmed_by: Text | None
    sheet: bool
    target: Text | None


def ways(at: Look) -> tuple[Way, ...]:
    """Every action open to the viewer, in the order of the definition."""
    return tuple(way(at, option) for option in at.options())


def way(at: Look, option: Option) -> Way:
    action = at.machine.actions[option.action]
    blocked = tuple(p for clause in action.needs if not _explained(clause) for p in _blocks(at, action, clause))
    return Way(
        option.action,
        option.words,
        blocked,
        explains(at, action),
        option.extraordinary,
        option.confirmed_by,
        option.sheet,
        target(at, action),
    )


def _explained(clause: Clause) -> bool:
    return clause.explain is not None


def _blocks(at: Look, action: Action, clause: Clause) -> list[Problem]:
    answered = set(at.machine.forms[action.form].facts) if action.form else set()
    if {name.partition(".")[0] for name in names_of(clause.that)} & answered:
        return []
    problems, _given = unmet(at.plan, at.case, (clause,), {})
    return problems


def explains(at: Look, action: Action) -> tuple[Explain, ...]:
    view = at.plan.view(at.case)
    open_ = [(n, c) for n, c in enumerate(action.needs) if c.explain is not None and evaluate(c.that, view) is not True]
    return tuple(Explain(str(n), c.words or same(c.source), c.explain == "public", c.basis.cite if c.basis else None) for n, c in open_)


def target(at: Look, action: Action) -> Text | None:
    if action.to in ("stay", "before") or action.to == at.case.state:
        return None
    return at.machine.states[action.to].words.staff
