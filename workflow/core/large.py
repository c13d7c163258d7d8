"""Sets too large to be read into memory case by case, and whether a count over one may be left to the database."""

from __future__ import annotations

from workflow.core.language import SetExpr, walk
from workflow.core.language.nodes import Name
from workflow.core.reads import is_told, reads
from workflow.core.world import Case, World

LARGE = 200
"""More cases of one kind in a root are a large set."""


def is_large(world: World, case: Case, node: SetExpr) -> bool:
    """Whether `node` goes over a large set of cases, and reads nothing on them that only Python knows."""
    head, _, rest = node.set.partition(".")
    machine = rest or head
    if machine not in world.definition.machines or not is_crowd(world, case.root, machine):
        return False
    return all(is_told(world.definition, read) and read.kind != "done" for read in reads(world.definition, case.machine, node))


def is_crowd(world: World, root: int, machine: str) -> bool:
    return world.crowd(root, machine, LARGE + 1) > LARGE


def this_names(node: SetExpr) -> set[str]:
    """The names that conditions read on the case that carries them."""
    return {found.name for found in walk(node) if isinstance(found, Name) and found.of_this}
