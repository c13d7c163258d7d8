"""What the holders of a role represent: each value of a list in turn, so that a committee has them all; people of one unit have one superior."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from workflow.core.definition import Attribute, Role
from workflow.rehearse.names import UNIT

TOGETHER = 4
"""How many holders are of one unit."""


def represented(of: Attribute, i: int) -> str:
    """The attribute of the i-th holder (from 0), as it is typed; of another person nothing."""
    if of.choices is not None:
        return of.choices.values[i % len(of.choices.values)]
    return PLAIN[of.kind](i)


def _unit(i: int) -> str:
    return f"{UNIT} {i // TOGETHER + 1}"


def _by_turns(i: int) -> str:
    """The first is not, so that those who are stay the smaller part: what is asked of a committee is asked of few, or bounded."""
    return ("no", "yes")[i % 2]


def _nobody(_i: int) -> str:
    return ""


PLAIN: Mapping[str, Callable[[int], str]] = {"yes_no": _by_turns, "text": _unit, "person": _nobody}
"""One function for each kind of attribute that is no list."""


def attributes(role: Role, i: int, holders: Sequence[int], others: Sequence[int]) -> dict[str, str]:
    """What is typed of the i-th holder. `holders`: persons who hold the role; `others`: whom those at the top of a unit of their own look up to."""
    return {name: _superior(i, holders, others) if of.kind == "person" else represented(of, i) for name, of in role.attributes.items()}


def _superior(i: int, holders: Sequence[int], others: Sequence[int]) -> str:
    """The first of the unit; for that one the first of another unit, or somebody else."""
    first = i // TOGETHER * TOGETHER
    if i != first:
        return str(holders[first])
    above = [person for n, person in enumerate(holders) if n % TOGETHER == 0 and n != i]
    return str((above or [p for p in others if p != holders[i]])[0])
