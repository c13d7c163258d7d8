"""What a definition has and what it lacks, read from its declared words alone: what scenarios are made of, or why they are skipped."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.definition import Action, Definition, Machine, Outcome, Phase
from workflow.core.language import walk
from workflow.core.language.nodes import Name
from workflow.core.plan import CLOCK, STEP
from workflow.core.words import Text
from workflow.rehearse.ways import main_line, stages


def by_people(definition: Definition) -> Iterator[tuple[Machine, Action]]:
    """Every action that a person takes."""
    for machine in definition.machines.values():
        for action in machine.actions.values():
            if CLOCK not in action.by and STEP not in action.by:
                yield machine, action


def is_own(definition: Definition, machine: Machine, action: Action) -> bool:
    """Whether the owner of such a case takes the action."""
    return any(definition.roles[r].owner_of == machine.name for r in action.by if r in definition.roles)


def withdrawals(definition: Definition) -> list[tuple[Machine, Action]]:
    """With what owners leave by themselves."""
    return [
        (m, a)
        for m, a in by_people(definition)
        if is_own(definition, m, a) and a.to in m.states and m.states[a.to].outcome is Outcome.WITHDRAWN and m.states[a.to].is_end
    ]


def last_before_won(machine: Machine) -> str | None:
    """The state of the main line from which the good end is reached."""
    line = main_line(machine)
    return line[-2] if len(line) > 1 and machine.states[line[-1]].outcome is Outcome.WON else None


def parts(definition: Definition) -> list[Machine]:
    """Machines between the root and the cases that people own."""
    return [definition.machines[m] for m in definition.machines if m in stages(definition) and definition.machines[m].parent]


def cancelling(machine: Machine) -> list[Action]:
    """Actions of people that cancel such a case while it is under way."""
    named = [a for a in machine.actions.values() if CLOCK not in a.by and STEP not in a.by and a.to in machine.states and not a.is_birth]
    under_way = [a for a in named if any(machine.states[s].phase is not Phase.PREPARATION for s in a.from_)]
    return [a for a in under_way if machine.states[a.to].is_end and machine.states[a.to].outcome is Outcome.CANCELLED]


def pausing(machine: Machine) -> list[Action]:
    return [a for a in machine.actions.values() if a.to in machine.states and machine.states[a.to].pauses and STEP not in a.by]


def ranked_by(definition: Definition) -> frozenset[tuple[str, str]]:
    """The facts that rankings look at, through scores, sheets and formulas."""
    found: set[tuple[str, str]] = set()
    for holder in definition.machines.values():
        orders = [(r.of, r.order) for r in holder.rankings.values()] + [(f.of, f.order) for f in holder.fills.values()]
        for of, order in orders:
            found |= {(of, fact) for _direction, name in order for fact in _behind(definition.machines[of], name, 0)}
    return frozenset(found)


def _behind(machine: Machine, name: str, depth: int) -> Iterator[str]:
    parts = {part.name: [part] for score in machine.scores.values() for part in score.parts}
    parts |= {score.name: list(score.parts) for score in machine.scores.values()}
    plain = name.partition(".")[2] or name
    if name in parts and depth < 9:
        for part in parts[name]:
            yield from _behind(machine, part.from_, depth + 1)
    elif plain in machine.facts and (formula := machine.facts[plain].formula) is not None:
        for node in walk(formula) if depth < 9 else ():
            if isinstance(node, Name):
                yield from _behind(machine, node.name, depth + 1)
    elif plain in machine.facts:
        yield plain


# ------------------------------------------------------------------ why a scenario is skipped
def _unless(found: object, id: str, en: str) -> Text | None:
    return None if found else Text(id, en)


def no_ranking(definition: Definition) -> Text | None:
    found = any(m.rankings or m.fills for m in definition.machines.values())
    return _unless(found, "Proses ini tidak memeringkat apa pun.", "This process ranks nothing.")


def no_declaring(definition: Definition) -> Text | None:
    found = any(role.declares for role in definition.roles.values())
    return _unless(found, "Tidak ada peran yang menyatakan benturan kepentingan.", "No role declares conflicts of interest.")


def no_sheets(definition: Definition) -> Text | None:
    roles = {r for _m, a in by_people(definition) if a.each for r in a.by}
    found = any(definition.roles[r].appointed_by for r in roles if r in definition.roles)
    return _unless(found, "Tidak ada peran yang ditunjuk untuk menilai bersama.", "No role is appointed to judge together.")


def no_dates(definition: Definition) -> Text | None:
    found = any(m.windows for m in definition.machines.values())
    return _unless(found, "Proses ini tidak punya tahap bertenggat.", "This process has no stage with a deadline.")


def no_withdrawal_of_ranked(definition: Definition) -> Text | None:
    ranked = {r.of for m in definition.machines.values() for r in m.rankings.values()}
    found = [m for m, _a in withdrawals(definition) if m.name in ranked]
    return _unless(found, "Tidak ada yang diperingkat dan dapat mengundurkan diri.", "Nobody is ranked and can withdraw.")


def no_withdrawal_of_winner(definition: Definition) -> Text | None:
    found = [m for m, a in withdrawals(definition) if last_before_won(m) in a.from_]
    return _unless(found, "Tidak ada yang terpilih dan dapat mengundurkan diri.", "Nobody is chosen and can withdraw.")


def no_objection(definition: Definition) -> Text | None:
    found = any(m.states[a.to].phase is Phase.OBJECTION for m, a in by_people(definition) if a.to in m.states and not m.states[a.to].is_end)
    return _unless(found, "Proses ini tidak mengenal sanggahan.", "This process knows no objections.")


def nothing_by_anybody(definition: Definition) -> Text | None:
    found = [a for _m, a in by_people(definition) if a.is_birth and any(definition.roles[r].is_ for r in a.by if r in definition.roles)]
    return _unless(found, "Tidak ada yang dapat diajukan siapa pun.", "There is nothing that anybody can give.")


def nobody_owns(definition: Definition) -> Text | None:
    found = [m for m, a in by_people(definition) if a.is_birth and is_own(definition, m, a)]
    return _unless(found, "Tidak ada perkara yang dimulai pesertanya sendiri.", "There is no case that people begin themselves.")


def no_part_to_cancel(definition: Definition) -> Text | None:
    found = [m for m in parts(definition) if cancelling(m)]
    return _unless(
        found, "Proses ini tidak punya bagian yang dapat dibatalkan sendiri.", "This process has no part that can be cancelled alone."
    )


def no_pause(definition: Definition) -> Text | None:
    found = [m for m in definition.machines.values() if pausing(m)]
    return _unless(found, "Proses ini tidak dapat ditunda.", "This process cannot be postponed.")


def nothing_extraordinary(definition: Definition) -> Text | None:
    found = [a for _m, a in by_people(definition) if a.extraordinary]
    return _unless(found, "Proses ini tidak punya langkah luar biasa.", "This process has no extraordinary steps.")
