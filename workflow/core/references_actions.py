"""Does every name in an action name something that is there and fits: roles, states, moments, forms, tasks and effects?"""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.attributes import fits
from workflow.core.definition import (
    Action,
    Amend,
    Assign,
    Create,
    Definition,
    Do,
    DrawUp,
    Effect,
    Enlist,
    Extend,
    FactKind,
    Fill,
    Freeze,
    Machine,
    Publish,
    Rank,
    Release,
    Send,
    Unseal,
)
from workflow.core.findings import Finding, Path, known
from workflow.core.names import set_machine, set_of


def check_actions(definition: Definition) -> Iterator[Finding]:
    for machine in definition.machines.values():
        for action in machine.actions.values():
            path: Path = ("machines", machine.name, "actions", action.name)
            yield from _actors(definition, machine, action, path)
            yield from _moves(machine, action, path)
            yield from _clock(definition, machine, action, path)
            yield from _sheets(machine, action, path)
            yield from _beside(definition, machine, action, path)
            for i, effect in enumerate(action.then):
                yield from _effect(definition, machine, effect, (*path, "then", i))


def _actors(definition: Definition, machine: Machine, action: Action, path: Path) -> Iterator[Finding]:
    above = (machine.name, *definition.ancestors(machine.name))
    for i, role in enumerate(action.by):
        if role in ("clock", "step"):
            if len(action.by) > 1:
                yield Finding((*path, "by", i), f'"{role}" stands alone in `by`: give the others an action of their own')
            continue
        yield from known("role", role, (*definition.roles, "clock", "step"), (*path, "by", i))
        held = definition.roles[role].held_in if role in definition.roles else ()
        if held and not set(held) & set(above):
            yield Finding(
                (*path, "by", i), f'"{role}" is held in {", ".join(held)}, not in {" or ".join(above)}: nobody could act; change held_in'
            )
    yield from known("role", action.confirmed_by, definition.roles, (*path, "confirmed_by"))
    second = definition.roles.get(action.confirmed_by or "")
    if second is not None and not second.held_in:
        message = f'"{second.name}" is no office: a second person of an office confirms; give an owner an action of their own'
        yield Finding((*path, "confirmed_by"), message)
    if action.confirmed_by is not None and action.by in (("clock",), ("step",)):
        yield Finding((*path, "confirmed_by"), "only what a person does is confirmed by a second person: leave it out")


def _moves(machine: Machine, action: Action, path: Path) -> Iterator[Finding]:
    for i, state in enumerate(action.from_):
        if not action.is_birth:
            yield from known("state", state, (*machine.states, "new", "any"), (*path, "from", i))
        if (state == "new" and len(action.from_) > 1) or state == "any":
            yield Finding(
                (*path, "from", i), f'"{state}" stands alone in `from`: write the states one by one, or give the birth its own action'
            )
        if state in machine.states and machine.states[state].is_end:
            yield Finding((*path, "from", i), f'"{state}" is an end, and an end is final: leave it out, or give the state another phase')
    special = () if action.is_birth else ("stay", "before")
    yield from known("state", action.to, (*machine.states, *special), (*path, "to"))


def _clock(definition: Definition, machine: Machine, action: Action, path: Path) -> Iterator[Finding]:
    if action.by == ("clock",) and action.at is None:
        yield Finding(path, "the clock needs its moment: add `at:` a window's opens or closes, or `at: soon`", at_key=True)
    if action.at is None or action.at == "soon":
        if action.at == "soon" and action.by != ("clock",):
            yield Finding((*path, "at"), "only the clock has a moment: write `by: clock`, or leave `at` out")
        return
    moments = {f"{window}.{edge}" for window in machine.windows for edge in ("opens", "closes")}
    for above in definition.ancestors(machine.name):
        moments |= {f"{above}.{window}.{edge}" for window in definition.machines[above].windows for edge in ("opens", "closes")}
    yield from known("moment", action.at, ("soon", *moments), (*path, "at"))
    if action.by != ("clock",):
        yield Finding((*path, "at"), "only the clock has a moment: write `by: clock`, or leave `at` out")


def _sheets(machine: Machine, action: Action, path: Path) -> Iterator[Finding]:
    if action.each is None:
        for key, given in (("quorum", action.quorum), ("panel", action.panel), ("sealed", action.sealed or None)):
            if given is not None:
                yield Finding((*path, key), f"`{key}` belongs to an action with `each`: add `each: all` or `each: quorum`, or leave it out")
        return
    if action.quorum is None and (action.each == "quorum" or action.panel is None):
        yield Finding((*path, "each"), "say how many sheets are enough, for all of nobody is everybody: add `quorum:`")
    if action.panel is not None and action.panel < 1:
        yield Finding((*path, "panel"), "a panel has at least one member")
    if action.secret and action.name in _unsealed(machine):
        yield Finding((*path, "sealed"), "these sheets stay sealed `always`: take the `unseal` out, or write `sealed: yes`")
    elif action.sealed and not action.secret and action.name not in _unsealed(machine):
        message = (
            f"the sheets are sealed and nothing unseals them: add `then: [{{unseal: {action.name}}}]` to the action after which they open"
        )
        yield Finding((*path, "sealed"), message)


def _unsealed(machine: Machine) -> set[str]:
    return {effect.action for action in machine.actions.values() for effect in action.then if isinstance(effect, Unseal)}


def _beside(definition: Definition, machine: Machine, action: Action, path: Path) -> Iterator[Finding]:
    yield from known("form", action.form, machine.forms, (*path, "form"))
    if action.form is not None and action.by in (("clock",), ("step",)):
        yield Finding((*path, "form"), "the clock and steps answer nothing: leave the form out, or give a person the action")
    yield from known("text under minutes", action.signs, definition.minutes, (*path, "signs"))
    if action.task is not None:
        yield from known("role", action.task.escalate, definition.roles, (*path, "task", "escalate"))
        yield from known("ancestor", action.task.group, definition.ancestors(machine.name), (*path, "task", "group"))


def _effect(definition: Definition, machine: Machine, effect: Effect, path: Path) -> Iterator[Finding]:
    match effect:
        case Do():
            yield from _do(definition, machine, effect, path)
        case Create():
            yield from _create(definition, machine, effect, path)
        case Freeze() | Amend():
            yield from _frozen(definition, machine, effect, path)
        case Assign() | Release():
            yield from _staffed(definition, machine, effect, path)
        case Send():
            yield from known("letter", effect.letter, definition.letters, (*path, "send"))
            yield from _aimed(definition, machine, effect.on, path)
        case Rank() | Fill():
            yield from _ordered(definition, machine, effect, path)
        case Enlist():
            yield from _enlisted(definition, machine, effect, path)
        case Extend():
            yield from known("window", effect.window, machine.windows, (*path, "extend"))
        case Unseal():
            sheets = [action.name for action in machine.actions.values() if action.each]
            yield from known("action with `each`", effect.action, sheets, (*path, "unseal"))
        case Publish():
            yield from known("publication", effect.publication, machine.publications, (*path, "publish"))
        case DrawUp():
            yield from known("text under minutes", effect.minutes, definition.minutes, (*path, "minutes"))


def _ordered(definition: Definition, machine: Machine, effect: Rank | Fill, path: Path) -> Iterator[Finding]:
    yield from _aimed(definition, machine, effect.on, path)
    holder = definition.machines.get(set_machine(definition, machine.name, effect.on) or "")
    if holder is not None and isinstance(effect, Rank):
        yield from known(f"ranking of {holder.name}", effect.ranking, holder.rankings, (*path, "rank"))
    elif holder is not None and isinstance(effect, Fill):
        yield from known(f"filling of places of {holder.name}", effect.fill, holder.fills, (*path, "fill"))


def _enlisted(definition: Definition, machine: Machine, effect: Enlist, path: Path) -> Iterator[Finding]:
    held = [role.name for role in definition.roles.values() if machine.name in role.held_in]
    yield from known(f"role held in {machine.name}", effect.role, held, (*path, "assign"))
    yield from known("role", effect.among, [role.name for role in definition.roles.values() if role.held_in], (*path, "all"))
    role = definition.roles.get(effect.role)
    for name, of in role.attributes.items() if role is not None else ():
        given = effect.with_.get(name)
        if given is None or (of.choices is not None and given not in of.choices.values):
            yield Finding((*path, "with"), f'whoever becomes {effect.role} needs "{name}": add `with: {{{name}: ...}}`')
    for name in effect.with_:
        yield from known(f"attribute of {effect.role}", name, role.attributes if role is not None else (), (*path, "with", name))


def _aimed(definition: Definition, machine: Machine, on: str, path: Path) -> Iterator[Finding]:
    if set_machine(definition, machine.name, on) is None:
        sets = ["self", *definition.below(machine.name)]
        sets += ["parent"] if machine.parent is not None else []
        for above in definition.ancestors(machine.name):
            sets += [f"{above}.{below}" for below in definition.below(above)]
        yield from known("set of cases", on, sets, (*path, "on"))
        if on == "parent":
            yield Finding((*path, "on"), f'"{machine.name}" is the root and has no parent: name a machine below')


def _do(definition: Definition, machine: Machine, effect: Do, path: Path) -> Iterator[Finding]:
    yield from _aimed(definition, machine, effect.on, path)
    target = set_machine(definition, machine.name, effect.on)
    if target is None:
        return
    actions = definition.machines[target].actions
    for i, name in enumerate(effect.actions):
        yield from known(f"action of {target}", name, actions, (*path, "do", i))
        if name in actions and actions[name].by != ("step",):
            yield Finding(
                (*path, "do", i),
                f'"{name}" is taken by {", ".join(actions[name].by)}, not by a step: do names actions with `by: step` only',
            )
        elif name in actions and actions[name].is_birth:
            yield Finding((*path, "do", i), f'"{name}" is a birth: write `create: {target}` instead')


def _create(definition: Definition, machine: Machine, effect: Create, path: Path) -> Iterator[Finding]:
    children = {child.name: child for child in definition.children(machine.name)}
    yield from known("machine right below", effect.machine, children, (*path, "create"))
    yield from known("role", effect.for_, definition.roles, (*path, "for"))
    role = definition.roles.get(effect.for_)
    if role is not None and not role.held_in and (role.owner_of is None or set_of(definition, machine.name, role.owner_of) is None):
        message = f'"{role.name}" owns nothing below {machine.name} or what is above it: name a role that is held here, or of owners below'
        yield Finding((*path, "for"), message)
    if effect.machine in children:
        births = [action for action in children[effect.machine].actions.values() if action.is_birth and action.by == ("step",)]
        if not births:
            message = f'"{effect.machine}" has no birth by a step: give it an action with `by: step` and `from: new`'
            yield Finding((*path, "create"), message)


def _frozen(definition: Definition, machine: Machine, effect: Freeze | Amend, path: Path) -> Iterator[Finding]:
    names: list[str] = ["windows", *definition.roles]
    for place in (machine.name, *definition.below(machine.name)):
        prefix = "" if place == machine.name else f"{place}."
        of = definition.machines[place]
        names += [f"{prefix}{name}" for name in (*of.forms, *of.facts, *(() if prefix == "" else ("windows",)))]
    key = "freeze" if isinstance(effect, Freeze) else "amend"
    for i, name in enumerate(effect.names):
        yield from known("form, fact or role", name, names, (*path, key, i))


def _staffed(definition: Definition, machine: Machine, effect: Assign | Release, path: Path) -> Iterator[Finding]:
    key = "assign" if isinstance(effect, Assign) else "release"
    held = [role.name for role in definition.roles.values() if machine.name in role.held_in]
    yield from known(f"role held in {machine.name}", effect.role, held, (*path, key))
    persons = [name for name, fact in machine.facts.items() if fact.kind is FactKind.PERSON]
    yield from known("fact of the type person", effect.fact, persons, (*path, "person"))
    if isinstance(effect, Assign) and effect.role in definition.roles:
        for name in definition.roles[effect.role].attributes:
            fact = machine.facts.get(name)
            if fact is None or not fits(definition.roles[effect.role].attributes[name], fact):
                yield Finding((*path, key), f'whoever becomes {effect.role} needs a fact "{name}" of the kind of the role\'s attribute')
