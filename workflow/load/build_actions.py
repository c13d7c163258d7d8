"""Models of actions, clauses and effects -> their frozen values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from workflow.core import definition as d
from workflow.core.findings import Path
from workflow.core.language import Expr, Kind
from workflow.load import shape_steps as s
from workflow.load.guards import Guards

Read = Callable[[str, Path], Expr]


def clause(name: str | None, shape: s.ClauseShape, read: Read, path: Path) -> d.Clause:
    basis = d.Source(shape.cite, shape.sure) if shape.cite is not None and shape.sure is not None else None
    return d.Clause(shape.that, read(shape.that, (*path, "that")), name, shape.words, basis, shape.explain, tuple(shape.proof))


def clauses(shapes: Mapping[str, s.ClauseShape], read: Read, path: Path) -> tuple[d.Clause, ...]:
    """The named clauses of a requirement group."""
    return tuple(clause(name, shape, read, (*path, name)) for name, shape in shapes.items())


def action(name: str, shape: s.ActionShape, machine: str, states: Sequence[tuple[str, s.StateShape]], guards: Guards) -> d.Action:
    """One action of `machine`, whose states stand in `states`."""
    path: Path = ("machines", machine, "actions", name)

    def on_case(text: str, at: Path) -> Expr:
        return guards.on_case(text, machine, at)

    return d.Action(
        name=name,
        by=tuple(shape.by),
        from_=tuple(_sources(shape, states)),
        to=shape.to,
        words=shape.words,
        at=shape.at,
        form=shape.form,
        needs=tuple(clause(None, need, on_case, (*path, "needs", i)) for i, need in enumerate(shape.needs)),
        then=tuple(effect(then, machine, guards, (*path, "then", i)) for i, then in enumerate(shape.then)),
        each=shape.each,
        quorum=guards.on_case(shape.quorum, machine, (*path, "quorum"), Kind.NUMBER) if shape.quorum is not None else None,
        panel=shape.panel,
        sealed=bool(shape.sealed),
        secret=shape.sealed == "always",
        confirmed_by=shape.confirmed_by,
        signs=shape.signs,
        while_paused=shape.while_paused,
        task=_task(shape.task),
        corrects=shape.corrects,
        extraordinary=shape.extraordinary,
    )


def _sources(shape: s.ActionShape, states: Sequence[tuple[str, s.StateShape]]) -> list[str]:
    """`any` is every state that is no end, but for the target."""
    if shape.from_ != ["any"]:
        return shape.from_
    return [name for name, state in states if state.phase is not d.Phase.END and name != shape.to]


def _task(shape: s.TaskShape | None) -> d.TaskRule | None:
    return d.TaskRule(shape.due, shape.remind, shape.escalate, shape.claim, shape.group) if shape is not None else None


def effect(shape: s.EffectShape, machine: str, guards: Guards, path: Path) -> d.Effect:
    match shape:
        case s.DoShape() | s.SendShape():
            return _aimed(shape, machine, guards, path)
        case s.RankShape():
            return d.Rank(shape.rank, _ranked(shape, machine, guards, path), shape.on)
        case s.FillEffectShape():
            return d.Fill(shape.fill, shape.on)
        case s.AssignShape() if shape.all is not None:
            where = guards.on_holder(shape.where, shape.all, (*path, "where"), machine) if shape.where is not None else None
            return d.Enlist(shape.assign, shape.all, where, shape.with_, shape.most)
        case s.CreateShape():
            return d.Create(shape.create, shape.for_, _made_for(shape, machine, guards, path))
        case s.FreezeShape():
            return d.Freeze(tuple(shape.freeze))
        case s.AmendShape():
            return d.Amend(tuple(shape.amend))
        case s.ExtendShape():
            return d.Extend(shape.extend, shape.by)
    return _named(shape)


def _named(shape: s.AssignShape | s.ReleaseShape | s.UnsealShape | s.PublishShape | s.DrawUpShape) -> d.Effect:
    match shape:
        case s.AssignShape():
            return d.Assign(shape.assign, shape.person or "")
        case s.ReleaseShape():
            return d.Release(shape.release, shape.person)
        case s.UnsealShape():
            return d.Unseal(shape.unseal)
        case s.PublishShape():
            return d.Publish(shape.publish)
        case s.DrawUpShape():
            return d.DrawUp(shape.minutes)


def _aimed(shape: s.DoShape | s.SendShape, machine: str, guards: Guards, path: Path) -> d.Effect:
    where = None
    if shape.where is not None:
        where = guards.on_row(shape.where, guards.target(machine, shape.on), (*path, "where"), machine)
    if isinstance(shape, s.SendShape):
        return d.Send(shape.send, shape.on, where)
    return d.Do(tuple(shape.do), shape.on, where, shape.rest == "stay")


def _made_for(shape: s.CreateShape, machine: str, guards: Guards, path: Path) -> Expr | None:
    """Read on the case whose owner it is, or on the holder of the role."""
    role = guards.definition.roles.get(shape.for_) if guards.definition is not None else None
    if shape.where is None or role is None:
        return None
    if role.owner_of is not None:
        return guards.on_row(shape.where, role.owner_of, (*path, "where"), machine)
    return guards.on_holder(shape.where, role.name, (*path, "where"), machine)


def _ranked(shape: s.RankShape, machine: str, guards: Guards, path: Path) -> Expr | None:
    if shape.where is None:
        return None
    holder = guards.target(machine, shape.on) or machine
    ranking = guards.definition.machines[holder].rankings.get(shape.rank) if guards.definition is not None else None
    return guards.on_row(shape.where, ranking.of if ranking is not None else None, (*path, "where"), holder)
