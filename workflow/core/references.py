"""Does every name in a definition name something that is there and fits? All parts but actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from workflow.core.definition import Definition, FactKind, Machine, Outcome, Part, Phase, Publication, Role, Score, State
from workflow.core.findings import Finding, Path, known
from workflow.core.language import Kind
from workflow.core.names import ALWAYS, case_names

RESERVED = {*ALWAYS, "this", "new", "any", "stay", "soon", "self", "clock", "step", "yes", "no"}


def check_roles(definition: Definition) -> Iterator[Finding]:
    for name, role in definition.roles.items():
        path: Path = ("roles", name)
        for i, machine in enumerate(role.held_in):
            yield from known("machine", machine, definition.machines, (*path, "held_in", i))
        yield from known("machine", role.owner_of, definition.machines, (*path, "owner_of"))
        yield from known("machine", role.declares, definition.machines, (*path, "declares"))
        yield from known("role", role.among, definition.roles, (*path, "among"))
        for i, other in enumerate(role.never_with):
            yield from known("role", other, definition.roles, (*path, "never_with", i))
        yield from _appointed(definition, role, path)


def _appointed(definition: Definition, role: Role, path: Path) -> Iterator[Finding]:
    yield from known("role", role.appointed_by, definition.roles, (*path, "appointed_by"))
    by = definition.roles.get(role.appointed_by or "")
    if by is not None and (not by.held_in or by.name == role.name):
        yield Finding(
            (*path, "appointed_by"), f'nobody could appoint: "{by.name}" is not another role that is held_in a machine; name an office'
        )
    if not role.held_in and (role.appointed_by or role.declares or role.among or role.never_with or role.attributes):
        yield Finding(path, "only a role with `held_in` is appointed, declares or has attributes: leave those keys out", at_key=True)


def check_letters(definition: Definition) -> Iterator[Finding]:
    for name, letter in definition.letters.items():
        for i, role in enumerate(letter.to):
            yield from known("role", role, definition.roles, ("letters", name, "to", i))


def check_lists(definition: Definition) -> Iterator[Finding]:
    for name, values in definition.lists.items():
        for value, times in Counter(values.values).items():
            if times > 1:
                yield Finding(("lists", name), f'the value "{value}" stands in this list twice: keep one', at_key=True)


def check_machines(definition: Definition) -> Iterator[Finding]:
    """What is written beside the keys of each machine."""
    codes = Counter(machine.code for machine in definition.machines.values())
    for machine in definition.machines.values():
        path: Path = ("machines", machine.name)
        yield from known("fact", machine.called, machine.facts, (*path, "called"))
        if codes[machine.code] > 1:
            yield Finding(
                (*path, "code"), f'another machine has the code "{machine.code}" too: numbers of cases would be mixed up; choose another'
            )
        if (machine.path is None) == (machine.parent is None):
            what = (
                "the root needs `path:`, the first word of its address"
                if machine.parent is None
                else "only the root has a `path`: leave it out"
            )
            yield Finding((*path, "path"), what)
        for name, window in machine.windows.items():
            for i, state in enumerate(window.in_):
                yield from known("state", state, machine.states, (*path, "windows", name, "in", i))
        for of in machine.states.values():
            yield from _state(of, (*path, "states", of.name))


def _state(state: State, path: Path) -> Iterator[Finding]:
    if state.is_end and state.outcome is None:
        yield Finding(path, f"an end needs its outcome: add `outcome:` ({', '.join(o.value for o in Outcome)})", at_key=True)
    if state.pauses and state.phase is not Phase.PAUSE:
        yield Finding((*path, "phase"), "a state that pauses has the phase `pause`")
    if state.name in RESERVED or state.name == "before":
        yield Finding(path, f'"{state.name}" has a meaning of its own: choose another name', at_key=True)


def check_names(definition: Definition) -> Iterator[Finding]:
    """In one machine a name stands for one thing."""
    for machine in definition.machines.values():
        taken: dict[str, str] = {**dict.fromkeys(definition.machines, "a machine"), **dict.fromkeys(definition.roles, "a role")}
        for name, what, path in _things(machine):
            full: Path = ("machines", machine.name, *path)
            if name in RESERVED:
                yield Finding(full, f'"{name}" always means something of the case itself: choose another name', at_key=True)
            elif name in taken:
                yield Finding(
                    full, f'"{name}" is {taken[name]} already: in one machine a name stands for one thing; choose another', at_key=True
                )
            taken.setdefault(name, what)


def _things(machine: Machine) -> Iterator[tuple[str, str, Path]]:
    yield from ((name, "a fact", ("facts", name)) for name in machine.facts)
    yield from ((name, "a window", ("windows", name)) for name in machine.windows)
    yield from ((name, "a group of requirements", ("requirements", name)) for name in machine.requirements)
    yield from ((name, "a ranking", ("rankings", name)) for name in machine.rankings)
    yield from ((name, "a filling of places", ("fills", name)) for name in machine.fills)
    for score in machine.scores.values():
        yield score.name, "a score", ("scores", score.name)
        yield from ((part.name, "a part of a score", ("scores", score.name, "parts", part.name)) for part in score.parts)
    yield from ((a.name, "an action with `each`", ("actions", a.name)) for a in machine.actions.values() if a.each)


def check_forms(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for name, form in machine.forms.items():
            path: Path = ("machines", machine.name, "forms", name)
            for i, section in enumerate(form.sections):
                for j, fact in enumerate(section.ask):
                    place = (*path, i, "ask", j) if len(form.sections) > 1 or section.words else (*path, j)
                    yield from known("fact", fact, machine.facts, place)
                    if fact in machine.facts and not machine.facts[fact].is_asked:
                        yield Finding(place, f'"{fact}" is computed or taken from elsewhere and cannot be asked: leave it out of the form')
            for fact, times in Counter(form.facts).items():
                if times > 1:
                    yield Finding(path, f'this form asks "{fact}" twice: keep one', at_key=True)


def check_requirements(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for group, clauses in machine.requirements.items():
            for clause in clauses:
                path: Path = ("machines", machine.name, "requirements", group, str(clause.name))
                if clause.words is None:
                    yield Finding(path, "a requirement is shown to people: add `words: Indonesian | English`", at_key=True)
                if clause.basis is None:
                    yield Finding(
                        path, "no source: this is shown as a setting of the agency; a rule needs `cite` and `sure`", "warning", at_key=True
                    )
                for i, fact in enumerate(clause.proof):
                    files = [name for name, of in machine.facts.items() if of.kind is FactKind.FILE]
                    yield from known("fact of the type file", fact, files, (*path, "proof", i))


def check_scores(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for score in machine.scores.values():
            path: Path = ("machines", machine.name, "scores", score.name)
            yield from _weights(score, path)
            for part in score.parts:
                yield from _part(machine, score, part, (*path, "parts", part.name))


def _weights(score: Score, path: Path) -> Iterator[Finding]:
    weighed = [part.is_weighed for part in score.parts]
    if any(weighed) and not all(weighed):
        yield Finding((*path, "parts"), "either every part has a `weight` or none has")
    if any(weighed) and score.out_of != 100:
        yield Finding((*path, "out_of"), "weights make points out of 100: write `out_of: 100`, or leave the weights out")
    given = [part.weight for part in score.parts if part.weight is not None]
    if len(given) == len(score.parts) and sum(given) != 100 * 100:
        hundredths = sum(given)
        total = f"{hundredths // 100}" + (f".{hundredths % 100:02d}" if hundredths % 100 else "")
        yield Finding((*path, "parts"), f"the weights make {total}, not 100: change them until they make 100")


def _part(machine: Machine, score: Score, part: Part, path: Path) -> Iterator[Finding]:
    action, _, name = part.from_.rpartition(".")
    if not action and name in machine.scores:
        if name == score.name:
            yield Finding((*path, "from"), "a score cannot be a part of itself")
        return
    if action:
        yield from known("action with `each`", action, [a.name for a in machine.actions.values() if a.each], (*path, "from"))
        if part.as_ is None:
            yield Finding(path, "several sheets become one number: add `as: mean`, `median`, `trimmed_mean` or `sum`", at_key=True)
        if part.at_least < 2 and action in machine.actions and machine.actions[action].secret:
            message = "these sheets stay secret, and the mean of one shows it: add `at_least: 3`, the fewest sheets that count"
            yield Finding(path, message, "warning", at_key=True)
    yield from known("fact", name, machine.facts, (*path, "from"))
    yield from _countable(machine, part, name, path)


def _countable(machine: Machine, part: Part, name: str, path: Path) -> Iterator[Finding]:
    fact = machine.facts.get(name)
    if fact is None:
        return
    if fact.type.kind not in (Kind.NUMBER, Kind.YES_NO) or fact.kind is FactKind.CHECKLIST:
        yield Finding((*path, "from"), f'"{name}" is no number: points are made of numbers, ratings and yes or no')
    elif part.is_weighed and part.most is None and fact.scale is None and fact.most is None and fact.type.kind is Kind.NUMBER:
        yield Finding(path, f'a weight needs the greatest value of "{name}": add `most:` here or at the fact', at_key=True)


def check_rankings(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for name, ranking in machine.rankings.items():
            path: Path = ("machines", machine.name, "rankings", name)
            yield from known("machine below", ranking.of, definition.below(machine.name), (*path, "of"))
            if ranking.of in definition.below(machine.name):
                yield from _order(definition, [name for _, name in ranking.order], ranking.of, path)


def check_fills(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        below = definition.below(machine.name)
        for name, fill in machine.fills.items():
            path: Path = ("machines", machine.name, "fills", name)
            yield from known("machine below", fill.into, below, (*path, "into"))
            if fill.into not in below:
                continue
            yield from known(f"machine below {fill.into}", fill.of, definition.below(fill.into), (*path, "of"))
            if fill.of in definition.below(fill.into):
                yield from _order(definition, [key for _, key in fill.order], fill.of, path)
                yield from _order(definition, [key for _, key in fill.into_order], fill.into, path, "into_order")
                own = case_names(definition, fill.into)
                for i, one in enumerate(fill.passes):
                    for j, same in enumerate(one.same):
                        yield from known(f"name of {fill.into}", same, own, (*path, "passes", i, "same", j))


def _order(definition: Definition, names: Iterable[str], of: str, path: Path, key: str = "order") -> Iterator[Finding]:
    seen = case_names(definition, of)
    for i, name in enumerate(names):
        yield from known("fact, score or rank", name, seen, (*path, key, i))


def check_publications(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for name, publication in machine.publications.items():
            path: Path = ("machines", machine.name, "publications", name)
            of = publication.of or machine.name
            yield from known("machine", of, (machine.name, *definition.below(machine.name)), (*path, "of"))
            for role in publication.to:
                yield from known("role", role, definition.roles, (*path, "to", role))
            shown = {n for entries in publication.to.values() for entry in entries for n in entry.names}
            for i, figure in enumerate(publication.figures):
                yield from known("name that this publication shows", figure, shown, (*path, "figures", i))
            if of in definition.machines:
                yield from _order(definition, [key.name for key in publication.order], of, path)
                yield from _entries(definition, publication, of, path)


def _entries(definition: Definition, publication: Publication, of: str, path: Path) -> Iterator[Finding]:
    seen = shown_names(definition, of)
    for role, entries in publication.to.items():
        for i, entry in enumerate(entries):
            for j, name in enumerate(entry.names):
                yield from known("fact, score, rank or sheet", name, seen, (*path, "to", role, i, "fact", j))


def shown_names(definition: Definition, of: str) -> set[str]:
    """What a publication of cases of machine `of` may show: names of guards, checklists, and facts of sheets."""
    machine = definition.machines[of]
    return {*case_names(definition, of), *machine.facts, *sheet_names(machine)} - {"actor"}


def sheet_names(machine: Machine) -> Iterator[str]:
    """`action.fact` of every fact that the sheets of an action with `each` answer."""
    for action in machine.actions.values():
        form = machine.forms.get(action.form or "") if action.each and not action.secret else None
        yield from (f"{action.name}.{fact}" for fact in (form.facts if form is not None else ()))
