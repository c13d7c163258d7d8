"""What every part of the reading needs: where a piece of the text stands, how a problem is told, what was perhaps meant."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import NoReturn

from workflow.core.language.nodes import Expr
from workflow.core.language.types import Kind, Scope, Type

_KINDS = {
    Kind.YES_NO: "a yes or no",
    Kind.NUMBER: "a number",
    Kind.TEXT: "a text",
    Kind.CHOICE: "a choice",
    Kind.DATE: "a date",
    Kind.MOMENT: "a moment",
    Kind.DURATION: "a length of time",
    Kind.PERSON: "a person",
}


def kind_words(kind: Kind) -> str:
    return _KINDS[kind]


class Stop(Exception):
    """Leaves the piece that has a problem, so that the pieces beside it are still read."""


def dotted(node: ast.expr) -> str | None:
    """`a.b.c` as written, or None where a dot follows anything but a name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return None if before is None else f"{before}.{node.attr}"
    return None


class Reader(ABC):
    """The state of one reading. `outer` is the scope of the case that carries the guard while a set's condition is read."""

    def __init__(self, source: str, scope: Scope, outer: Scope | None = None) -> None:
        self.source, self.scope, self.outer = source, scope, outer
        self.problems: list[tuple[int, str]] = []

    @abstractmethod
    def expr(self, node: ast.expr) -> Expr:
        """Read any expression."""

    @abstractmethod
    def condition(self, node: ast.expr) -> Expr:
        """Read an expression that must be a yes or no."""

    @abstractmethod
    def number(self, node: ast.expr) -> Expr:
        """Read an expression that must be a number."""

    @abstractmethod
    def fitted(self, node: ast.expr, found: Expr, wanted: Type) -> Expr:
        """A written text becomes a choice, a date or a moment where one is wanted."""

    def column(self, node: ast.expr) -> int:
        # One bracket was put before the text; offsets count bytes of UTF-8.
        return len(self._bytes[: node.col_offset - 1].decode("utf-8", "ignore"))

    @property
    def _bytes(self) -> bytes:
        return self.source.encode("utf-8")

    def text(self, node: ast.expr) -> str:
        return self.between(node, node)

    def between(self, first: ast.expr, last: ast.expr) -> str:
        end = (last.end_col_offset or 0) - 1
        return self._bytes[first.col_offset - 1 : end].decode("utf-8", "ignore").replace("\n", " ")

    def stop(self, node: ast.expr, message: str) -> NoReturn:
        self.problems.append((self.column(node), message))
        raise Stop

    def attempt(self, read: Callable[[ast.expr], Expr], node: ast.expr) -> Expr | None:
        try:
            return read(node)
        except Stop:
            return None

    def meant(self, written: str, known: Iterable[str], prefix: str = "") -> str:
        close = get_close_matches(written, list(known), n=1, cutoff=0.6)
        return f"; did you mean `{prefix}{close[0]}`?" if close else "; " + _few(known, prefix)

    def unknown_name(self, node: ast.expr, name: str) -> NoReturn:
        if name in self.scope.sets:
            self.stop(node, f"`{name}` is a set; write count({name}), every({name}, condition) or total({name}, x)")
        if name in self.scope.actions:
            self.stop(node, f"`{name}` is an action; write acted({name}) or times({name})")
        if name in self.scope.roles:
            self.stop(node, f"`{name}` is a role; write able({name})")
        if self.outer is not None and name in self.outer.names:
            self.stop(node, f"`{name}` belongs to the case that carries the guard; write `this.{name}`")
        self.stop(node, f"`{name}` is not declared" + self.meant(name, self.scope.names))


def _few(known: Iterable[str], prefix: str) -> str:
    some = sorted(known)[:6]
    return "declared are: " + ", ".join(f"`{prefix}{s}`" for s in some) if some else "nothing is declared here"
