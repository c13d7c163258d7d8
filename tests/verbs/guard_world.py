"""A small process of three machines with every kind of name, and random rows for it, for the parity of the readings of a guard."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from workflow.core.definition import (
    Action,
    Attribute,
    ChoiceList,
    Clause,
    DecisionTable,
    Definition,
    Fact,
    FactKind,
    Figure,
    Form,
    Freeze,
    Machine,
    Phase,
    Role,
    Section,
    Source,
    Span,
    State,
    TableColumn,
    Window,
)
from workflow.core.language import Kind, Scope, Type, parse
from workflow.core.words import Words, same
from workflow.store import tables as t

NOW = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
ZONE = "Asia/Makassar"
ACTOR = 3
PERSONS = range(1, 9)
LEVEL = ChoiceList("level", ("low", "middle", "high"), True, {})
SORT = ChoiceList("sort", ("x", "y", "z"), False, {})
LABELS = ("a", "b", "ab", "é", "A", "")
DAYS = (date(1968, 2, 29), date(1969, 12, 31), date(1970, 1, 1), date(2000, 2, 29), date(2001, 3, 1), date(2026, 11, 21), date(2026, 2, 28))
MOMENTS = tuple(NOW + timedelta(hours=h) for h in (-30, -1, 0, 1, 30))
NUMBER, DECIMAL, YES_NO, TEXT = Type(Kind.NUMBER, lo=-9, hi=100), Type(Kind.NUMBER, 2, -5000, 10000), Type(Kind.YES_NO), Type(Kind.TEXT)
TYPES = {
    "points": NUMBER, "grade": DECIMAL, "passed": YES_NO, "label": TEXT, "day": Type(Kind.DATE), "signed": Type(Kind.MOMENT),
    "took": Type(Kind.DURATION, lo=0, hi=10**7), "helper": Type(Kind.PERSON), "sort": Type(Kind.CHOICE, values=SORT.values),
    "level": Type(Kind.CHOICE, values=LEVEL.values, ordered=True), "share": Type(Kind.NUMBER, 6, 0, 100 * 10**6), "merit.rank": NUMBER,
    "merit.taken": YES_NO,
}  # fmt: skip
KINDS = {
    "points": FactKind.NUMBER, "grade": FactKind.DECIMAL, "passed": FactKind.YES_NO, "label": FactKind.TEXT, "day": FactKind.DATE,
    "signed": FactKind.MOMENT, "took": FactKind.DURATION, "helper": FactKind.PERSON, "sort": FactKind.CHOICE, "level": FactKind.CHOICE,
}  # fmt: skip
ALWAYS = {
    "entered": Type(Kind.MOMENT), "ended": YES_NO, "paused": YES_NO, "owner": Type(Kind.PERSON), "actor": Type(Kind.PERSON),
    "today": Type(Kind.DATE), "number": TEXT, "state": Type(Kind.CHOICE, values=("open", "resting", "done")),
    "before": Type(Kind.CHOICE, values=("open", "resting", "done")),
}  # fmt: skip
WINDOW = {
    "wait.opens": Type(Kind.MOMENT), "wait.closes": Type(Kind.MOMENT), "wait.open": YES_NO, "wait.closed": YES_NO, "wait.kept": YES_NO,
}  # fmt: skip
DERIVED = {
    "years_old": Type(Kind.NUMBER, lo=-10000, hi=10000), "third": Type(Kind.NUMBER, 6, -(10**8), 10**8),
    "bar.least": Type(Kind.NUMBER, 1, -15, 75), "bar.fit": YES_NO, "bar.kind": TYPES["sort"], "goals": TEXT, "goals.rows": NUMBER,
    "carried": DECIMAL, "agreed": YES_NO,
}  # fmt: skip
BAR = DecisionTable(
    "bar", same("bar"), ("level", "passed"),
    {"least": TableColumn("least", same("least"), DERIVED["bar.least"]), "fit": TableColumn("fit", same("fit"), YES_NO),
     "kind": TableColumn("kind", same("kind"), TYPES["sort"], SORT)},
    {("low", "yes"): (-15, True, "x"), ("low", "no"): (0, None, "y"), ("middle", "yes"): (75, False, None), ("high", "no"): (None, True, "z"),
     ("middle", "no"): (5, False, "x"), ("high", "yes"): (10, True, "y")},
)  # fmt: skip
"""A decision table with holes."""
GROUP = {"base.met": YES_NO, "base.unmet": Type(Kind.NUMBER, lo=0, hi=3), "findings.met": YES_NO}
OWN = TYPES | ALWAYS | WINDOW | DERIVED | GROUP
ATTRIBUTES = {
    "side": Attribute("side", "choice", same("side"), SORT), "trained": Attribute("trained", "yes_no", same("trained")),
    "unit": Attribute("unit", "text", same("unit")), "head": Attribute("head", "person", same("head")),
}  # fmt: skip
HELD = {
    "side": Type(Kind.CHOICE, values=SORT.values),
    "trained": YES_NO,
    "unit": TEXT,
    "head": Type(Kind.PERSON),
    "person": Type(Kind.PERSON),
}
SHEET = Scope(HELD | {"points": NUMBER, "level": TYPES["level"], "findings.met": YES_NO})
HOLDER = Scope(HELD)
ROLES = frozenset(("member", "office"))
PHASES = {"open": Phase.CHECK, "resting": Phase.PAUSE, "done": Phase.END}
MACHINES = ("cycle", "place", "entry")


def _below(names: dict[str, Type], *ancestors: str) -> dict[str, Type]:
    above = {f"{a}.{name}": type_ for a in ancestors for name, type_ in OWN.items() if name not in ("actor", "today")}
    return names | above


ENTRY_MEMBER = Scope(_below(OWN, "place", "cycle"), actions=frozenset(("judge", "close")))
PLACE_MEMBER = Scope(_below(OWN, "cycle"), actions=frozenset(("judge", "close")))
_HELD = {"member": HOLDER, "office": HOLDER, "judge": SHEET}
SCOPES = {
    "entry": Scope(
        ENTRY_MEMBER.names, {"place.entry": ENTRY_MEMBER, "cycle.entry": ENTRY_MEMBER, "cycle.place": PLACE_MEMBER} | _HELD, ROLES,
        frozenset(("judge", "close", "place.close", "cycle.judge")),
    ),
    "place": Scope(
        PLACE_MEMBER.names, {"entry": ENTRY_MEMBER, "cycle.entry": ENTRY_MEMBER} | _HELD, ROLES,
        frozenset(("judge", "close", "cycle.close")),
    ),
    "cycle": Scope(OWN, {"entry": ENTRY_MEMBER, "place": PLACE_MEMBER} | _HELD, ROLES, frozenset(("judge", "close"))),
}  # fmt: skip


def _machine(name: str, parent: str | None) -> Machine:
    scope, words = SCOPES[name], same(name)
    lists = {"level": LEVEL, "sort": SORT}
    facts = {n: Fact(n, kind, TYPES[n], same(n), choices=lists.get(n), places=TYPES[n].places) for n, kind in KINDS.items()}
    facts["findings"] = Fact("findings", FactKind.CHECKLIST, TEXT, same("findings"), of="base")
    for formula, source in {"years_old": "years(day, today)", "third": "points / 3"}.items():
        facts[formula] = Fact(formula, FactKind.FORMULA, DERIVED[formula], same(formula), formula=parse(source, scope, None))
    columns = (Fact("what", FactKind.TEXT, TEXT, same("what")), Fact("much", FactKind.NUMBER, NUMBER, same("much"), optional=True))
    facts["goals"] = Fact("goals", FactKind.TABLE, TEXT, same("goals"), columns=columns)
    own, points = ("owner", parse("owner", scope, None)), ("points", parse("points", scope, None))
    for fact, kind, match in (("carried", FactKind.DECIMAL, (points,)), ("agreed", FactKind.YES_NO, (own, points))):
        facts[fact] = Fact(
            fact, kind, DERIVED[fact], same(fact), places=DERIVED[fact].places, figure=Figure("other", "result", fact, match)
        )
    clauses = tuple(Clause(s, parse(s, scope), name=f"c{i}") for i, s in enumerate(("points >= 20", "passed", "level >= 'middle'")))
    states = {s: State(s, phase, Words(same(s), same(s), same(s)), pauses=phase is Phase.PAUSE) for s, phase in PHASES.items()}
    actions = {
        "judge": Action("judge", ("member",), ("open",), "stay", words, form="judge", each="all"),
        "close": Action("close", ("office",), ("open", "resting"), "done", words, then=(Freeze(("third", "carried")),)),
    }
    return Machine(
        name, parent, words, name.upper()[:3], states, actions, facts=facts, requirements={"base": clauses},
        forms={"judge": Form("judge", (Section(None, ("points", "level", "findings")),))},
        windows={"wait": Window("wait", ("open",), "at_most", Span(3, "working days"), words)},
    )  # fmt: skip


def definition() -> Definition:
    roles = {
        "member": Role("member", same("member"), ("cycle", "place"), appointed_by="office", deputies=True, attributes=ATTRIBUTES),
        "office": Role("office", same("office"), ("cycle",), attributes=ATTRIBUTES),
    }
    machines = {name: _machine(name, above) for name, above in zip(MACHINES, (None, "cycle", "place"), strict=True)}
    return Definition("small", "1", same("Small"), (Source("-", "G"),), {}, roles, {}, {}, machines, {}, "0" * 64, tables={"bar": BAR})


class Rows:
    """Random rows: two trees of 3 places with 4 entries each; a quarter of everything is not known."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.tables: dict[Any, list[dict[str, Any]]] = {table: [] for table in t.metadata.sorted_tables}
        self.revisions: dict[int, int] = {}

    def fill(self) -> Rows:
        self.tables[t.shelf] = [{"sha256": "0" * 64, "process": "small", "version": "1", "source": "{}", "pinned": NOW}]
        self.tables[t.persons] = [{"id": p, "name": f"Orang {p}", "created": NOW} for p in PERSONS]
        for _ in range(2):
            root = self._case("cycle", None, None)
            for _ in range(3):
                place = self._case("place", root, root)
                for _ in range(4):
                    self._case("entry", place, root)
        self._members(None)
        for id in range(1, 9):
            self._figures(id)
        return self

    def _figures(self, id: int) -> None:
        """A publication of another process with three rows, some open to everybody."""
        pick, at = self.random.choice, self.random.choice(MOMENTS)
        self.tables[t.publications].append(
            {"id": id, "case_id": id, "root": 1, "revision": 0, "name": "result", "at": at, "body": "{}", "sha256": "0"}
        )
        for ordinal in range(3):
            shared = {"publication": id, "ordinal": ordinal, "process": "other", "name": "result", "at": at, "owner": self._maybe(*PERSONS)}
            shared["public"] = pick((False, True, True))
            for fact, n in (
                ("points", pick((0, 1, 50)) * 10**6),
                ("carried", pick((125_000, 5_005_000, -5_005_000))),
                ("agreed", pick((0, 1))),
            ):
                self.tables[t.figures].append(shared | {"fact": fact, "n": n})

    def insert(self, connection: Connection) -> None:
        for table, rows in self.tables.items():
            names = sorted({name for row in rows for name in row})
            if rows:
                connection.execute(insert(table), [{name: row.get(name) for name in names} for row in rows])

    def _maybe(self, *values: Any) -> Any:
        return None if self.random.random() < 0.25 else self.random.choice(values)

    def _case(self, machine: str, parent: int | None, root: int | None) -> int:
        id, choice = len(self.tables[t.cases]) + 1, self.random.choice
        state, self.revisions[id] = choice(("open", "open", "resting", "done")), 0
        for fact in (*TYPES,):
            self._fact(id, fact)
        self._checklist(t.facts, {"case_id": id, "revision": 0})
        self._kept(id)
        self._sheets(id)
        self._event(id, root or id, state, "close", self._maybe(*PERSONS))
        self._window(id)
        self._recusals(id)
        if machine != "entry":
            self._members(id)
        self.tables[t.cases].append(
            {"id": id, "root": root or id, "parent": parent, "machine": machine, "number": f"N{id}", "definition": "0" * 64, "zone": ZONE,
             "owner": self._maybe(*PERSONS), "state": state, "before": self._maybe("open", "resting"), "entered": choice(MOMENTS),
             "round": choice((0, 1)), "revision": self.revisions[id] - 1, "ended": state == "done", "born": NOW}
        )  # fmt: skip
        return id

    def _event(self, id: int, root: int, state: str, action: str, actor: int | None) -> int:
        revision = self.revisions[id]
        self.revisions[id] += 1
        self.tables[t.events].append(
            {"case_id": id, "revision": revision, "target": state, "root": root, "t": NOW, "action": action, "round": 0, "actor": actor,
             "body": "{}", "leaf": bytes(32)}
        )  # fmt: skip
        return revision

    def _value(self, name: str) -> dict[str, Any]:
        type_, pick = TYPES[name], self.random.choice
        match type_.kind:
            case Kind.YES_NO:
                return {"n": pick((0, 1))}
            case Kind.TEXT:
                return {"s": pick(LABELS)}
            case Kind.CHOICE:
                return {"s": pick(type_.values)}
            case Kind.DATE:
                return {"d": pick(DAYS)}
            case Kind.MOMENT:
                return {"m": pick(MOMENTS)}
            case Kind.PERSON:
                return {"n": pick(PERSONS)}
        lo, hi = type_.reach
        return {"n": pick((lo, hi, 0, 1, 50, self.random.randint(lo, hi)))}

    def _fact(self, id: int, name: str) -> None:
        if self.random.random() < 0.75:
            self.tables[t.facts].append({"case_id": id, "fact": name, "ordinal": 0, "revision": 0} | self._value(name))

    def _kept(self, id: int) -> None:
        """Rows of a table, and reckoned names of which some were frozen."""
        for row in range(self.random.choice((0, 0, 1, 3))):
            for column, value in enumerate(({"s": self.random.choice(LABELS)}, {"n": self._maybe(1, 2)})):
                self.tables[t.facts].append({"case_id": id, "fact": "goals", "ordinal": 2 * row + column, "revision": 0} | value)
        for name in ("third", "carried"):
            if self.random.random() < 0.5:
                self.tables[t.freezes].append({"case_id": id, "name": name, "revision": 0})
                if (n := self._maybe(7, 1_000_000)) is not None:
                    self.tables[t.facts].append({"case_id": id, "fact": name, "ordinal": 0, "revision": 0, "n": n})

    def _checklist(self, table: Any, key: dict[str, Any]) -> None:
        if self.random.random() < 0.75:
            for i in range(3):
                self.tables[table].append(
                    key | {"fact": "findings", "ordinal": i, "s": f"c{i}", "n": self.random.choice((0, 1, 1, 1, None))}
                )

    def _sheets(self, id: int) -> None:
        for person in self.random.sample(PERSONS, self.random.randint(0, 3)):
            revision = self._event(id, id, "open", "judge", person)
            sheet = {"case_id": id, "action": "judge", "round": self.random.choice((0, 1)), "person": person, "revision": revision}
            self.tables[t.sheets].append(sheet | {"sealed": False, "at": NOW})
            for name in ("points", "level"):
                value = self._maybe(self._value(name))
                if value:
                    self.tables[t.answers].append({"case_id": id, "revision": revision, "fact": name, "ordinal": 0} | value)
            self._checklist(t.answers, {"case_id": id, "revision": revision})

    def _window(self, id: int) -> None:
        opens, closes = self._maybe(*MOMENTS), self._maybe(*MOMENTS)
        left = self.random.choice((None, *MOMENTS))
        self.tables[t.windows].append({"case_id": id, "name": "wait", "opens": opens, "closes": closes, "left": left})

    def _recusals(self, id: int) -> None:
        for person in self.random.sample(PERSONS, 2):
            self.tables[t.recusals].append({"case_id": id, "person": person, "conflict": self.random.random() < 0.5, "revision": 0})

    def _members(self, place: int | None) -> None:
        for role in ("member", "office"):
            if self.random.random() < 0.5:
                continue
            for position, person in enumerate(self.random.sample(PERSONS, 4)):
                id, until = len(self.tables[t.memberships]) + 1, self._maybe(None, None, NOW)
                row = {"id": id, "place": place, "role": role, "person": person, "position": position, "since": NOW, "until": until}
                self.tables[t.memberships].append(row | {"deputy": position > 1, "absent": self.random.random() < 0.3})
                told = {"side": SORT.values, "trained": ("yes", "no"), "unit": LABELS[:-1], "head": tuple(map(str, PERSONS))}
                for name in [n for n in told if self.random.random() < 0.75]:
                    self.tables[t.attributes].append({"membership": id, "name": name, "s": self.random.choice(told[name])})
