"""What an action brings about, as parts of a sentence made of the words of the definition: for those who read the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workflow.core import show
from workflow.core.conditions import expression, of_holders
from workflow.core.definition import (
    Amend,
    Assign,
    Create,
    Definition,
    Do,
    DrawUp,
    Effect,
    Enlist,
    Extend,
    Fill,
    Freeze,
    Machine,
    Publish,
    Rank,
    Release,
    Send,
    Unseal,
)
from workflow.core.language import Expr
from workflow.core.names import set_machine
from workflow.core.spans import span_words
from workflow.core.words import Text, joined, lower, quoted, same

_BLANK = re.compile(r"\{[a-z0-9_.]+\}")
_WHERE = Text("{what} yang {where}", "{what} that {where}")
_EACH = Text("setiap {what}", "every {what}")
_DO = Text("menjalankan {actions} pada {on}", "takes {actions} on {on}")
_REST = Text("{what}; yang tidak cocok tetap", "{what}; those that fit none stay")
_SELF, _PARENT = Text("perkara ini", "this case"), Text("{what} di atasnya", "the {what} above it")
_PER = Text("{said}, {each} tersendiri", "{said}, {each} by itself")
_FILL = Text("mengisi {into} yang masih terbuka dengan {who}", "fills open {into} places with {who}")
_AS = Text("{said} ({values})", "{said} ({values})")
_MOST = Text("{said}, paling banyak {n} orang", "{said}, at most {n} people")
_OR, _COMMA = Text(" atau ", " or "), Text(", ", ", ")
SCHEDULE = Text("Jadwal", "Dates")


def consequence(effect: Effect, definition: Definition, machine: Machine) -> Text:
    """One effect of an action of `machine`. An effect of a kind that has no sentence is told by the name of its kind."""
    match effect:
        case Do():
            return _do(effect, definition, machine)
        case Create():
            made, role = definition.machines[effect.machine].words, definition.roles[effect.for_].words
            return Text("membuat {made} untuk setiap {role}", "makes one {made} for each {role}").fill(made=lower(made), role=lower(role))
        case Publish():
            words = machine.publications[effect.publication].words
            return Text("mengumumkan “{words}”", "publishes “{words}”").fill(words=words)
        case Send():
            return _send(effect, definition, machine)
        case DrawUp():
            words = paper_title(definition, definition.minutes[effect.minutes].body)
            return Text("menyusun “{words}”", "draws up “{words}”").fill(words=words)
        case Freeze():
            return Text("mengunci: {names}", "locks: {names}").fill(names=_names(effect.names, definition, machine))
        case Amend():
            return Text("boleh mengubah yang terkunci: {names}", "may change what is locked: {names}").fill(
                names=_names(effect.names, definition, machine)
            )
    return _on_the_case(effect, definition, machine)


def _on_the_case(effect: Effect, definition: Definition, machine: Machine) -> Text:
    match effect:
        case Rank():
            holder = _target(effect.on, definition, machine)
            ranked = definition.machines[holder.rankings[effect.ranking].of]
            of = _those(ranked, effect.where, definition, machine)
            return _per(Text("menghitung peringkat {of}", "ranks {of}").fill(of=of), effect.on, holder)
        case Fill():
            holder = _target(effect.on, definition, machine)
            who, into = (definition.machines[name].words for name in _filled(holder, effect.fill))
            return _per(_FILL.fill(who=lower(who), into=lower(into)), effect.on, holder)
        case Extend():
            words = machine.windows[effect.window].words
            return Text("memperpanjang “{words}” {span}", "extends “{words}” by {span}").fill(words=words, span=span_words(effect.by))
        case Assign():
            return _staffing(Text("menugaskan “{fact}” sebagai {role}", "appoints “{fact}” as {role}"), effect, definition, machine)
        case Release():
            return _staffing(Text("melepas “{fact}” dari peran {role}", "releases “{fact}” as {role}"), effect, definition, machine)
        case Unseal():
            words = machine.actions[effect.action].words
            return Text("membuka semua lembar “{words}” sekaligus", "opens all sheets of “{words}” at once").fill(words=words)
        case Enlist():
            return _enlist(effect, definition, machine)
    return same(type(effect).__name__.lower())


def _target(on: str, definition: Definition, machine: Machine) -> Machine:
    return definition.machines[set_machine(definition, machine.name, on) or machine.name]


def _filled(holder: Machine, fill: str) -> tuple[str, str]:
    return holder.fills[fill].of, holder.fills[fill].into


def _per(said: Text, on: str, holder: Machine) -> Text:
    return said if on == "self" else _PER.fill(said=said, each=_EACH.fill(what=lower(holder.words)))


def _enlist(effect: Enlist, definition: Definition, machine: Machine) -> Text:
    among, role = (lower(definition.roles[name].words) for name in (effect.among, effect.role))
    chosen = _EACH.fill(what=among)
    if effect.where is not None:
        chosen = _WHERE.fill(what=chosen, where=of_holders(effect.where, definition, machine))
    said = Text("menugaskan {chosen} sebagai {role}", "appoints {chosen} as {role}").fill(chosen=chosen, role=role)
    if effect.with_:
        said = _AS.fill(said=said, values=joined([quoted(_held(definition, effect.role, n, v)) for n, v in effect.with_.items()], _COMMA))
    return said if effect.most is None else _MOST.fill(said=said, n=effect.most)


def _held(definition: Definition, role: str, name: str, value: str) -> Text:
    choices = definition.roles[role].attributes[name].choices
    return choices.words.get(value, same(value)) if choices else same(value)


def _staffing(text: Text, effect: Assign | Release, definition: Definition, machine: Machine) -> Text:
    return text.fill(fact=machine.facts[effect.fact].words, role=lower(definition.roles[effect.role].words))


def _do(effect: Do, definition: Definition, machine: Machine) -> Text:
    taken = _target(effect.on, definition, machine)
    actions = joined([quoted(taken.actions[name].words) if name in taken.actions else same(name) for name in effect.actions], _OR)
    said = _DO.fill(actions=actions, on=_aimed(effect.on, effect.where, taken, definition, machine))
    return _REST.fill(what=said) if effect.rest_stays else said


def _send(effect: Send, definition: Definition, machine: Machine) -> Text:
    letter = definition.letters[effect.letter]
    roles = joined([lower(definition.roles[role].words) for role in letter.to], _COMMA)
    words = paper_title(definition, letter.body)
    said = Text("mengirim surat “{words}” kepada {roles}", "sends the letter “{words}” to {roles}").fill(words=words, roles=roles)
    if effect.on == "self" and effect.where is None:
        return said
    about = _aimed(effect.on, effect.where, _target(effect.on, definition, machine), definition, machine)
    return Text("{said}, tentang {about}", "{said}, about {about}").fill(said=said, about=about)


def _aimed(on: str, where: Expr | None, target: Machine, definition: Definition, machine: Machine) -> Text:
    if on == "self":
        return _where(_SELF, where, definition, machine, target)
    if on == "parent":
        return _where(_PARENT.fill(what=lower(target.words)), where, definition, machine, target)
    return _those(target, where, definition, machine)


def _those(target: Machine, where: Expr | None, definition: Definition, machine: Machine) -> Text:
    return _where(_EACH.fill(what=lower(target.words)), where, definition, machine, target)


def _where(what: Text, where: Expr | None, definition: Definition, machine: Machine, target: Machine) -> Text:
    return what if where is None else _WHERE.fill(what=what, where=expression(where, definition, machine, target))


def _names(names: Iterable[str], definition: Definition, machine: Machine) -> Text:
    return joined([name_words(name, definition, machine) for name in names], _COMMA)


def name_words(name: str, definition: Definition, machine: Machine) -> Text:
    """What a name in `freeze` or `amend` is called: a form by its steps, `windows` as the dates, a role, a fact; `machine.form` below."""
    head, _, rest = name.partition(".")
    if rest and head in definition.machines:
        below = definition.machines[head]
        return Text("{what} ({of})", "{what} ({of})").fill(what=name_words(rest, definition, below), of=lower(below.words))
    if name == "windows":
        return SCHEDULE
    if name in definition.roles:
        return definition.roles[name].words
    return form_words(name, machine) if name in machine.forms else show.label(definition, machine, name)


def form_words(form: str, machine: Machine) -> Text:
    """A form is called after the steps that ask it."""
    found = list(dict.fromkeys(action.words for action in machine.actions.values() if action.form == form))
    return (
        Text("isian {steps}", "answers of {steps}").fill(steps=joined([quoted(words) for words in found], _COMMA)) if found else same(form)
    )


def paper_title(definition: Definition, body: str) -> Text:
    """The first line of a letter or of minutes, its blanks shown as gaps; the name of the file where it has no text."""
    lines = (definition.files.get(f"{body}.{language}.txt", body).strip().splitlines()[0] for language in ("id", "en"))
    return Text(*(_BLANK.sub("…", line) for line in lines))
