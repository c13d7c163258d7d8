"""What `bulk` says: seconds and ratios, and a verdict only where the yardstick itself stood still."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from statistics import median

from bench.bulk import Compared, Verbs
from bench.report import UNSTEADY

AIM = 1.15
"""The engine may take so much longer than statements written by hand."""


@dataclass(frozen=True, slots=True)
class BulkLine:
    """Seconds are medians; `ratio` is the median of the rounds' ratios, engine over yardstick, as is `cpu_ratio` of processor seconds.

    `alone`: seconds of the way case by case; `gain`: that over the engine's.
    """

    name: str
    cases: int
    rounds: int
    yardstick: float
    engine: float
    cases_per_second: float
    ratio: float
    least: float
    most: float
    cpu_ratio: float
    unsteady: float
    alone: float | None
    gain: float | None
    verdict: str


def line(found: Compared) -> BulkLine:
    yard, engine = [one.wall for one in found.yardstick], [one.wall for one in found.engine]
    ratios = [e / y for e, y in zip(engine, yard, strict=True)]
    cpu = [e.cpu / y.cpu for e, y in zip(found.engine, found.yardstick, strict=True)]
    alone, unsteady = found.alone.wall if found.alone else None, max(yard) / min(yard)
    return BulkLine(
        found.name, found.bids, len(ratios), round(median(yard), 3), round(median(engine), 3), round(found.bids / median(engine)),
        round(median(ratios), 2), round(min(ratios), 2), round(max(ratios), 2), round(median(cpu), 2), round(unsteady, 2),
        round(alone, 2) if alone else None, round(alone / median(engine), 1) if alone else None, _verdict(median(ratios), unsteady),
    )  # fmt: skip


def _verdict(ratio: float, unsteady: float) -> str:
    if unsteady > UNSTEADY:
        return f"no verdict: the yardstick itself varied {unsteady:.1f} times"
    return f"at most {AIM}: reached" if ratio <= AIM else f"at most {AIM}: not reached"


def table(lines: list[BulkLine]) -> str:
    head = (
        f"{'close of a stage':<18}{'cases':>9}{'rounds':>7}{'by hand s':>11}{'engine s':>10}{'cases/s':>9}{'ratio':>7}  {'min..max':<12}"
        f"{'cpu':>5}{'case by case s':>16}{'gain':>7}  verdict"
    )
    return "\n".join([head, *(_text(one) for one in lines)])


def _text(x: BulkLine) -> str:
    spread = f"{x.least:.2f}..{x.most:.2f}"
    alone, gain = ("-", "-") if x.alone is None else (f"{x.alone:.1f}", f"{x.gain:.1f}")
    times = f"{x.yardstick:>11.3f}{x.engine:>10.3f}{x.cases_per_second:>9}{x.ratio:>7.2f}  {spread:<12}{x.cpu_ratio:>5.2f}"
    return f"{x.name:<18}{x.cases:>9}{x.rounds:>7}{times}{alone:>16}{gain:>7}  {x.verdict}"


def verbs_text(x: Verbs) -> str:
    """One line: what the second verb takes, and a loop of the first."""
    together, loop = x.together.wall, x.loop.wall
    rates = f"act_many {together:.3f} s, {x.bids / together:.0f} cases/s; a loop of act {loop:.2f} s, {x.bids / loop:.0f} cases/s"
    return f"{x.name:<18}{x.bids:>9}  {rates}; {loop / together:.0f} times"


def plain(lines: list[BulkLine], versions: dict[str, str]) -> dict[str, object]:
    return {"versions": versions, "lines": [asdict(one) for one in lines]}
