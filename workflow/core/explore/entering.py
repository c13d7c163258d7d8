"""What entering a state does to the values of the case itself: windows open and close, a new round of sheets begins."""

from __future__ import annotations

from workflow.core.explore.cells import OPEN
from workflow.core.explore.kinds import AHEAD, BEFORE, PAST, STATE, KindOf


def enter(kind: KindOf, v: list[int], target: int, *, back: bool = False) -> None:
    """Change `v`. `back`: to the state before, which continues its round; windows stand still in a pause."""
    old = v[STATE]
    inside = v[BEFORE] if kind.pausing[old] else old
    for window in kind.windows if not kind.pausing[target] else ():
        was, is_ = inside in window.inside, target in window.inside
        if is_ and not was:
            v[window.at] = AHEAD
        elif was and not is_ and v[window.at] in (AHEAD, PAST):
            v[window.at] = window.left[v[window.at] - AHEAD]
    v[BEFORE], v[STATE] = old, target
    for sheets in () if back else kind.sheets:
        if kind.states[target] in kind.machine.actions[sheets.action].from_:
            v[sheets.at] = 0
            if sheets.contents is not None:
                v[sheets.contents] = OPEN
