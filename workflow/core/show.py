"""Typed values as text for people, in both languages: what letters, minutes and publications print."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from workflow.core.definition import ChoiceList, Definition, Fact, FactKind, Machine
from workflow.core.fields import Item, Items
from workflow.core.language import Type, Value
from workflow.core.scoring import PLACES
from workflow.core.values import rows_of
from workflow.core.words import LANGUAGES, Text, same

MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
UNKNOWN = Text("belum diketahui", "not known yet")
NONE = Text("tidak ada", "none")


def day(value: date) -> Text:
    return Text(*(f"{value.day} {MONTHS[language][value.month - 1]} {value.year}" for language in ("id", "en")))


def moment(value: datetime, zone: str) -> Text:
    """`16 November 2026, 16.00 WITA`."""
    local = value.astimezone(ZoneInfo(zone))
    return _at(local.date(), f"{local:%H}", f"{local:%M}", zone)


def closing(value: datetime, zone: str) -> Text:
    """A deadline: midnight is said as 24.00 of the day that ends with it."""
    local = value.astimezone(ZoneInfo(zone))
    return moment(value, zone) if local.hour or local.minute else _at(local.date() - timedelta(days=1), "24", "00", zone)


def _at(date_: date, hour: str, minute: str, zone: str) -> Text:
    written, name = day(date_), ZONES.get(zone, zone)
    return Text(f"{written.id}, {hour}.{minute} {name}", f"{written.en}, {hour}:{minute} {name}")


def decimal(scaled: int, places: int, show: int | None = None) -> Text:
    """A scaled integer with `show` places, half up; comma in Indonesian, point in English."""
    value = Decimal(scaled).scaleb(-places)
    shown = places if show is None else show
    rounded = (abs(value) * 10**shown + Decimal("0.5")) // 1
    text = f"{(rounded if value >= 0 else -rounded).scaleb(-shown):.{shown}f}"
    return Text(text.replace(".", ","), text)


def fact(definition: Definition, machine: Machine, fact: Fact, items: Items | None, zone: str) -> Text:
    """All items of one fact, joined by commas."""
    if not items:
        return UNKNOWN
    if fact.kind is FactKind.TABLE:
        return _table(definition, machine, fact, items, zone)
    shown = [_item(definition, machine, fact, item, zone) for item in items]
    return Text(", ".join(t.id for t in shown), ", ".join(t.en for t in shown))


def _item(definition: Definition, machine: Machine, fact: Fact, item: Item, zone: str) -> Text:
    match fact.kind:
        case FactKind.YES_NO:
            return Text("Ya", "Yes") if item.n else Text("Tidak", "No")
        case FactKind.NUMBER | FactKind.RATING | FactKind.DECIMAL:
            return Text("Tidak dapat menilai", "Cannot judge") if item.n is None else decimal(item.n, fact.places)
        case FactKind.DATE:
            return day(item.d) if item.d else UNKNOWN
        case FactKind.MOMENT:
            return moment(item.m, zone) if item.m else UNKNOWN
        case FactKind.DURATION:
            return Text(f"{(item.n or 0) // 86400} hari", f"{(item.n or 0) // 86400} days")
        case FactKind.CHOICE:
            return fact.choices.words.get(item.s or "", same(item.s or "")) if fact.choices else same(item.s or "")
        case FactKind.CHECKLIST:
            return _finding(machine, fact, item)
        case FactKind.FILE:
            return Text("berkas", "file")
        case FactKind.PERSON:
            return same(item.remark or "")
    return same(item.s or "")


def _table(definition: Definition, machine: Machine, table: Fact, items: Items, zone: str) -> Text:
    """A line for each row: what each column says, with its words; columns left empty are left out."""
    lines: list[Text] = []
    for row in rows_of(table, items):
        cells = [
            (c.words, fact(definition, machine, c, (item,), zone)) for c, item in zip(table.columns, row, strict=True) if item != Item()
        ]
        lines.append(Text(*("; ".join(f"{w.in_(language)}: {t.in_(language)}" for w, t in cells) for language in LANGUAGES)))
    return Text("\n".join(line.id for line in lines), "\n".join(line.en for line in lines))


def _finding(machine: Machine, fact: Fact, item: Item) -> Text:
    clause = next(c for c in machine.requirements[fact.of or ""] if c.name == item.s)
    words = clause.words or same(clause.source)
    verdict = Text("terpenuhi", "met") if item.n else Text("tidak terpenuhi", "not met")
    why = f" ({item.remark})" if item.remark else ""
    return Text(f"{words.id}: {verdict.id}{why}", f"{words.en}: {verdict.en}{why}")


def value(found: Value, type_: Type, zone: str, *, choices: ChoiceList | None = None, places: int | None = None) -> Text:
    """What a formula or a decision table gives, as text; a number with `places`, else with at most two."""
    if found is None:
        return UNKNOWN
    if isinstance(found, bool):
        return Text("Ya", "Yes") if found else Text("Tidak", "No")
    if isinstance(found, int):
        return decimal(found, type_.places, min(type_.places, 2) if places is None else places)
    if isinstance(found, datetime):
        return moment(found, zone)
    if isinstance(found, date):
        return day(found)
    return choices.words.get(found, same(found)) if choices else same(found)


def points(scaled: int | None, places: int) -> Text:
    return UNKNOWN if scaled is None else decimal(scaled, PLACES, places)


ENGINE_NAMES = {
    "number": Text("Nomor", "Number"),
    "state": Text("Status", "Status"),
    "owner": Text("Pemilik", "Owner"),
    "actor": Text("Yang melakukan", "Who does it"),
    "today": Text("Hari ini", "Today"),
    "rank": Text("Peringkat", "Rank"),
    "tied": Text("Nilai sama", "Tied"),
    "taken": Text("Masuk daftar", "On the list"),
    "decided_by": Text("Ditentukan oleh", "Decided by"),
    "size": Text("Jumlah diperingkat", "Ranked"),
    "filled": Text("Jumlah diambil", "Taken in all"),
    "tied_at_cut": Text("Nilai sama di batas", "Tied at the cut"),
    "placed": Text("Mendapat tempat", "Placed"),
    "place": Text("Tempat", "Place"),
    "code": Text("Kode pengisian", "How it was filled"),
    "rows": Text("Banyaknya baris", "Number of rows"),
}


def label(definition: Definition, machine: Machine, name: str) -> Text:
    """What a name of the machine is called: a fact, score, part, window, ranking column or one of the engine's own."""
    head, _, rest = name.partition(".")
    if rest and head in definition.machines:
        return label(definition, definition.machines[head], rest)
    if name in machine.facts:
        return machine.facts[name].words
    if rest == "rows" and head in machine.facts:
        return Text("Jumlah baris: {words}", "Number of rows: {words}").fill(words=machine.facts[head].words)
    if head in definition.tables:
        return definition.tables[head].columns[rest].words
    for score in machine.scores.values():
        if name == score.name:
            return score.words
        for part in score.parts:
            if name == part.name:
                return part.words or label(definition, machine, part.from_.rpartition(".")[2])
    if rest and head in machine.actions:
        return label(definition, machine, rest)
    if name in machine.windows:
        return machine.windows[name].words
    return ENGINE_NAMES.get(rest or name, same(name))


def places_of(machine: Machine, name: str) -> int:
    """Display places of a score or part."""
    for score in machine.scores.values():
        if name == score.name or any(part.name == name for part in score.parts):
            return score.places
    return 2
