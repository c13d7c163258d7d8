"""What several portraits say alike: citations, and conditions with what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workflow.core.compare.model import Aspect, Said, many, one, plain
from workflow.core.conditions import condition, expression
from workflow.core.definition import Clause, Definition, Machine, Source
from workflow.core.kinds import SURE
from workflow.core.show import label
from workflow.core.words import Text, same, upper

_EXPLAIN = {
    "public": Text("boleh dilampaui dengan alasan yang diumumkan", "may be gone past with a reason that is published"),
    "file": Text("boleh dilampaui dengan alasan yang disimpan", "may be gone past with a reason that is filed"),
}
_CITED = Text("{words} ({cite}, kepastian {sure})", "{words} ({cite}, certainty {sure})")
_EXPLAINED = Text("{words}, {explain}", "{words}, {explain}")


def basis(source: Source | None) -> tuple[Aspect, Aspect]:
    """The citation, and how sure it is."""
    sure = Text("{sure}: {words}", "{sure}: {words}").fill(sure=source.sure, words=SURE[source.sure]) if source else None
    return (
        one("cite", Text("Dasar", "Basis"), same(source.cite) if source else None, covers=("basis",)),
        one("sure", Text("Kepastian dasarnya", "Certainty of the basis"), sure),
    )


def cited(source: Source) -> Said:
    words = Text("{cite} (kepastian {sure})", "{cite} (certainty {sure})").fill(cite=source.cite, sure=source.sure)
    return plain(words, source)


def clause_said(clause: Clause, definition: Definition, own: Machine) -> Said:
    """A condition in one breath; the same words over another guard are another condition."""
    words, under = condition(clause, definition, own), expression(clause.that, definition, own)
    if clause.explain:
        words = _EXPLAINED.fill(words=words, explain=_EXPLAIN[clause.explain])
    if clause.basis:
        words = _CITED.fill(words=words, cite=clause.basis.cite, sure=clause.basis.sure)
    return Said(words, replace(clause, source=""), under if clause.words else same(clause.source))


def guard(name: str, words: Text, clause: Clause, definition: Definition, own: Machine) -> Aspect:
    """What a clause asks, told from its guard and not from its own words."""
    said = upper(expression(clause.that, definition, own))
    return one(name, words, said, clause.that, covers=("that", "source"), under=same(clause.source))


def clause_aspects(clause: Clause, definition: Definition, own: Machine) -> tuple[Aspect, ...]:
    return (
        one("words", Text("Bunyi", "Wording"), clause.words),
        guard("that", Text("Yang diperiksa", "What is checked"), clause, definition, own),
        *basis(clause.basis),
        one("explain", Text("Bila tidak terpenuhi", "When not met"), _EXPLAIN[clause.explain] if clause.explain else None),
        many("proof", Text("Bukti", "Proof"), names(clause.proof, definition, own)),
    )


def names(given: Sequence[str], definition: Definition, own: Machine) -> list[Said]:
    return [plain(label(definition, own, name), name) for name in given]
