"""Random small definitions with effects on sets, and random cases under them: what both ways of carrying such an effect out are compared on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

LEVELS = ("rendah", "sedang", "tinggi")
KINDS = ("umum", "khusus", "wilayah")
NUMBERS = ("a", "b", "c")
GUARDS = (
    "a >= 40", "a < post.limit", "known(c)", "y", "not y", "level >= 'sedang'", "level == 'rendah'", "s >= 50", "s < 20", "deep > 30", "bars.least <= a",
    "first_known(bars.extra, 0) < b", "base.met", "base.unmet < 2", "post.places > 1", "round.flag", "round.bonus < 5", "times(correct) < 1",
    "count(note) > 0", "every(note, state == 'written')", "count(note, weight > this.a) == 0", "total(note, weight) < 60", "merit.taken",
    "merit.rank <= 2", "known(merit.rank)", "open_places.placed", "years(born, today) > 40", "twice > 90", "post.answering.open",
    "post.merit.size > 1", "owner == actor", "number != 'x'", "mean(note, weight) > 10", "label in ['a', 'b']", "paused", "round.age > 3",
)  # fmt: skip
ASKED = tuple(one for one in GUARDS if "(note" not in one)
"""What can be asked of each case of a set: no set in a set."""
ORDERS = ("highest s", "highest deep", "highest a", "lowest a", "highest b", "lowest c", "highest level", "lowest label", "highest label", "lowest born",
          "highest born", "highest y", "lowest twice", "highest p_a", "lowest entered", "highest post.places", "lowest state")  # fmt: skip
SAMES = ("site", "trade", "kind", "flagged", "floor", "number")
WHERES = (
    "not ended",
    "state == 'rated'",
    "state in ['sent', 'rated']",
    "a >= 10",
    "post.flagged and not ended",
    "s > 5 and state == 'rated'",
    "base.met",
)
HOLDS = (
    "",
    "holds: \"state in ['won', 'moved'] and open_places.placed\"",
    "holds: \"state != 'rated' and open_places.code == 'L-1' and not first_known(merit.taken, no)\"",
    "holds: open_places.placed",
)
SCORES = (
    "parts: {p_a: {from: a}, p_b: {from: b}, p_c: {from: c}}",
    "missing: zero, parts: {p_a: {from: a}, p_b: {from: b}, p_c: {from: c}}",
    "parts: {p_a: {from: a, weight: 45.5}, p_b: {from: b, weight: 30}, p_c: {from: c, weight: 24.5, most: 7}}",
    "missing: zero, parts: {p_a: {from: a, weight: 45}, p_b: {from: b, weight: 30}, p_c: {from: c, weight: 25, most: 7}}",
    "missing: share, parts: {p_a: {from: a, weight: 45}, p_b: {from: b, weight: 30}, p_c: {from: c, weight: 25, most: 7}}",
    "parts: {p_a: {from: a, weight: post.w_a}, p_b: {from: b, weight: post.w_b}, p_c: {from: y, weight: post.w_c}}",
    "missing: zero, parts: {p_a: {from: a, weight: post.w_a}, p_b: {from: b, weight: post.w_b}, p_c: {from: c, weight: post.w_c, most: 7}}",
    "parts: {p_a: {from: twice, weight: 70, most: 220}, p_b: {from: c, weight: 0, most: 7}, p_c: {from: y, weight: 30}}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A definition as text, and the actions of its root in the order in which they are to be taken."""

    text: str
    actions: tuple[str, ...]


def guard(random: Random) -> str:
    some = random.sample(GUARDS, random.choice((1, 1, 2, 3)))
    found = random.choice((" and ", " or ")).join(f"({one})" for one in some)
    return f"not ({found})" if random.random() < 0.15 else found


def order(random: Random, most: int) -> str:
    return ", ".join(random.sample(ORDERS, random.randint(1, most)))


def _needs(random: Random) -> str:
    return f'needs: ["{guard(random)}"], ' if random.random() < 0.8 else ""


def definition(random: Random, fixed: Mapping[str, str] | None = None) -> Made:
    """Some of its effects can be carried out as a whole, some cannot. `fixed`: pieces that are not left to chance."""
    score = random.choice(SCORES)
    out_of = 100 if "weight" in score else 200
    fallback = random.choice(("", "", "then: [{send: told}], "))
    passes = ", ".join(_pass(random, n) for n in random.sample((1, 2), 2))
    given = {
        "score": f"out_of: {out_of}, places: 2, {score}",
        "order": order(random, 7), "order_fill": order(random, 3), "passes": passes, "cut": random.choice((", equal_at_cut: admit", ", equal_at_cut: leave_out", "")), "holds": random.choice(HOLDS),
        "take": random.choice((", take: places", ", take: 2 * places", ", take: places - 1", ", take: round.bonus", "")), "ranked": random.choice(WHERES), "who": random.choice(WHERES),
        "rated": random.choice(WHERES), "moved": random.choice(WHERES), "rest": random.choice(("", ", rest: stay")),
        "win": _needs(random), "move": _needs(random), "keep": _needs(random), "admit": _needs(random), "told": fallback, "note": _needs_note(random),
        "noted": random.choice(("not ended", "bid.a > 20", "post.places > 1 and not ended", "round.flag", "weight > this.bonus")),
    }  # fmt: skip
    text = TEXT
    for name, value in {**given, **(fixed or {})}.items():
        text = text.replace(f"<{name}>", value)
    actions = ("rate_all", "rank_all", "fill_all", "move_all", "note_all", "rank_all", "fill_all", "move_all", "shut_all")
    return Made(text, actions)


def _pass(random: Random, number: int) -> str:
    asked = f', where: "{random.choice(ASKED)}"' if random.random() < 0.6 else ""
    return f"{{code: L-{number}, same: [{', '.join(random.sample(SAMES, number))}]{asked}, words: Putaran | Pass}}"


def _needs_note(random: Random) -> str:
    some = ("weight > 10", "bid.a > 30", "bid.s > 20", "post.places > 1", "round.flag", "known(post.merit.size)", "bid.base.met")
    return f'needs: ["{random.choice(some)}"], ' if random.random() < 0.7 else ""


TEXT = (Path(__file__).parent / "many_random.yaml").read_text("utf-8")


# ------------------------------------------------------------------ answers
def post(random: Random) -> dict[str, Any]:
    """What is answered about a post; numbers in the units of their facts."""
    weights = random.choice(((40, 35, 25), (100, 0, 0), (60, 40, 10), (20, 30, 50)))
    return {
        "kind": random.choice(KINDS), "site": random.choice("xyz"), "trade": random.choice("pq"), "places": random.choice((0, 1, 1, 2, 3)),
        "limit": random.choice((None, 30, 70)), "flagged": random.choice((0, 1, None)),
        **dict(zip(("w_a", "w_b", "w_c"), weights, strict=True)),
    }  # fmt: skip


def bid(random: Random) -> dict[str, Any]:
    """Few different values, so that many are equal; a quarter of everything is not known."""

    def maybe(value: Any) -> Any:
        return None if random.random() < 0.2 else value

    return {
        "a": maybe(random.choice((0, 33, 34, 50, 67, 100))), "b": maybe(random.choice((0, 1667, 3333, 5000))), "c": maybe(random.choice((1, 3, 7))),
        "y": maybe(random.choice((0, 1))), "level": maybe(random.choice(LEVELS)), "label": maybe(random.choice(("a", "b", "ab", "é"))),
        "born": maybe(date(1980, 1, random.choice((1, 2)))), "blessed": maybe(random.choice((0, 1))),
    }  # fmt: skip
