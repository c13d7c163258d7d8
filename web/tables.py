"""The rows of a publication as titled tables in the page's language: for the page and for the PDF alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from web import formats
from web.i18n import language
from workflow.core.words import LANGUAGES, Language, Text
from workflow.papers import Table
from workflow.queries.look import FactRow
from workflow.queries.public_papers import About
from workflow.queries.public_shown import Paper, Row

WIDEST, LONGEST = 5, 60


def paper_tables(paper: Paper, about: About) -> list[Table]:
    """The rows first, then the parts that the publication adds, always in the same order; empty parts are left out."""
    parts = [table(paper.more[name], about) for name, table in _WITH.items() if paper.more.get(name)]
    if paper.sources:
        parts.append(Table(_("Asal angka"), [[_said(words), _said(source)] for words, source in paper.sources]))
    return [*_rows(paper, about), *parts]


def grid_tables(rows: Iterable[FactRow]) -> list[Table]:
    """The answers that are tables, each as a table of its own."""
    wanted = language()
    return [Table(row.words.in_(wanted), row.grid.rows_in(wanted), row.grid.head_in(wanted)) for row in rows if row.grid is not None]


def _rows(paper: Paper, about: About) -> list[Table]:
    shown = [name for name in paper.columns if any(name in row.cells for row in paper.rows)]
    if not shown:
        return [Table(_("Tidak ada yang diumumkan"), [])] if not paper.rows and not paper.more else []
    if len(paper.rows) > 1 and len(shown) <= WIDEST and all(_fits(row) for row in paper.rows):
        head = [_said(paper.columns[name]) for name in shown]
        return [Table(_said(paper.words), [[_cell(row, name) for name in shown] for row in paper.rows], head)]
    called = about.definition.machines[paper.of].called
    return [_one(paper, row, shown, called) for row in paper.rows]


def _fits(row: Row) -> bool:
    return all(len(text.id) <= LONGEST and len(text.en) <= LONGEST for text in row.cells.values())


def _one(paper: Paper, row: Row, shown: list[str], called: str | None) -> Table:
    title = _said(row.cells[called]) if called in row.cells else row.case
    return Table(title, [[_said(paper.columns[n]), _cell(row, n)] for n in shown if n in row.cells and n not in (called, "number")])


def _cell(row: Row, name: str) -> str:
    return _said(row.cells[name]) if name in row.cells else "–"


def _said(text: Text) -> str:
    return text.in_(language())


def _pair(pair: list[str]) -> str:
    return pair[LANGUAGES.index(language())]


# ------------------------------------------------------------------ what a publication adds
def _facts(found: Any, _about: About) -> Table:
    return Table(_("Ketentuan"), [[_pair(f["words"]), _pair(f["value"])] for f in found])


def _scores(found: Any, _about: About) -> Table:
    rows = [[_pair(s["score"]), _pair(s["part"]), _weight(s)] for s in found]
    return Table(_("Kriteria dan bobot"), rows, [_("Nilai"), _("Kriteria"), _("Bobot")])


def _weight(found: Mapping[str, Any]) -> str:
    if "setting" in found:
        return _("menurut %(setting)s", setting=_pair(found["setting"]))
    return f"{formats.scaled(found['weight'], language(), 2)}%" if found["weight"] else "–"


def _windows(found: Any, about: About) -> Table:
    several = len({w["case"] for w in found}) > 1
    rows = [
        [
            *([w["case"]] if several else []),
            _pair(w["window"]),
            _moment(w["opens"], about, formats.long_moment),
            _moment(w["closes"], about),
        ]
        for w in found
    ]
    head = [*([_("Nomor")] if several else []), _("Tahap"), _("Mulai"), _("Sampai")]
    return Table(_("Jadwal"), rows, head)


def _moment(text: str | None, about: About, said: Callable[[datetime, Language, str], str] = formats.closing) -> str:
    """A day, or a moment: an end at midnight is said as 24.00 of the day before, a beginning as it is."""
    if text is None:
        return "–"
    if len(text) == 10:
        return formats.day(date.fromisoformat(text), language(), about.zone)
    return said(datetime.fromisoformat(text), language(), about.zone)


def _committee(found: Any, _about: About) -> Table:
    rows = [
        [h["name"], _pair(h["role"]) + (f" ({_('cadangan')})" if h["deputy"] else ""), ", ".join(map(_pair, h["attributes"])) or "–"]
        for h in found
    ]
    return Table(_("Tim dan petugas"), rows, [_("Nama"), _("Peran"), _("Unsur")])


def _changes(found: Any, _about: About) -> Table:
    return Table(
        _("Yang berubah"), [[_pair(c["words"]), _pair(c["old"]), _pair(c["new"])] for c in found], [_("Hal"), _("Semula"), _("Menjadi")]
    )


def _counts(found: Mapping[str, Any], _about: About) -> Table:
    rows = [[_pair(s["words"]), formats.number(s["n"], language())] for s in found["states"]]
    return Table(_("Jumlah"), [*rows, [_("Semua"), formats.number(found["all"], language())]])


def _explanations(found: Any, _about: About) -> Table:
    return Table(_("Alasan"), [[_pair(e["called"]), e["text"]] for e in found])


def _rankings(found: Any, _about: About) -> Table:
    ways = {"highest": _("tertinggi"), "lowest": _("terendah")}
    rows = [[str(place), f"{_pair(words)} ({ways[way]})"] for r in found for place, (way, words) in enumerate(r["order"], start=1)]
    return Table(_("Urutan peringkat"), rows)


_WITH: dict[str, Callable[[Any, About], Table]] = {
    "changes": _changes,
    "explanations": _explanations,
    "counts": _counts,
    "facts": _facts,
    "scores": _scores,
    "rankings": _rankings,
    "windows": _windows,
    "committee": _committee,
}
