"""The rows of a table as what a tally is given; every cell that cannot be read is noted with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from workflow.core.definition import Fact, FactKind
from workflow.core.fields import Desk, Items, parse
from workflow.core.language import Kind as ValueKind
from workflow.core.language import Type
from workflow.core.tally import Changes, Given, SheetGiven, most_of
from workflow.core.tally.numbers import decimals, written
from workflow.core.tally.work import outcomes
from workflow.core.words import Text, Words
from workflow.sheets import Cell, Note, Reader, Row, Table, plain
from workflow.sheets.cells import NUMBERS, UNKNOWN, chosen
from workflow.sheets.numerals import marks_of
from workflow.tally.layout import Layout
from workflow.tally.wanted import ASSESSOR, POINTS, RANK, STATE, TIMES, TOTAL

NO_WHO = Text(
    "Baris ini tidak menyebut siapa yang dinilai. Isi, atau hapus baris ini (baris jumlah bukan peserta).",
    "This row does not say who is judged. Fill it in, or remove the row (a row of sums is nobody).",
)
NO_ASSESSOR = Text("Baris ini tidak menyebut penilainya.", "This row does not say who the assessor is.")
TWICE = Text(
    "Penilai {name} sudah menilai {candidate} di baris {first}.", "The assessor {name} has judged {candidate} in row {first} already."
)
CHANGED = Text("“{name}” untuk {candidate} berbeda dari baris {first}.", "“{name}” of {candidate} differs from row {first}.")
RANGE = Text("{text} di luar 0 sampai {most}.", "{text} is not between 0 and {most}.")
NO_STATE = Text("“{text}” bukan keadaan yang dikenal: {states}.", "“{text}” is no known state: {states}.")
EMPTY = Text("Sel ini kosong: dianggap belum diketahui, bukan nol.", "This cell is empty: taken as not known, not as zero.")
_KINDS = {
    ValueKind.NUMBER: FactKind.DECIMAL,
    ValueKind.YES_NO: FactKind.YES_NO,
    ValueKind.DATE: FactKind.DATE,
    ValueKind.CHOICE: FactKind.TEXT,
}
_NUMBER = Fact("number", FactKind.DECIMAL, Type(ValueKind.NUMBER, places=12), Text("angka", "number"), places=12)
DESK = Desk("UTC", {}, is_file=lambda text: text)


@dataclass(slots=True)
class Rows:
    """Reads one table. `same`: facts that are the same in all rows."""

    table: Table
    layout: Layout
    changes: Changes
    same: Mapping[str, Items]
    done: Mapping[str, int]
    notes: list[Note] = field(default_factory=list)
    _reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        letters = [letter for name, letter in self.layout.at.items() if self._is_number(name)] + list(self.layout.assessors)
        self._reader = Reader(
            marks_of(row.cells[letter] for row in self.table.rows for letter in letters if letter in row.cells), self.notes
        )

    def _is_number(self, name: str) -> bool:
        fact = self.layout.columns.fact(name)
        if fact is not None:
            return fact.kind in NUMBERS and fact.type.kind is ValueKind.NUMBER
        return name in self.layout.columns.reads.between or name.partition(".")[0] in (RANK, TOTAL, POINTS, TIMES)

    # ------------------------------------------------------------ rows
    def given(self) -> list[Given]:
        """One for each candidate; rows of several assessors are brought together."""
        found: dict[tuple[str, ...], Given] = {}
        result: list[Given] = []
        for row in self.table.rows:
            one = self._row(row)
            if one is None:
                continue
            key = (one.candidate.casefold(), *(label.casefold() for label in one.labels.values()))
            if ASSESSOR in self.layout.at and key in found:
                merged = self._merged(found[key], one)
                result[result.index(found[key])] = found[key] = merged
            else:
                found[key] = one
                result.append(one)
        return result

    def _row(self, row: Row) -> Given | None:
        who = row.cells.get(self.layout.who)
        if who is None:
            self.notes.append(Note(NO_WHO, row.place, self.layout.who))
            return None
        columns = self.layout.columns
        labels = {name: label for name in columns.definition.ancestors(columns.stage.machine) if (label := self._label(row, name))}
        state = self._state(row)
        given = Given(
            row.place, who.text, labels, {**self.same, **self._facts(row)}, dict(self._values(row)), state if state not in self._outcomes else None,
            tuple(self._sheets(row)), dict(self._counts(row, "")), {**self.done, **dict(self._counts(row, TIMES))}, dict(self._printed(row)),
        )  # fmt: skip
        return replace(given, printed={**given.printed, STATE: state}) if state in self._outcomes and state else given

    def _label(self, row: Row, machine: str) -> str | None:
        """What the case above is called: in a column of its own, else by the fact that names it."""
        called = self.layout.columns.definition.machines[machine].called
        cell = self._cell(row, machine) or self._cell(row, f"{machine}.{called}")
        return cell.text if cell is not None else None

    def _cell(self, row: Row, name: str) -> Cell | None:
        return row.cells.get(self.layout.at.get(name, ""))

    def _head(self, name: str) -> str:
        return self.table.heads[self.layout.at[name]].text

    def _merged(self, first: Given, one: Given) -> Given:
        """Another assessor's row of the same candidate."""
        known = {(sheet.action, sheet.assessor) for sheet in first.sheets}
        for sheet in one.sheets:
            if (sheet.action, sheet.assessor) in known:
                self.notes.append(Note(TWICE.fill(name=sheet.assessor, candidate=one.candidate, first=first.place), one.place))
        known_of: list[tuple[Mapping[str, object], Mapping[str, object]]] = [(first.facts, one.facts), (first.values, one.values)]
        for earlier, later in known_of:
            for name in (name for name, found in later.items() if earlier.get(name, found) != found):
                self.notes.append(Note(CHANGED.fill(name=name, candidate=one.candidate, first=first.place), one.place))
        facts, values = {**one.facts, **first.facts}, {**one.values, **first.values}
        return replace(first, sheets=(*first.sheets, *one.sheets), facts=facts, values=values)

    # ------------------------------------------------------------ facts
    def _facts(self, row: Row) -> dict[str, Items]:
        """Asked facts of the case and of those above, and formulas that are given; those of sheets stand apart."""
        reads, found = self.layout.columns.reads, dict[str, Items]()
        names = [leaf.name for leaf in reads.leaves.values() if leaf.action is None]
        for name in (*names, *(n for n in reads.between if n in self.layout.instead)):
            fact, cell = self.layout.columns.fact(name), self._cell(row, name)
            if fact is None or name not in self.layout.at:
                continue
            items = self._items(cell, fact, self._head(name))
            if items:
                found[name] = items
            elif cell is None and not fact.optional:
                self._blank(row, name)
        return found

    def _blank(self, row: Row, name: str) -> None:
        self.notes.append(Note(EMPTY, row.place, self.layout.at[name], self._head(name), wrong=False))

    def _items(self, cell: Cell | None, fact: Fact, head: str) -> Items:
        text = self._reader.typed(cell, as_asked(fact), head)
        if text is None or cell is None:
            return ()
        items, problems = parse([as_asked(fact)], {fact.name: [text]}, DESK)
        self.notes += [cell.note(problem.text, head) for problem in problems]
        return items.get(fact.name, ())

    # ------------------------------------------------------------ values given instead, values printed
    def _values(self, row: Row) -> Iterator[tuple[str, Fraction]]:
        for name in self.layout.instead:
            if self.layout.columns.fact(name) is None:
                number = self._number(row, name, self._most(name))
                if number is not None:
                    yield name, Fraction(number)
                elif self._cell(row, name) is None:
                    self._blank(row, name)

    def _most(self, name: str) -> Fraction | None:
        """The greatest value of a score or part, or of the points of a part."""
        machine, changes = self.layout.columns.machine, self.changes
        if name in machine.scores:
            return Fraction(changes.most.get(name, machine.scores[name].out_of))
        part = next(part for score in machine.scores.values() for part in score.parts if part.name == name)
        if name in changes.points:
            weight = changes.weights.get(name, Fraction(part.weight, 100) if part.weight is not None else None)
            return weight if part.weighing is None else None
        inner = changes.most.get(part.from_.rpartition(".")[2], most_of(machine, part))
        return Fraction(changes.most.get(name, inner))

    def _number(self, row: Row, name: str, most: Fraction | None = None) -> str | None:
        cell = self._cell(row, name)
        if cell is None or cell.text.casefold() in UNKNOWN:
            return None
        found = self._reader.typed(cell, _NUMBER, self._head(name))
        if found is not None and most is not None and not 0 <= Fraction(found) <= most:
            self.notes.append(cell.note(RANGE.fill(text=cell.text, most=written(most)), self._head(name)))
            return None
        return found

    def _printed(self, row: Row) -> Iterator[tuple[str, str]]:
        """Numbers that somebody published: of what is reckoned here anyhow, the total, the rank, the points of a part."""
        parts = self.layout.columns.parts
        alone = self.layout.columns.stage.name if len(parts) != 1 else parts[0].name
        names = {RANK: "rank", TOTAL: "total", POINTS: alone, **{f"{POINTS}.{part.name}": part.name for part in parts}}
        names |= {name: name for name in self.layout.columns.reads.between if name not in self.layout.instead}
        for column, name in names.items():
            number = self._number(row, column)
            if number is not None:
                yield name, number

    def _counts(self, row: Row, kind: str) -> Iterator[tuple[str, int]]:
        """How many cases stand below, or how often an action was taken."""
        names = [f"{kind}.{name}" for name in self.layout.columns.times] if kind else list(self.layout.columns.reads.below)
        for name in names:
            number = self._number(row, name)
            if number is not None and decimals(number) == 0:
                yield name.removeprefix(f"{kind}.") if kind else name, int(number)

    # ------------------------------------------------------------ states
    @property
    def _outcomes(self) -> frozenset[str]:
        return outcomes(self.layout.columns.definition, self.layout.columns.stage)

    def _state(self, row: Row) -> str | None:
        """By its name, its words or its code; of several with one code the one to which the stage leads."""
        cell = self._cell(row, STATE)
        if cell is None or cell.text in UNKNOWN:
            return None
        states = self.layout.columns.machine.states.values()
        wanted = plain(cell.text)
        found = [s.name for s in states if wanted in {plain(t) for t in (s.name, s.code or "", *_all_words(s.words))} - {""}]
        led = [name for name in found if name in self._outcomes] or found
        if not led:
            self.notes.append(
                cell.note(NO_STATE.fill(text=cell.text, states=", ".join(s.code or s.name for s in states)), self._head(STATE))
            )
        return led[0] if led else None

    # ------------------------------------------------------------ sheets
    def _sheets(self, row: Row) -> Iterator[SheetGiven]:
        leaves = {leaf.name: leaf for leaf in self.layout.columns.reads.leaves.values() if leaf.action}
        by: dict[tuple[str, str], dict[str, Items]] = {}
        for letter, (name, who) in self.layout.assessors.items():
            by.setdefault((leaves[name].action or "", who), {})[name] = self._items(row.cells.get(letter), leaves[name].fact, name)
        long = {name: leaf for name, leaf in leaves.items() if name in self.layout.at}
        assessor = self._cell(row, ASSESSOR)
        if long and ASSESSOR in self.layout.at and assessor is None:
            self.notes.append(Note(NO_ASSESSOR, row.place, self.layout.at[ASSESSOR]))
        for name, leaf in long.items():
            items = self._items(self._cell(row, name), leaf.fact, self._head(name))
            by.setdefault((leaf.action or "", assessor.text if assessor else ""), {})[name] = items
        attributes = dict(self._attributes(row))
        return (
            SheetGiven(action, who, {n: i for n, i in f.items() if i}, attributes) for (action, who), f in by.items() if any(f.values())
        )

    def _attributes(self, row: Row) -> Iterator[tuple[str, str]]:
        for name, of in self.layout.columns.reads.attributes.items():
            cell = self._cell(row, name)
            if cell is None:
                continue
            found = chosen(of.choices, cell.text)
            if isinstance(found, Text):
                self.notes.append(cell.note(found, self._head(name)))
            else:
                yield name, found


def as_asked(fact: Fact) -> Fact:
    """A formula or a figure whose value is given is read like a fact of its type."""
    if fact.formula is None:
        return fact
    kind = _KINDS.get(fact.type.kind, FactKind.TEXT)
    return replace(fact, kind=kind, places=fact.type.places, formula=None, optional=True, most=None)


def _all_words(words: Words) -> Iterator[str]:
    for text in (words.owner, words.public, words.staff):
        yield from (text.id, text.en)
