"""Portraits of facts, forms and requirements: what is asked of whom, and what must be true."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.compare.cited import basis, clause_aspects
from workflow.core.compare.model import Aspect, Part, Portrait, Said, flag, many, number, one, plain, portrait
from workflow.core.consequences import form_words
from workflow.core.definition import Clause, Definition, Fact, Figure, Form, Machine
from workflow.core.kinds import FACT_KINDS
from workflow.core.words import Text, lower, quoted, same

NAME = Text("Nama", "Name")
_SCALE = Text("{low} sampai {high}", "{low} to {high}")
_FIGURE = Text(
    "angka {take} pada pengumuman {publication} dari proses {process}", "the figure {take} of the publication {publication} of {process}"
)
_SECTION = Text("bagian {words}", "the section {words}")


def fact(definition: Definition, own: Machine, asked: Fact) -> Portrait:
    told = (
        one("words", NAME, quoted(asked.words)),
        one("kind", Text("Jenis", "Kind"), FACT_KINDS.get(asked.kind, same(asked.kind.value)), asked.kind),
        one("hint", Text("Petunjuk", "Hint"), asked.hint),
        *_choice(asked),
        one("of", Text("Tentang", "About"), _of(definition, own, asked), asked.of),
        one("formula", Text("Dihitung dari", "Computed from"), same(asked.formula.source) if asked.formula else None, asked.formula),
        one("scale", Text("Skala", "Scale"), _SCALE.fill(low=asked.scale[0], high=asked.scale[1]) if asked.scale else None),
        many("columns", Text("Kolom", "Columns"), [Said(_column(c), c, name=c.name) for c in asked.columns], "list"),
        one("figure", Text("Diambil dari", "Taken from"), _taken(asked.figure), asked.figure),
        one("within", Text("Yang berada di bawah", "One below"), _machine(definition, asked.within), asked.within),
        number("least", Text("Paling kecil", "Least"), asked.least),
        number("most", Text("Paling besar atau paling panjang", "Most"), asked.most),
        number("many", Text("Banyaknya", "How many"), asked.many if asked.many != 1 else None),
        number("places", Text("Angka di belakang koma", "Decimals"), asked.places or None),
        one("default", Text("Isian awal", "Default"), same(asked.default) if asked.default is not None else None),
        flag("optional", Text("Boleh kosong", "Optional"), asked.optional),
        flag("personal", Text("Data pribadi", "Personal data"), asked.personal),
        one("sealed_to", Text("Hanya dibaca oleh", "Read only by"), *_role(definition, asked.sealed_to)),
        one("rubric", Text("Rubrik", "Rubric"), same(asked.rubric) if asked.rubric else None),
        one("keep", Text("Disimpan selama", "Kept for"), same(asked.keep) if asked.keep else None),
        *basis(asked.basis),
    )
    return portrait(Part.FACT, asked, asked.words, told, ("type",))


def _role(definition: Definition, name: str | None) -> tuple[Text | None, object]:
    return (lower(definition.roles[name].words), name) if name else (None, None)


def _choice(asked: Fact) -> Iterator[Aspect]:
    """The values of a named list are told where the list is."""
    held = asked.choices
    named = same(held.name) if held and held.name else None
    yield one("choices", Text("Dipilih dari daftar", "Chosen from the list"), named)
    values = [plain(held.words.get(v, same(v)), v) for v in held.values] if held and not held.name else []
    yield many("values", Text("Pilihan", "Choices"), values)


def _machine(definition: Definition, name: str | None) -> Text | None:
    return lower(definition.machines[name].words) if name else None


def _column(asked: Fact) -> Text:
    kind = FACT_KINDS.get(asked.kind, same(asked.kind.value))
    return Text("{words}, {kind}", "{words}, {kind}").fill(words=quoted(asked.words), kind=kind)


def _taken(figure: Figure | None) -> Text | None:
    """The other process is another definition, so its parts go by their names."""
    return _FIGURE.fill(take=figure.take, publication=figure.publication, process=figure.process) if figure else None


def _of(definition: Definition, own: Machine, asked: Fact) -> Text | None:
    if asked.of is None or asked.choices is not None:
        return None
    made = definition.machines.get(asked.of)
    return lower(made.words) if made else same(asked.of)


def form(definition: Definition, own: Machine, made: Form) -> Portrait:
    asked = [Said(quoted(own.facts[name].words), name) for name in made.facts]
    parts = [Said(_SECTION.fill(words=quoted(s.words)), (s.words, s.ask)) for s in made.sections if s.words]
    told = (
        many("asks", Text("Yang ditanyakan", "What is asked"), asked, "list", covers=("sections",)),
        many("parts", Text("Dibagi menjadi", "Divided into"), parts, "list"),
    )
    return portrait(Part.FORM, made, form_words(made.name, own), told)


def requirement(definition: Definition, own: Machine, group: str, clause: Clause) -> Portrait:
    told = clause_aspects(clause, definition, own)
    return portrait(Part.REQUIREMENT, clause, clause.words or same(clause.source), told, name=f"{group}.{clause.name}")
