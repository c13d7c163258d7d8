"""The only module that knows `transitions`: one cached machine per machine of a pinned definition dispatches the moves."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from transitions import Machine as StateMachine
from transitions import MachineError

from workflow.core.definition import Action, Definition, Machine


class Row:
    """The object that a move is dispatched on: its state, and the state to come back to."""

    __slots__ = ("before", "state")

    def __init__(self, state: str, before: str | None) -> None:
        self.state = state
        self.before = before


class Dispatcher:
    """The state machine of one machine of one definition, shared by all its cases: it keeps no model."""

    def __init__(self, machine: Machine) -> None:
        transitions: list[dict[str, Any]] = []
        for action in machine.actions.values():
            if not action.is_birth:
                transitions += _transitions(action, machine)
        self._machine = StateMachine(
            model=None,
            states=list(machine.states),
            initial=next(iter(machine.states)),
            transitions=transitions,
            auto_transitions=False,
            send_event=True,
        )

    def target(self, action: str, state: str, before: str | None) -> str | None:
        """The state that `action` leads to from `state`; None where it leads nowhere."""
        row = Row(state, before)
        event = self._machine.events.get(action)
        if event is None:
            return None
        try:
            moved = event.trigger(row)
        except MachineError:
            return None
        return row.state if moved else None


def _transitions(action: Action, machine: Machine) -> list[dict[str, Any]]:
    common = {"trigger": action.name, "source": list(action.from_)}
    if action.to == "stay":
        return [{**common, "dest": None}]
    if action.to == "before":
        return [{**common, "dest": state, "conditions": _came_from(state)} for state in machine.states]
    return [{**common, "dest": action.to}]


def _came_from(state: str) -> Any:
    def came_from(event: Any) -> bool:
        return bool(event.model.before == state)

    return came_from


@lru_cache(maxsize=256)
def _dispatcher(sha256: str, machine: str, definition: _Pinned) -> Dispatcher:
    return Dispatcher(definition.definition.machines[machine])


class _Pinned:
    """A definition that counts as equal by its hash, so that the cache never compares whole definitions."""

    __slots__ = ("definition",)

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def __hash__(self) -> int:
        return hash(self.definition.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pinned) and other.definition.sha256 == self.definition.sha256


def dispatcher(definition: Definition, machine: str) -> Dispatcher:
    return _dispatcher(definition.sha256, machine, _Pinned(definition))
