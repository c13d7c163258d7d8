"""Kinds of form fields: text as typed -> typed items, or a problem that says what to do. The same code for web, command line and imports."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from workflow.core.answers import Desk, Item, Items, Problem
from workflow.core.definition import Clause, Fact, FactKind
from workflow.core.fields_rows import rows
from workflow.core.words import Text

__all__ = ["Bad", "Desk", "Item", "Items", "Problem", "Typed", "clean", "parse"]

LARGEST = 10**9
"""In whole units: the bound within which the guard language reckons a number that declares none."""
Typed = Mapping[str, Sequence[str]]


class Bad(Exception):
    """A text that cannot be read; carries the sentence for the person who typed it."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def parse(facts: Sequence[Fact], typed: Typed, desk: Desk) -> tuple[dict[str, Items], tuple[Problem, ...]]:
    """Parse the answers to `facts`; every problem at once. An optional fact left empty is absent from the result.

    An optional rating offers "cannot judge", which is said, not left empty.
    """
    items: dict[str, Items] = {}
    problems: list[Problem] = []
    for fact in facts:
        try:
            found = _READERS[fact.kind](fact, typed, desk)
        except Bad as bad:
            problems.append(Problem(bad.text, field=fact.name))
            continue
        if found:
            items[fact.name] = found
        elif not fact.optional or fact.kind is FactKind.RATING:
            problems.append(Problem(_ask(fact), field=fact.name))
    return items, tuple(problems)


def _ask(fact: Fact) -> Text:
    """The sentence for an empty answer, by kind: what to do, not "required"."""
    verb = _JUDGE if fact.kind is FactKind.RATING and fact.optional else _ASK.get(fact.kind, Text("Isi: {words}.", "Fill in: {words}."))
    return verb.fill(words=fact.words)


_ASK = {
    FactKind.FILE: Text("Unggah berkas: {words}.", "Upload the file: {words}."),
    FactKind.CHOICE: Text("Pilih salah satu: {words}.", "Choose one: {words}."),
    FactKind.YES_NO: Text("Jawab ya atau tidak: {words}.", "Answer yes or no: {words}."),
    FactKind.RATING: Text("Beri nilai: {words}.", "Give a score: {words}."),
    FactKind.CHECKLIST: Text("Periksa setiap syarat: {words}.", "Check each requirement: {words}."),
    FactKind.PERSON: Text("Pilih orangnya: {words}.", "Choose the person: {words}."),
    FactKind.TABLE: Text("Isi paling sedikit satu baris: {words}.", "Fill in at least one row: {words}."),
    FactKind.CASE: Text("Pilih salah satu: {words}.", "Choose one: {words}."),
}
_JUDGE = Text("Beri nilai, atau pilih tidak dapat menilai: {words}.", "Give a score, or choose cannot judge: {words}.")


def _one(fact: Fact, typed: Typed) -> str:
    texts = typed.get(fact.name, ())
    return clean(texts[0]).strip() if texts else ""


def clean(text: str) -> str:
    """NFC, newlines as LF, no NUL nor lone surrogates: what the journal can hold on every database."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c == "\n" or c == "\t" or (c.isprintable() or unicodedata.category(c) in ("Zs", "Cf")))


def _yes_no(fact: Fact, typed: Typed, _desk: Desk) -> Items:
    text = _one(fact, typed).lower()
    if text in ("", "yes", "no", "ya", "tidak"):
        return (Item(n=int(text in ("yes", "ya"))),) if text else ()
    raise Bad(_ask(fact))


def _number(fact: Fact, typed: Typed, _desk: Desk) -> Items:
    text = _one(fact, typed)
    if not text:
        return ()
    scaled = _scaled(fact, text)
    _in_range(fact, scaled)
    return (Item(n=scaled),)


def _scaled(fact: Fact, text: str) -> int:
    plain = text.replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d+)?", plain):
        raise Bad(
            Text("Tulis angka saja pada “{words}”, misalnya 12.", "Write {words} in digits only, for example 12.").fill(words=fact.words)
        )
    try:
        value = Decimal(plain).scaleb(fact.places)
    except InvalidOperation as error:  # pragma: no cover - the pattern above leaves none
        raise Bad(_ask(fact)) from error
    if value != value.to_integral_value():
        at_most = Text(
            "Tulis {words} dengan paling banyak {n} angka di belakang koma.",
            "Write {words} with at most {n} digits after the decimal point.",
        )
        whole = Text("Tulis {words} sebagai bilangan bulat.", "Write {words} as a whole number.")
        raise Bad((at_most if fact.places else whole).fill(words=fact.words, n=fact.places))
    return int(value)


def _in_range(fact: Fact, scaled: int) -> None:
    unit = 10**fact.places
    if fact.least is not None and scaled < fact.least * unit:
        raise Bad(Text("{words} paling sedikit {n}.", "{words} must be at least {n}.").fill(words=fact.words, n=fact.least))
    if fact.most is not None and scaled > fact.most * unit:
        raise Bad(Text("{words} paling banyak {n}.", "{words} must be at most {n}.").fill(words=fact.words, n=fact.most))
    if fact.least is None and scaled < 0:
        raise Bad(Text("{words} tidak boleh kurang dari 0.", "{words} cannot be less than 0.").fill(words=fact.words))
    if scaled > (fact.type.hi if fact.type.hi is not None else LARGEST * unit):
        raise Bad(Text("{words} terlalu besar. Periksa lagi angkanya.", "{words} is too large. Check the number.").fill(words=fact.words))


def _text(fact: Fact, typed: Typed, _desk: Desk) -> Items:
    text = _one(fact, typed)
    if fact.kind is FactKind.TEXT:
        text = " ".join(text.split())
    most = fact.most or (200 if fact.kind is FactKind.TEXT else 5000)
    if len(text) > most:
        sentence = Text(
            "Singkatkan {words} menjadi paling banyak {n} huruf; sekarang {now}.",
            "Shorten {words} to at most {n} characters; it has {now}.",
        )
        raise Bad(sentence.fill(words=fact.words, n=most, now=len(text)))
    if fact.least and text and len(text) < fact.least:
        raise Bad(
            Text("Tulis {words} paling sedikit {n} huruf.", "Write at least {n} characters for {words}.").fill(
                words=fact.words, n=fact.least
            )
        )
    return (Item(s=text),) if text else ()


def _date(fact: Fact, typed: Typed, _desk: Desk) -> Items:
    text = _one(fact, typed)
    return (Item(d=_as_date(fact, text)),) if text else ()


def _as_date(fact: Fact, text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Bad(
            Text(
                "Tulis tanggal yang ada di kalender pada “{words}”, misalnya 17 8 1980.",
                "Write a date for {words} that exists, for example 17 8 1980.",
            ).fill(words=fact.words)
        ) from None
    if not 1900 <= found.year <= 2200:
        raise Bad(Text("Periksa tahun pada “{words}”.", "Check the year of {words}.").fill(words=fact.words))
    return found


def _moment(fact: Fact, typed: Typed, desk: Desk) -> Items:
    text = _one(fact, typed)
    if not text:
        return ()
    try:
        local = datetime.fromisoformat(text.replace(".", ":"))
    except ValueError:
        raise Bad(
            Text("Tulis tanggal dan jam pada “{words}”, misalnya 09.30.", "Write the date and time of {words}, for example 09:30.").fill(
                words=fact.words
            )
        ) from None
    _as_date(fact, local.date().isoformat())
    zoned = local.replace(tzinfo=ZoneInfo(desk.zone)) if local.tzinfo is None else local
    return (Item(m=zoned.astimezone(UTC)),)


def _duration(fact: Fact, typed: Typed, desk: Desk) -> Items:
    items = _number(fact, typed, desk)
    return tuple(Item(n=(item.n or 0) * 86400) for item in items)


def _choice(fact: Fact, typed: Typed, _desk: Desk) -> Items:
    text = _one(fact, typed)
    if not text:
        return ()
    if fact.choices is None or text not in fact.choices.values:
        raise Bad(_ask(fact))
    return (Item(s=text),)


def _rating(fact: Fact, typed: Typed, _desk: Desk) -> Items:
    text = _one(fact, typed)
    remark = clean((typed.get(f"{fact.name}.remark") or [""])[0]).strip() or None
    if not text:
        return ()
    if text == "cannot" and fact.optional:
        if remark is None:
            raise Bad(Text("Tulis mengapa Anda tidak dapat menilai {words}.", "Write why you cannot judge {words}.").fill(words=fact.words))
        return (Item(remark=remark),)
    low, high = fact.scale or (0, 0)
    scaled = _scaled(fact, text) if fact.places or text.isdecimal() else -1
    if not low * 10**fact.places <= scaled <= high * 10**fact.places:
        raise Bad(
            Text("Pilih nilai {low} sampai {high} untuk {words}.", "Choose {low} to {high} for {words}.").fill(
                low=low, high=high, words=fact.words
            )
        )
    return (Item(n=scaled, remark=remark),)


def _checklist(fact: Fact, typed: Typed, desk: Desk) -> Items:
    return tuple(_finding(fact, clause, typed) for clause in desk.clauses[fact.of or ""])


def _finding(fact: Fact, clause: Clause, typed: Typed) -> Item:
    name = f"{fact.name}.{clause.name}"
    found = (typed.get(name) or [""])[0]
    remark = clean((typed.get(f"{name}.remark") or [""])[0]).strip() or None
    words = clause.words or Text(clause.source, clause.source)
    if found not in ("met", "not_met"):
        raise Bad(Text("Nyatakan terpenuhi atau tidak: {words}.", "Say whether it is met: {words}.").fill(words=words))
    if found == "not_met" and remark is None:
        raise Bad(Text("Tulis alasan mengapa tidak terpenuhi: {words}.", "Write why it is not met: {words}.").fill(words=words))
    return Item(s=clause.name, n=int(found == "met"), remark=remark)


def _file(fact: Fact, typed: Typed, desk: Desk) -> Items:
    given = [text for text in typed.get(fact.name, ()) if text]
    hashes = [desk.is_file(text) for text in given]
    if any(found is None for found in hashes):
        raise Bad(
            Text("Berkas tidak ditemukan. Unggah lagi: {words}.", "The file was not found. Upload it again: {words}.").fill(
                words=fact.words
            )
        )
    if len(hashes) > fact.many:
        raise Bad(Text("Paling banyak {n} berkas untuk {words}.", "At most {n} files for {words}.").fill(n=fact.many, words=fact.words))
    return tuple(Item(s=found) for found in hashes)


def _person(fact: Fact, typed: Typed, desk: Desk) -> Items:
    text = _one(fact, typed)
    if not text:
        return ()
    person = desk.is_person(text)
    if person is None:
        raise Bad(_ask(fact))
    return (Item(n=person),)


def _table(fact: Fact, typed: Typed, desk: Desk) -> Items:
    found = rows(fact, typed, desk, parse)
    if isinstance(found, Text):
        raise Bad(found)
    return found


def _case(fact: Fact, typed: Typed, desk: Desk) -> Items:
    text = _one(fact, typed).upper()
    if not text:
        return ()
    number = desk.is_case(fact.of or "", fact.within is not None, text)
    if number is None:
        raise Bad(
            Text("Nomor pada “{words}” tidak ditemukan. Periksa lagi.", "The number in {words} was not found. Check it.").fill(
                words=fact.words
            )
        )
    return (Item(s=number),)


_READERS: Mapping[FactKind, Callable[[Fact, Typed, Desk], Items]] = {
    FactKind.YES_NO: _yes_no,
    FactKind.NUMBER: _number,
    FactKind.DECIMAL: _number,
    FactKind.TEXT: _text,
    FactKind.LONG_TEXT: _text,
    FactKind.DATE: _date,
    FactKind.MOMENT: _moment,
    FactKind.DURATION: _duration,
    FactKind.CHOICE: _choice,
    FactKind.RATING: _rating,
    FactKind.CHECKLIST: _checklist,
    FactKind.FILE: _file,
    FactKind.PERSON: _person,
    FactKind.TABLE: _table,
    FactKind.CASE: _case,
}
