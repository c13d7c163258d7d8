"""A counterexample as a story: how it begins, what happens, what is waited for in vain, who could still break it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from workflow.core.conditions import condition
from workflow.core.definition import Action, Do
from workflow.core.explore.here import Here, Picker, outcomes
from workflow.core.explore.kinds import Way
from workflow.core.explore.model import Model
from workflow.core.explore.offices import givers, is_due, offices_can, quorum_of
from workflow.core.explore.reading import home
from workflow.core.explore.retell import Retold, Who, called
from workflow.core.explore.scenes import actor_of, listed, number, quoted, said, told
from workflow.core.explore.tree import Live
from workflow.core.language import Expr, evaluate
from workflow.core.words import Text

_TAIL = 4
_STANDS = Text("{who} pada “{state}”", "{who} at “{state}”")
_BEGIN = Text("Keadaannya: {standing}. ", "It stands so: {standing}. ")
_NEEDS = Text("{action} memerlukan: {what}", "{action} needs: {what}")
_NEEDS_SHEETS = Text(
    "{action} memerlukan {wanted} lembar, yang masih dapat terkumpul {able}", "{action} needs {wanted} sheets, and {able} can be given"
)
_NOBODY = Text(
    "{action} memerlukan “{role}”, dan tidak ada lagi yang dapat bertindak", "{action} needs “{role}”, and nobody is left who can act"
)
_WAITS = Text("{action} menunggu {window} {what}", "{action} waits until {window} {what}")
_REFUSED = Text(
    "{action} tertolak, karena langkah lanjutannya ({steps}) tidak cocok", "{action} is refused, for none of its steps fits ({steps})"
)
ENDS, OPENS = Text("berakhir", "ends"), Text("dibuka", "opens")
_EXTRAORDINARY = Text("{action} ({who}, luar biasa)", "{action} ({who}, extraordinary)")
_FREE = Text("{action} ({who})", "{action} ({who})")


def opening(model: Model, retold: Retold) -> tuple[list[Text], Text]:
    """All clauses, for whoever wants the whole way, and the story with what was usual folded into how things stand."""
    clauses = said(model, retold.scenes)
    texts = [sentence(told(model, one)) for one in clauses]
    if len(texts) <= _TAIL + 2:
        return texts, joined(texts)
    kept = _TAIL
    scenes = len(retold.scenes)
    while scenes > 1 and len(said(model, retold.scenes[scenes - 1 :])) < kept:
        scenes -= 1
    tail = [sentence(told(model, one)) for one in said(model, retold.scenes[scenes:])]
    return texts, after(_BEGIN.fill(standing=standing(retold.standing[scenes - 1])), joined(tail))


def standing(cases: Sequence[tuple[Who, int]]) -> Text:
    return listed(
        [_STANDS.fill(who=called(who), state=who.kind.machine.states[who.kind.states[state]].words.staff) for who, state in cases]
    )


def sentence(text: Text) -> Text:
    return Text(*(t[:1].upper() + t[1:] for t in (text.id, text.en)))


def after(*texts: Text) -> Text:
    """One after the other."""
    return Text("".join(t.id for t in texts), "".join(t.en for t in texts))


def joined(texts: Sequence[Text]) -> Text:
    return Text(". ".join(t.id for t in texts), ". ".join(t.en for t in texts))


# ------------------------------------------------------------ what is waited for
def lacks(model: Model, case: Live, way: Way) -> Text | None:
    """Why the action cannot be taken; None where it can."""
    action = quoted(way.action.words)
    if way.action.each is not None:
        able, quorum = givers(model, way, case.line), quorum_of(model, way, case.line)
        given = max(able, case.v[way.sheets.at] if way.sheets is not None else 0)
        if given < quorum:
            return _NEEDS_SHEETS.fill(action=action, wanted=number(quorum), able=number(given))
    elif way.offices and not way.open_to and not offices_can(model, way, case.line):
        role = next((role for role, n in way.offices if model.able(case.line, role) < n), way.second or way.offices[0][0])
        return _NOBODY.fill(action=action, role=model.definition.roles[role].words)
    elif not is_due(way, case.line):
        return _WAITS.fill(action=action, **moment(model, case, way))
    false = [text for text, holds in clauses(model, case, way) if not holds]
    if false:
        return _NEEDS.fill(action=action, what=listed(false))
    steps = [step.words for step in _steps(model, way)]
    return _REFUSED.fill(action=action, steps=listed([quoted(words) for words in steps])) if steps else None


def moment(model: Model, case: Live, way: Way) -> dict[str, Text]:
    """The window that a clock action waits on, and whether for its beginning or its end."""
    place, rest = home(model.definition, case.kind.name, str(way.action.at))
    window, _, member = rest.partition(".")
    words = quoted(model.definition.machines[place].windows[window].words)
    return {"window": words, "what": OPENS if member == "opens" else ENDS}


def clauses(model: Model, case: Live, way: Way) -> Iterator[tuple[Text, bool]]:
    """Every clause that binds, in words, and whether it can hold as things stand."""
    binding = [clause for clause in way.action.needs if clause.explain is None]
    for clause, guard in zip(binding, way.guards, strict=True):
        words = condition(clause, model.definition, case.kind.machine)
        can = any(value for value, _ in outcomes(partial(_holds, model, case, way, guard)))
        yield Text(*(t[:1].lower() + t[1:] for t in (words.id, words.en))), can


def _holds(model: Model, case: Live, way: Way, guard: Expr, picker: Picker) -> bool:
    return evaluate(guard, Here(model, case.line, case.path, picker, way.fresh)) is True


def _steps(model: Model, way: Way) -> Iterator[Action]:
    for made in way.effects:
        if made.kind is not None and isinstance(made.effect, Do) and not made.effect.rest_stays:
            yield from (model.kinds[made.kind].machine.actions[name] for name in made.effect.actions)


def breaking(model: Model, way: Way, who: Who) -> Text:
    """Who could still end it, and how."""
    shape = _EXTRAORDINARY if way.action.extraordinary else _FREE
    return shape.fill(action=quoted(way.action.words), who=actor_of(model, way, who))
