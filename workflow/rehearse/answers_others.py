"""What else invented people could type, one function for each kind of fact: likely answers first, near those that conditions name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from workflow.core.definition import Fact, FactKind, Release
from workflow.core.fields_rows import MOST_ROWS
from workflow.rehearse.answers import Asking, Typed, cases, fitted, rows
from workflow.rehearse.names import FILES, REMARK, SENT_WRONG


def others(asking: Asking, fact: Fact) -> list[Typed]:
    """What else the person could type, likely ones first."""
    found = OTHERS[fact.kind](asking, fact) if fact.kind in OTHERS else []
    return [*found, {fact.name: []}] if fact.optional else found


def _others_yes_no(_asking: Asking, fact: Fact) -> list[Typed]:
    return [{fact.name: [text]} for text in ("yes", "no")]


def _others_number(asking: Asking, fact: Fact) -> list[Typed]:
    least = fact.least if fact.least is not None else 0
    most = fact.most if fact.most is not None else least + 100
    near = [n for n in asking.hints.numbers.get((asking.machine.name, fact.name), ()) if least <= n <= most]
    apart = [least + (most - least) * share // 10 for share in range(1, 10)]
    return [{fact.name: [str(n)]} for n in dict.fromkeys([*near, *range(least, min(most, least + 12) + 1), *apart, most])]


def _others_date(asking: Asking, fact: Fact) -> list[Typed]:
    known = asking.hints.days.get((asking.machine.name, fact.name), ())
    days = [*known, 1, 30, 200, -1, -30, -400, -35 * 365, -45 * 365]
    return [{fact.name: [(asking.today + timedelta(days=n)).isoformat()]} for n in dict.fromkeys(days)]


def _others_moment(asking: Asking, fact: Fact) -> list[Typed]:
    return [{fact.name: [f"{(asking.today + timedelta(days=n)).isoformat()}T09:00"]} for n in (1, 3, 10, 30, -1, -10)]


def _others_choice(_asking: Asking, fact: Fact) -> list[Typed]:
    return [{fact.name: [value]} for value in (fact.choices.values if fact.choices else ())]


def _others_text(_asking: Asking, fact: Fact) -> list[Typed]:
    return [{fact.name: [fitted(f"{fact.words.id} rekaan", fact, 200)]}]


def _others_rating(_asking: Asking, fact: Fact) -> list[Typed]:
    low, high = fact.scale or (0, 0)
    return [{fact.name: [str(n)], f"{fact.name}.remark": [REMARK]} for n in range(high, low - 1, -1)]


def _others_checklist(asking: Asking, fact: Fact) -> list[Typed]:
    clauses = asking.machine.requirements[fact.of or ""]
    met = {f"{fact.name}.{c.name}": ["met"] for c in clauses}
    wrong = {**met, f"{fact.name}.{clauses[0].name}": ["not_met"], f"{fact.name}.{clauses[0].name}.remark": [SENT_WRONG]}
    return [met, wrong]


def _others_file(asking: Asking, fact: Fact) -> list[Typed]:
    return [{fact.name: [f"{asking.who.file}-{n}" for n in range(1, count + 1)]} for count in range(1, min(fact.many, FILES) + 1)]


def _others_table(asking: Asking, fact: Fact) -> list[Typed]:
    least = max(fact.least or 1, 1)
    return [rows(asking, fact, count) for count in range(least, min(fact.most or MOST_ROWS, least + 4) + 1)]


def _others_case(asking: Asking, fact: Fact) -> list[Typed]:
    return [{fact.name: [number]} for number in cases(asking, fact)]


def _others_person(asking: Asking, fact: Fact) -> list[Typed]:
    """Of a role that is taken away, those who hold it; else those to spare, then everybody."""
    desk = asking.desk
    leaving = [e.role for e in asking.action.then if isinstance(e, Release) and e.fact == fact.name]
    people = desk.holders(asking.case, leaving[0]) if leaving else [*desk.cast.spare, *desk.cast.everybody]
    return [{fact.name: [str(p.person)]} for p in people]


OTHERS: Mapping[FactKind, Callable[[Asking, Fact], list[Typed]]] = {
    FactKind.YES_NO: _others_yes_no,
    FactKind.NUMBER: _others_number,
    FactKind.DECIMAL: _others_number,
    FactKind.TEXT: _others_text,
    FactKind.LONG_TEXT: _others_text,
    FactKind.DATE: _others_date,
    FactKind.MOMENT: _others_moment,
    FactKind.DURATION: _others_number,
    FactKind.CHOICE: _others_choice,
    FactKind.RATING: _others_rating,
    FactKind.CHECKLIST: _others_checklist,
    FactKind.FILE: _others_file,
    FactKind.PERSON: _others_person,
    FactKind.TABLE: _others_table,
    FactKind.CASE: _others_case,
}
