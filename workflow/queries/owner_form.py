"""The form of a step of the owner's, section by section: what was typed or sent before, what it says, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from workflow import files
from workflow.core.definition import Action, Fact, FactKind, Machine, Section
from workflow.core.fields import Items, Problem
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import FactRow, Look
from workflow.queries.named_cases import with_names
from workflow.queries.spelling import email_of, respelled
from workflow.store.database import Database

Texts = Mapping[str, Sequence[str]]
Progress = Literal["section_open", "section_part", "section_wrong", "section_done"]
Found = tuple[Machine, Action, Case]
"""A step's machine and action, and the case it would be taken on."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact of the form. `shown` None: not answered, or not readable; then `problem` says what to do."""

    fact: Fact
    shown: FactRow | None
    problem: Text | None
    files: tuple[files.FileRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """One section (from 0) of the form."""

    index: int
    words: Text | None
    progress: Progress
    answers: tuple[Answer, ...]


def has_files(section: Filled) -> bool:
    return any(a.fact.kind is FactKind.FILE for a in section.answers)


def sections(
    db: Database, seen: Look, found: Found, typed: Texts, items: Mapping[str, Items], wrong: Sequence[Problem]
) -> tuple[Filled, ...]:
    machine, action, _case = found
    texts = {fact_of(p.field): p.text for p in reversed(wrong) if p.field}

    def filled(index: int, section: Section) -> Filled:
        facts = [machine.facts[name] for name in section.ask if machine.facts[name].is_asked]
        answers = tuple(_answer(db, seen, machine, fact, typed, items.get(fact.name), texts.get(fact.name)) for fact in facts)
        return Filled(index, section.words, _progress(answers, typed), answers)

    return tuple(filled(*one) for one in enumerate(machine.forms[action.form].sections if action.form else ()))


def _answer(db: Database, seen: Look, machine: Machine, fact: Fact, typed: Texts, items: Items | None, problem: Text | None) -> Answer:
    shown = with_names(seen, (seen.answer(machine, fact, items),))[0] if items else None
    kept = (files.find(db, id) for id in typed.get(fact.name, ())) if fact.kind is FactKind.FILE else ()
    return Answer(fact, shown, problem, tuple(f for f in kept if f is not None and f.owner == seen.viewer.person))


def _progress(answers: Sequence[Answer], typed: Texts) -> Progress:
    begun = [a for a in answers if any(text.strip() for key in typed if fact_of(key) == a.fact.name for text in typed[key])]
    if not begun:
        return "section_open"
    if any(a.problem for a in begun):
        return "section_wrong"
    return "section_part" if any(a.problem for a in answers) else "section_done"


def sent(db: Database, seen: Look, machine: Machine, action: Action, case: Case, person: int) -> dict[str, list[str]]:
    """What was sent before, in the spelling of the form."""

    def own_file(sha256: str) -> str:
        kept = files.by_content(db, sha256, person)
        return kept.id if kept else ""

    asked = (machine.facts[name] for name in (machine.forms[action.form].facts if action.form else ()) if case.facts.get(name))
    named = partial(email_of, seen.connection)
    return {name: texts for fact in asked for name, texts in respelled(fact, case.facts[fact.name], case.zone, own_file, named).items()}


def fact_of(name: str) -> str:
    """The fact that an input belongs to: a cell of a table, a remark, a finding."""
    return name.partition(".")[0]
