"""What the checks of a definition find, bound to the part of the file that it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """`path`: keys and positions down to the part; `at_key`: the key itself is meant. An error refuses, a warning is told."""

    path: Path
    message: str
    severity: Literal["error", "warning"] = "error"
    at_key: bool = False


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """` Did you mean "x"?`, or the whole choice where it is short, or nothing."""
    choice = sorted(set(known))
    close = get_close_matches(wrong, choice, n=1, cutoff=0.6)
    if close:
        return f' Did you mean "{close[0]}"?'
    return f" Known here: {', '.join(choice)}." if 0 < len(choice) <= 14 else ""


def known(what: str, name: str | None, among: Iterable[str], path: Path) -> Iterator[Finding]:
    """A finding where `name` is given and names nothing; `what` as in "no role"."""
    choice = list(among)
    if name is not None and name not in choice:
        yield Finding(path, f'no {what} is called "{name}".{did_you_mean(name, choice)}')
