"""Texts with blanks: letters, and minutes drawn up from the record alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from workflow.core import show
from workflow.core.definition import Definition, FactKind
from workflow.core.minutes import part
from workflow.core.plan import Move, Plan, iso, put
from workflow.core.record import canonical
from workflow.core.showing import called, pair, sheets_text, shown
from workflow.core.words import Text, same
from workflow.core.world import Case, World

_BLANK = re.compile(r"\{([a-z0-9_.]+)\}")


def draw_up(plan: Plan, move: Move, name: str) -> None:
    """Minutes of the moving case, from the record alone; signatures are sheets given over their hash."""
    minutes = plan.world.definition.minutes[name]
    root = plan.world.case(move.case.root)
    held = plan.world.source.minutes_count(root.id) + sum(1 for m in plan.moves for op in m.also if op.table == "minutes")
    number = f"BA-{root.number}-{held + 1:02d}"
    body = {
        "number": number,
        "case": move.case.number,
        "called": pair(called(plan.world, move.case)),
        "root": pair(called(plan.world, root)),
        "at": iso(plan.now),
        "text": [paragraphs(plan.world, move.case, minutes.body, language) for language in ("id", "en")],
        "parts": [{"part": p, **part(plan, move.case, name, p)} for p in minutes.parts],
    }
    text = canonical(body)
    digest = hashlib.sha256(text.encode()).hexdigest()
    move.pub.setdefault("minutes", []).append({"number": number, "sha256": digest})
    values = {
        "number": number,
        "case_id": move.case.id,
        "revision": move.revision,
        "round": move.case.round,
        "name": name,
        "at": iso(plan.now),
        "body": text,
        "sha256": digest,
    }
    move.also.append(put("minutes", {"id": plan.fresh()}, values))


def paragraphs(world: World, case: Case, body: str, language: str) -> list[str]:
    """The paragraphs of a text file of the definition with its blanks filled."""
    text = world.definition.files[f"{body}.{language}.txt"]
    filled = {name: value.in_("id" if language == "id" else "en") for name, value in blanks(world, case, None, body).items()}
    return [p.strip() for p in fill(text, filled).split("\n\n") if p.strip()]


class _Blanks(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "–"


def fill(text: str, blanks: Mapping[str, str]) -> str:
    """Fill `{name}` and `{machine.name}`; a blank not known is a dash."""
    return _BLANK.sub(lambda m: _Blanks(blanks)[m.group(1)], text)


def written(definition: Definition, body: str) -> frozenset[str]:
    """The blanks in both languages of a text file."""
    return frozenset(name for language in ("id", "en") for name in _BLANK.findall(definition.files.get(f"{body}.{language}.txt", "")))


def blanks(world: World, case: Case, person: int | None, body: str) -> dict[str, Text]:
    """What the text `body` says of a case: its facts, those of its ancestors as `machine.fact`, and the engine's own.

    Only what the text has a blank for is looked up: a letter carries no more of a person than it says.
    """
    wanted = written(world.definition, body)
    result: dict[str, Text] = {}
    for above in world.lineage(case):
        machine = world.machine(above)
        prefix = "" if above.id == case.id else f"{above.machine}."
        for name, fact in machine.facts.items():
            if f"{prefix}{name}" in wanted and fact.kind is not FactKind.FILE and (not fact.is_asked or above.facts.get(name)):
                result[f"{prefix}{name}"] = shown(world, above, name)
        for score in machine.scores:
            if f"{prefix}{score}" in wanted:
                result[f"{prefix}{score}"] = shown(world, above, score)
        for name, window in above.windows.items():
            if window.closes is not None:
                result[f"{prefix}{name}.closes"] = show.closing(window.closes, above.zone)
    return {**result, **_own_blanks(world, case, person)}


def _own_blanks(world: World, case: Case, person: int | None) -> dict[str, Text]:
    state = world.state(case)
    parent = world.case(case.parent) if case.parent is not None else case
    found = {
        "number": same(case.number),
        "case": called(world, case),
        "parent": called(world, parent),
        "root": called(world, world.case(case.root)),
        "state": state.words.owner,
        "next": state.next or same(""),
    }
    if person is not None:
        found["name"] = same(world.source.name(person))
    for action in world.machine(case).actions.values():
        if action.form and action.each:
            found.update(_sheet_blanks(world, case, action.name, world.machine(case).forms[action.form].facts))
    return found


def _sheet_blanks(world: World, case: Case, action: str, facts: Sequence[str]) -> dict[str, Text]:
    opened = any(not s.sealed for s in world.sheets(case, world.machine(case).actions[action]))
    texts = {fact: sheets_text(world, case, action, fact) for fact in facts} if opened else {}
    return {f"{action}.{fact}": text for fact, text in texts.items() if text is not None}
