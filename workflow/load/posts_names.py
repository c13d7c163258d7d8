"""Does every name in a file of posts name something that is there: competences, levels, processes and what they publish?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from workflow.core.definition import Definition, Fact, FactKind, Machine
from workflow.core.findings import Finding, did_you_mean, known
from workflow.core.posts import Posts
from workflow.load.shape_posts import PostsShape, TaughtShape, WayShape

LEVELS = "levels"
Processes = Callable[[str], Definition | None]
"""The newest definition of a process; None where there is none."""


def check_names(shape: PostsShape) -> Iterator[Finding]:
    if LEVELS in shape.lists:
        yield Finding(("lists", LEVELS), f'"{LEVELS}" is the list of the levels already: give this one another name', at_key=True)
    for name in shape.facts.keys() & shape.competences.keys():
        yield Finding(("facts", name), f'"{name}" is a competence already: give the fact another name', at_key=True)
    for name, of in shape.posts.items():
        if not of.requirements and not of.competences:
            yield Finding(("posts", name), "this post asks for nothing: add `requirements:` or `competences:`", at_key=True)
        for competence, level in of.competences.items():
            path = ("posts", name, "competences", competence)
            if competence not in shape.competences:
                meant = did_you_mean(competence, shape.competences)
                yield Finding(path, f'no competence is called "{competence}": add it under competences.{meant}', at_key=True)
            if not 0 < level < len(shape.levels):
                yield Finding(path, f"there is no level {level}: write one of 1 to {len(shape.levels) - 1}, as `levels` counts from 0")


def check_asked(shape: PostsShape, posts: Posts) -> Iterator[Finding]:
    """A fact that no post asks for would never be asked: most likely a name was mistyped."""
    asked = {name for form in posts.machine.forms.values() for name in form.facts}
    for name, of in shape.facts.items():
        if name not in asked and of.formula is None:
            yield Finding(
                ("facts", name), f'no requirement reads "{name}", so nobody is asked for it: leave it out', "warning", at_key=True
            )


def check_leads(shape: PostsShape, processes: Processes, posts: Posts) -> Iterator[Finding]:
    for i, taught in enumerate(shape.taught_by):
        found = processes(taught.process)
        if found is None:
            yield _no_process(taught.process, ("taught_by", i, "process"))
            continue
        offered = _offered(found)
        yield from known("published fact of an opening", taught.competence, offered, ("taught_by", i, "competence"))
        yield from known("published fact of an opening", taught.level, offered, ("taught_by", i, "level"))
        yield from _taught(offered, taught, i, posts)
    for name, of in shape.posts.items():
        for i, way in enumerate(of.filled_by):
            yield from _way(processes(way.process), way, ("posts", name, "filled_by", i))


def _no_process(name: str, path: tuple[str | int, ...]) -> Finding:
    return Finding(path, f'no process is called "{name}": name a folder of definitions that `terang check` finds no error in')


def _taught(offered: Mapping[str, Fact], taught: TaughtShape, i: int, posts: Posts) -> Iterator[Finding]:
    fact, level = offered.get(taught.competence), offered.get(taught.level)
    if fact is not None:
        values = fact.choices.values if fact.choices is not None else ()
        strange = [value for value in values if value not in posts.competences]
        if strange or not values:
            told = f"{', '.join(strange)} is no competence here" if strange else "it is no choice"
            yield Finding(
                ("taught_by", i, "competence"), f'"{taught.competence}" must be a choice of competences by the same names: {told}'
            )
    if level is not None and level.kind is not FactKind.NUMBER:
        yield Finding(("taught_by", i, "level"), f'"{taught.level}" must be a number, a level as counted here')


def _way(found: Definition | None, way: WayShape, path: tuple[str | int, ...]) -> Iterator[Finding]:
    if found is None:
        yield _no_process(way.process, (*path, "process"))
        return
    offered = _offered(found)
    for name, text in way.where.items():
        fact = offered.get(name)
        if fact is None:
            meant = did_you_mean(name, offered)
            yield Finding((*path, "where", name), f'no published fact of an opening is called "{name}".{meant}', at_key=True)
        elif fact.choices is not None and text not in fact.choices.values:
            yield from known("value", text, fact.choices.values, (*path, "where", name))


def _offered(definition: Definition) -> dict[str, Fact]:
    """The facts by which an opening can be recognised: of the machines below which anybody may begin, published to everybody."""
    owners = {role.owner_of for role in definition.roles.values() if role.owner_of is not None}
    doors = [m for m in definition.machines.values() if any(child.name in owners for child in definition.children(m.name))]
    return {name: door.facts[name] for door in doors for name in _public(definition, door) if name in door.facts}


def _public(definition: Definition, door: Machine) -> Iterator[str]:
    everybody = {role.name for role in definition.roles.values() if role.is_ == "anyone"}
    for machine in definition.machines.values():
        for publication in machine.publications.values():
            if (publication.of or machine.name) == door.name:
                yield from (n for role in everybody & publication.to.keys() for entry in publication.to[role] for n in entry.names)
