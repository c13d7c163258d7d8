"""What somebody asks beside the file: values that are the same for all rows, other weights and maxima, parts in points."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from fractions import Fraction

from workflow.core.fields import Items, parse
from workflow.core.tally import Changes, weight_troubles
from workflow.core.words import Text
from workflow.sheets import Cell, Note, Reader, Wanted, plain
from workflow.sheets.numerals import marks_of
from workflow.tally.rows import DESK, as_asked
from workflow.tally.wanted import POINTS, TIMES, Columns, elsewhere, wanted

NO_NAME = Text("Tidak ada “{name}” pada tahap ini.{like} Lihat --columns.", "There is no “{name}” in this stage.{like} See --columns.")
LIKE = Text(" Mungkin maksudnya “{name}”?", " Did you mean “{name}”?")
TWO_WAYS = Text("“{name}” ada di berkas dan di --set; pakai salah satu.", "“{name}” is in the file and in --set; use one of them.")
UNREAD = Text(
    "“{name}” tidak dibaca pada tahap ini, jadi --set tidak mengubah apa pun.",
    "“{name}” is not read at this stage, so --set changes nothing.",
)
NO_PART = Text("“{name}” bukan bagian nilai.", "“{name}” is no part of a score.")
SAID = Text("--set {name}: {text}", "--set {name}: {text}")


@dataclass(frozen=True, slots=True)
class Asked:
    """`stage`: None for the one that the columns suffice for. `same`: name -> text, for all rows. `weights`: per cent. `points`: parts whose
    column holds points. `most`: fact, part or score -> its greatest value. `heads`: name -> heading in the file. `sheet`: of a workbook."""

    today: date
    stage: str | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    points: tuple[str, ...] = ()
    most: Mapping[str, int] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """What all rows share: facts by name, and how often actions were taken."""

    facts: Mapping[str, Items]
    done: Mapping[str, int]


def meant(name: str, known: Collection[Wanted]) -> str | Text:
    """The wanted name that somebody wrote, or a sentence with the likeliest one."""
    listed = list(known)
    spellings = {spelling: one.name for one in reversed(listed) for spelling in one.spellings}
    spellings |= {plain(one.name): one.name for one in reversed(listed)}
    found = spellings.get(plain(name))
    if found is not None:
        return found
    close = get_close_matches(plain(name), list(spellings), n=1, cutoff=0.6)
    return NO_NAME.fill(name=name, like=LIKE.fill(name=spellings[close[0]]) if close else "")


def changes(columns: Columns, asked: Asked) -> tuple[Changes, list[Note]]:
    """Names as the definition writes them; what is wrong with weights is told here too."""
    known, notes = wanted(columns), list[Note]()

    def named(names: Collection[str]) -> dict[str, str]:
        found = {name: meant(name, known) for name in names}
        notes.extend(Note(text) for text in found.values() if isinstance(text, Text))
        return {name: text.removeprefix(f"{POINTS}.") for name, text in found.items() if isinstance(text, str)}

    parts = {part.name for score in columns.machine.scores.values() for part in score.parts}
    elsewhere = parts - columns.reads.between.keys()
    points, most = named([name for name in asked.points if name not in elsewhere]), named(asked.most)
    notes += [Note(NO_PART.fill(name=name)) for name in points.values() if name not in parts]
    notes += [Note(text) for text in weight_troubles(columns.machine, asked.weights)]
    return Changes(asked.weights, frozenset(points.values()), {most[name]: n for name, n in asked.most.items() if name in most}), notes


def same(columns: Columns, asked: Asked, in_file: Collection[str]) -> tuple[Same, list[Note]]:
    """The values of `--set`, typed like cells."""
    known, notes = wanted(columns), list[Note]()
    facts: dict[str, Items] = {}
    done: dict[str, int] = {}
    for written, text in asked.same.items():
        name = meant(written, known)
        if isinstance(name, Text) and plain(written) in elsewhere(columns):
            notes.append(Note(UNREAD.fill(name=written), wrong=False))
        elif isinstance(name, Text) or name in in_file:
            notes.append(Note(name if isinstance(name, Text) else TWO_WAYS.fill(name=name)))
        elif name.startswith(f"{TIMES}.") and text.isdecimal():
            done[name.removeprefix(f"{TIMES}.")] = int(text)
        else:
            items, told = _typed(columns, name, text)
            facts |= {name: items} if items else {}
            notes += [Note(SAID.fill(name=name, text=problem)) for problem in told]
    return Same(facts, done), notes


def _typed(columns: Columns, name: str, text: str) -> tuple[Items, list[Text]]:
    fact = columns.fact(name)
    if fact is None:
        return (), [NO_NAME.fill(name=name, like="")]
    cell = Cell(0, "", text.strip())
    reader = Reader(marks_of([cell]))
    typed = reader.typed(cell, as_asked(fact), name)
    items, problems = parse([as_asked(fact)], {fact.name: [typed or ""]}, DESK)
    told = [note.text for note in reader.notes if note.wrong]
    return items.get(fact.name, ()), told or [problem.text for problem in problems]
