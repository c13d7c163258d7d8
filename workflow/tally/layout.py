"""Where in a table everything stands: who is ranked, which column holds what, and columns that are one assessor's each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.core import show
from workflow.core.tally import Reads
from workflow.core.words import Text
from workflow.sheets import Note, Table, match, plain
from workflow.sheets.columns import readings, spelled
from workflow.tally.suffice import resolved
from workflow.tally.wanted import ASSESSOR, CALLED, POINTS, WHO, Columns, columns_of, elsewhere, wanted

NO_WHO = Text(
    "Tidak ada kolom yang menyebut siapa yang dinilai. Beri judul “{name}” (atau Nama, Kode, Nomor peserta).",
    "No column says who is judged. Head it “{name}” (or Name, Code, Number).",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """`at`: wanted name -> column letter. `assessors`: letter -> (fact of a sheet, who gave it). `instead`: reckoned names that the table gives
    because it gives not what they follow from. `columns`: what is read once those are given."""

    columns: Columns
    who: str
    at: Mapping[str, str]
    assessors: Mapping[str, tuple[str, str]]
    instead: frozenset[str]
    notes: tuple[Note, ...]

    @property
    def have(self) -> set[str]:
        return {*self.at, *(fact for fact, _name in self.assessors.values())}


def laid_out(table: Table, columns: Columns, points: frozenset[str] = frozenset()) -> Layout | Note:
    """The layout of the table for one stage. `points`: parts whose column holds points."""
    who = _who(table, columns)
    if who is None:
        return Note(NO_WHO.fill(name=WHO), next(iter(table.heads.values())).row)
    wants = wanted(columns)
    also_who = {letter for letter, cell in table.heads.items() if _is_called(cell.text) and not _means(cell.text, spelled(wants))}
    wide = {} if _has_assessor(table, columns) else dict(_wide(table, columns, {who, *also_who}))
    found = match(table, wants, {who, *also_who, *wide}, elsewhere(columns))
    at = _in_points(_by_assessor(found.columns, columns), points)
    have = {*at, *(fact for fact, _name in wide.values())}
    instead = frozenset(
        name for name in have & columns.reads.between.keys() if name in points or not resolved(columns, have - {name}, name)
    )
    return Layout(columns_of(columns.definition, columns.stage, instead), who, at, wide, instead, found.notes)


def _by_assessor(at: Mapping[str, str], columns: Columns) -> Mapping[str, str]:
    """Where each row is one assessor's, a column of a part or of its mean holds the fact of that assessor's sheet."""
    if ASSESSOR not in at:
        return at
    behind = {name: fact for name in at if (fact := _behind(columns, name)) is not None and fact not in at}
    return {behind.get(name, name): letter for name, letter in at.items()}


def _behind(columns: Columns, name: str) -> str | None:
    """The one fact of a sheet of which a part or a formula is made."""
    if name not in columns.reads.between or name in columns.machine.scores:
        return None
    leaves = reads_of(columns, name)
    return leaves[0] if len(leaves) == 1 else None


def reads_of(columns: Columns, name: str) -> list[str]:
    """The facts of sheets that a name is made of."""
    found = Reads(columns.definition, columns.stage.machine)
    found.names(columns.stage.machine, [name])
    return [leaf.name for leaf in found.leaves.values() if leaf.action]


def _in_points(at: Mapping[str, str], points: frozenset[str]) -> Mapping[str, str]:
    """A column that looks like printed points holds the part itself where somebody says so."""
    moved = {name: at[f"{POINTS}.{name}"] for name in points if name not in at and f"{POINTS}.{name}" in at}
    return {**{name: letter for name, letter in at.items() if letter not in moved.values()}, **moved}


def _who(table: Table, columns: Columns) -> str | None:
    machine = columns.machine
    called = machine.facts.get(machine.called or "")
    own = (machine.name, machine.words.id, machine.words.en, *((called.name, called.words.id, called.words.en) if called else ()))
    words = [WHO, *own, *CALLED]
    heads = {plain(cell.text): letter for letter, cell in reversed(list(table.heads.items()))}
    return next((heads[plain(word)] for word in words if plain(word) in heads), None)


def _is_called(head: str) -> bool:
    return plain(head) in {plain(word) for word in CALLED}


def _means(head: str, names: Mapping[str, str]) -> bool:
    return any(reading in names for reading in readings(head))


def _has_assessor(table: Table, columns: Columns) -> bool:
    names = spelled(wanted(columns))
    return any(names.get(reading) == ASSESSOR for cell in table.heads.values() for reading in readings(cell.text))


def _wide(table: Table, columns: Columns, taken: set[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Columns such as `paper 1`, `paper.Budi`, `Makalah (Budi)`: a fact of a sheet, and whose sheet it is."""
    known = _sheet_facts(columns)
    names = spelled(wanted(columns))
    for letter, cell in table.heads.items():
        if letter in taken or plain(cell.text) in names:
            continue
        found = next(((known[start], rest) for start in known if (rest := _rest(cell.text, start))), None)
        if found is not None:
            yield letter, found


def _sheet_facts(columns: Columns) -> dict[str, str]:
    """Spelling -> fact of a sheet, by its own name and words and those of the parts that are made of it; the longest spelling first."""
    facts = {leaf.name: leaf.fact for leaf in columns.reads.leaves.values() if leaf.action}
    found = {plain(text): name for name, fact in facts.items() for text in (name, fact.words.id, fact.words.en)}
    for name in columns.reads.between:
        fact = _behind(columns, name)
        if fact in facts and fact is not None:
            label = show.label(columns.definition, columns.machine, name)
            found |= {plain(text): fact for text in (name, label.id, label.en) if plain(text) not in found}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _rest(head: str, start: str) -> str | None:
    """What follows the spelling in a heading, where a mark or a number sets it apart."""
    for n in range(len(head), 0, -1):
        if plain(head[:n]) == start and not head[n : n + 1].isalpha():
            rest = head[n:].strip(" ._:#-/()[]")
            return rest or None
    return None
