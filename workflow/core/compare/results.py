"""Portraits of scores, rankings and publications: how is judged, who comes first, and what is told to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.core.compare.cited import basis, names
from workflow.core.compare.model import Aspect, Part, Portrait, Said, many, number, one, plain, portrait, rest
from workflow.core.conditions import expression, quantity
from workflow.core.definition import Definition, Entry, Machine, Ordering, Publication, Ranking, Score
from workflow.core.definition import Part as ScorePart
from workflow.core.kinds import JOINED, MISSING, WITH
from workflow.core.language import Expr
from workflow.core.parts_results import Key
from workflow.core.show import decimal, label
from workflow.core.words import Text, lower, quoted, same

NAME = Text("Nama", "Name")
_WHERE = Text("Hanya yang", "Only those that")
_ORDERED = {"highest": Text("{name} tertinggi", "highest {name}"), "lowest": Text("{name} terendah", "lowest {name}")}
_AT_CUT = {"admit": Text("semua ikut diambil", "all are taken"), "leave_out": Text("semua tidak diambil", "none is taken")}
_WHEN = Text("{name}, bila {when}", "{name}, if {when}")


def score(definition: Definition, own: Machine, made: Score) -> Portrait:
    told = (
        one("words", NAME, quoted(made.words)),
        number("out_of", Text("Paling tinggi", "Out of"), made.out_of),
        number("places", Text("Angka di belakang koma", "Decimals"), made.places),
        one("missing", Text("Bila satu bagian tidak ada", "When a part is missing"), MISSING[made.missing], made.missing),
        many("parts", Text("Bagian", "Parts"), [plain(quoted(_called(definition, own, p)), p.name) for p in made.parts]),
        *(aspect for part in made.parts for aspect in _part(definition, own, part)),
        *basis(made.basis),
    )
    return portrait(Part.SCORE, made, made.words, told)


def _called(definition: Definition, own: Machine, part: ScorePart) -> Text:
    return part.words or label(definition, own, part.name)


def _part(definition: Definition, own: Machine, part: ScorePart) -> Iterator[Aspect]:
    called, p = quoted(_called(definition, own, part)), part.name

    def words(text: Text) -> Text:
        return text.fill(part=called)

    yield one(f"{p} weight", words(Text("Bobot {part}", "Weight of {part}")), *_weight(definition, own, part))
    yield one(f"{p} from", words(Text("Asal {part}", "Source of {part}")), _source(definition, own, part.from_), part.from_)
    yield one(f"{p} as", words(Text("Cara menggabungkan {part}", "How {part} is joined")), JOINED[part.as_] if part.as_ else None, part.as_)
    yield where(
        f"{p} where", words(Text("Lembar yang dihitung untuk {part}", "Sheets counted for {part}")), part.where, definition, own, own
    )
    yield number(f"{p} at_least", words(Text("Lembar paling sedikit untuk {part}", "Fewest sheets for {part}")), part.at_least)
    yield number(f"{p} most", words(Text("Nilai paling tinggi {part}", "Highest value of {part}")), part.most)
    known = {"name", "weight", "from_", "as_", "where", "at_least", "most", "words", "weighing"}
    yield from (Aspect(f"{p} {a.name}", a.words, a.said, quiet=True) for a in rest(part, known))


def _weight(definition: Definition, own: Machine, part: ScorePart) -> tuple[Text | None, object]:
    """Per cent, or the setting that gives it."""
    if part.weighing is not None:
        return quantity(part.weighing, definition, own), part.weighing
    if part.weight is None:
        return None, None
    return Text("{w}%", "{w}%").fill(w=decimal(part.weight, 2, 0 if part.weight % 100 == 0 else 2)), part.weight


def _source(definition: Definition, own: Machine, name: str) -> Text:
    action, _, fact = name.rpartition(".")
    asked = quoted(label(definition, own, fact))
    return (
        Text("{fact} pada lembar {step}", "{fact} on the sheets of {step}").fill(fact=asked, step=quoted(own.actions[action].words))
        if action
        else asked
    )


def where(name: str, words: Text, guard: Expr | None, definition: Definition, own: Machine, members: Machine) -> Aspect:
    """A condition on rows, by its guard."""
    told = expression(guard, definition, own, members) if guard is not None else None
    return one(name, words, told, guard, under=same(guard.source) if guard is not None else None)


def ranking(definition: Definition, own: Machine, made: Ranking) -> Portrait:
    ranked = definition.machines[made.of]
    called = Text("Peringkat {what}", "Ranking of {what}").fill(what=lower(ranked.words))
    told = (
        one("of", Text("Yang diperingkat", "What is ranked"), lower(ranked.words), made.of),
        where("where", _WHERE, made.where, definition, own, ranked),
        many("order", Text("Urutan penentu", "What decides, in order"), in_order(definition, ranked, made.order), "list"),
        one(
            "take",
            Text("Banyaknya yang diambil", "How many are taken"),
            quantity(made.take, definition, own),
            made.take,
            under=same(made.take.source),
        ),
        one("equal_at_cut", Text("Bila sama di batas", "When equal at the cut"), _AT_CUT[made.equal_at_cut]),
        *basis(made.basis),
    )
    return portrait(Part.RANKING, made, called, told)


def in_order(definition: Definition, of: Machine, order: Sequence[Key]) -> list[Said]:
    return [plain(_ORDERED[way].fill(name=quoted(label(definition, of, name))), (way, name)) for way, name in order]


def _ordered(definition: Definition, own: Machine, of: Machine, order: Sequence[Ordering]) -> Iterator[Said]:
    """`when` is read on the case that publishes."""
    for key in order:
        called = _ORDERED[key.direction].fill(name=quoted(label(definition, of, key.name)))
        yield plain(called if key.when is None else _WHEN.fill(name=called, when=expression(key.when, definition, own)), key)


def publication(definition: Definition, own: Machine, made: Publication) -> Portrait:
    of = definition.machines[made.of or own.name]
    told = (
        one("words", NAME, quoted(made.words)),
        one("of", Text("Tentang setiap", "About every"), lower(of.words), of.name),
        where("where", _WHERE, made.where, definition, own, of),
        *(_to(definition, of, role, entries) for role, entries in made.to.items()),
        many(
            "with",
            Text("Disertai", "Together with"),
            [plain(WITH.get(name, same(name)), name) for name in made.with_],
            covers=("with_", "to"),
        ),
        many("order", Text("Diurutkan menurut", "Ordered by"), list(_ordered(definition, own, of, made.order)), "list"),
        many("figures", Text("Yang boleh diambil proses lain", "What other processes may take"), names(made.figures, definition, of)),
        one("keep", Text("Disimpan selama", "Kept for"), same(made.keep) if made.keep else None),
        *basis(made.basis),
    )
    return portrait(Part.PUBLICATION, made, made.words, told)


def _to(definition: Definition, of: Machine, role: str, entries: Sequence[Entry]) -> Aspect:
    words = Text("Yang dibaca {role}", "What is read by {role}").fill(role=lower(definition.roles[role].words))
    shown = [Said(_entry(definition, of, name, entry), (name, entry.when), name=name) for entry in entries for name in entry.names]
    return many(f"to {role}", words, shown)


def _entry(definition: Definition, of: Machine, name: str, entry: Entry) -> Text:
    called = quoted(label(definition, of, name))
    return called if entry.when is None else _WHEN.fill(name=called, when=expression(entry.when, definition, of))
