"""Portraits of two definitions laid side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workflow.core.compare import asked, results, steps, tables, whole
from workflow.core.compare.model import Aspect, Change, Line, Part, Portrait, Said, as_written
from workflow.core.definition import Definition, Machine
from workflow.core.words import Text

_WHOLE = Text("{words} [{under}]", "{words} [{under}]")
_ORDER = list(Part)


def compare(old: Definition, new: Definition) -> tuple[Change, ...]:
    """What changed from `old` to `new`, of the whole first, then machine by machine from the top, by kind of part; none for equal ones."""
    changes = list(_changes(_of_whole(old), _of_whole(new), None, None))
    names = dict.fromkeys([*new.machines, *old.machines])
    for name in names:
        changes += _of_machine(old, new, name)
    return tuple(changes)


def _of_machine(old: Definition, new: Definition, name: str) -> Iterator[Change]:
    """A machine that came or went is told as one change, with what it is made of."""
    before, after = old.machines.get(name), new.machines.get(name)
    if before is None and after is not None:
        yield _came(_whole_machine(new, after), "added", name, after.words)
    elif before is not None and after is None:
        yield _came(_whole_machine(old, before), "removed", name, before.words)
    elif before is not None and after is not None:
        yield from _changes(_parts(old, before), _parts(new, after), name, after.words)


def _whole_machine(definition: Definition, machine: Machine) -> Portrait:
    made = steps.machine(definition, machine)
    said = [Said(action.words, action.name) for action in machine.actions.values()]
    actions = Aspect("actions", Text("Langkah", "Steps"), tuple(said), "set")
    return Portrait(made.part, made.name, made.called, (*made.aspects, actions))


def _of_whole(definition: Definition) -> list[Portrait]:
    return [
        whole.definition(definition),
        *(tables.pack(definition, used) for used in definition.packs),
        *(whole.role(definition, role) for role in definition.roles.values()),
        *(whole.choice_list(given) for given in definition.lists.values()),
        *(tables.table(definition, given) for given in definition.tables.values()),
        *(whole.letter(definition, sent) for sent in definition.letters.values()),
        *(whole.minutes(definition, drawn) for drawn in definition.minutes.values()),
        *(whole.rubric(name, levels) for name, levels in definition.rubrics.items()),
    ]


def _parts(definition: Definition, machine: Machine) -> list[Portrait]:
    return [
        steps.machine(definition, machine),
        *(steps.state(machine, state) for state in machine.states.values()),
        *(steps.action(definition, machine, action) for action in machine.actions.values()),
        *(steps.window(machine, window) for window in machine.windows.values()),
        *(asked.requirement(definition, machine, group, c) for group, clauses in machine.requirements.items() for c in clauses),
        *(asked.fact(definition, machine, fact) for fact in machine.facts.values()),
        *(asked.form(definition, machine, form) for form in machine.forms.values()),
        *(results.score(definition, machine, score) for score in machine.scores.values()),
        *(results.ranking(definition, machine, ranking) for ranking in machine.rankings.values()),
        *(tables.filling(definition, machine, fill) for fill in machine.fills.values()),
        *(results.publication(definition, machine, made) for made in machine.publications.values()),
    ]


# ------------------------------------------------------------------ part by part
def _changes(old: Iterable[Portrait], new: Iterable[Portrait], machine_name: str | None, machine: Text | None) -> Iterator[Change]:
    before, after = ({(p.part, p.name): p for p in given} for given in (old, new))
    found = []
    for key in dict.fromkeys([*after, *before]):
        one, other = before.get(key), after.get(key)
        if one is None and other is not None:
            found.append(_came(other, "added", machine_name, machine))
        elif one is not None and other is None:
            found.append(_came(one, "removed", machine_name, machine))
        elif one is not None and other is not None and (lines := _lines(one, other)):
            found.append(Change(other.part, "changed", machine_name, machine, other.name, other.called, lines))
    yield from sorted(found, key=lambda change: _ORDER.index(change.part))


def _came(made: Portrait, how: str, machine_name: str | None, machine: Text | None) -> Change:
    lines = tuple(Line(a.words, "says", (), tuple(s.words for s in a.said)) for a in _told(made))
    return Change(made.part, how, machine_name, machine, made.name, made.called, lines)  # type: ignore[arg-type]


def _told(made: Portrait) -> Iterator[Aspect]:
    said = {a.name: a.said for a in made.aspects}
    for aspect in made.aspects:
        if aspect.said and not aspect.quiet and aspect.shape != "order" and said.get(aspect.echoes or "") != aspect.said:
            yield aspect


def _lines(old: Portrait, new: Portrait) -> tuple[Line, ...]:
    if old.aspects == new.aspects:
        return ()
    before, after = ({a.name: a for a in as_written(p).aspects} for p in (old, new))
    found: dict[str, list[Line]] = {}
    for name in dict.fromkeys([*after, *before]):
        lines = list(_differences(before.get(name), after.get(name)))
        echoed = found.get((after.get(name) or before[name]).echoes or "", [])
        found[name] = [] if [(x.old, x.new) for x in lines] == [(x.old, x.new) for x in echoed] else lines
    return tuple(line for lines in found.values() for line in lines)


def _differences(old: Aspect | None, new: Aspect | None) -> Iterator[Line]:
    shown = new or old
    if shown is None:
        return
    before, after = (a.said if a is not None else () for a in (old, new))
    if shown.shape == "order":
        yield from _reordered(shown, before, after)
    elif shown.shape == "one" and len(before) <= 1 and len(after) <= 1:
        yield from _single(shown, before, after)
    else:
        yield from _several(shown, before, after)


def _single(shown: Aspect, before: Sequence[Said], after: Sequence[Said]) -> Iterator[Line]:
    if not before and not after:
        return
    if not before:
        yield Line(shown.words, "begins", (), (after[0].words,))
    elif not after:
        yield Line(shown.words, "ends", (before[0].words,), ())
    elif before[0].key != after[0].key:
        yield _one_changed(shown, before[0], after[0])


def _one_changed(shown: Aspect, before: Said, after: Said) -> Line:
    if before.words != after.words:
        return Line(shown.words, "becomes", (before.words,), (after.words,))
    if before.under != after.under:
        return Line(shown.words, "rewritten", (_whole(before),), (_whole(after),))
    return Line(shown.words, "unseen")


def _whole(said: Said) -> Text:
    return _WHOLE.fill(words=said.words, under=said.under) if said.under else said.words


def _several(shown: Aspect, before: Sequence[Said], after: Sequence[Said]) -> Iterator[Line]:
    old_keys, new_keys = [s.key for s in before], [s.key for s in after]
    gone, come = [s for s in before if s.key not in new_keys], [s for s in after if s.key not in old_keys]
    for one, other in [(g, c) for g in gone for c in come if g.words == c.words or (g.name is not None and g.name == c.name)]:
        gone, come = [s for s in gone if s is not one], [s for s in come if s is not other]
        yield _one_changed(shown, one, other)
    if come:
        yield Line(shown.words, "gains", (), tuple(s.words for s in come))
    if gone:
        yield Line(shown.words, "loses", tuple(s.words for s in gone), ())
    if shown.shape == "list":
        yield from _reordered(shown, before, after)


def _reordered(shown: Aspect, before: Sequence[Said], after: Sequence[Said]) -> Iterator[Line]:
    """Told of what both have: a newcomer alone changes no order."""
    both = [s.key for s in before if any(s.key == other.key for other in after)]
    now = [s.key for s in after if s.key in both]
    if both != now:
        yield Line(
            shown.words,
            "reordered",
            tuple(s.words for s in before if s.key in both),
            tuple(s.words for s in after if s.key in both),
        )
