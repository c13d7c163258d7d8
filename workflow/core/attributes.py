"""Columns of memberships: kept as text, seen by guards in their own type, shown in words."""

from __future__ import annotations

from collections.abc import Callable

from workflow.core.definition import Attribute, Fact, FactKind
from workflow.core.fields import Item
from workflow.core.language import Kind, Type, Value
from workflow.core.words import Text, same

_KINDS = {"yes_no": Kind.YES_NO, "text": Kind.TEXT, "person": Kind.PERSON}
_FACTS = {"choice": FactKind.CHOICE, "yes_no": FactKind.YES_NO, "text": FactKind.TEXT, "person": FactKind.PERSON}
YES, NO = Text("Ya", "Yes"), Text("Tidak", "No")


def type_of(attribute: Attribute) -> Type:
    """What a guard sees of it."""
    if attribute.choices is not None:
        return Type(Kind.CHOICE, values=attribute.choices.values, ordered=attribute.choices.ordered)
    return Type(_KINDS[attribute.kind])


def value_of(attribute: Attribute, text: str | None) -> Value:
    if not text:
        return None
    if attribute.kind == "person":
        return int(text)
    return text == "yes" if attribute.kind == "yes_no" else text


def item_of(attribute: Attribute, text: str) -> Item:
    """The same as an answer to a fact."""
    if attribute.kind == "person":
        return Item(n=int(text))
    return Item(n=int(text == "yes")) if attribute.kind == "yes_no" else Item(s=text)


def text_of(fact: Fact, item: Item) -> str:
    """An answer as a membership keeps it."""
    if fact.kind is FactKind.YES_NO:
        return "yes" if item.n else "no"
    return str(item.n) if fact.kind is FactKind.PERSON else item.s or ""


def fits(attribute: Attribute, fact: Fact) -> bool:
    """Whether a fact can carry what the attribute holds."""
    if fact.kind is not _FACTS[attribute.kind]:
        return False
    return attribute.choices is None or (fact.choices is not None and fact.choices.values == attribute.choices.values)


def shown(attribute: Attribute, text: str, name: Callable[[int], str]) -> Text:
    """In words; `name`: of a person."""
    labelled = Text("{words}: {said}", "{words}: {said}")
    if attribute.kind == "person":
        return labelled.fill(words=attribute.words, said=name(int(text)))
    if attribute.kind == "yes_no":
        return labelled.fill(words=attribute.words, said=YES if text == "yes" else NO)
    return attribute.choices.words.get(text, same(text)) if attribute.choices else labelled.fill(words=attribute.words, said=text)
