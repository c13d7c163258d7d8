"""The kinds of faults, as changes of the data of a definition file. Each gives every place where it can be made."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from workflow.load.nodes import read
from workflow.load.report import Report

Data = dict[str, Any]
Change = Callable[[Data], None]


@dataclass(frozen=True)
class Fault:
    """`place`: what is changed, as a path of names. `change` makes it in a copy of the data."""

    kind: str
    place: str
    told: str
    change: Change

    def __str__(self) -> str:
        return f"{self.kind}, {self.place}: {self.told}"

    def made(self, data: Data) -> str:
        """The text of the changed file; JSON is YAML too."""
        copy = deepcopy(data)
        self.change(copy)
        return json.dumps(copy, ensure_ascii=False, indent=1)


def data_of(path: Path) -> Data:
    """The file as parsed: keys, lists and texts."""
    data = read(path.read_text(encoding="utf-8"), Report(str(path)))
    assert data is not None
    return data


def files_of(path: Path) -> dict[str, str]:
    """Everything that the definition may name, by its path below the folder of the version; rule packs from the house's."""
    folder = path.with_suffix("")
    found = {
        one.relative_to(folder).as_posix(): one.read_text("utf-8")
        for one in folder.rglob("*")
        if one.is_file() and one.suffix in (".txt", ".yaml")
    }
    packs = path.parent.parent / "rules"
    return found | {f"rules/{one.relative_to(packs).as_posix()}": one.read_text("utf-8") for one in packs.rglob("*.yaml")}


def chosen(data: Data, seed: int, number: int, kinds: Mapping[str, Callable[[Data], Iterator[Fault]]]) -> list[Fault]:
    """So many different faults, the kinds in turn, by the seed alone."""
    random = Random(seed)
    heaps = {kind: list(make(data)) for kind, make in kinds.items()}
    for heap in heaps.values():
        random.shuffle(heap)
    found: list[Fault] = []
    while len(found) < number and any(heaps.values()):
        found += [heap.pop() for heap in heaps.values() if heap][: number - len(found)]
    return found


# ------------------------------------------------------------------ where actions are
def actions(data: Data) -> Iterator[tuple[str, str, Data]]:
    for machine, of in data["machines"].items():
        for name, action in of["actions"].items():
            yield machine, name, action


def at(data: Data, machine: str, action: str) -> Data:
    found: Data = data["machines"][machine]["actions"][action]
    return found


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def drop_action(data: Data) -> Iterator[Fault]:
    for machine, name, _ in actions(data):

        def change(copy: Data, machine: str = machine, name: str = name) -> None:
            del copy["machines"][machine]["actions"][name]
            for _, _, action in actions(copy):
                _forget(action, name)

        yield Fault("drop action", f"{machine}.{name}", "left out", change)


def _forget(action: Data, name: str) -> None:
    """Take a step out of the lists that name it; a list that would be empty goes."""
    effects = []
    for effect in listed(action.get("then")):
        if isinstance(effect, dict) and name in listed(effect.get("do")):
            rest = [one for one in listed(effect["do"]) if one != name]
            effects += [effect | {"do": rest}] if rest else []
        else:
            effects.append(effect)
    if "then" in action:
        action["then"] = effects
        if not effects:
            del action["then"]


def drop_from(data: Data) -> Iterator[Fault]:
    for machine, name, action in actions(data):
        states = listed(action["from"])
        if states == ["any"]:
            own = data["machines"][machine]["states"]
            states = [state for state, of in own.items() if of["phase"] != "end" and state != action["to"]]
        for state in states if len(states) > 1 else ():
            rest = [one for one in states if one != state]

            def change(copy: Data, machine: str = machine, name: str = name, rest: list[str] = rest) -> None:
                at(copy, machine, name)["from"] = rest

            yield Fault("drop one from", f"{machine}.{name}", f"not from {state}", change)


def retarget(data: Data) -> Iterator[Fault]:
    for machine, name, action in actions(data):
        for state in data["machines"][machine]["states"]:
            if state != action["to"]:

                def change(copy: Data, machine: str = machine, name: str = name, state: str = state) -> None:
                    at(copy, machine, name)["to"] = state

                yield Fault("retarget", f"{machine}.{name}", f"to {state} instead of {action['to']}", change)


# ------------------------------------------------------------------ guards, quorums
def guards(data: Data) -> Iterator[tuple[str, str, int, str, bool]]:
    """Machine, action, position, source, and whether the clause only asks for a reason."""
    for machine, name, action in actions(data):
        for i, clause in enumerate(listed(action.get("needs"))):
            source = clause["that"] if isinstance(clause, dict) else clause
            yield machine, name, i, source, isinstance(clause, dict) and "explain" in clause


def negate_guard(data: Data) -> Iterator[Fault]:
    for machine, name, i, source, _ in guards(data):
        turned = source[4:] if re.fullmatch(r"not [\w.]+", source) else f"not ({source})"

        def change(copy: Data, machine: str = machine, name: str = name, i: int = i, turned: str = turned) -> None:
            clauses = listed(at(copy, machine, name)["needs"])
            clauses[i] = clauses[i] | {"that": turned} if isinstance(clauses[i], dict) else turned
            at(copy, machine, name)["needs"] = clauses

        yield Fault("negate guard", f"{machine}.{name}", turned, change)


def drop_guard(data: Data) -> Iterator[Fault]:
    for machine, name, i, source, only_asks in guards(data):

        def change(copy: Data, machine: str = machine, name: str = name, i: int = i) -> None:
            clauses = listed(at(copy, machine, name)["needs"])
            del clauses[i]
            at(copy, machine, name)["needs"] = clauses

        yield Fault("drop guard", f"{machine}.{name}", f"without {source}{' (reason)' if only_asks else ''}", change)


def raise_quorum(data: Data) -> Iterator[Fault]:
    for machine, name, action in actions(data):
        if "quorum" in action:
            raised = f"{action['quorum']} + 4" if not str(action["quorum"]).isdigit() else str(int(action["quorum"]) + 4)

            def change(copy: Data, machine: str = machine, name: str = name, raised: str = raised) -> None:
                at(copy, machine, name)["quorum"] = raised

            yield Fault("raise quorum", f"{machine}.{name}", f"quorum {raised}", change)


# ------------------------------------------------------------------ effects, windows
def drop_effect(data: Data) -> Iterator[Fault]:
    for machine, name, action in actions(data):
        for i, effect in enumerate(listed(action.get("then"))):

            def change(copy: Data, machine: str = machine, name: str = name, i: int = i) -> None:
                effects = listed(at(copy, machine, name)["then"])
                del effects[i]
                at(copy, machine, name)["then"] = effects
                if not effects:
                    del at(copy, machine, name)["then"]

            yield Fault("drop effect", f"{machine}.{name}", f"without {json.dumps(effect, ensure_ascii=False)}", change)


def change_window(data: Data) -> Iterator[Fault]:
    """It opens in another state, or a clock action waits for its beginning instead of its end."""
    for machine, of in data["machines"].items():
        for name, window in of.get("windows", {}).items():
            for state, how in of["states"].items():
                if state not in listed(window["in"]) and how["phase"] != "end":

                    def change(copy: Data, machine: str = machine, name: str = name, state: str = state) -> None:
                        copy["machines"][machine]["windows"][name]["in"] = [state]

                    yield Fault("change window", f"{machine}.{name}", f"in {state} instead of {window['in']}", change)
    for machine, name, action in actions(data):
        moment = str(action.get("at", ""))
        if moment.endswith(".closes"):

            def earlier(copy: Data, machine: str = machine, name: str = name, moment: str = moment) -> None:
                at(copy, machine, name)["at"] = moment.removesuffix("closes") + "opens"

            yield Fault("change window", f"{machine}.{name}", f"at the beginning of {moment.removesuffix('.closes')}", earlier)


KINDS: dict[str, Callable[[Data], Iterator[Fault]]] = {
    "drop action": drop_action,
    "drop one from": drop_from,
    "retarget": retarget,
    "negate guard": negate_guard,
    "drop guard": drop_guard,
    "raise quorum": raise_quorum,
    "drop effect": drop_effect,
    "change window": change_window,
}
