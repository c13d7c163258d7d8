"""The columns that a stage reads, and the headings under which they are known."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields

from workflow.core import show
from workflow.core.definition import Definition, Fact, FactKind, Machine, Part
from workflow.core.language import walk
from workflow.core.language.nodes import Times
from workflow.core.names import fact_at
from workflow.core.tally import Kind, Leaf, Reads, Row, SheetGiven, Stage, parts_of, reads
from workflow.core.tally.stages import moment_actions
from workflow.core.words import Language, Text
from workflow.sheets import Wanted, plain

_PLACE, WHO, ABOVE = (field.name for field in fields(Row)[:3])
_ACTION, ASSESSOR = (field.name for field in fields(SheetGiven)[:2])
"""The names of the answer are those of the columns: who is ranked, within what, and by whom judged."""
CALLED = (
    WHO, "Calon", "Peserta", "Pelamar", "Applicant", "Participant", "Pegawai", "Nomor peserta", "No peserta", "Kode", "Code", "Nama", "Name",
    "Nama peserta", "Nama pelamar", "NIP", "Nomor", "Number", "id", "No",
)  # fmt: skip
"""What the column of those who are ranked may be called, the surest first."""
STATE, RANK, TOTAL, POINTS, TIMES = "state", "published_rank", "published_total", "published_points", "times"
_NO_COLUMN = (FactKind.CHECKLIST, FactKind.TABLE, FactKind.PERSON)
_PRINTED = {
    RANK: ("printed_rank", "rank", "ranking", "peringkat", "urutan"),
    TOTAL: ("printed_total", "total", "jumlah", "nilai akhir", "total nilai", "jumlah nilai"),
    POINTS: ("printed_points", "points", "poin", "nilai berbobot"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """`reads`: what the stage reads where nothing is given instead. `parts`: whose points a row shows. `own`: of the machine that is ranked."""

    definition: Definition
    stage: Stage
    reads: Reads
    parts: tuple[Part, ...]

    @property
    def machine(self) -> Machine:
        return self.definition.machines[self.stage.machine]

    @property
    def times(self) -> tuple[str, ...]:
        """Actions whose number of times the stage asks for."""
        needs = [clause.that for action in moment_actions(self.machine, self.stage.name) for clause in action.needs]
        counted = [node.action for that in needs for node in walk(that) if isinstance(node, Times)]
        return tuple(dict.fromkeys(counted)) if self.stage.kind is Kind.MOMENT else ()

    def fact(self, name: str) -> Fact | None:
        """The fact behind a column of the reads: asked or reckoned, own or `machine.fact`."""
        return fact_at(self.definition, self.stage.machine, name)


def columns_of(definition: Definition, stage: Stage, given: Collection[str] = ()) -> Columns:
    """The columns of a stage. `given`: scores, parts and formulas that a table gives instead of what they follow from."""
    return Columns(definition, stage, reads(definition, stage, given), parts_of(definition, stage))


def wanted(columns: Columns) -> list[Wanted]:
    """Everything that may stand in the table, the surest meaning of a heading first."""
    return [
        *_facts(columns, above=False), *_reckoned(columns), *_above(columns), *_facts(columns, above=True), *_beside(columns), *_printed(columns)
    ]  # fmt: skip


def _facts(columns: Columns, *, above: bool) -> Iterator[Wanted]:
    own = {name.rpartition(".")[2] for name in (*columns.reads.leaves, *columns.reads.between) if "." not in name}
    for leaf in columns.reads.leaves.values():
        if ("." in leaf.name) is above and leaf.fact.kind not in _NO_COLUMN:
            short = leaf.name.rpartition(".")[2]
            yield Wanted(leaf.name, (*_words(leaf.fact.words), *([short] if above and short not in own else [])))


def _words(words: Text) -> tuple[str, ...]:
    return (words.id, words.en)


def _reckoned(columns: Columns) -> Iterator[Wanted]:
    """Formulas, scores and parts; in the stage of one part its value may simply be called a value."""
    for name in columns.reads.between:
        fact = columns.fact(name)
        short = name.rpartition(".")[2]
        words = _words(fact.words if fact is not None else show.label(columns.definition, columns.machine, short))
        plain = ("raw", "nilai", "nilai mentah", "skor", "score") if name == columns.stage.name and columns.stage.kind is Kind.PART else ()
        yield Wanted(name, (*words, *plain))


def _above(columns: Columns) -> Iterator[Wanted]:
    """What the cases above are called; a fact that names them is read as such where the stage reads it."""
    for n, name in enumerate(columns.definition.ancestors(columns.stage.machine)):
        machine = columns.definition.machines[name]
        called = machine.facts.get(machine.called or "") if f"{name}.{machine.called}" not in columns.reads.leaves else None
        words: tuple[str, ...] = (*_words(machine.words), *((called.name, *_words(called.words)) if called is not None else ()))
        yield Wanted(name, (*words, *([ABOVE] if n == 0 else [])))


def _beside(columns: Columns) -> Iterator[Wanted]:
    yield Wanted(STATE, ("status", "keadaan"))
    if any(leaf.action for leaf in columns.reads.leaves.values()):
        yield Wanted(ASSESSOR, ("asesor", "penilai", "juri", "pemeriksa", *_givers(columns)))
    for name, of in columns.reads.attributes.items():
        yield Wanted(name, _words(of.words))
    for name in columns.reads.below:
        yield Wanted(name, _words(columns.definition.machines[name].words))
    for name in columns.times:
        yield Wanted(f"{TIMES}.{name}", (name,))


def _givers(columns: Columns) -> Iterator[str]:
    """The roles that give the sheets."""
    for leaf in columns.reads.leaves.values():
        for role in columns.machine.actions[leaf.action].by if leaf.action else ():
            if role in columns.definition.roles:
                yield from (role, *_words(columns.definition.roles[role].words))


def _printed(columns: Columns) -> Iterator[Wanted]:
    for part in columns.parts:
        label = show.label(columns.definition, columns.machine, part.name)
        also = (f"published_{part.name}", f"{part.name}_points", f"points_{part.name}", f"poin {label.id}", f"points of {label.en}")
        yield Wanted(f"{POINTS}.{part.name}", also)
    for name, others in _PRINTED.items():
        yield Wanted(name, others)


def elsewhere(columns: Columns) -> set[str]:
    """Spellings of what other stages of the same cases read: such a column is simply not used here."""
    machines = [columns.definition.machines[name] for name in (columns.stage.machine, *columns.definition.ancestors(columns.stage.machine))]
    facts = [(machine.name, fact) for machine in machines for fact in machine.facts.values()]
    called = [text for machine, fact in facts for text in (fact.name, f"{machine}.{fact.name}", *_words(fact.words))]
    scores = [name for machine in machines for score in machine.scores.values() for name in (score.name, *(p.name for p in score.parts))]
    return {plain(text) for text in (*called, *scores)}


def names(columns: Columns) -> list[str]:
    """The columns to bring: those that hold what is judged, then those of the cases above, then what else the stage asks."""
    places = {fact: n for machine in columns.definition.machines.values() for n, fact in enumerate(machine.facts)}
    leaves = sorted(columns.reads.leaves.values(), key=lambda leaf: places[leaf.fact.name])
    own = [leaf.name for leaf in leaves if "." not in leaf.name]
    above = [leaf.name for leaf in leaves if "." in leaf.name]
    label = [ABOVE] if columns.definition.machines[columns.stage.machine].parent and columns.stage.holder else []
    sheets = [ASSESSOR] if any(leaf.action for leaf in leaves) else []
    counted = [*columns.reads.closed, *columns.reads.below, *(f"{TIMES}.{name}" for name in columns.times)]
    return [WHO, *label, *sheets, *columns.reads.attributes, *own, *above, *counted]


def described(columns: Columns, name: str, language: Language) -> dict[str, object]:
    """A column to bring, told: its words, its kind and what it may hold."""
    fact = columns.fact(name)
    if fact is None:
        return {"name": name}
    choices = list(fact.choices.values) if fact.choices is not None else None
    least, most = fact.scale or (fact.least, fact.most)
    bounds = {"least": least, "most": most, "places": fact.places, "choices": choices, "default": fact.default, "optional": fact.optional}
    return {"name": name, "kind": fact.kind.value, "words": fact.words.in_(language), **bounds}


def lacking(columns: Columns) -> list[Leaf]:
    """Facts that neither the definition gives nor anybody may leave out."""
    return [leaf for leaf in columns.reads.leaves.values() if leaf.fact.default is None and not leaf.fact.optional]
