"""Tallies of tables: a file of scores and a stage of a definition give points, totals, ranks and every contradiction, or every bad cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from workflow.core.definition import Definition
from workflow.core.tally import Given, Kind, Stage, Tally, find, main_key, reckon, stages
from workflow.core.words import Text
from workflow.sheets import Note, Table, Unreadable, in_order, plain, read_grid, table
from workflow.sheets.columns import readings, spelled
from workflow.tally.layout import Layout, laid_out
from workflow.tally.rows import Rows
from workflow.tally.setting import Asked, Same, changes, same
from workflow.tally.suffice import suffices
from workflow.tally.wanted import CALLED, columns_of, described, lacking, names, wanted

__all__ = ["Answer", "Asked", "columns_of", "default_stage", "described", "names", "tally"]

NO_STAGE = Text("Tidak ada tahap “{name}”. Ada: {names}.", "There is no stage “{name}”. There are: {names}.")
NONE_FITS = Text(
    "Kolom di berkas ini tidak cukup untuk tahap mana pun. Sebut tahapnya dengan --stage; --columns menunjukkan kolomnya.",
    "The columns of this file suffice for no stage. Name one with --stage; --columns shows its columns.",
)
LACKS = Text(
    "Tidak satu baris pun dapat dihitung. Kolom yang tidak ada: {names}.", "Not one row can be reckoned. Columns that are missing: {names}."
)
WITHOUT = Text("Kolom ini tidak ada, jadi dianggap belum diketahui: {names}.", "These columns are missing and taken as not known: {names}.")
UNCUT = Text(
    "Kolom ini tidak ada, jadi tidak diketahui siapa yang masuk: {names}. Beri sebagai kolom, atau dengan --set.",
    "These columns are missing, so it is not known who is admitted: {names}. Give them as columns, or with --set.",
)
NO_POINTS = Text("Kolom “{name}” yang disebut --points tidak ada di berkas.", "The file has no column “{name}”, which --points names.")
NO_HEAD = Text("Tidak ada judul “{head}” di berkas.", "The file has no heading “{head}”.")


@dataclass(frozen=True, slots=True)
class Answer:
    """`tally` is None where a note is wrong."""

    stage: Stage | None
    tally: Tally | None
    notes: tuple[Note, ...]


def tally(definition: Definition, content: bytes, asked: Asked) -> Answer:
    """The stage reckoned over the file, or everything that stands in the way. A bad file raises nothing."""
    try:
        found = table(read_grid(content, asked.sheet), _known(definition, asked))
    except Unreadable as unreadable:
        return Answer(None, None, (unreadable.note,))
    found, notes = _renamed(found, asked)
    stage = _stage(definition, found, asked)
    if isinstance(stage, Text):
        return Answer(None, None, in_order([*found.notes, *notes, Note(stage)]))
    changed, troubles = changes(columns_of(definition, stage), asked)
    layout = laid_out(found, columns_of(definition, stage), changed.points)
    if isinstance(layout, Note):
        return Answer(stage, None, in_order([*found.notes, *notes, *troubles, layout]))
    shared, more = same(layout.columns, asked, layout.have)
    absent = [Note(NO_POINTS.fill(name=name)) for name in changed.points if name not in layout.at]
    rows = Rows(found, layout, changed, shared.facts, shared.done)
    given = rows.given()
    told = [*found.notes, *notes, *troubles, *more, *absent, *layout.notes, *rows.notes]
    if any(note.wrong for note in told):
        return Answer(stage, None, in_order(told))
    return _judged(layout, shared, reckon(definition, stage, given, changed, asked.today), told, given)


def _judged(layout: Layout, shared: Same, found: Tally, told: Iterable[Note], given: list[Given]) -> Answer:
    """The tally, unless its rows do not fit together or a missing column leaves nothing to reckon."""
    notes = [*told, *(Note(remark.text, remark.place, wrong=remark.wrong) for remark in found.remarks)]
    missing = [leaf.name for leaf in lacking(layout.columns) if leaf.name not in {*layout.have, *shared.facts}]
    missing += [name for name in layout.columns.reads.closed if name not in {*layout.have, *shared.facts}]
    missing += [name for name in layout.columns.reads.below if name not in layout.have]
    if missing:
        blind = bool(given) and _blind(found, layout)
        text = (
            LACKS
            if blind
            else UNCUT
            if any(row.rank and row.admitted is None for row in found.rows) and found.stage.kind is Kind.RANKING
            else WITHOUT
        )
        notes.append(Note(text.fill(names=", ".join(missing)), wrong=blind))
    wrong = any(note.wrong for note in notes)
    return Answer(found.stage, None if wrong else found, in_order(notes))


def _blind(found: Tally, layout: Layout) -> bool:
    """Whether nothing came out for any row."""
    if found.stage.kind is Kind.MOMENT:
        return bool(layout.columns.reads.closed) or not layout.have & layout.columns.reads.below.keys()
    if main_key(layout.columns.definition, found.stage) is not None:
        return all(row.total is None for row in found.rows)
    return all(not row.values and row.passed is None for row in found.rows)


# ------------------------------------------------------------------ which stage
def _known(definition: Definition, asked: Asked) -> Callable[[str], bool]:
    """Whether a text heads a column of any stage."""
    every = [one for stage in stages(definition) for one in wanted(columns_of(definition, stage))]
    known = {*spelled(every), *map(plain, CALLED), *map(plain, asked.heads.values())}
    return lambda text: any(reading in known for reading in readings(text))


def _renamed(found: Table, asked: Asked) -> tuple[Table, list[Note]]:
    """Headings replaced by the names that somebody says they stand for."""
    names = {plain(head): name for name, head in asked.heads.items()}
    there = {plain(cell.text) for cell in found.heads.values()}
    heads = {letter: replace(cell, text=names.get(plain(cell.text), cell.text)) for letter, cell in found.heads.items()}
    return replace(found, heads=heads), [Note(NO_HEAD.fill(head=head)) for head in asked.heads.values() if plain(head) not in there]


def _stage(definition: Definition, found: Table, asked: Asked) -> Stage | Text:
    if asked.stage is not None:
        stage = find(definition, asked.stage)
        return stage or NO_STAGE.fill(name=asked.stage, names=", ".join(stage.name for stage in stages(definition)))
    return next((stage for stage in _candidates(definition) if _fits(definition, stage, found, asked)), NONE_FITS)


def _candidates(definition: Definition) -> list[Stage]:
    """Rankings before scores, the last of the file first; then tables, requirements and formulas."""
    kinds = (Kind.RANKING, Kind.SCORE, Kind.TABLE, Kind.REQUIREMENTS, Kind.FORMULA, Kind.PART)
    every = list(reversed(stages(definition)))
    return [stage for kind in kinds for stage in every if stage.kind is kind]


def default_stage(definition: Definition) -> Stage | None:
    """The one whose columns are shown when none is named."""
    return next(iter(_candidates(definition)), None)


def _fits(definition: Definition, stage: Stage, found: Table, asked: Asked) -> bool:
    layout = laid_out(found, columns_of(definition, stage))
    if isinstance(layout, Note):
        return False
    shared, _notes = same(layout.columns, asked, ())
    return suffices(layout.columns, {*layout.have, *shared.facts})
