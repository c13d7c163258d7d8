"""What a measurement says: the median of the ratios of each round, and a verdict only where the yardstick itself stood still."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from statistics import median

from bench.step import Comparison, Round

UNSTEADY = 3.0


@dataclass(frozen=True, slots=True)
class Line:
    """Rates per second are medians; `cpu_us` is client CPU per step; `unsteady` is the yardstick's best rate over its worst."""

    name: str
    rounds: int
    yardstick_rate: float
    engine_rate: float
    ratio: float
    least: float
    most: float
    yardstick_cpu_us: float
    engine_cpu_us: float
    unsteady: float
    aim: float | None
    verdict: str


def line(found: Comparison) -> Line:
    yard, engine = [_rate(r) for r in found.yardstick], [_rate(r) for r in found.engine]
    ratios = [e / y for e, y in zip(engine, yard, strict=True)]
    ratio, unsteady = median(ratios), max(yard) / min(yard)
    return Line(
        found.name, len(ratios), round(median(yard), 1), round(median(engine), 1), round(ratio, 3), round(min(ratios), 3),
        round(max(ratios), 3), _cpu(found.yardstick), _cpu(found.engine), round(unsteady, 2), found.aim, _verdict(ratio, found.aim, unsteady),
    )  # fmt: skip


def _rate(r: Round) -> float:
    return r.steps / r.wall


def _cpu(rounds: list[Round]) -> float:
    return round(median(r.cpu / r.steps for r in rounds) * 1e6, 0)


def _verdict(ratio: float, aim: float | None, unsteady: float) -> str:
    if unsteady > UNSTEADY:
        return f"no verdict: the yardstick itself varied {unsteady:.1f} times"
    if aim is None:
        return "no aim"
    return "reached" if ratio >= aim else "not reached"


def load() -> list[float]:
    return [round(x, 2) for x in os.getloadavg()]


def table(lines: list[Line]) -> str:
    head = f"{'step':<28}{'rounds':>7}{'raw/s':>9}{'act/s':>9}{'ratio':>7}  {'min..max':<12}{'raw us':>7}{'act us':>7}{'aim':>6}  verdict"
    return "\n".join([head, *(_text(found) for found in lines)])


def _text(x: Line) -> str:
    spread, aim = f"{x.least:.2f}..{x.most:.2f}", "-" if x.aim is None else f"{x.aim:.2f}"
    rates = f"{x.yardstick_rate:>9.0f}{x.engine_rate:>9.0f}{x.ratio:>7.2f}  {spread:<12}"
    return f"{x.name:<28}{x.rounds:>7}{rates}{x.yardstick_cpu_us:>7.0f}{x.engine_cpu_us:>7.0f}{aim:>6}  {x.verdict}"


def plain(lines: list[Line], versions: dict[str, str]) -> dict[str, object]:
    return {"versions": versions, "load": load(), "lines": [asdict(found) for found in lines]}
