"""The parts of minutes: who was there, conflicts, counts, the ranking and how stable it is, comments. Generated, never typed."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from workflow.core import attributes, scoring, show
from workflow.core.definition import Machine, Ranking
from workflow.core.language import evaluate
from workflow.core.plan import Plan
from workflow.core.words import Text, same
from workflow.core.world import Case


def part(plan: Plan, case: Case, minutes: str, name: str) -> dict[str, Any]:
    """One part: a title and rows of cells, each cell a pair of texts."""
    title, rows = _PARTS[name](plan, case, minutes)
    return {"title": [title.id, title.en], "rows": [[[cell.id, cell.en] for cell in row] for row in rows]}


Rows = list[list[Text]]


def _signing_roles(plan: Plan, case: Case, minutes: str) -> list[str]:
    return [role for a in plan.world.machine(case).actions.values() if a.signs == minutes for role in a.by]


def _present(plan: Plan, case: Case, minutes: str) -> tuple[Text, Rows]:
    rows = []
    for name in _signing_roles(plan, case, minutes):
        role = plan.world.definition.roles[name]
        for member in plan.world.acting(case, name):
            elements = [attributes.shown(role.attributes[k], v, plan.world.source.name) for k, v in member.attributes.items() if v]
            rows.append([same(plan.world.source.name(member.person)), role.words, *elements[:1]])
    return Text("Anggota", "Members"), rows


def _conflicts(plan: Plan, case: Case, minutes: str) -> tuple[Text, Rows]:
    rows = []
    for name in _signing_roles(plan, case, minutes):
        declares = plan.world.definition.roles[name].declares
        for below in plan.world.descendants(case, declares) if declares else []:
            for member in plan.world.holders(case, name):
                if plan.world.declared(below, member.person) is True:
                    rows.append([same(plan.world.source.name(member.person)), same(below.number)])
    return Text("Benturan kepentingan yang dinyatakan", "Conflicts of interest declared"), rows


def _findings(plan: Plan, case: Case, _minutes: str) -> tuple[Text, Rows]:
    return Text("Jumlah menurut status", "Counts by status"), [row for m in _ranked(plan, case) for row in _counts(plan, case, m)]


def _ranked(plan: Plan, case: Case) -> list[str]:
    """The machines that are ranked within the case or within those below it."""
    definition = plan.world.definition
    holders = (definition.machines[name] for name in (case.machine, *definition.below(case.machine)))
    return list(dict.fromkeys(r.of for holder in holders for r in holder.rankings.values()))


def _counts(plan: Plan, case: Case, machine: str) -> Rows:
    below = plan.world.descendants(case, machine)
    states = plan.world.definition.machines[machine].states
    return [[states[state].words.public, same(str(n))] for state, n in Counter(c.state for c in below).items()]


def _ranking(plan: Plan, case: Case, _minutes: str) -> tuple[Text, Rows]:
    rows: Rows = []
    for ranking in plan.world.machine(case).rankings.values():
        below = plan.world.definition.machines[ranking.of]
        names = _columns(ranking, below)
        head = [show.ENGINE_NAMES["rank"], below.words, *(show.label(plan.world.definition, below, n) for n in names)]
        rows.append(head)
        ranked = [c for c in plan.world.descendants(case, ranking.of) if c.facts.get(f"{ranking.name}.rank")]
        for one in sorted(ranked, key=lambda c: c.facts[f"{ranking.name}.rank"][0].n or 0):
            rows.append(
                [same(str(one.facts[f"{ranking.name}.rank"][0].n)), same(plan.world.called(one)), *(_points(one, below, n) for n in names)]
            )
    return Text("Peringkat", "Ranking"), rows


def _columns(ranking: Ranking, below: Machine) -> list[str]:
    parts = [p.name for s in below.scores.values() for p in s.parts]
    totals = list(below.scores)
    return [*parts, *totals]


def _points(case: Case, machine: Machine, name: str) -> Text:
    items = case.facts.get(name)
    return show.points(items[0].n if items else None, show.places_of(machine, name))


def _stability(plan: Plan, case: Case, _minutes: str) -> tuple[Text, Rows]:
    """Would the list be another if one member's sheets were left out? Recomputed for each member; secret sheets always count."""
    rows: Rows = []
    for ranking in plan.world.machine(case).rankings.values():
        ranked = [c for c in plan.world.descendants(case, ranking.of) if c.facts.get(f"{ranking.name}.rank")]
        assessors = sorted({s.person for c in ranked for s in plan.world.all_sheets(c) if _scores(plan, c, s.action)})
        whole = _taken(plan, case, ranked, ranking, None)
        changed = sum(1 for person in assessors if _taken(plan, case, ranked, ranking, person) != whole)
        sentence = Text(
            "Bila lembar satu penilai tidak dihitung, susunan yang diambil berubah pada {k} dari {n} kemungkinan.",
            "Leaving out the sheets of one assessor changes who is taken in {k} of {n} cases.",
        )
        rows.append([sentence.fill(n=len(assessors), k=changed)])
    return Text("Kestabilan hasil", "Stability of the result"), rows


def _scores(plan: Plan, case: Case, action: str) -> bool:
    machine = plan.world.machine(case)
    parts = (p for s in machine.scores.values() for p in s.parts)
    return not machine.actions[action].secret and any(p.from_.startswith(f"{action}.") for p in parts)


def _taken(plan: Plan, holder: Case, ranked: list[Case], ranking: Ranking, without: int | None) -> set[int]:
    keys: dict[int, list[scoring.SortKey]] = {}
    for case in ranked:
        kept = plan.world.all_sheets(case)
        plan.world.replace_sheets(case, [s for s in kept if s.person != without or not _scores(plan, case, s.action)])
        exact: dict[str, Fraction | None] = {}
        for score in plan.world.machine(case).scores.values():
            found = scoring.points(plan.world, case, score, plan.view(case))
            exact.update({**found.parts, score.name: found.total})
        plan.world.replace_sheets(case, kept)
        keys[case.id] = [exact.get(name) for _direction, name in ranking.order]
    take = evaluate(ranking.take, plan.view(holder))
    result = scoring.rank(keys, ranking.order, take if isinstance(take, int) else 0, ranking.equal_at_cut)
    return {row.id for row in result if row.taken}


def _comments(plan: Plan, case: Case, _minutes: str) -> tuple[Text, Rows]:
    """Counts of what the public said: the machines below that anyone may give birth to."""
    definition = plan.world.definition
    rows: Rows = []
    for name in definition.below(case.machine):
        births = [a for a in definition.machines[name].actions.values() if a.is_birth]
        if any(definition.roles[role].is_ == "anyone" for a in births for role in a.by if role in definition.roles):
            rows += _counts(plan, case, name)
    return Text("Masukan masyarakat", "Public input"), rows


_BELOW = Text(
    "Berita acara ini disusun sebelum ditandatangani. Perbedaan pendapat yang ditulis saat menandatangani ada di bawah nama penulisnya.",
    "These minutes were drawn up before they were signed. A dissent written when signing stands under the name of its author.",
)
_NOT_ASKED = Text("Tidak ditanyakan saat penandatanganan.", "Not asked when signing.")


def _dissent(plan: Plan, case: Case, minutes: str) -> tuple[Text, Rows]:
    """Nobody has signed yet: the pages add to each signature what its sheet says."""
    asked = any(a.form for a in plan.world.machine(case).actions.values() if a.signs == minutes)
    return Text("Perbedaan pendapat", "Dissent"), [[_BELOW if asked else _NOT_ASKED]]


_PARTS = {
    "present": _present,
    "conflicts": _conflicts,
    "findings": _findings,
    "figures": _findings,
    "ranking": _ranking,
    "stability": _stability,
    "comments": _comments,
    "dissent": _dissent,
}
