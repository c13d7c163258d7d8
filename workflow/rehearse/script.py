"""How people behave in one scenario, as numbers; and the marks by which a rehearsal is kept within bounds."""

from __future__ import annotations

from dataclasses import dataclass

MOST_STEPS = 20_000
"""Steps of one scenario after which it is taken to go round in circles."""
AGAIN = 12
"""How often people take the same action on the same case, but for sheets."""
MOST_WAITS = 30
"""How often people wait in vain, first a day and later a week, before a scenario is stuck."""


@dataclass(frozen=True, slots=True)
class Script:
    """Shares are of a hundred.

    `applicants`: how many of those who take part do so; None: all. `places`: cases that staff opens below each case. `misses`: every n-th
    applicant misses a requirement; 0: nobody. `meets`: figures that others enter of an owner and that are to meet the requirements.
    `conflicts`: declarations that admit a conflict. `objecting`: of those who lost. `upheld`: objections, but for the first `surely`, which all
    are. `remarks`: what anybody may give, for each case that is open to it. `alike`: everything that a ranking looks at is the same for all.
    `extras`: possibilities that are taken. `silent`: owners who leave a case as it is. `mistakes`: wrong checklists. `slips`: forms first sent
    in vain. `recused`: everybody who serves declares a conflict on the first case.
    """

    applicants: int | None = None
    places: int = 2
    misses: int = 5
    meets: int = 75
    conflicts: int = 2
    objecting: int = 50
    upheld: int = 20
    surely: int = 0
    remarks: int = 2
    alike: bool = False
    recused: bool = False
    extras: int = 30
    silent: int = 3
    mistakes: int = 3
    slips: int = 8
