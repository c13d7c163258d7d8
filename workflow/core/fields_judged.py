"""Judgements as answers: a level of a rating with its reason, and each requirement of a checklist met or not."""

from __future__ import annotations

from workflow.core.answers import Bad, Desk, Item, Items, Typed, clean, one
from workflow.core.definition import Clause, Fact
from workflow.core.fields_numbers import scaled
from workflow.core.words import Text


def rating(fact: Fact, typed: Typed, _desk: Desk) -> Items:
    text = one(fact, typed)
    remark = clean((typed.get(f"{fact.name}.remark") or [""])[0]).strip() or None
    if not text:
        return ()
    if text == "cannot" and fact.optional:
        if remark is None:
            raise Bad(Text("Tulis mengapa Anda tidak dapat menilai {words}.", "Write why you cannot judge {words}.").fill(words=fact.words))
        return (Item(remark=remark),)
    low, high = fact.scale or (0, 0)
    value = scaled(fact, text) if fact.places or text.isdecimal() else -1
    if not low * 10**fact.places <= value <= high * 10**fact.places:
        raise Bad(
            Text("Pilih nilai {low} sampai {high} untuk {words}.", "Choose {low} to {high} for {words}.").fill(
                low=low, high=high, words=fact.words
            )
        )
    return (Item(n=value, remark=remark),)


def checklist(fact: Fact, typed: Typed, desk: Desk) -> Items:
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
