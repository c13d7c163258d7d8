"""Random expressions of the guard language, by kind, in the names of a scope."""

from __future__ import annotations

from random import Random

from tests.verbs.guard_world import DAYS, LABELS
from workflow.core.language import Kind, Scope, Type

ORDER = ("<", "<=", ">", ">=", "==", "!=")
SAME = ("==", "!=")


class Writer:
    """Writes an expression of a kind. `outer` is set while the condition of a set is written."""

    def __init__(self, random: Random, scope: Scope, outer: Scope | None = None) -> None:
        self.random, self.scope, self.outer = random, scope, outer

    def write(self, kind: Kind, depth: int) -> str:
        match kind:
            case Kind.YES_NO:
                return self.condition(depth)
            case Kind.NUMBER:
                return self.number(depth)
            case Kind.DATE:
                return self.date(depth)
        return self.name(kind) or self.literal(kind)

    def named(self, wanted: Kind) -> list[tuple[str, Type]]:
        found = [(name, type_) for name, type_ in self.scope.names.items() if type_.kind is wanted]
        if self.outer is not None and (not found or self.random.random() < 0.2):
            found += [(f"this.{name}", type_) for name, type_ in self.outer.names.items() if type_.kind is wanted]
        return found

    def name(self, kind: Kind) -> str:
        found = self.named(kind)
        return self.random.choice(found)[0] if found else ""

    def literal(self, kind: Kind) -> str:
        pick = self.random.choice
        match kind:
            case Kind.YES_NO:
                return pick(("yes", "no"))
            case Kind.NUMBER:
                return pick(("0", "1", "2", "3", "50", "12.5", "0.005", "99.99", "-7", "-0.5"))
            case Kind.DATE:
                return f"'{pick(DAYS).isoformat()}'"
            case Kind.MOMENT:
                return "'2026-11-21T10:30+07:00'"
        return f"'{pick(LABELS)}'"

    # ------------------------------------------------------------ yes or no
    def condition(self, depth: int) -> str:
        if depth <= 0:
            return self.name(Kind.YES_NO) or self.ordered(Kind.NUMBER, 0)
        makers = [self._junction, self._junction, self._not, self._known, self._choice, self._in, self._equal, self._flags]
        makers += [lambda d: self.ordered(Kind.NUMBER, d)] * 5 + [
            lambda d: self.ordered(Kind.DATE, d),
            lambda d: self.ordered(Kind.MOMENT, d),
        ]
        if self.scope.actions:
            makers.append(lambda d: f"acted({self.random.choice(sorted(self.scope.actions))})")
        if self.scope.sets:
            makers += [self._every] * 3
        return self.random.choice(makers)(depth - 1)

    def _junction(self, depth: int) -> str:
        word = self.random.choice((" and ", " or "))
        return "(" + word.join(self.condition(depth) for _ in range(self.random.randint(2, 3))) + ")"

    def _not(self, depth: int) -> str:
        return f"(not {self.condition(depth)})"

    def _known(self, depth: int) -> str:
        kind = self.random.choice((Kind.YES_NO, Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.PERSON))
        return f"known({self.write(kind, depth)})"

    def ordered(self, kind: Kind, depth: int) -> str:
        pick = self.random.choice
        one = self.number(depth) if kind is Kind.NUMBER else self.name(kind)
        if not one:
            return self.ordered(Kind.NUMBER, depth)
        two = self.write(kind, depth - 1)
        if self.random.random() < 0.1:
            return f"({two} {pick(ORDER)} {one} {pick(ORDER)} {self.write(kind, 0)})"
        return f"({one} {pick(ORDER)} {two})"

    def _choice(self, _depth: int) -> str:
        found = self.named(Kind.CHOICE)
        name, type_ = self.random.choice(found)
        alike = [other for other, t in found if t.values == type_.values]
        right = self.random.choice((f"'{self.random.choice(type_.values)}'", self.random.choice(alike)))
        return f"({name} {self.random.choice(ORDER if type_.ordered else SAME)} {right})"

    def _in(self, depth: int) -> str:
        word = self.random.choice(("in", "not in"))
        if self.random.random() < 0.5:
            items = ", ".join(self.literal(Kind.NUMBER) for _ in range(3))
            return f"({self.number(depth)} {word} [{items}])"
        name, type_ = self.random.choice(self.named(Kind.CHOICE))
        return f"({name} {word} [{', '.join(repr(v) for v in type_.values[:2])}])"

    def _equal(self, _depth: int) -> str:
        kind = self.random.choice((Kind.PERSON, Kind.TEXT, Kind.DURATION))
        left = self.name(kind)
        if not left:
            return self.condition(0)
        right = self.literal(Kind.TEXT) if kind is Kind.TEXT and self.random.random() < 0.5 else self.name(kind)
        return f"({left} {self.random.choice(SAME)} {right})"

    def _flags(self, depth: int) -> str:
        return (
            f"({self.condition(depth)} {self.random.choice(SAME)} {self.random.choice((self.literal(Kind.YES_NO), self.condition(depth)))})"
        )

    # ------------------------------------------------------------ numbers and dates
    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.random.choice((self.name(Kind.NUMBER), self.literal(Kind.NUMBER))) or self.literal(Kind.NUMBER)
        makers = [self._arithmetic] * 5 + [self._first_known, self._rounded, self._between, self._minus]
        if self.scope.roles:
            makers.append(lambda d: f"able({self.random.choice(sorted(self.scope.roles))})")
        if self.scope.actions:
            makers.append(lambda d: f"times({self.random.choice(sorted(a for a in self.scope.actions if '.' not in a))})")
        if self.scope.sets:
            makers += [self._count] * 3 + [self._aggregate] * 3
        return self.random.choice(makers)(depth - 1)

    def _arithmetic(self, depth: int) -> str:
        return f"({self.number(depth)} {self.random.choice('+-*//')} {self.number(depth - 1)})"

    def _minus(self, depth: int) -> str:
        return f"(-{self.number(depth)})"

    def _first_known(self, depth: int) -> str:
        return f"first_known({self.number(depth)}, {self.number(depth - 1)})"

    def _rounded(self, depth: int) -> str:
        return f"rounded({self.number(depth)}, {self.random.randint(0, 3)})"

    def _between(self, depth: int) -> str:
        return f"{self.random.choice(('years', 'days'))}({self.date(depth)}, {self.date(depth)})"

    def date(self, depth: int) -> str:
        plain = self.random.choice((self.name(Kind.DATE), self.literal(Kind.DATE))) or self.literal(Kind.DATE)
        if depth <= 0 or self.random.random() < 0.6:
            return plain
        name = self.name(Kind.DATE)
        return f"first_known({name}, {plain})" if name else plain

    # ------------------------------------------------------------ sets
    def _set(self) -> tuple[str, Writer]:
        name = self.random.choice(sorted(self.scope.sets))
        return name, Writer(self.random, self.scope.sets[name], self.scope)

    def _count(self, depth: int) -> str:
        name, inside = self._set()
        return f"count({name})" if self.random.random() < 0.2 else f"count({name}, {inside.condition(depth)})"

    def _every(self, depth: int) -> str:
        name, inside = self._set()
        return f"every({name}, {inside.condition(depth)})"

    def _aggregate(self, depth: int) -> str:
        name, inside = self._set()
        where = "" if self.random.random() < 0.5 else f", {inside.condition(depth - 1)}"
        return f"{self.random.choice(('total', 'mean', 'lowest', 'highest'))}({name}, {inside.number(depth - 1)}{where})"
