"""Sentences about a guard, Indonesian and English, made from the words of its names. Knows no process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from workflow.core.language import nodes as n
from workflow.core.language.evaluate import evaluate
from workflow.core.language.types import COUNTED, YES_NO, Kind, Type, Value, View
from workflow.core.words import Text, same

WordsOf = Callable[[str], Text | None]
"""The words of a name, set, role or action as the guard writes it; of a choice's value by `name=value`. None: it has none."""


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom what is told: the case that carries the guard, the words of its names, the zone in which moments are shown."""

    view: View
    words: WordsOf
    zone: str

    def named(self, name: str) -> Text:
        return self.words(name) or same(name)


UNKNOWN = Text("belum diketahui", "not known yet")
_YES, _NO = Text("ya", "yes"), Text("tidak", "no")
_SHAPE = Text("{what}: {value}, {asked}", "{what}: {value}, {asked}")
_PLAIN = Text("{what}: {value}", "{what}: {value}")
_AMOUNT = {
    "==": Text("harus {limit}", "must be {limit}"),
    "!=": Text("tidak boleh {limit}", "must not be {limit}"),
    "<": Text("harus kurang dari {limit}", "must be less than {limit}"),
    "<=": Text("paling banyak {limit}", "at most {limit}"),
    ">": Text("harus lebih dari {limit}", "must be more than {limit}"),
    ">=": Text("paling sedikit {limit}", "at least {limit}"),
}
_TIME = _AMOUNT | {
    "<": Text("harus sebelum {limit}", "must be before {limit}"),
    "<=": Text("paling lambat {limit}", "no later than {limit}"),
    ">": Text("harus sesudah {limit}", "must be after {limit}"),
    ">=": Text("paling awal {limit}", "no earlier than {limit}"),
}
_RANKED = _AMOUNT | {
    "<": Text("harus di bawah {limit}", "must be below {limit}"),
    "<=": Text("paling tinggi {limit}", "at most {limit}"),
    ">": Text("harus di atas {limit}", "must be above {limit}"),
    ">=": Text("paling rendah {limit}", "at least {limit}"),
}
_PERSON = {
    "==": Text("{what} dan {other} harus orang yang sama", "{what} and {other} must be the same person"),
    "!=": Text("{what} dan {other} harus orang yang berbeda", "{what} and {other} must be different persons"),
}
_ONE_OF = Text("harus salah satu dari {limit}", "must be one of {limit}")
_NONE_OF = Text("tidak boleh {limit}", "must not be {limit}")
_NOT = Text("tidak boleh: {what}", "must not be: {what}")
_OTHERS = Text(
    "{what}: Anda sudah mengerjakannya; langkah ini harus diambil orang lain",
    "{what}: you already did this, so another person must act now",
)
_SELF = Text("{what}: hanya untuk orang yang sudah mengerjakannya", "{what}: only for the person who did it")
_EVERY = Text("{what}: {short} dari {of} belum memenuhi syarat ini", "{what}: {short} of {of} do not meet this yet")
_ABLE = Text("{what} yang dapat bertindak", "{what} able to act")
_TIMES = Text("{value} kali", "{value} times")
_ONCE = Text("1 kali", "once")
_GIVEN = Text("sudah diketahui", "known")
_AGGREGATES = {
    "total": Text("Jumlah ({what})", "Total ({what})"),
    "mean": Text("Rata-rata ({what})", "Mean ({what})"),
    "lowest": Text("Terendah ({what})", "Lowest ({what})"),
    "highest": Text("Tertinggi ({what})", "Highest ({what})"),
}
_TURNED: dict[str, n.Comparison] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_OPPOSITE: dict[str, n.Comparison] = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_MONTHS = Text(
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "January February March April May June July August September October November December",
)
_UNITS = ((86400, Text("hari", "days")), (3600, Text("jam", "hours")), (60, Text("menit", "minutes")), (1, Text("detik", "seconds")))


def phrase(expr: n.Expr, told: Telling) -> Text:
    """One sentence without a full stop. A shape without words of its own is told by its source and its value."""
    make = _PHRASES.get(type(expr))
    return make(expr, told) if make else _plain(expr, told)


def _plain(expr: n.Expr, told: Telling) -> Text:
    return _PLAIN.fill(what=_subject(expr, told), value=_shown(expr, told))


def _compare(node: n.Compare, told: Telling) -> Text:
    if isinstance(node.left, n.Literal | n.Scaled) and not isinstance(node.right, n.Literal | n.Scaled):
        return _compare(n.Compare(node.type, node.source, _TURNED[node.op], node.right, node.left), told)
    if node.left.type.kind is Kind.PERSON:
        return _PERSON[node.op].fill(what=_subject(node.left, told), other=_subject(node.right, told))
    limit = _shown(node.right, told, like=node.left)
    return _shape(node.left, told, _asked(node).fill(limit=limit))


def _asked(node: n.Compare) -> Text:
    kind = node.left.type.kind
    if kind is Kind.CHOICE:
        return _RANKED[node.op]
    return _TIME[node.op] if kind in (Kind.DATE, Kind.MOMENT) else _AMOUNT[node.op]


def _in(node: n.In, told: Telling) -> Text:
    values = [shown(v.value, v.type, _name(node.left), told) for v in node.values]
    limit = Text(", ".join(v.id for v in values), ", ".join(v.en for v in values))
    return _shape(node.left, told, (_NONE_OF if node.negated else _ONE_OF).fill(limit=limit))


def _name_alone(node: n.Name, told: Telling) -> Text:
    return _shape(node, told, _AMOUNT["=="].fill(limit=_YES))


def _not(node: n.Not, told: Telling) -> Text:
    match node.of:
        case n.Compare() as inner:
            return _compare(n.Compare(YES_NO, node.source, _OPPOSITE[inner.op], inner.left, inner.right), told)
        case n.In() as inner:
            return _in(n.In(YES_NO, node.source, inner.left, inner.values, not inner.negated), told)
        case n.Acted():
            return _OTHERS.fill(what=told.named(node.of.action))
        case n.Name() | n.Known():
            return _shape(node.of, told, _AMOUNT["=="].fill(limit=_NO))
    return _NOT.fill(what=phrase(node.of, told))


def _every(node: n.Every, told: Telling) -> Text:
    failing = n.Or(
        YES_NO, node.source, (n.Not(YES_NO, node.source, node.where), n.Not(YES_NO, node.source, n.Known(YES_NO, "", node.where)))
    )
    short = evaluate(n.Count(COUNTED, node.source, node.set, failing), told.view)
    of = evaluate(n.Count(COUNTED, node.source, node.set, None), told.view)
    return _EVERY.fill(what=told.named(node.set), short=short, of=of)


def _acted(node: n.Acted, told: Telling) -> Text:
    return _SELF.fill(what=told.named(node.action))


def _known(node: n.Known, told: Telling) -> Text:
    found = evaluate(node, told.view)
    return _PLAIN.fill(what=_subject(node.of, told), value=_GIVEN if found else UNKNOWN)


def _and(node: n.And, told: Telling) -> Text:
    return _joined([phrase(clause, told) for clause in node.clauses], Text(" dan ", " and "))


def _or(node: n.Or, told: Telling) -> Text:
    return _joined([phrase(clause, told) for clause in node.clauses], Text("; atau ", "; or "))


def _joined(found: list[Text], word: Text) -> Text:
    return Text(word.id.join(f.id for f in found), word.en.join(f.en for f in found))


def _shape(subject: n.Expr, told: Telling, asked: Text) -> Text:
    return _SHAPE.fill(what=_subject(subject, told), value=_shown(subject, told), asked=asked)


def _subject(expr: n.Expr, told: Telling) -> Text:
    match expr:
        case n.Name():
            return told.named(expr.name)
        case n.Count() | n.Every():
            return told.named(expr.set)
        case n.Able():
            return _ABLE.fill(what=told.named(expr.role))
        case n.Times() | n.Acted():
            return told.named(expr.action)
        case n.Scaled() | n.Rounded() | n.Known():
            return _subject(expr.of, told)
        case n.Aggregate():
            return _AGGREGATES[expr.function].fill(what=told.named(expr.set))
    return same(expr.source)


def _shown(expr: n.Expr, told: Telling, like: n.Expr | None = None) -> Text:
    """The value of `expr`, with the words of its own name's choices, or of the name it is compared with."""
    found = evaluate(expr, told.view)
    text = shown(found, expr.type, _name(expr) or _name(like), told)
    if isinstance(expr, n.Times):
        return _ONCE if found == 1 else _TIMES.fill(value=text)
    return text


def _name(expr: n.Expr | None) -> str:
    return expr.name if isinstance(expr, n.Name) else ""


def shown(value: Value, type_: Type, name: str, told: Telling) -> Text:
    """A value as people write it: 12,5 and 12.5; 21 November 2026; a choice in its words."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(told.zone))
        return Text("{day} pukul {id}", "{day}, {en}").fill(day=_day(local), id=f"{local:%H.%M}", en=f"{local:%H:%M}")
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, int):
        return _length(value) if type_.kind is Kind.DURATION else _decimal(value, type_.places)
    return (told.words(f"{name}={value}") if name else None) or same(value)


def _day(value: date) -> Text:
    return Text(*(f"{value.day} {names.split()[value.month - 1]} {value.year}" for names in (_MONTHS.id, _MONTHS.en)))


def _decimal(value: int, places: int) -> Text:
    whole, rest = divmod(abs(value), 10**places)
    decimals = f"{rest:0{places}d}".rstrip("0") if places else ""
    text = ("-" if value < 0 else "") + str(whole) + (f".{decimals}" if decimals else "")
    return Text(text.replace(".", ","), text)


def _length(seconds: int) -> Text:
    size, unit = next((u for u in _UNITS if seconds % u[0] == 0), _UNITS[-1])
    count = seconds // size
    return same("{n} {unit}").fill(n=count, unit=Text(unit.id, unit.en.removesuffix("s")) if count == 1 else unit)


_PHRASES: dict[type[n.Expr], Callable[[Any, Telling], Text]] = {
    n.Name: _name_alone,
    n.Not: _not,
    n.And: _and,
    n.Or: _or,
    n.Compare: _compare,
    n.In: _in,
    n.Every: _every,
    n.Acted: _acted,
    n.Known: _known,
}
