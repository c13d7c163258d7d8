"""Open places filled at once, inside each of the cases that hold a filling: pass by pass, in each group the k-th person the k-th place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Integer, Select, Table, and_, case, cast, exists, func, insert, literal, select

from workflow.core.definition import Fill, Filling, Pass
from workflow.core.effects import targets
from workflow.core.language import Expr
from workflow.core.language.nodes import Name
from workflow.core.names import case_names, set_machine
from workflow.core.world import Case
from workflow.store import tables as t
from workflow.store.facts import Here
from workflow.store.guard_sql import number_of, to_sql
from workflow.store.many.keeping import keep
from workflow.store.many.keys import Beside, Keyed, keyed, names_read, over, plain_key
from workflow.store.many.stage import Kinds, Stage
from workflow.store.many.wide import Need, Set, gathered, kind_of

HELD: Kinds = {"place": t.words(), "number": BigInteger()}
ABLE: Kinds = {"id": BigInteger()}
SEATED: Kinds = {"id": BigInteger(), "place": BigInteger(), "code": t.words()}
FOUND: Kinds = {
    "id": BigInteger(), "revision": Integer(), "placed": Integer(), "place": t.words(), "code": t.words(), "had": BigInteger(),
}  # fmt: skip


def needs(stage: Stage, effect: Fill) -> Sequence[Need]:
    """What filling reads of those who wait and of those who keep their place; nothing where several cases fill their places."""
    if effect.on != "self":
        return ()
    holder = stage.holder()
    return _read(stage, holder, stage.plan.world.machine(holder).fills[effect.fill])


def fill_all(stage: Stage, effect: Fill, more: Iterable[Need]) -> None:
    """Fill the places below each case that the effect names, and keep the results as facts. `more`: what the effects after it read."""
    definition, more = stage.plan.world.definition, list(more)
    machine = set_machine(definition, stage.holder().machine, effect.on) or stage.holder().machine
    for holder in targets(stage.plan, stage.holder(), effect.on, None):
        _fill(stage, holder, definition.machines[machine].fills[effect.fill], more)


def _fill(stage: Stage, holder: Case, filling: Filling, more: Iterable[Need]) -> None:
    same, more = _same(filling), [*_read(stage, holder, filling), *more]
    held = _held(stage, holder, filling, more)
    people = _people(stage, holder, filling, same, more)
    places, seated = _places(stage, holder, filling, same, held), stage.table(SEATED)
    for one in filling.passes:
        groups = [f"g{same.index(name)}" for name in one.same]
        able = _able(stage, holder, filling, one.where, more) if one.where is not None else None
        stage.run(insert(seated).from_select(list(SEATED), _matched(people, able, places, seated, one, groups)))
    _keep(stage, filling, people.table, places, seated)


def _same(filling: Filling) -> list[str]:
    return list(dict.fromkeys(name for one in filling.passes for name in one.same))


def _read(stage: Stage, holder: Case, filling: Filling) -> Sequence[Need]:
    waiting = _waiting(stage, holder, filling)
    return (waiting, _keeping(holder, filling)) if filling.holds is not None else (waiting,)


def _waiting(stage: Stage, holder: Case, filling: Filling) -> Need:
    own, before = stage.plan.world.definition.machines[filling.of], (filling.of, f"{filling.name}.placed")
    names = [*names_read(stage, own, filling.order), before, *((filling.into, name) for name in _same(filling))]
    return Need(Set(filling.of, holder, filling.who), [one.where for one in filling.passes if one.where is not None], names)


def _keeping(holder: Case, filling: Filling) -> Need:
    return Need(Set(filling.of, holder, filling.holds), (), [(filling.of, f"{filling.name}.place")])


def _held(stage: Stage, holder: Case, filling: Filling, more: Iterable[Need]) -> Table:
    """Number of a case with places -> how many of them are kept from an earlier run."""
    if filling.holds is None:
        return stage.table(HELD)
    rows = gathered(stage, _keeping(holder, filling), more)
    place = rows.stored(f"{filling.name}.place")
    given = select(place, func.count()).select_from(rows.rows).where(*rows.within, place.is_not(None)).group_by(place)
    return stage.filled(HELD, given)[0]


def _able(stage: Stage, holder: Case, filling: Filling, where: Expr, more: Iterable[Need]) -> Table:
    """Who takes part in a pass, of those who wait and others. Asked once the scores are kept: the pass is to read them as they are now."""
    rows = gathered(stage, Need(Set(filling.of, holder), [where]), more)
    asked = to_sql(where, rows.here, rows.here.above(holder.machine))
    return stage.filled(ABLE, select(rows.key.c.id).select_from(rows.rows).where(asked))[0]


def _people(stage: Stage, holder: Case, filling: Filling, same: Sequence[str], more: Iterable[Need]) -> Keyed:
    """Who waits for a place, with what groups them: values of the place from which they come."""
    rows = gathered(stage, _waiting(stage, holder, filling), more)
    beside: Beside = {"born": (rows.key.c.born, t.Moment()), **_groups(rows.here.above(filling.into), same)}
    return keyed(stage, rows, filling.order, {**beside, "had": (rows.stored(f"{filling.name}.placed"), BigInteger())})


def _groups(home: Here, same: Sequence[str]) -> Beside:
    types = case_names(home.definition, home.machine)
    return {f"g{n}": (number_of(Name(types[name], name, name), home), kind_of(types[name])) for n, name in enumerate(same)}


def _places(stage: Stage, holder: Case, filling: Filling, same: Sequence[str], held: Table) -> Table:
    """Each place that is not over, with how many it has to give, and the order in which places are filled."""
    names = [(filling.into, name) for name in ("ended", *same, *(name for _direction, name in filling.into_order))]
    rows = gathered(stage, Need(Set(filling.into, holder), [filling.places], names))
    key = rows.key.c
    keys = [(direction, plain_key(rows, name)[0]) for direction, name in filling.into_order]
    order = [(column.desc() if direction == "highest" else column.asc()).nulls_last() for direction, column in keys]
    given = to_sql(filling.places, rows.here, rows.here.above(holder.machine)) - func.coalesce(held.c.number, 0, type_=BigInteger())
    free = case((given > 0, given), else_=0)
    columns: Beside = {
        "id": (key.id, BigInteger()), "number": (key.number, t.words()), "free": (free, BigInteger()),
        "seq": (func.row_number().over(order_by=[*order, key.born, key.id]), BigInteger()), **_groups(rows.here, same),
    }  # fmt: skip
    both = rows.rows.outerjoin(held, held.c.place == key.number)
    found = select(*(column for column, _kind in columns.values())).select_from(both).where(~key.ended)
    return stage.filled({name: kind for name, (_column, kind) in columns.items()}, found)[0]


def _matched(people: Keyed, able: Table | None, places: Table, seated: Table, one: Pass, groups: Sequence[str]) -> Select[Any]:
    """The k-th person of a group with the k-th place of it; whoever is equal to others only if there is a place for each of them."""
    person, seat = _queued(people, able, seated, groups).subquery(), _seats(places, seated, groups).subquery()
    fits = and_(person.c.last <= seat.c.all, person.c.n > seat.c.upto - seat.c.left, person.c.n <= seat.c.upto)
    alike = [person.c[name] == seat.c[name] for name in groups]
    return select(person.c.id, seat.c.id, literal(one.code)).join_from(person, seat, and_(fits, *alike))


def _queued(people: Keyed, able: Table | None, seated: Table, groups: Sequence[str]) -> Select[Any]:
    """Who has no place yet, as they stand in their group; `last`: the place in the queue of the last one who is equal."""
    c = people.table.c
    group = [c[name] for name in groups]
    last = over(func.rank(), group, people.order_by) + over(func.count(), group, people.order_by, range_=(0, 0)) - 1
    number = over(func.row_number(), group, [*people.order_by, c.born, c.id])
    found = select(c.id, *group, last.label("last"), number.label("n"))
    found = found.select_from(people.table if able is None else people.table.join(able, able.c.id == c.id))
    return found.where(~exists(select(literal(1)).where(seated.c.id == c.id)), *(column.is_not(None) for column in group))


def _seats(places: Table, seated: Table, groups: Sequence[str]) -> Select[Any]:
    """What is left of each place: the last of its seats counted through its group, and how many the group has in all."""
    given = select(func.count()).select_from(seated).where(seated.c.place == places.c.id).scalar_subquery()
    one = select(places.c.id, places.c.seq, *(places.c[name] for name in groups), (places.c.free - given).label("left")).subquery()
    group, left = [one.c[name] for name in groups], func.sum(one.c.left)
    upto, every = over(left, group, [one.c.seq], rows=(None, 0)), over(left, group)
    return select(one.c.id, *group, one.c.left, cast(upto, BigInteger).label("upto"), cast(every, BigInteger).label("all"))


def _keep(stage: Stage, filling: Filling, people: Table, places: Table, seated: Table) -> None:
    both = people.outerjoin(seated, seated.c.id == people.c.id).outerjoin(places, places.c.id == seated.c.place)
    placed = case((seated.c.place.is_not(None), 1), else_=0)
    columns = [people.c.id, people.c.revision, placed, places.c.number, seated.c.code, people.c.had]
    found, _size = stage.filled(FOUND, select(*columns).select_from(both))
    kept = {f"{filling.name}.{result}": found.c[result] for result in ("placed", "place", "code")}
    keep(stage, filling.of, found, kept, found.c.had, [f"{filling.name}.place", f"{filling.name}.code"])
