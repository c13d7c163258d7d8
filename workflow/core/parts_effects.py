"""What an action brings about beside its move: the closed list of effects, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.core.language import Expr
from workflow.core.parts import Span


@dataclass(frozen=True, slots=True)
class Do:
    actions: tuple[str, ...]
    on: str
    where: Expr | None
    rest_stays: bool


@dataclass(frozen=True, slots=True)
class Create:
    """One child for each holder of the role, those of `where`. For a role of owners: for the owner of each such case, below the nearest case that has any."""

    machine: str
    for_: str
    where: Expr | None = None


@dataclass(frozen=True, slots=True)
class Freeze:
    """`names` as written: forms, facts, roles, `windows`, or `machine.form` below."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amend:
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    ranking: str
    where: Expr | None
    on: str = "self"


@dataclass(frozen=True, slots=True)
class Fill:
    """Fill open places; `on` names the cases at which the fill is declared."""

    fill: str
    on: str = "self"


@dataclass(frozen=True, slots=True)
class Extend:
    window: str
    by: Span


@dataclass(frozen=True, slots=True)
class Assign:
    """Put the person whom `fact` names into a role of this case."""

    role: str
    fact: str


@dataclass(frozen=True, slots=True)
class Enlist:
    """Put the holders of another role, those of `where`, into a role of this case; at most so many, evenly. `with_`: attributes they get."""

    role: str
    among: str
    where: Expr | None
    with_: Mapping[str, str]
    most: int | None


@dataclass(frozen=True, slots=True)
class Release:
    """Take a `role` on this case from the person whom `fact` names; the opposite of `Assign`."""

    role: str
    fact: str


@dataclass(frozen=True, slots=True)
class Unseal:
    action: str


@dataclass(frozen=True, slots=True)
class Publish:
    publication: str


@dataclass(frozen=True, slots=True)
class DrawUp:
    """Draw up the minutes of this name."""

    minutes: str


@dataclass(frozen=True, slots=True)
class Send:
    letter: str
    on: str
    where: Expr | None


Effect = Do | Create | Freeze | Amend | Rank | Fill | Extend | Assign | Enlist | Release | Unseal | Publish | DrawUp | Send
