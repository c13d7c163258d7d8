"""What somebody may do on a case now: what is ready, what asks for a reason, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core.definition import Action, Clause
from workflow.core.fields import Problem
from workflow.core.language import evaluate, names_of
from workflow.core.rules import unmet
from workflow.core.words import Text, same
from workflow.core.world import Case
from workflow.queries.look import Look, Option


@dataclass(frozen=True, slots=True)
class Explain:
    """A clause that is not true and may be gone past with a reason; `position` is the key of the reason. `by_answers`: it hangs on an
    answer of the form, so it may turn out true."""

    position: str
    words: Text
    public: bool
    cite: str | None
    by_answers: bool


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


def instead(at: Look, action: Action) -> tuple[Way, ...]:
    """What the viewer could do in place of this step: it leads elsewhere, nothing is in its way, and it is usual."""
    return tuple(w for w in ways(at) if w.action != action.name and w.target and not w.blocked and not w.extraordinary)


def way(at: Look, option: Option, case: Case | None = None) -> Way:
    """The option, of the case looked at or of another one."""
    here = case or at.case
    action = at.world.machine(here).actions[option.action]
    blocked = tuple(p for clause in action.needs if clause.explain is None for p in _blocks(at, here, action, clause))
    return Way(
        option.action, option.words, blocked, explains(at, here, action), option.extraordinary, option.confirmed_by, option.sheet,
        target(at, action, here),
    )  # fmt: skip


def _blocks(at: Look, case: Case, action: Action, clause: Clause) -> list[Problem]:
    if _by_answers(at, case, action, clause):
        return []
    problems, _given = unmet(at.plan, case, (clause,), {})
    return problems


def _by_answers(at: Look, case: Case, action: Action, clause: Clause) -> bool:
    asked = at.world.machine(case).forms[action.form].facts if action.form else ()
    return not {name.partition(".")[0] for name in names_of(clause.that)}.isdisjoint(asked)


def explains(at: Look, case: Case, action: Action) -> tuple[Explain, ...]:
    view = at.plan.view(case)
    open_ = [(n, c) for n, c in enumerate(action.needs) if c.explain is not None and evaluate(c.that, view) is not True]
    return tuple(
        Explain(
            str(n), c.words or same(c.source), c.explain == "public", c.basis.cite if c.basis else None, _by_answers(at, case, action, c)
        )
        for n, c in open_
    )


def target(at: Look, action: Action, case: Case | None = None) -> Text | None:
    """Words of the state that the action leads to; None where it stays or goes back."""
    here = case or at.case
    if action.to in ("stay", "before") or action.to == here.state:
        return None
    return at.world.machine(here).states[action.to].words.staff
