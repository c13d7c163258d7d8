"""Portraits of rule packs, decision tables and the filling of open places."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.compare.cited import basis
from workflow.core.compare.model import Aspect, Part, Portrait, Said, many, one, plain, portrait
from workflow.core.compare.results import NAME, in_order, where
from workflow.core.conditions import quantity
from workflow.core.decision_tables import given_words, key_words, row_words
from workflow.core.definition import DecisionTable, Definition, Filling, Machine
from workflow.core.packs_shape import UsedPack
from workflow.core.show import label
from workflow.core.words import Text, lower, quoted, same

_BOUND = Text("{name} adalah {given}", "{name} is {given}")
_WAIVED = Text("{rule}, oleh {by}: {reason}", "{rule}, by {by}: {reason}")
_PASS = Text("{code}: {words}, yang sama {same}", "{code}: {words}, where these are the same: {same}")


def pack(_definition: Definition, used: UsedPack) -> Portrait:
    told = (
        one("version", Text("Versi", "Version"), same(used.pack.version), used.pack, covers=("pack",)),
        many(
            "given",
            Text("Yang dimaksud", "What it speaks of"),
            [Said(_BOUND.fill(name=n, given=g), (n, g), name=n) for n, g in used.given.items()],
        ),
        many(
            "waived", Text("Dikecualikan", "Waived"), [Said(_waived(used, rule), waiver, name=rule) for rule, waiver in used.waived.items()]
        ),
    )
    return portrait(Part.PACK, used, used.pack.words, told, name=used.pack.name)


def _waived(used: UsedPack, rule: str) -> Text:
    waiver = used.waived[rule]
    return _WAIVED.fill(rule=quoted(used.pack.rules[rule].words), by=waiver.by, reason=waiver.reason)


def table(definition: Definition, given: DecisionTable) -> Portrait:
    columns = [Said(quoted(c.words), (c.name, c.words, c.choices), name=c.name) for c in given.columns.values()]
    told = (
        one("words", NAME, quoted(given.words)),
        many("by", Text("Menurut", "By"), [plain(quoted(words), name) for name, words in given_words(definition, given)], "list"),
        many("columns", Text("Memberi", "Gives"), columns, "list"),
        *_rows(definition, given),
        *basis(given.basis),
    )
    return portrait(Part.TABLE, given, given.words, told)


def _rows(definition: Definition, given: DecisionTable) -> Iterator[Aspect]:
    for key, values in given.rows.items():
        said = row_words(given, values)
        yield one(f"row {key}", key_words(definition, given, key), said, values, covers=("rows",))


def filling(definition: Definition, own: Machine, made: Filling) -> Portrait:
    of, into = definition.machines[made.of], definition.machines[made.into]
    passes = [Said(_PASS.fill(code=p.code, words=p.words, same=_same(definition, into, p.same)), p, name=p.code) for p in made.passes]
    told = (
        one("of", Text("Siapa yang ditempatkan", "Who is placed"), lower(of.words), made.of),
        one("into", Text("Tempatnya", "Whose places"), lower(into.words), made.into),
        where("who", Text("Hanya yang", "Only those that"), made.who, definition, own, of),
        one(
            "places",
            Text("Banyaknya tempat", "How many places"),
            quantity(made.places, definition, into),
            made.places,
            under=same(made.places.source),
        ),
        many("order", Text("Urutan orang", "Order of people"), in_order(definition, of, made.order), "list"),
        many("into_order", Text("Urutan tempat", "Order of places"), in_order(definition, into, made.into_order), "list"),
        many("passes", Text("Putaran", "Passes"), passes, "list"),
        *basis(made.basis),
    )
    called = Text("Pengisian {into}", "Filling of {into}").fill(into=lower(into.words))
    return portrait(Part.FILL, made, called, told)


def _same(definition: Definition, into: Machine, names: tuple[str, ...]) -> Text:
    words = [quoted(label(definition, into, name)) for name in names]
    return Text(", ".join(w.id for w in words), ", ".join(w.en for w in words))
