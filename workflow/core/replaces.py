"""Does a version say rightly which states of an earlier one its cases go over to? With the earlier version at hand, on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from workflow.core.definition import Definition, State
from workflow.core.findings import Finding, Path, known

Earlier = Callable[[str], Definition | None]
"""A version -> its definition, where it is at hand."""


def version_key(version: str) -> tuple[int, ...]:
    """The order of versions: 2026.2 comes before 2026.10."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def mapped(states: Mapping[str, str], machine: str, state: str) -> str:
    """The name of a state after a migration: as `states` (`machine.state` to `machine.state`) say, else the same."""
    return states.get(f"{machine}.{state}", f"{machine}.{state}").partition(".")[2]


def unlike(old: State, new: State) -> str | None:
    """Why no case may go over from one state to the other: a migration neither ends, pauses nor revives anything."""
    if old.is_end != new.is_end:
        return "one of them is an end, the other is not"
    return "one of them pauses, the other does not" if old.pauses != new.pauses else None


def check_replaces(definition: Definition) -> Iterator[Finding]:
    for version, states in definition.replaces.items():
        path: Path = ("replaces", version)
        if version_key(version) >= version_key(definition.version):
            yield Finding(path, f'"{version}" is not earlier than "{definition.version}": only an earlier version is replaced', at_key=True)
        for old, new in states.items():
            yield from _later_side(definition, old, new, (*path, old))


def _later_side(definition: Definition, old: str, new: str, path: Path) -> Iterator[Finding]:
    machine, _, state = new.partition(".")
    if old.partition(".")[0] != machine:
        yield Finding(path, f'a case stays of its kind: "{old}" can only become a state of "{old.partition(".")[0]}"')
        return
    yield from known("machine", machine, definition.machines, path)
    if machine in definition.machines:
        yield from known(f'state of "{machine}"', state, definition.machines[machine].states, path)


def check_earlier(definition: Definition, earlier: Earlier) -> Iterator[Finding]:
    """The other side of the map, for the versions that are at hand; to be asked only where `check_replaces` finds nothing."""
    for version, states in definition.replaces.items():
        found = earlier(version)
        if found is not None:
            for old, new in states.items():
                yield from _earlier_side(found, definition, version, old, new)
            yield from _left_behind(found, definition, version, states)


def _earlier_side(earlier: Definition, definition: Definition, version: str, old: str, new: str) -> Iterator[Finding]:
    path: Path = ("replaces", version, old)
    machine, _, state = old.partition(".")
    wrong = list(known(f"machine of {version}", machine, earlier.machines, path))
    if not wrong:
        wrong = list(known(f'state of "{machine}" in {version}', state, earlier.machines[machine].states, path))
    yield from (Finding(path, finding.message, at_key=True) for finding in wrong)
    if not wrong:
        why = unlike(earlier.machines[machine].states[state], definition.machines[machine].states[mapped({old: new}, machine, state)])
        if why is not None:
            yield Finding(path, f'no case can go over from "{old}" to "{new}": {why}')


def _left_behind(earlier: Definition, definition: Definition, version: str, states: Mapping[str, str]) -> Iterator[Finding]:
    """States that exist no more and that nothing is said about: cases that stand there, or ever end there, keep their whole root behind."""
    for machine in earlier.machines.values():
        later = definition.machines[machine.name].states if machine.name in definition.machines else {}
        gone = [f"{machine.name}.{s}" for s in machine.states if mapped(states, machine.name, s) not in later]
        if gone:
            message = f"cases of {version} in {', '.join(gone)} cannot follow: map these states, or keep them"
            yield Finding(("replaces", version), message, "warning", at_key=True)
