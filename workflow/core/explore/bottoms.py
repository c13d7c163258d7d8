"""Where everything comes to rest: groups of states that officials and the clock, in the ordinary course, cannot leave any more."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.explore.search import Graph


def bottoms(graph: Graph, among: set[int]) -> set[int]:
    """States of `among` that belong to such a group."""
    found: set[int] = set()
    group_of: dict[int, int] = {}
    groups = list(_groups(graph, among))
    for number, group in enumerate(groups):
        group_of.update(dict.fromkeys(group, number))
    for number, group in enumerate(groups):
        if all(group_of[to] == number for at in group for to in _onward(graph, at, among)):
            found.update(group)
    return found


def _onward(graph: Graph, at: int, among: set[int]) -> list[int]:
    return [edge.target for edge in graph.edges[at] or () if edge.helps and edge.target in among]


def _groups(graph: Graph, among: set[int]) -> Iterator[list[int]]:
    """Groups of states that lead to each other, by Tarjan's algorithm with a stack of its own."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    for start in among:
        if start in index:
            continue
        work = [(start, iter(_onward(graph, start, among)))]
        index[start] = low[start] = len(index)
        path.append(start)
        on_path.add(start)
        while work:
            at, onward = work[-1]
            to = next(onward, None)
            if to is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == index[at]:
                    yield _popped(path, on_path, at)
            elif to not in index:
                index[to] = low[to] = len(index)
                path.append(to)
                on_path.add(to)
                work.append((to, iter(_onward(graph, to, among))))
            elif to in on_path:
                low[at] = min(low[at], index[to])


def _popped(path: list[int], on_path: set[int], until: int) -> list[int]:
    found: list[int] = []
    while True:
        at = path.pop()
        on_path.discard(at)
        found.append(at)
        if at == until:
            return found
