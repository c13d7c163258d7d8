"""Numbers as answers: digits with a comma or a point, within the bounds of their fact."""

from __future__ import annotations

import re
from decimal import Decimal

from workflow.core.answers import Bad, Desk, Item, Items, Typed, one
from workflow.core.definition import Fact
from workflow.core.words import Text

LARGEST = 10**9
"""In whole units: the bound within which the guard language reckons a number that declares none."""


def counted(fact: Fact, typed: Typed, _desk: Desk) -> Items:
    text = one(fact, typed)
    if not text:
        return ()
    value = scaled(fact, text)
    _within(fact, value)
    return (Item(n=value),)


def scaled(fact: Fact, text: str) -> int:
    """A number as typed, in units of its last decimal place."""
    plain = text.replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d+)?", plain):
        raise Bad(
            Text("Tulis angka saja pada “{words}”, misalnya 12.", "Write {words} in digits only, for example 12.").fill(words=fact.words)
        )
    value = Decimal(plain).scaleb(fact.places)
    if value != value.to_integral_value():
        at_most = Text(
            "Tulis {words} dengan paling banyak {n} angka di belakang koma.",
            "Write {words} with at most {n} digits after the decimal point.",
        )
        whole = Text("Tulis {words} sebagai bilangan bulat.", "Write {words} as a whole number.")
        raise Bad((at_most if fact.places else whole).fill(words=fact.words, n=fact.places))
    return int(value)


def _within(fact: Fact, scaled: int) -> None:
    unit = 10**fact.places
    if fact.least is not None and scaled < fact.least * unit:
        raise Bad(Text("{words} paling sedikit {n}.", "{words} must be at least {n}.").fill(words=fact.words, n=fact.least))
    if fact.most is not None and scaled > fact.most * unit:
        raise Bad(Text("{words} paling banyak {n}.", "{words} must be at most {n}.").fill(words=fact.words, n=fact.most))
    if fact.least is None and scaled < 0:
        raise Bad(Text("{words} tidak boleh kurang dari 0.", "{words} cannot be less than 0.").fill(words=fact.words))
    if scaled > (fact.type.hi if fact.type.hi is not None else LARGEST * unit):
        raise Bad(Text("{words} terlalu besar. Periksa lagi angkanya.", "{words} is too large. Check the number.").fill(words=fact.words))
