"""Which field collects a fact: by its kind, with what is on offer for it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wtforms import Field

from web.dates import Moments, Parts
from web.fields import Box, Choose, Files, Line, Mail, Option, Pick
from web.formats import number
from web.judged import Checklist, Proof, Rating
from web.rows import Rows
from workflow.core.definition import ChoiceList, Definition, Fact, FactKind, Machine
from workflow.core.words import Language, Text

YES, NO = Text("Ya", "Yes"), Text("Tidak", "No")
DAYS = Text("hari", "days")
BETWEEN = Text("Antara {least} dan {most}.", "Between {least} and {most}.")
AT_MOST = Text("Paling banyak {most}.", "At most {most}.")
AT_LEAST = Text("Paling sedikit {least}.", "At least {least}.")
NUMBER = Text("Tulis nomornya, misalnya {code}-2026-0001.", "Write its number, for example {code}-2026-0001.")
NONE_OFFERED = Text("Belum ada yang dapat dipilih dari daftar.", "There is nothing to choose from a list yet.")
MOST_BOX = 5000
FEW_LEVELS = 11


@dataclass(frozen=True, slots=True)
class Offers:
    """`people`: fact -> (value, label) of the persons on offer; where there are none a person is named by e-mail address. `cases`: fact ->
    (number, label) of the cases on offer; None: too many for a list. `proofs`: clause name -> what is shown beside it. `zone`: of moments.
    """

    people: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    cases: Mapping[str, Sequence[tuple[str, str]] | None] = field(default_factory=dict)
    proofs: Mapping[str, Sequence[Proof]] = field(default_factory=dict)
    zone: str = "Asia/Jakarta"


def listed(found: Mapping[str, Sequence[tuple[str, Text]] | None], language: Language) -> dict[str, list[tuple[str, str]] | None]:
    """What is on offer, in the page's language."""
    return {name: None if rows is None else [(value, words.in_(language)) for value, words in rows] for name, rows in found.items()}


class Maker:
    """Makes one field from one fact. `listed`: every choice is a list, from which it can be taken back."""

    def __init__(self, definition: Definition, machine: Machine, language: Language, offers: Offers, *, listed: bool = False) -> None:
        self.definition, self.machine, self.language, self.offers, self.listed = definition, machine, language, offers, listed

    def field(self, fact: Fact) -> Field:
        return getattr(self, f"_{fact.kind.value}")(fact)

    def _yes_no(self, fact: Fact) -> Field:
        return Choose(fact, self.language, options=self._yes_or_no(), listed=self.listed)

    def _yes_or_no(self) -> list[Option]:
        return [Option("yes", YES.in_(self.language)), Option("no", NO.in_(self.language))]

    def _number(self, fact: Fact) -> Field:
        mode = "decimal" if fact.places else "numeric"
        return Line(self._hinted(fact), self.language, mode=mode, width="10" if (fact.most or 10**9) >= 10**6 else "5")

    _decimal = _number

    def _duration(self, fact: Fact) -> Field:
        return Line(self._hinted(fact), self.language, mode="numeric", width="4", unit=DAYS.in_(self.language))

    def _text(self, fact: Fact) -> Field:
        return Line(fact, self.language)

    def _long_text(self, fact: Fact) -> Field:
        return Box(fact, self.language, most=fact.most or MOST_BOX)

    def _date(self, fact: Fact) -> Field:
        return Parts(fact, self.language)

    def _moment(self, fact: Fact) -> Field:
        return Moments(fact, self.language, zone=self.offers.zone)

    def _choice(self, fact: Fact) -> Field:
        return Choose(fact, self.language, options=choice_options(fact.choices, self.language), listed=self.listed)

    def _person(self, fact: Fact) -> Field:
        offered = [Option(value, words) for value, words in self.offers.people.get(fact.name, ())]
        return Choose(fact, self.language, options=offered) if offered else Mail(fact, self.language)

    def _case(self, fact: Fact) -> Field:
        offered = self.offers.cases.get(fact.name, ())
        if offered:
            return Pick(fact, self.language, options=[Option(value, words) for value, words in offered])
        code = self.definition.machines[fact.of or self.machine.name].code
        words = NUMBER.fill(code=code)
        if offered is not None:
            words = Text(f"{NONE_OFFERED.id} {words.id}", f"{NONE_OFFERED.en} {words.en}")
        return Line(fact if fact.hint else replace(fact, hint=words), self.language, width="20")

    def _table(self, fact: Fact) -> Field:
        return Rows(fact, self.language, made=self._column)

    def _column(self, fact: Fact) -> Field:
        """In a row a choice is a list, so that it can be taken back and the row left empty."""
        if fact.kind is FactKind.CHOICE:
            return Choose(fact, self.language, options=choice_options(fact.choices, self.language), listed=True)
        if fact.kind is FactKind.YES_NO:
            return Choose(fact, self.language, options=self._yes_or_no(), listed=True)
        if fact.kind is FactKind.LONG_TEXT:
            return Box(fact, self.language, most=fact.most or MOST_BOX, rows=3)
        return self.field(fact)

    def _file(self, fact: Fact) -> Field:
        return Files(fact, self.language)

    def _checklist(self, fact: Fact) -> Field:
        return Checklist(fact, self.language, clauses=self.machine.requirements[fact.of or ""], proofs=self.offers.proofs)

    def _rating(self, fact: Fact) -> Field:
        cards, long = anchors(self.definition, fact, self.language), bands(self.definition, fact, self.language)
        return Rating(fact, self.language, anchors=cards, bands=long)

    def _hinted(self, fact: Fact) -> Fact:
        """The bounds as the hint, where the definition gives none."""
        if fact.hint or (fact.least is None and fact.most is None):
            return fact
        words = BETWEEN if None not in (fact.least, fact.most) else AT_MOST if fact.least is None else AT_LEAST
        bounds = {name: number(value, self.language) for name, value in (("least", fact.least), ("most", fact.most)) if value is not None}
        text = words.in_(self.language).format(**bounds)
        return replace(fact, hint=Text(text, text))


def choice_options(choices: ChoiceList | None, language: Language) -> list[Option]:
    if choices is None:
        return []
    return [Option(value, choices.words[value].in_(language) if value in choices.words else value) for value in choices.values]


def anchors(definition: Definition, fact: Fact, language: Language) -> list[Option]:
    """The levels of a rating, with the words of its rubric. A scale too long for cards gives none: it is typed."""
    low, high = fact.scale or (1, 5)
    words = rubric_words(definition.files.get(f"{fact.rubric}.yaml", ""), language) if fact.rubric else {}
    levels = range(low, high + 1)
    return [Option(str(n), words.get(n, "")) for n in levels] if len(levels) <= FEW_LEVELS else []


def bands(definition: Definition, fact: Fact, language: Language) -> list[Option]:
    """What a rubric says of a long scale: from where to where, highest first."""
    low, high = fact.scale or (1, 5)
    if high - low < FEW_LEVELS or fact.rubric not in definition.rubrics:
        return []
    levels = definition.rubrics[fact.rubric]
    ends = [*(number(level, language) for level, _ in levels[1:]), None]
    shown = [(number(level, language), words.in_(language), until) for (level, words), until in zip(levels, ends, strict=True)]
    last = f"{shown[-1][0]}–{number(high, language)}"
    return [Option(last if until is None else f"{start}–<{until}", words) for start, words, until in reversed(shown)]


def rubric_words(text: str, language: Language) -> dict[int, str]:
    """A rubric file: one line per level, `4: "Indonesian | English"`; the loader has checked it."""
    found: dict[int, str] = {}
    for level, words in re.findall(r"^\s*(\d+)\s*:\s*(.+?)\s*$", text, re.MULTILINE):
        plain = json.loads(words) if words.startswith('"') else words.strip("'").replace("''", "'")
        indonesian, _, english = plain.partition("|")
        found[int(level)] = (indonesian if language == "id" else english).strip()
    return found
