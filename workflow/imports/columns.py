"""The columns of a table that does something: those of the form, and what says which case or which person a row is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workflow.core.definition import Attribute, Fact, FactKind, Machine
from workflow.core.fields_rows import MOST_ROWS
from workflow.core.words import Text
from workflow.imports.target import Target
from workflow.sheets import Wanted

Kind = Literal[
    "case",
    "key",
    "fact",
    "finding",
    "remark",
    "reason",
    "attribute",
    "person",
    "name",
    "nip",
    "email",
    "post",
    "role",
    "deputy",
    "position",
]
_NUMBER = Text("Nomor perkara", "Number of the case")
_KEYS = ("nomor", "number", "perkara", "case", "nomor perkara")


@dataclass(frozen=True, slots=True)
class Column:
    """`name`: its heading. `typed`: the field of the step's form that it fills. `needed`: no row goes without it. `told`: what it may hold."""

    name: str
    kind: Kind
    words: Text
    typed: str = ""
    fact: Fact | None = None
    attribute: Attribute | None = None
    needed: bool = False
    also: tuple[str, ...] = ()
    told: Text | None = None

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.name, (self.words.id, self.words.en, *self.also), self.needed)


def columns(target: Target) -> tuple[Column, ...]:
    """In the order in which a form asks."""
    if target.kind == "holders":
        return tuple(_of_holders(target))
    found = list(_of_form(target))
    return tuple([*_keys(target, {column.name for column in found}), *found] if target.kind == "steps" else found)


def _keys(target: Target, asked: set[str]) -> Iterator[Column]:
    """The number of the case, or a fact that says which one it is."""
    machine = target.machine
    also = (*_KEYS, machine.name, machine.words.id, machine.words.en)
    yield Column("nomor", "case", _NUMBER, also=tuple(word for word in also if word != "nomor"))
    for fact in machine.facts.values():
        single = fact.kind in (FactKind.TEXT, FactKind.NUMBER) and fact.many == 1 and fact.is_asked
        if single and fact.name not in asked and fact.sealed_to is None:
            yield Column(fact.name, "key", fact.words, fact=fact)


# ------------------------------------------------------------------ the form
def _of_form(target: Target) -> Iterator[Column]:
    machine, action = target.machine, target.action
    asked = machine.forms[action.form].facts if action is not None and action.form else ()
    for name in asked:
        if machine.facts[name].sealed_to is None:
            yield from _of_fact(machine, machine.facts[name])
    for position, clause in enumerate(action.needs if action is not None else ()):
        if clause.explain is not None:
            words = clause.words or Text(clause.source, clause.source)
            reason = Text("Alasan: {words}", "Reason: {words}").fill(words=words)
            yield Column(f"reason.{position}", "reason", reason, str(position), also=(f"alasan.{position}",))


def _of_fact(machine: Machine, fact: Fact) -> Iterator[Column]:
    match fact.kind:
        case FactKind.FILE:
            return
        case FactKind.CHECKLIST:
            yield from _of_checklist(machine, fact)
        case FactKind.TABLE:
            for row in range(1, min(fact.most or 3, MOST_ROWS) + 1):
                for column in fact.columns:
                    words = Text("{table} {n}: {words}", "{table} {n}: {words}").fill(table=fact.words, n=row, words=column.words)
                    yield Column(f"{fact.name}.{row}.{column.name}", "fact", words, f"{fact.name}.{row - 1}.{column.name}", column)
        case _:
            needed = not fact.optional and fact.default is None
            yield Column(fact.name, "fact", fact.words, fact.name, fact, needed=needed, told=_told(fact))
            if fact.kind is FactKind.RATING:
                yield _remark(fact.name, fact.words)


def _of_checklist(machine: Machine, fact: Fact) -> Iterator[Column]:
    for clause in machine.requirements[fact.of or ""]:
        name, words = f"{fact.name}.{clause.name}", clause.words or Text(clause.source, clause.source)
        told = Text("MS atau TMS", "met or not met")
        yield Column(name, "finding", words, name, needed=True, told=told)
        yield _remark(name, words)


def _remark(name: str, words: Text) -> Column:
    return Column(f"{name}.remark", "remark", Text("Catatan: {words}", "Remark: {words}").fill(words=words), f"{name}.remark")


def _told(fact: Fact) -> Text | None:
    """What a cell may hold, for the list of columns."""
    if fact.choices is not None:
        named = [fact.choices.words.get(value, Text(value, value)) for value in fact.choices.values]
        return Text(", ".join(words.id for words in named), ", ".join(words.en for words in named))
    low, high = fact.scale or (fact.least, fact.most)
    if fact.kind in (FactKind.NUMBER, FactKind.DECIMAL, FactKind.RATING) and high is not None:
        return Text(f"{low or 0} sampai {high}", f"{low or 0} to {high}")
    return _KINDS.get(fact.kind)


_KINDS = {
    FactKind.YES_NO: Text("ya atau tidak", "yes or no"),
    FactKind.DATE: Text("tanggal, misalnya 2026-11-21", "a date, 2026-11-21 for instance"),
    FactKind.MOMENT: Text("tanggal dan jam", "a date and a time"),
    FactKind.PERSON: Text("NIP atau alamat surel", "NIP or e-mail address"),
    FactKind.CASE: Text("nomor perkara", "number of a case"),
    FactKind.NUMBER: Text("angka", "a number"),
    FactKind.DECIMAL: Text("angka", "a number"),
}


# ------------------------------------------------------------------ holders of a role
def _of_holders(target: Target) -> Iterator[Column]:
    person = Text("Orang (NIP atau alamat surel)", "Person (NIP or e-mail address)")
    yield Column("person", "person", person, "person", also=("orang", "pegawai"))
    yield Column("nip", "nip", Text("NIP", "NIP"), "person", also=("nomor induk pegawai",))
    yield Column("email", "email", Text("Surel", "E-mail"), "person", also=("e-mail", "alamat surel"))
    yield Column("name", "name", Text("Nama", "Name"), also=("nama lengkap",))
    yield Column("post", "post", Text("Jabatan", "Post"))
    named = Text(", ".join(role.words.id for role in target.roles), ", ".join(role.words.en for role in target.roles))
    yield Column("role", "role", Text("Peran", "Role"), "role", needed=target.role is None, told=named)
    attributes = {of.name: of for role in target.roles for of in role.attributes.values()}
    for attribute in attributes.values():
        yield _of_attribute(attribute, needed=target.role is not None)
    if any(role.deputies for role in target.roles):
        yield Column("deputy", "deputy", Text("Cadangan", "Deputy"), "deputy", told=Text("ya atau tidak", "yes or no"))
    yield Column("position", "position", Text("Urutan", "Position"), "position")


def _of_attribute(attribute: Attribute, *, needed: bool) -> Column:
    told = Text("NIP atau alamat surel", "NIP or e-mail address") if attribute.kind == "person" else None
    if attribute.choices is not None:
        named = [attribute.choices.words.get(value, Text(value, value)) for value in attribute.choices.values]
        told = Text(", ".join(words.id for words in named), ", ".join(words.en for words in named))
    return Column(attribute.name, "attribute", attribute.words, attribute.name, attribute=attribute, needed=needed, told=told)
