"""Small broken definitions and the stories that an exploration tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.explore.tiny import TEXT, contest, line
from workflow.core.explore import DEEP, DEFAULT, Discovery, explore
from workflow.load import load
from workflow.load.explored import placed
from workflow.store.shelf import definition_files

ROOT = Path(__file__).parents[2]
TRAPPED = {"appraisal"}
"""Of the definitions of tests, those that are not made to end whatever happens."""
OF_TESTS = [p for p in sorted((ROOT / "tests/definitions").glob("*/2*.yaml")) if p.parent.name not in TRAPPED]
DEFINITIONS = [*OF_TESTS, *definition_files(ROOT / "definitions")]
REPLY = "      reply: {by: %s, from: asked, to: answered, form: reply, words: Jawab | Reply}\n"
AGAIN = "      again: {by: chief, from: deciding, to: judging, then: [{do: again, on: entry, where: \"state == 'judged'\"}], words: Nilai lagi | Judge again}\n"
ONE_BY_ONE = "      again: {by: step, from: judged, to: in_judging, words: Nilai lagi | Judge again}\n"


@dataclass(frozen=True)
class Told:
    """`changes` of the contest; the one finding that is told then. `en` and `id`: pieces of the story, in this order."""

    name: str
    changes: tuple[tuple[str, str], ...]
    net: str
    path: str
    en: tuple[str, ...]
    id: tuple[str, ...] = ()
    certain: bool = True


STORIES = [
    Told(
        "nobody may sign for those who are lost",
        ((line("few_sign:"), ""),),
        "trapped",
        "machines.contest.states.deciding",
        (
            "It stands so: the contest at “Judging”, Ani at “Being judged”.",
            "Judge: “Score” (Ani). The system: “All judged”.",
            "“Judge”: three of five can no longer act.",
            "no step of an official and no date can bring the contest to its end.",
            "“Sign” needs three sheets, and two can be given.",
            "“Everyone has gone” needs: every entry has ended.",
        ),
        (
            "“Juri”: tiga dari lima tidak dapat lagi bertindak.",
            "tidak ada langkah petugas dan tidak ada tenggat yang dapat mengakhiri lomba.",
            "“Tanda tangani” memerlukan tiga lembar, yang masih dapat terkumpul dua.",
        ),
    ),
    Told(
        "judges recuse themselves and nothing follows",
        (
            (line("short: {by"), ""),
            (line("enough:"), ""),
            (line("set_aside:"), ""),
            (line("short: {phase"), ""),
            ('sign: {by: judge, each: quorum, quorum: "3"', "sign: {by: chief"),
            (line("few_sign:"), ""),
        ),
        "trapped",
        "machines.entry.states.in_judging",
        (
            "“Judge”: three of five recuse themselves from Ani.",
            "“Score” needs three sheets, and two can be given.",
            "Only “Withdraw” (Ani) would still end it.",
        ),
        ("menyatakan benturan kepentingan pada Ani.", "Yang masih dapat mengakhirinya hanya “Undurkan diri” (Ani)."),
    ),
    Told(
        "a state that waits for people who do not come back",
        ((line("set_aside:"), ""),),
        "trapped",
        "machines.entry.states.short",
        ("“Enough judges again” needs: the count of judge able to act is at least 3.",),
    ),
    Told(
        "a task for a role of which nobody is left",
        ((line("reply: {by"), REPLY % "judge"),),
        "trapped",
        "machines.question.states.asked",
        ("The public: “Ask” (question (Ani)).", "“Judge”: five of five", "“Reply” needs “Judge”, and nobody is left who can act."),
        ("“Jawab” memerlukan “Juri”, dan tidak ada lagi yang dapat bertindak.",),
    ),
    Told(
        "only an owner can go on",
        ((line("reply: {by"), REPLY % "entrant"),),
        "trapped",
        "machines.question.states.asked",
        ("From here no step of an official", "Only “Reply” (Ani), “Withdraw” (Ani) would still end it."),
    ),
    Told(
        "a cancellation leaves cases behind",
        (
            (
                "[{do: drop, on: entry, where: not ended}], words: Batalkan",
                "[{do: drop, on: entry, where: \"state == 'sent'\"}], words: Batalkan",
            ),
        ),
        "left",
        "machines.entry.states.judged",
        ("Chief: “Cancel”.", "The contest ends, but Ani is left at “Judged” and nothing will move it."),
        ("Lomba berakhir, tetapi Ani tertinggal pada “Sudah dinilai” dan tidak ada yang akan menggerakkannya.",),
    ),
    Told(
        "exactly at the bar",
        (("needs: [total >= contest.bar]", "needs: [total > contest.bar]"),),
        "gap",
        "machines.contest.actions.sign.then.0",
        ("For a case at “Judged” none of “Win”, “Lose” fits when “Total”: 70, “Bar”: 70, so the whole step is refused",),
        ("tidak satu pun dari “Menang”, “Kalah” cocok bila “Nilai akhir”: 70",),
    ),
    Told(
        "an unknown total",
        (("      points: {type: rating, scale: [1, 5], words", "      points: {type: rating, scale: [1, 5], optional: true, words"),),
        "gap",
        "machines.contest.actions.sign.then.0",
        ("when “Total”: not known yet",),
    ),
    Told(
        "a moment at which nothing fits",
        (("needs: [count(entry) == 0], words: Tanpa", "needs: [count(entry) == 0, with_talk], words: Tanpa"),),
        "gap",
        "machines.contest.actions.shut",
        ("At “Open”, at “Joining” ends, none of “Close”, “Nobody came” fits when", "“With questions”: no"),
    ),
    Told(
        "a window that never opens there",
        (("to_talk: {by: clock, at: soon,", "to_talk: {by: clock, at: talking.closes,"),),
        "trapped",
        "machines.contest.states.judging",
        ("[With questions: yes]", "“Open questions” waits until “Questions” ends."),
        ("“Buka tanya jawab” menunggu “Tanya jawab” berakhir.",),
    ),
    Told(
        "a window that nothing has opened by then",
        (
            (
                line("nobody:"),
                line("nobody:") + "      late: {by: clock, at: talking.closes, from: open, to: void, words: Terlambat | Late}\n",
            ),
        ),
        "never",
        "machines.contest.actions.late",
        ("“Late” can never be taken: at “Open” “Questions” never ends.",),
        ("“Terlambat” tidak pernah dapat diambil: pada “Dibuka” “Tanya jawab” tidak pernah berakhir.",),
    ),
    Told(
        "a condition that never holds",
        (
            (
                line("few_sign:"),
                line("few_sign:")
                + "      odd: {by: chief, from: deciding, to: void, needs: [with_talk and not with_talk], words: Ganjil | Odd}\n",
            ),
        ),
        "never",
        "machines.contest.actions.odd",
        ("“Odd” can never be taken: at “Awaiting signatures” these conditions never hold:",),
    ),
    Told(
        "a form that is frozen",
        (("change: {by: clerk, from: draft", "change: {by: clerk, from: open"),),
        "never",
        "machines.contest.actions.change",
        ("at “Open” what its form asks is always frozen.",),
    ),
    Told(
        "back to scoring after the points are known",
        ((line("all_gone:"), line("all_gone:") + AGAIN), (line("drop: {by"), line("drop: {by") + ONE_BY_ONE)),
        "back",
        "machines.entry.actions.again",
        (
            "Chief: “Judge again”.",
            "So Ani goes back to “Being judged” although the result was published: that step needs `corrects: true`.",
        ),
        ("Dengan demikian Ani kembali ke “Sedang dinilai”, padahal hasilnya sudah diumumkan",),
    ),
    Told(
        "a clock action without end",
        (
            (
                line("nobody:"),
                "      nobody: {by: clock, at: joining.closes, from: open, to: stay, needs: [count(entry) == 0], words: Tunggu | Wait}\n",
            ),
        ),
        "endless",
        "machines.contest.actions.nobody",
        ("After that “Wait” is due again at the same moment, without end",),
    ),
    Told(
        "a second person who does not exist",
        (
            ("chief: {held_in: contest, never_with: [judge]", "chief: {held_in: contest, one: yes, never_with: [judge]"),
            ("cancel: {by: chief, from", "cancel: {by: chief, confirmed_by: chief, from"),
        ),
        "duty",
        "machines.contest.actions.cancel",
        ("“Cancel” by “Chief” must be confirmed by another person of the same role, but only one holds it",),
    ),
    Told(
        "everybody did what the next must not have done",
        (
            (
                line("few_sign:"),
                line("few_sign:")
                + "      object: {by: judge, from: deciding, to: void, needs: [not acted(sign)], then: [{do: drop, on: entry, where: not ended}], words: Tolak | Object}\n",
            ),
            ("sign: {by: judge, each: quorum,", "sign: {by: judge, each: all,"),
        ),
        "duty",
        "machines.contest.actions.object.needs.0",
        ("“Object” is only for somebody who did not do “Sign”, but everybody who holds “Judge” does it",),
    ),
    Told(
        "two roles that one person must and must not hold",
        (("judge: {held_in: contest, appointed_by", "judge: {held_in: contest, among: chief, appointed_by"),),
        "duty",
        "roles.judge",
        ("“Judge” is chosen among “Chief”, but nobody may be both “Chief” and “Judge”",),
    ),
    Told(
        "more sheets than there are people",
        (('score: {by: judge, each: all, quorum: "3"', 'score: {by: judge, each: all, quorum: "7"'),),
        "trapped",
        "machines.entry.states.in_judging",
        ("“Score” needs seven sheets, and five can be given.",),
    ),
]


def found(told: Told) -> Discovery:
    (one,) = explore(contest(*told.changes)).findings
    return one


def test_the_contest_itself_is_sound() -> None:
    assert explore(contest()).findings == ()


@pytest.mark.parametrize("told", STORIES, ids=lambda told: told.name)
def test_one_cause_is_one_story(told: Told) -> None:
    one = found(told)
    assert (one.net, ".".join(map(str, one.path)), one.certain) == (told.net, told.path, told.certain), one.story.en
    for text, pieces in ((one.story.en, told.en), (one.story.id, told.id)):
        at = 0
        for piece in pieces:
            at = text.find(piece, at)
            assert at >= 0, f"{piece!r} is not told in: {text}"


def test_the_whole_way_is_told_step_by_step() -> None:
    steps = [step.en for step in found(STORIES[0]).steps]
    assert steps == [
        "Clerk: “Set up”, “Announce”",
        "Ani: “Join”",
        "“Joining” ends",
        "The system: “Close” [With questions: yes]".replace("yes", "no"),
        "Judge: “Score” (Ani)",
        "The system: “All judged”",
        "“Judge”: three of five can no longer act",
    ]


def test_a_finding_stands_at_its_line() -> None:
    changed = TEXT.replace(line("few_sign:"), "")
    exploration = explore(contest((line("few_sign:"), "")))
    (problem,) = placed(exploration.findings, changed, "tiny.yaml", "en")
    row = changed[: changed.index("      deciding: {phase")].count("\n") + 1
    assert str(problem).startswith(f"tiny.yaml:{row}:7: Certain: It stands so:")
    assert problem.severity == "error"


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.parent.name)
def test_definitions_can_always_end(path: Path) -> None:
    exploration = explore(load(path))
    assert [one.story.en for one in exploration.findings if one.certain] == []
    assert all(run.complete for run in exploration.runs) or exploration.states >= DEFAULT.most, "a run stops at the bound only"


def test_a_count_is_scaled_to_what_a_run_holds() -> None:
    """Four entries are explored as one: below, or reached."""
    changes = (
        ("needs: [count(entry) > 0], then", "needs: [count(entry) >= 4], then"),
        ("needs: [count(entry) == 0], words", "needs: [count(entry) < 4], then: [{do: drop, on: entry, where: not ended}], words"),
    )
    assert explore(contest(*changes)).findings == ()
    assert explore(contest(*changes), DEEP).findings == ()
