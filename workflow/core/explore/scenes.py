"""Each scene of a story as a clause, equal neighbours merged: who did what, which time ran out, who can no longer act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workflow.core import show
from workflow.core.definition import Machine, Role
from workflow.core.explore.kinds import Way
from workflow.core.explore.model import Model
from workflow.core.explore.retell import Scene, Settled, Who, called, lower
from workflow.core.flow import CLOCK
from workflow.core.language import Kind, Type, Value
from workflow.core.language.phrases import Telling, shown
from workflow.core.names import SCORE_PLACES
from workflow.core.words import Text, same

_ACTS = Text("{who}: {what}", "{who}: {what}")
_ENDS = Text("{window} berakhir", "{window} ends")
_RECUSE = Text(
    "“{role}”: {lost} dari {all} menyatakan benturan kepentingan pada {case}", "“{role}”: {lost} of {all} recuse themselves from {case}"
)
_ABSENT = Text("“{role}”: {lost} dari {all} tidak dapat lagi bertindak", "“{role}”: {lost} of {all} can no longer act")
_FOUND = Text("“{role}”: ada lagi yang dapat bertindak", "“{role}”: somebody can act again")
_SHEETS = Text("“{role}”: {given} dari {all} mengisi “{action}” ({case})", "“{role}”: {given} of {all} give “{action}” ({case})")
_ELSEWHERE = Text("“{action}” ({machine})", "“{action}” ({machine})")
NUMBERS = Text(
    "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua_belas",
    "none one two three four five six seven eight nine ten eleven twelve",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A clause of the story. `actor` and `acts`: where somebody acts, so that what the same one does next can join in."""

    text: Text
    actor: Text | None = None
    acts: tuple[Text, ...] = ()
    role: str = ""
    who: Who | None = None
    lost: int = 0


def number(n: int) -> Text:
    """A small number in words."""
    words = [language.split() for language in (NUMBERS.id, NUMBERS.en)]
    return Text(*(of[n].replace("_", " ") for of in words)) if 0 <= n < len(words[0]) else same(str(n))


def quoted(text: Text) -> Text:
    return Text(f"“{text.id}”", f"“{text.en}”")


def said(model: Model, scenes: Sequence[Scene]) -> list[Said]:
    """Every scene, and what followed at once, with equal neighbours merged."""
    found: list[Said] = []
    for scene in scenes:
        for one in _clauses(model, scene):
            if not (found and (merged := _merged(found[-1], one)) is not None):
                found.append(one)
            else:
                found[-1] = merged
    return found


def _merged(before: Said, now: Said) -> Said | None:
    if now.actor is not None and before.actor == now.actor:
        acts = before.acts + tuple(act for act in now.acts if act not in before.acts)
        return replace(now, text=_ACTS.fill(who=now.actor, what=listed(acts)), acts=acts)
    if now.role and (before.role, before.who, before.lost > 0) == (now.role, now.who, now.lost > 0):
        return replace(now, lost=before.lost + now.lost)
    return None


def listed(texts: Sequence[Text]) -> Text:
    return Text(", ".join(t.id for t in texts), ", ".join(t.en for t in texts))


# ------------------------------------------------------------ one scene
def _clauses(model: Model, scene: Scene) -> Iterator[Said]:
    move = scene.move
    if move is not None and move.what in ("lose", "find"):
        steps = model.steps[move.role]
        lost = steps[scene.before] - steps[move.more]
        yield Said(same(""), role=move.role, who=scene.who, lost=lost)
        return
    if move is not None and move.what == "sheet":
        yield Said(_sheets(model, scene, model.ways[move.ref]))
        return
    if move is not None and move.what == "pass":
        window = next(window for window in scene.who.kind.windows if window.at == move.ref)
        yield Said(_ENDS.fill(window=quoted(scene.who.kind.machine.windows[window.name].words)))
    if move is not None and move.what == "outside":
        drive = model.outside[move.ref]
        machine = model.definition.machines[drive.machine]
        yield Said(_ELSEWHERE.fill(action=machine.actions[drive.action].words, machine=lower(machine.words)))
        return
    for i, (way, who) in enumerate(scene.taken):
        if i == 0 or way.clock:
            yield _act(model, way, who, scene.settled if i == 0 else ())


def _act(model: Model, way: Way, who: Who, settled: Sequence[Settled]) -> Said:
    actor = actor_of(model, way, who)
    about = Text("", "") if who.above is None or called(who) == actor else Text(" ({who})", " ({who})").fill(who=called(who))
    facts = listed([_fact(one) for one in settled])
    act = Text("“{what}”{about}{facts}", "“{what}”{about}{facts}").fill(
        what=way.action.words, about=about, facts=Text(f" [{facts.id}]", f" [{facts.en}]") if facts.id else same("")
    )
    return Said(_ACTS.fill(who=actor, what=act), actor, (act,))


def actor_of(model: Model, way: Way, who: Who) -> Text:
    """The name of an owner, the words of an office, the system."""
    if way.clock or way.step:
        return CLOCK
    if way.offices:
        return model.definition.roles[way.offices[0][0]].words
    role = model.definition.roles[way.action.by[0]]
    owner = _owner(role, who)
    return same(owner) if owner is not None else role.words


def _owner(role: Role, who: Who) -> str | None:
    place: Who | None = who
    while place is not None:
        if place.kind.name == role.owner_of:
            return place.person
        place = place.above
    return None


def _fact(one: Settled) -> Text:
    machine = one.who.kind.machine
    label = show.label(one.who.kind.access.model.definition, machine, one.name.removesuffix(".met"))  # type: ignore[attr-defined]
    return Text("{label}: {value}", "{label}: {value}").fill(label=label, value=value_words(one.who.kind.machine, one.name, one.value))


def value_words(machine: Machine, name: str, value: Value) -> Text:
    """A value as people write it."""
    found = machine.facts.get(name.removesuffix(".met"))
    type_ = found.type if found is not None else Type(Kind.NUMBER, SCORE_PLACES if name.partition(".")[0] in points_of(machine) else 0)
    choices = found.choices.words if found is not None and found.choices is not None else {}
    if isinstance(value, str) and value in choices:
        return choices[value]
    return shown(value, type_, "", Telling(None, lambda _: None, "Asia/Jakarta"))  # type: ignore[arg-type]


def points_of(machine: Machine) -> set[str]:
    """Scores and their parts."""
    return {*machine.scores, *(part.name for score in machine.scores.values() for part in score.parts)}


def _sheets(model: Model, scene: Scene, way: Way) -> Text:
    assert scene.move is not None  # noqa: S101 - only a move gives sheets
    role = way.offices[0][0]
    return _SHEETS.fill(
        role=model.definition.roles[role].words,
        given=number(scene.move.more),
        all=number(model.steps[role][0]),
        action=way.action.words,
        case=called(scene.who),
    )


def told(model: Model, one: Said) -> Text:
    """The clause with its numbers, once nothing more can join."""
    if not one.role or one.who is None:
        return one.text
    role = model.definition.roles[one.role]
    if one.lost <= 0:
        return _FOUND.fill(role=role.words)
    shape = _RECUSE if role.declares == one.who.kind.name else _ABSENT
    return shape.fill(role=role.words, lost=number(one.lost), all=number(model.steps[one.role][0]), case=called(one.who))
