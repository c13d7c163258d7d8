"""What a step's form is offered: persons, proofs beside requirements, weights, and what stands there already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlalchemy import select

from workflow.core import show, weights
from workflow.core.definition import Action, Amend, Assign, Clause, FactKind, Release
from workflow.core.language import evaluate, names_of
from workflow.core.showing import shown
from workflow.core.structure import owner_roles
from workflow.core.words import Text, same
from workflow.queries.look import Look
from workflow.queries.spelling import respelled
from workflow.queries.staff_facts import Paper
from workflow.store import tables as t
from workflow.trouble import paired

VERDICTS = {
    True: Text("Menurut isian: terpenuhi", "By the answers: met"),
    False: Text("Menurut isian: tidak terpenuhi", "By the answers: not met"),
    None: Text("Menurut isian: belum diketahui", "By the answers: not known"),
}
_PEOPLE = (
    select(t.persons.c.id, t.persons.c.name, t.persons.c.post)
    .where(t.persons.c.id.in_(select(t.memberships.c.person)))
    .order_by(t.persons.c.name, t.persons.c.id)
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Beside a requirement: a file (`fact`, `n`) or words alone."""

    words: Text
    fact: str | None = None
    n: int = 0


def weighed(at: Look, action: Action) -> dict[str, Text]:
    """Rating -> its weight in per cent on this case, where exactly one score counts it."""
    found: dict[str, list[Fraction]] = {}
    for score in at.machine.scores.values():
        known = weights.used(at.world, at.case, replace(score, missing="zero"))
        for part in score.parts:
            head, _, fact = part.from_.rpartition(".")
            if head == action.name and part.name in known:
                found.setdefault(fact, []).append(known[part.name])
    return {fact: weights.written(given[0]) for fact, given in found.items() if len(given) == 1}


def people(at: Look, action: Action) -> dict[str, tuple[tuple[str, Text], ...]]:
    names = at.machine.forms[action.form].facts if action.form else ()
    asked = [name for name in names if at.machine.facts[name].kind is FactKind.PERSON]
    if not asked:
        return {}
    everyone = tuple((str(r.id), _who(r.name, paired(r.post) if r.post else None)) for r in at.connection.execute(_PEOPLE))
    leaving = {e.fact: e.role for e in action.then if isinstance(e, Release)}
    coming = {e.fact: e.role for e in action.then if isinstance(e, Assign)}
    return {name: _offer(at, everyone, leaving.get(name), coming.get(name)) for name in asked}


def _who(name: str, post: Text | None) -> Text:
    return Text("{name} · {post}", "{name} · {post}").fill(name=name, post=post) if post else same(name)


def _offer(at: Look, everyone: tuple[tuple[str, Text], ...], leaving: str | None, coming: str | None) -> tuple[tuple[str, Text], ...]:
    """Holders for who leaves, all but the holders for who comes."""
    held = {str(m.person) for m in at.world.holders(at.case, leaving or coming or "")} if leaving or coming else set()
    if leaving:
        return tuple(one for one in everyone if one[0] in held)
    return tuple(one for one in everyone if one[0] not in held)


def proofs(at: Look, action: Action, kept: Sequence[Paper]) -> dict[str, tuple[Shown, ...]]:
    names = at.machine.forms[action.form].facts if action.form else ()
    groups = [at.machine.facts[n].of or "" for n in names if at.machine.facts[n].kind is FactKind.CHECKLIST]
    return {c.name or "": _beside(at, c, kept) for g in groups for c in at.machine.requirements[g]}


def _beside(at: Look, clause: Clause, kept: Sequence[Paper]) -> tuple[Shown, ...]:
    """The facts that the clause reads, what they say by themselves, and the files that prove it."""
    values = [Shown(_value(at, name)) for name in sorted(names_of(clause.that)) if _is_fact(at, name)]
    verdict = evaluate(clause.that, at.plan.view(at.case))
    hint = Shown(VERDICTS[verdict if isinstance(verdict, bool) else None])
    files = [Shown(paper.words, paper.fact, paper.n) for paper in kept if paper.fact in clause.proof]
    return (*values, hint, *files)


def _is_fact(at: Look, name: str) -> bool:
    head, _, rest = name.partition(".")
    machines = at.definition.machines
    return name in at.machine.facts or (head in at.definition.ancestors(at.machine.name) and rest in machines[head].facts)


def _value(at: Look, name: str) -> Text:
    words = show.label(at.definition, at.machine, name)
    return Text("{words}: {value}", "{words}: {value}").fill(words=words, value=shown(at.world, at.case, name))


# ------------------------------------------------------------------ what stands there already
def prefill(at: Look, action: Action) -> dict[str, list[str]]:
    """What the case already says, where the step changes it or asks for it again; never the sheets of a panel, nor a reason given for
    something else."""
    if action.each or action.form is None:
        return {}
    facts = [at.machine.facts[n] for n in _asked_again(at, action) if at.case.facts.get(n)]
    kept = (f for f in facts if f.kind not in (FactKind.FILE, FactKind.CHECKLIST))
    return {name: texts for f in kept for name, texts in respelled(f, at.case.facts[f.name], at.case.zone).items()}


def _asked_again(at: Look, action: Action) -> Iterator[str]:
    """Facts that the step amends or changes; else texts and numbers with which the case was begun. A choice is made anew."""
    asked = at.machine.forms[action.form or ""].facts
    amended = [n for e in action.then if isinstance(e, Amend) for n in e.names]
    if amended or action.to == "stay":
        return (n for n in asked if not amended or n in amended)
    begun = {n for a in at.machine.actions.values() if a.form and _begins(at, a) for n in at.machine.forms[a.form].facts}
    return (n for n in asked if n in begun and at.machine.facts[n].kind not in (FactKind.CHOICE, FactKind.YES_NO, FactKind.RATING))


def _begins(at: Look, action: Action) -> bool:
    return action.is_birth or bool(owner_roles(at.definition, at.machine.name) & set(action.by))
