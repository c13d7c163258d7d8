"""Does every name in a definition name something that is there and fits? All parts but actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workflow.core.definition import Definition, Fact, FactKind, Machine, Outcome, Part, Phase, Publication, Ranking, Role, Score, State
from workflow.core.findings import Finding, Path, did_you_mean, known
from workflow.core.language import Kind
from workflow.core.names import ALWAYS, case_names

RESERVED = {*ALWAYS, "this", "new", "any", "stay", "soon", "self", "clock", "step", "yes", "no"}
_FITS = {
    "of": (FactKind.CHOICE, FactKind.CHECKLIST),
    "scale": (FactKind.RATING,),
    "rubric": (FactKind.RATING,),
    "default": (FactKind.YES_NO, FactKind.NUMBER, FactKind.DECIMAL, FactKind.TEXT, FactKind.CHOICE),
}


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
    for score in machine.scores.values():
        yield score.name, "a score", ("scores", score.name)
        yield from ((part.name, "a part of a score", ("scores", score.name, "parts", part.name)) for part in score.parts)
    yield from ((a.name, "an action with `each`", ("actions", a.name)) for a in machine.actions.values() if a.each)


def check_facts(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for fact in machine.facts.values():
            path: Path = ("machines", machine.name, "facts", fact.name)
            yield from known("role", fact.sealed_to, definition.roles, (*path, "sealed_to"))
            yield from _fitting(fact, path)
            yield from _limits(fact, path)
            if fact.kind is FactKind.CHECKLIST:
                yield from _checklist(fact, machine, path)
            if fact.rubric is not None and fact.scale is not None and fact.rubric in definition.rubrics:
                yield from _rubric(fact, [level for level, _ in definition.rubrics[fact.rubric]], fact.scale, path)


def _fitting(fact: Fact, path: Path) -> Iterator[Finding]:
    for key, kinds in _FITS.items():
        if getattr(fact, key) is not None and fact.kind not in kinds:
            yield Finding((*path, key), f'a fact of the type "{fact.kind}" has no `{key}`: leave it out')
    if fact.kind is FactKind.RATING and fact.scale is None:
        yield Finding(path, "a rating needs its levels: add `scale: [1, 5]`", at_key=True)
    if fact.many != 1 and (fact.kind is not FactKind.FILE or fact.many < 1):
        yield Finding((*path, "many"), "`many` says how many files may be given, at least 1; other facts have one answer")
    if (fact.places and fact.kind is not FactKind.DECIMAL) or not 0 <= fact.places <= 4:
        yield Finding((*path, "places"), "only a decimal has `places`, from 1 to 4")


def _limits(fact: Fact, path: Path) -> Iterator[Finding]:
    if fact.least is not None and fact.most is not None and fact.least > fact.most:
        yield Finding((*path, "least"), f"`least` ({fact.least}) is more than `most` ({fact.most}): change one of them")
    if fact.scale is not None and not 0 <= fact.scale[0] < fact.scale[1] <= 100:
        yield Finding((*path, "scale"), "a scale goes from a lower to a higher level, within 0 and 100, such as [1, 5]")
    if fact.default is None:
        return
    if fact.kind is FactKind.YES_NO and fact.default not in ("yes", "no"):
        yield Finding((*path, "default"), f'"{fact.default}" is neither yes nor no: write one of them')
    if fact.choices is not None and fact.default not in fact.choices.values:
        yield Finding((*path, "default"), f'"{fact.default}" is none of the values.{did_you_mean(fact.default, fact.choices.values)}')
    if fact.kind in (FactKind.NUMBER, FactKind.DECIMAL) and not fact.default.replace(".", "", int(fact.places > 0)).isdigit():
        yield Finding(
            (*path, "default"), f'"{fact.default}" is not such a number: write digits{", with a point" if fact.places else " only"}'
        )


def _checklist(fact: Fact, machine: Machine, path: Path) -> Iterator[Finding]:
    if fact.of is None:
        yield Finding(path, "a checklist needs the requirements it is over: add `of: group`", at_key=True)
    yield from known("group of requirements", fact.of, machine.requirements, (*path, "of"))


def _rubric(fact: Fact, levels: list[int], scale: tuple[int, int], path: Path) -> Iterator[Finding]:
    wanted = list(range(scale[0], scale[1] + 1))
    if levels != wanted:
        yield Finding((*path, "rubric"), f"the rubric describes {levels}, the scale has {wanted}: describe each level once")


def check_forms(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for name, form in machine.forms.items():
            path: Path = ("machines", machine.name, "forms", name)
            for i, section in enumerate(form.sections):
                for j, fact in enumerate(section.ask):
                    place = (*path, i, "ask", j) if len(form.sections) > 1 or section.words else (*path, j)
                    yield from known("fact", fact, machine.facts, place)
                    if fact in machine.facts and machine.facts[fact].formula is not None:
                        yield Finding(place, f'"{fact}" is computed and cannot be asked: leave it out of the form')
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
    weights = [part.weight for part in score.parts]
    if None in weights and any(weight is not None for weight in weights):
        yield Finding((*path, "parts"), "either every part has a `weight` or none has")
    given = [weight for weight in weights if weight is not None]
    if None not in weights and sum(given) != 100 * 100:
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
    yield from known("fact", name, machine.facts, (*path, "from"))
    yield from _countable(machine, part, name, path)


def _countable(machine: Machine, part: Part, name: str, path: Path) -> Iterator[Finding]:
    fact = machine.facts.get(name)
    if fact is None:
        return
    if fact.type.kind not in (Kind.NUMBER, Kind.YES_NO) or fact.kind is FactKind.CHECKLIST:
        yield Finding((*path, "from"), f'"{name}" is no number: points are made of numbers, ratings and yes or no')
    elif part.weight is not None and part.most is None and fact.scale is None and fact.most is None and fact.type.kind is Kind.NUMBER:
        yield Finding(path, f'a weight needs the greatest value of "{name}": add `most:` here or at the fact', at_key=True)


def check_rankings(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for name, ranking in machine.rankings.items():
            path: Path = ("machines", machine.name, "rankings", name)
            yield from known("machine below", ranking.of, definition.below(machine.name), (*path, "of"))
            if ranking.of in definition.below(machine.name):
                yield from _order(definition, ranking, ranking.of, path)


def _order(definition: Definition, ordered: Ranking | Publication, of: str, path: Path) -> Iterator[Finding]:
    seen = case_names(definition, of)
    for i, (_, name) in enumerate(ordered.order):
        yield from known("fact, score or rank", name, seen, (*path, "order", i))


def check_publications(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for name, publication in machine.publications.items():
            path: Path = ("machines", machine.name, "publications", name)
            of = publication.of or machine.name
            yield from known("machine", of, (machine.name, *definition.below(machine.name)), (*path, "of"))
            for role in publication.to:
                yield from known("role", role, definition.roles, (*path, "to", role))
            if of in definition.machines:
                yield from _order(definition, publication, of, path)
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
        form = machine.forms.get(action.form or "") if action.each else None
        yield from (f"{action.name}.{fact}" for fact in (form.facts if form is not None else ()))
