"""What somebody asks for on a page, read from what they typed: a question, or what is wrong with it in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.core.words import Text
from workflow.rehearse.scenarios import BY_NAME
from workflow.trouble import Trouble

MOST = 60
"""Most people who may take part in a rehearsal that is asked for on a page."""
FIRST, LAST = 2020, 2100
LARGEST_SEED = 999_999

NO_PROCESS = Text("Pilih prosesnya.", "Choose the process.")
BAD_COUNT = Text("Tulis jumlah peserta 1 sampai {most}.", "Write how many take part, 1 to {most}.")
BAD_SEED = Text("Tulis benih sebagai bilangan 0 sampai {most}.", "Write the seed as a number from 0 to {most}.")
BAD_DAY = Text("Tulis tanggal yang ada, misalnya 17 8 2026.", "Write a date that exists, 17 8 2026 for instance.")
NO_SCENARIO = Text("Pilih paling sedikit satu skenario.", "Choose at least one scenario.")


@dataclass(frozen=True, slots=True)
class Question:
    """`scenarios`: names of `SCENARIOS`, in their order."""

    process: str
    candidates: int
    seed: int
    start: date
    scenarios: tuple[str, ...]


def question(typed: Mapping[str, Sequence[str]], processes: Collection[str]) -> Question | tuple[Trouble, ...]:
    """Read `process`, `candidates`, `seed`, `start` (ISO) and `scenario`s as typed. `processes`: those on offer to whoever asks."""
    process, start = _first(typed, "process"), _day(_first(typed, "start"))
    candidates, seed = _number(_first(typed, "candidates"), 1, MOST), _number(_first(typed, "seed"), 0, LARGEST_SEED)
    scenarios = tuple(name for name in BY_NAME if name in typed.get("scenario", ()))
    wrong = (
        *((Trouble("process", NO_PROCESS),) if process not in processes else ()),
        *((Trouble("candidates", BAD_COUNT.fill(most=MOST)),) if candidates is None else ()),
        *((Trouble("seed", BAD_SEED.fill(most=LARGEST_SEED)),) if seed is None else ()),
        *((Trouble("start", BAD_DAY),) if start is None else ()),
        *((Trouble("scenario", NO_SCENARIO),) if not scenarios else ()),
    )
    if wrong or candidates is None or seed is None or start is None:
        return wrong
    return Question(process, candidates, seed, start, scenarios)


def _first(typed: Mapping[str, Sequence[str]], name: str) -> str:
    return (list(typed.get(name, ())) or [""])[0].strip()


def _number(text: str, least: int, most: int) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most else None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST <= found.year <= LAST else None
