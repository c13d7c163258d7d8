"""Many cases ranked at once, inside each of many holders: by window functions, ties and what decided them included."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import BigInteger, Integer, Subquery, Table, Text, case, cast, func, literal, select

from workflow.core.definition import Rank, Ranking
from workflow.core.language import evaluate
from workflow.core.names import set_machine
from workflow.core.world import Case
from workflow.store.columns import Column
from workflow.store.guard_sql import to_sql
from workflow.store.many.keeping import keep
from workflow.store.many.keys import Beside, Keyed, keyed, names_read, over
from workflow.store.many.stage import Kinds, Stage
from workflow.store.many.wide import Need, Set, gathered

HOLDER: Kinds = {"id": BigInteger(), "revision": Integer(), "take": BigInteger()}
RANKED: Kinds = {
    "id": BigInteger(), "holder": BigInteger(), "revision": Integer(), "rank": BigInteger(), "tied": Integer(), "taken": Integer(),
    "decided_by": Text(), "had": BigInteger(),
}  # fmt: skip


def need(stage: Stage, effect: Rank) -> Need:
    """What ranking reads of those who are ranked."""
    machine, ranking = _of(stage, effect)
    where = effect.where if effect.where is not None else ranking.where
    names = names_read(stage, stage.plan.world.definition.machines[ranking.of], ranking.order)
    names += [(ranking.of, f"{ranking.name}.rank")]
    return Need(Set(ranking.of, _top(stage, effect.on), where, machine), (), names)


def _of(stage: Stage, effect: Rank) -> tuple[str, Ranking]:
    definition, here = stage.plan.world.definition, stage.holder().machine
    machine = set_machine(definition, here, effect.on) or here
    return machine, definition.machines[machine].rankings[effect.ranking]


def _top(stage: Stage, on: str) -> Case:
    """The case below which all that are ranked stand: the one holder, or the case below which there are many."""
    here, above = stage.holder(), on.rpartition(".")[0]
    if on == "parent" and here.parent is not None:
        return stage.plan.world.case(here.parent)
    return stage.plan.world.ancestor(here, above) if above else here


def rank_all(stage: Stage, effect: Rank, more: Iterable[Need]) -> None:
    """Rank inside each holder that the effect names, and keep the results as facts. `more`: what the effects after it read."""
    machine, ranking = _of(stage, effect)
    holders = _holders(stage, machine, ranking, effect.on)
    rows = gathered(stage, need(stage, effect), more)
    beside: Beside = {"holder": (rows.here.above(machine).id, BigInteger()), "had": (rows.stored(f"{ranking.name}.rank"), BigInteger())}
    ranked = _ranked(stage, keyed(stage, rows, ranking.order, beside), holders, ranking)
    c = ranked.c
    kept = {f"{ranking.name}.{name}": c[name] for name in ("rank", "tied", "taken", "decided_by")}
    keep(stage, ranking.of, ranked, kept, c.had, [f"{ranking.name}.decided_by"])
    _keep_sums(stage, machine, ranking, holders, ranked)


def _holders(stage: Stage, machine: str, ranking: Ranking, on: str) -> Table:
    """Each holder with how many it takes."""
    top = _top(stage, on)
    if on in ("self", "parent"):
        take = evaluate(ranking.take, stage.plan.view(top))
        most = take if isinstance(take, int) else 0
        return stage.listed(HOLDER, [{"id": top.id, "revision": top.revision, "take": most}])
    rows = gathered(stage, Need(Set(machine, top), [ranking.take]))
    taken = func.coalesce(to_sql(ranking.take, rows.here), 0, type_=BigInteger())
    return stage.filled(HOLDER, select(rows.key.c.id, rows.key.c.revision, taken).select_from(rows.rows))[0]


def _ranked(stage: Stage, found: Keyed, holders: Table, ranking: Ranking) -> Table:
    """Rank 1, 2, 2, 4; taken within `take`, with or without everybody who is equal at the cut; what set each apart from the nearest."""
    one = _beside(_queued(found, holders), found).c
    last = one.place + one.peers - 1
    taken = case(((one.place if ranking.equal_at_cut == "admit" else last) <= one.take, 1), else_=0)
    deepest = over(func.max(one.deep), [one.holder, one.place])
    names = [(n, name) for n, (_direction, name) in enumerate(ranking.order) if n]
    decided = case(*((deepest == n, name) for n, name in names), else_=None) if names else literal(None, Text())
    tied = case((one.peers > 1, 1), else_=0)
    return stage.filled(RANKED, select(one.id, one.holder, one.revision, one.place, tied, taken, decided, one.had))[0]


def _queued(found: Keyed, holders: Table) -> Subquery:
    """Each with its rank, how many share it, and the place of the first key in which it differs from the one before: none for an equal."""
    c, order = found.table.c, found.order_by

    def before(column: Column) -> Column:
        return over(func.lag(column), [c.holder], order)

    place, peers = over(func.rank(), [c.holder], order), over(func.count(), [c.holder], order, range_=(0, 0))
    differs = [(key.is_distinct_from(before(key)), literal(n, Integer())) for n, key in enumerate(found.keys)]
    depth = case((before(c.id).is_(None), literal(None, Integer())), *differs)
    columns = [c.id, c.holder, c.revision, c.had, holders.c.take, place.label("place"), peers.label("peers"), depth.label("depth")]
    return select(*columns, *found.keys).select_from(found.table.join(holders, holders.c.id == c.holder)).subquery()


def _beside(queued: Subquery, found: Keyed) -> Subquery:
    """How deep in the order each differs from the one before or after, whichever is deeper."""
    one = queued.c
    depth, after = func.coalesce(one.depth, 0), func.coalesce(over(func.lead(one.depth), [one.holder], found.ordered(queued)), 0)
    deep = case((depth >= after, depth), else_=after).label("deep")
    return select(one.id, one.holder, one.revision, one.had, one.take, one.place, one.peers, deep).subquery()


def _keep_sums(stage: Stage, machine: str, ranking: Ranking, holders: Table, ranked: Table) -> None:
    """What the holder is told of the whole, also where nobody was ranked."""
    size, filled = func.count(ranked.c.id), func.coalesce(cast(func.sum(ranked.c.taken), BigInteger), 0)
    least = case((size < holders.c.take, size), else_=holders.c.take)
    tied = case((filled != least, 1), else_=0)
    columns = [holders.c.id, holders.c.revision, size.label("size"), filled.label("filled"), tied.label("tied_at_cut")]
    both = holders.outerjoin(ranked, ranked.c.holder == holders.c.id)
    kinds = {"id": BigInteger(), "revision": Integer(), "size": BigInteger(), "filled": BigInteger(), "tied_at_cut": Integer()}
    sums, _ = stage.filled(kinds, select(*columns).select_from(both).group_by(holders.c.id, holders.c.revision, holders.c.take))
    keep(stage, machine, sums, {f"{ranking.name}.{name}": sums.c[name] for name in ("size", "filled", "tied_at_cut")})
