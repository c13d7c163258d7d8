"""Who holds which role in a root, as it was published last; and which of them decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workflow.core.definition import Action, Definition, Machine, Phase
from workflow.core.structure import is_place
from workflow.core.words import Text
from workflow.queries.public_shown import Paper


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with all roles held, in the order of the definition. `lines`: whom they come from. `deputy`: in every role."""

    name: str
    roles: tuple[Text, ...]
    lines: tuple[Text, ...]
    deputy: bool


def holders(definition: Definition, found: Sequence[Paper]) -> tuple[tuple[Holder, ...], tuple[Holder, ...]]:
    """Those who run and judge, the signers of minutes first; and those who decide. Both from the latest publications that name them."""
    last = next((p for p in reversed(found) if p.more.get("committee") and definition.machines[p.machine].parent is None), None)
    rows = list(last.more["committee"]) if last is not None else []
    rows += [r for p in found if p is not last and definition.machines[p.machine].parent is not None for r in p.more.get("committee", ())]
    decide = {definition.roles[name].words for name in deciding(definition)}
    order = _order(definition)
    people = _people(rows)
    people.sort(key=lambda h: (min(order.get(words, 99) for words in h.roles), h.deputy))
    deciders = tuple(h for h in people if decide & set(h.roles))
    return tuple(h for h in people if h not in deciders), deciders


def _people(rows: Sequence[Any]) -> list[Holder]:
    by_name: dict[str, list[Any]] = {}
    for row in rows:
        by_name.setdefault(row["name"], []).append(row)
    return [
        Holder(
            name,
            tuple(dict.fromkeys(Text(*r["role"]) for r in held)),
            tuple(dict.fromkeys(Text(*a) for r in held for a in r["attributes"])),
            all(r["deputy"] for r in held),
        )
        for name, held in by_name.items()
    ]


def deciding(definition: Definition) -> tuple[str, ...]:
    """Roles whose ordinary step in a decision phase chooses among the cases of persons, or where there are none, ends the phase."""
    chosen = [
        r for m in definition.machines.values() if not is_place(definition, m) for a in m.actions.values() if _decides(m, a) for r in a.by
    ]
    held = tuple(dict.fromkeys(r for r in chosen if r in definition.roles and definition.roles[r].held_in))
    if held:
        return held
    others = [r for m in definition.machines.values() for a in m.actions.values() if _decides(m, a) for r in a.by]
    return tuple(dict.fromkeys(r for r in others if r in definition.roles and definition.roles[r].held_in))


def _decides(machine: Machine, action: Action) -> bool:
    if action.extraordinary or action.is_birth or action.to in ("stay", "before"):
        return False
    return any(machine.states[s].phase is Phase.DECISION for s in action.from_)


def _order(definition: Definition) -> dict[Text, int]:
    """Signers of minutes first, and among them who leads; then the rest as the definition lists them."""
    signers = {r for m in definition.machines.values() for a in m.actions.values() if a.signs for r in a.by}
    chairs = [r.name for r in definition.roles.values() if r.among in signers]
    ordered = [*chairs, *(n for n in definition.roles if n in signers), *definition.roles]
    return {definition.roles[name].words: place for place, name in reversed(list(enumerate(dict.fromkeys(ordered))))}
