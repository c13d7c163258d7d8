"""Many cases ranked at once, inside each of many holders: by window functions, ties and what decided them included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Integer, Table, Text, case, cast, func, literal, select
from sqlalchemy.sql.elements import Over

from workflow.core.definition import Rank, Ranking
from workflow.core.language import evaluate
from workflow.core.names import set_machine
from workflow.core.world import Case
from workflow.store.columns import Column
from workflow.store.guard_sql import to_sql
from workflow.store.many.keeping import keep
from workflow.store.many.keys import Beside, Keyed, keyed, names_read
from workflow.store.many.stage import Kinds, Stage
from workflow.store.many.wide import Set, gathered

HOLDER: Kinds = {"id": BigInteger(), "revision": Integer(), "take": BigInteger()}
RANKED: Kinds = {
    "id": BigInteger(), "holder": BigInteger(), "revision": Integer(), "rank": BigInteger(), "tied": Integer(), "taken": Integer(),
    "decided_by": Text(), "had": Text(),
}  # fmt: skip


def rank_all(stage: Stage, effect: Rank) -> None:
    """Rank inside each holder that the effect names, and keep the results as facts."""
    definition = stage.plan.world.definition
    machine = set_machine(definition, stage.holder().machine, effect.on) or stage.holder().machine
    ranking = definition.machines[machine].rankings[effect.ranking]
    top, holders = _holders(stage, machine, ranking, effect.on)
    where = effect.where if effect.where is not None else ranking.where
    decided_by = f"{ranking.name}.decided_by"
    names = [*names_read(definition.machines[ranking.of], ranking.order), (ranking.of, decided_by)]
    rows = gathered(stage, Set(ranking.of, top, where, machine), [], names)
    beside: Beside = {
        "holder": (rows.here.above(machine).id, BigInteger()),
        "had": (rows.here.known[decided_by], Text()),
    }
    found = keyed(stage, rows, ranking.order, beside)
    ranked = _ranked(stage, found, holders, ranking)
    c = ranked.c
    kept = {"rank": c.rank, "tied": c.tied, "taken": c.taken, "decided_by": c.decided_by}
    keep(stage, ranked, {f"{ranking.name}.{name}": column for name, column in kept.items()}, {decided_by: c.had})
    _keep_sums(stage, ranking, holders, ranked)


def _holders(stage: Stage, machine: str, ranking: Ranking, on: str) -> tuple[Case, Table]:
    """The case below which all that are ranked stand, and each holder with how many it takes."""
    plan, here = stage.plan, stage.holder()
    if on in ("self", "parent"):
        holder = here if on == "self" or here.parent is None else plan.world.case(here.parent)
        take = evaluate(ranking.take, plan.view(holder))
        most = take if isinstance(take, int) else 0
        return holder, stage.listed(HOLDER, [{"id": holder.id, "revision": holder.revision, "take": most}])
    above = on.rpartition(".")[0]
    top = plan.world.ancestor(here, above) if above else here
    rows = gathered(stage, Set(machine, top), [ranking.take])
    take_ = func.coalesce(to_sql(ranking.take, rows.here), 0, type_=BigInteger())
    return top, stage.filled(HOLDER, select(rows.key.c.id, rows.key.c.revision, take_).select_from(rows.rows))[0]


def _ranked(stage: Stage, found: Keyed, holders: Table, ranking: Ranking) -> Table:
    """Rank 1, 2, 2, 4; taken within `take`, with or without everybody who is equal at the cut; what set each apart from the nearest."""
    one, first, last = _places(found, holders)
    within = case((last <= one.c.take, 1), else_=0)
    taken = case((first <= one.c.take, 1), else_=0) if ranking.equal_at_cut == "admit" else within
    deepest = case((one.c.before >= one.c.after, one.c.before), else_=one.c.after)
    names = [(n, name) for n, (_direction, name) in enumerate(ranking.order) if n]
    decided = case(*((deepest == n, name) for n, name in names), else_=None) if names else literal(None, Text())
    tied = case((one.c.peers > 1, 1), else_=0)
    return stage.filled(RANKED, select(one.c.id, one.c.holder, one.c.revision, first, tied, taken, decided, one.c.had))[0]


def _places(found: Keyed, holders: Table) -> tuple[Any, Column, Column]:
    """Each with its rank, how many share it, and how deep in the order it differs from those before and after."""
    c = found.table.c

    def over(function: Any, **frame: Any) -> Over[Any]:
        return Over(function, partition_by=[c.holder], order_by=found.order_by, **frame)

    place, peers = over(func.rank()).label("place"), over(func.count(), range_=(0, 0)).label("peers")
    depths = [_depth(found.keys, c.id, lambda key, at=at: over(func.first_value(key), groups=(at, at))) for at in (-1, 1)]
    columns = [c.id, c.holder, c.revision, c.had, holders.c.take, place, peers, depths[0].label("before"), depths[1].label("after")]
    one = select(*columns).select_from(found.table.join(holders, holders.c.id == c.holder)).subquery()
    return one, one.c.place, one.c.place + one.c.peers - 1


def _depth(keys: Sequence[Column], id: Column, beside: Any) -> Column:
    """The place of the first key in which a case differs from the group beside it; 0 where there is none."""
    differs = [(key.is_distinct_from(beside(key)), literal(n, Integer())) for n, key in enumerate(keys)]
    return case((beside(id).is_(None), literal(0, Integer())), *differs, else_=literal(0, Integer()))


def _keep_sums(stage: Stage, ranking: Ranking, holders: Table, ranked: Table) -> None:
    """What the holder is told of the whole, also where nobody was ranked."""
    size, filled = func.count(ranked.c.id), func.coalesce(cast(func.sum(ranked.c.taken), BigInteger), 0)
    least = case((size < holders.c.take, size), else_=holders.c.take)
    tied = case((filled != least, 1), else_=0)
    columns = [holders.c.id, holders.c.revision, size.label("size"), filled.label("filled"), tied.label("tied_at_cut")]
    both = holders.outerjoin(ranked, ranked.c.holder == holders.c.id)
    kinds = {"id": BigInteger(), "revision": Integer(), "size": BigInteger(), "filled": BigInteger(), "tied_at_cut": Integer()}
    sums, _ = stage.filled(kinds, select(*columns).select_from(both).group_by(holders.c.id, holders.c.revision, holders.c.take))
    keep(stage, sums, {f"{ranking.name}.{name}": sums.c[name] for name in ("size", "filled", "tied_at_cut")})
