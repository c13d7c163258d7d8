"""Guards of a file -> typed trees, each in the names that it may use; problems at their columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from workflow.core import names
from workflow.core.definition import Definition
from workflow.core.findings import Path
from workflow.core.language import Expr, Kind, LanguageError, Scope, parse, walk
from workflow.core.language.nodes import Literal, Times
from workflow.core.language.types import YES_NO
from workflow.load.report import Report

PENDING: Expr = Literal(YES_NO, "yes", True)
"""Stands for a guard while the names are still being gathered."""
_BARE_COMMA = " If a comma belongs to this condition, put the whole condition in quotes."


@dataclass(slots=True)
class Guards:
    """Reads guards against the names of `definition`; without one every guard is pending. Scopes are made once."""

    report: Report
    definition: Definition | None = None
    scopes: dict[tuple[str, ...], Scope] = field(default_factory=dict)

    def on_case(self, source: str | None, machine: str, path: Path, expect: Kind | None = Kind.YES_NO) -> Expr:
        """A guard of a case of `machine`, with sets."""
        return self._read(source or "", path, ("case", machine), lambda d: names.scope(d, machine), expect)

    def on_row(self, source: str, machine: str | None, path: Path, this: str, expect: Kind = Kind.YES_NO) -> Expr:
        """A condition on one case of a set, carried by a case of the machine `this`; an unknown set is told elsewhere."""
        if not machine:
            return PENDING
        carried = self._scope(("row", this), lambda d: names.row_scope(d, this))
        return self._read(source, path, ("row", machine), lambda d: names.row_scope(d, machine), expect, carried)

    def if_on_row(self, source: str | None, machine: str | None, path: Path, this: str) -> Expr | None:
        return self.on_row(source, machine, path, this) if source is not None else None

    def on_holder(self, source: str, role: str, path: Path, this: str) -> Expr:
        """A condition on one holder of a role, carried by a case of the machine `this`."""
        if self.definition is None or role not in self.definition.roles:
            return PENDING
        carried = self._scope(("row", this), lambda d: names.row_scope(d, this))
        return self._read(source, path, ("holder", role), lambda d: names.member_scope(d.roles[role]), Kind.YES_NO, carried)

    def on_sheet(self, source: str, machine: str, action: str, path: Path) -> Expr:
        """A condition on one sheet of an action with `each`."""

        def scope(definition: Definition) -> Scope:
            own = definition.machines[machine]
            return names.sheet_scope(definition, own, own.actions[action])

        known = self.definition is None or action in self.definition.machines[machine].actions
        return self._read(source, path, ("sheet", machine, action), scope, Kind.YES_NO) if known else PENDING

    def target(self, machine: str, on: str) -> str | None:
        """The machine that `on` names, once the machines are known."""
        return names.set_machine(self.definition, machine, on) if self.definition is not None else None

    def _scope(self, key: tuple[str, ...], scope: Callable[[Definition], Scope]) -> Scope | None:
        """The names of one kind of place, made once; None while they are still being gathered, or where the machine is unknown."""
        if self.definition is None or (key[0] in ("row", "case") and key[1] not in self.definition.machines):
            return None
        if key not in self.scopes:
            self.scopes[key] = scope(self.definition)
        return self.scopes[key]

    def _read(
        self,
        source: str,
        path: Path,
        key: tuple[str, ...],
        scope: Callable[[Definition], Scope],
        expect: Kind | None,
        this: Scope | None = None,
    ) -> Expr:
        known = self._scope(key, scope)
        if known is None:
            return PENDING
        try:
            return _checked(parse(source, known, expect, this))
        except LanguageError as error:
            tell(error, source, path, self.report)
            return PENDING


def tell(error: LanguageError, source: str, path: Path, report: Report) -> None:
    """Note every problem of a guard at its column."""
    hint = _BARE_COMMA if source.count("(") != source.count(")") else ""
    for column, message in error.problems:
        report.at(path, f"{message}.{hint}" if hint else message, offset=column)


def _checked(expr: Expr) -> Expr:
    """`times` counts on the case itself: a dotted name would count elsewhere than it says."""
    for node in walk(expr):
        if isinstance(node, Times) and "." in node.action:
            raise LanguageError([(0, f"times({node.action}) counts on this case only; give the ancestor a formula and read that")])
    return expr
