"""What an exploration takes for granted and what it leaves out: replacements, pauses, what is typed in, searches that were stopped."""

from __future__ import annotations

import pytest

from tests.explore.tiny import contest, line
from workflow.core.explore import Bounds, explore
from workflow.core.explore.bounds import DEFAULT, runs

Change = tuple[str, str]


def told(*changes: Change, bounds: Bounds = DEFAULT) -> list[tuple[str, str, bool]]:
    return [(one.net, ".".join(map(str, one.path)), one.certain) for one in explore(contest(*changes), bounds).findings]


def after(start: str, *lines: str) -> Change:
    """More lines behind the one that begins so."""
    return line(start), line(start) + "".join(f"      {one}\n" for one in lines)


# ------------------------------------------------------------------ replacements
NOBODY_ELSE_SIGNS: Change = (line("few_sign:"), "")
PEOPLE = (after("why: {type", "joins: {type: person, words: Pengganti | Who joins}"), ("why: [why]}", "why: [why], swap: [joins]}"))
REPLACE = "replace: {by: %s, extraordinary: true, from: any, to: stay, form: swap, then: [{assign: judge, person: joins}], words: Ganti | Replace}"


def test_who_is_lost_can_be_replaced_by_an_extraordinary_step() -> None:
    assert told(NOBODY_ELSE_SIGNS) == [("trapped", "machines.contest.states.deciding", True)]
    assert told(NOBODY_ELSE_SIGNS, *PEOPLE, after("cancel: {by", REPLACE % "chief")) == []


def test_nobody_replaces_the_last_of_the_own_kind() -> None:
    found = told(
        NOBODY_ELSE_SIGNS, *PEOPLE, after("cancel: {by", REPLACE % "judge"), ('quorum: "3", from: deciding', 'quorum: "1", from: deciding')
    )
    assert ("trapped", "machines.contest.states.deciding", True) in found


# ------------------------------------------------------------------ pauses
PAUSE = (
    after("all_gone:", "halt: {by: chief, from: judging, to: halted, words: Tunda | Halt}"),
    after("void: {phase", "halted: {phase: pause, pauses: true, words: Ditunda | Halted}"),
)
GO_ON = "go_on: {by: %s, while_paused: true, from: halted, to: before, words: Lanjutkan | Go on}"
REST = (
    after("withdraw:", "rest: {by: entrant, from: in_judging, to: resting, words: Istirahat | Rest}"),
    after("judged: {phase", "resting: {phase: pause, pauses: true, words: Istirahat | Resting}"),
)
WAKE = "wake: {by: chief, while_paused: true, from: resting, to: before, needs: [%s], words: Bangunkan | Wake}"


def test_each_machine_that_can_be_paused_has_a_run_of_its_own() -> None:
    definition = contest(*PAUSE, after("few_sign:", GO_ON % "chief"), *REST, after("begin:", WAKE % "contest.with_talk"))
    assert [dict(run.counts) for run in runs(definition, DEFAULT) if run.pauses] == [{"contest": 1, "entry": 1}]
    assert [run for run in runs(contest(), DEFAULT) if run.pauses] == []


def test_a_pause_of_either_machine_is_looked_at() -> None:
    assert told(*PAUSE, after("few_sign:", GO_ON % "chief")) == []
    assert ("trapped", "machines.contest.states.halted", True) in told(*PAUSE, after("few_sign:", GO_ON % "judge"))
    assert told(*REST, after("begin:", WAKE % "contest.with_talk or not contest.with_talk")) == []
    assert told(*REST, after("begin:", WAKE % "contest.with_talk")) == [("trapped", "machines.entry.states.resting", True)]


# ------------------------------------------------------------------ what is typed in
TYPED = (
    after("why: {type", "seen: {type: number, most: 900, words: Jumlah dihitung | Number counted}"),
    ("why: [why]}", "why: [why], seen: [seen]}"),
    ("judged: {by: clock, at: soon, from", "judged: {by: clerk, form: seen, from"),
    (
        "needs: [not with_talk, \"every(entry, ended or state == 'judged')\"",
        "needs: [not with_talk, \"count(entry, state == 'judged') == seen\"",
    ),
)


def test_a_number_typed_with_the_step_is_no_setting() -> None:
    """Two entries are judged: whoever types a two goes on, though a setting of one would wait for ever."""
    assert told(*TYPED) == []


# ------------------------------------------------------------------ days
DAYS = (
    after("title: {type", "day: {type: date, words: Hari | Day}"),
    ("forms: {join: [title],", "forms: {join: [title, day],"),
    after("with_talk: {type", "by: {type: date, words: Paling lambat | At the latest}"),
    ("forms: {setup: [name, bar, with_talk],", "forms: {setup: [name, bar, with_talk, by],"),
)
SHUT = "needs: [count(entry) > 0], then: [{do: begin"
NOBODY = "needs: [count(entry) == 0], words: Tanpa"


@pytest.mark.parametrize("early", ["every(entry, ended or day < this.by)", "count(entry, day >= this.by) == 0", "highest(entry, day) < by"])
def test_two_days_are_told_apart_whichever_way_they_are_compared(early: str) -> None:
    """What is early closes, what is not ends it: neither is held for impossible."""
    ends = f'needs: ["count(entry) == 0 or not ({early})"], then: [{{do: drop, on: entry, where: not ended}}], words: Tanpa'
    assert told(*DAYS, (SHUT, f'needs: [count(entry) > 0, "{early}"], then: [{{do: begin'), (NOBODY, ends)) == []


# ------------------------------------------------------------------ searches that were stopped
NEVER = after("few_sign:", "odd: {by: chief, from: deciding, to: void, needs: [with_talk and not with_talk], words: Ganjil | Odd}")


def test_a_search_that_was_stopped_tells_nothing_of_what_it_never_saw() -> None:
    assert told(NEVER) == [("never", "machines.contest.actions.odd", True)]
    stopped = Bounds(most=50)
    assert not all(run.complete for run in explore(contest(NEVER), stopped).runs)
    assert told(NEVER, bounds=stopped) == []
