"""Kinds of form fields: text as typed -> typed items, or a problem that says what to do. The same code for web, command line and imports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from workflow.core.answers import Bad, Desk, Item, Items, Problem, Typed, clean, one
from workflow.core.definition import Fact, FactKind
from workflow.core.fields_judged import checklist, rating
from workflow.core.fields_numbers import counted
from workflow.core.fields_rows import rows
from workflow.core.words import Text

__all__ = ["NOBODY", "Bad", "Desk", "Item", "Items", "Problem", "Typed", "clean", "parse"]


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
            problems += [replace(problem, field=problem.field or fact.name) for problem in bad.problems]
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
NOBODY = Text(
    "Alamat surel pada “{words}” belum punya akun di sini. Periksa ejaannya; orangnya perlu membuka akun lebih dahulu.",
    "Nobody here has an account with the e-mail address in {words}. Check its spelling; the person needs an account first.",
)
_JUDGE = Text("Beri nilai, atau pilih tidak dapat menilai: {words}.", "Give a score, or choose cannot judge: {words}.")


def _yes_no(fact: Fact, typed: Typed, _desk: Desk) -> Items:
    text = one(fact, typed).lower()
    if text in ("", "yes", "no", "ya", "tidak"):
        return (Item(n=int(text in ("yes", "ya"))),) if text else ()
    raise Bad(_ask(fact))


def _text(fact: Fact, typed: Typed, _desk: Desk) -> Items:
    text = one(fact, typed)
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
    text = one(fact, typed)
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
    text = one(fact, typed)
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
    items = counted(fact, typed, desk)
    return tuple(Item(n=(item.n or 0) * 86400) for item in items)


def _choice(fact: Fact, typed: Typed, _desk: Desk) -> Items:
    text = one(fact, typed)
    if not text:
        return ()
    if fact.choices is None or text not in fact.choices.values:
        raise Bad(_ask(fact))
    return (Item(s=text),)


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
    text = one(fact, typed)
    if not text:
        return ()
    person = desk.is_person(text)
    if person is None:
        raise Bad(NOBODY.fill(words=fact.words) if "@" in text else _ask(fact))
    return (Item(n=person),)


def _table(fact: Fact, typed: Typed, desk: Desk) -> Items:
    return rows(fact, typed, desk, parse)


def _case(fact: Fact, typed: Typed, desk: Desk) -> Items:
    text = one(fact, typed).upper()
    if not text:
        return ()
    number = desk.is_case(fact.of or "", fact.within, text)
    if number is None:
        raise Bad(
            Text("Nomor pada “{words}” tidak ditemukan. Periksa lagi.", "The number in {words} was not found. Check it.").fill(
                words=fact.words
            )
        )
    return (Item(s=number),)


_READERS: Mapping[FactKind, Callable[[Fact, Typed, Desk], Items]] = {
    FactKind.YES_NO: _yes_no,
    FactKind.NUMBER: counted,
    FactKind.DECIMAL: counted,
    FactKind.TEXT: _text,
    FactKind.LONG_TEXT: _text,
    FactKind.DATE: _date,
    FactKind.MOMENT: _moment,
    FactKind.DURATION: _duration,
    FactKind.CHOICE: _choice,
    FactKind.RATING: rating,
    FactKind.CHECKLIST: checklist,
    FactKind.FILE: _file,
    FactKind.PERSON: _person,
    FactKind.TABLE: _table,
    FactKind.CASE: _case,
}
