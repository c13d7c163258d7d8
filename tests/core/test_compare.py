"""What changed between two versions, told in their own words; and nothing that changed goes untold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from workflow.core.compare import Change, Part, compare, line_changes
from workflow.core.definition import Definition, Machine
from workflow.load import load_text

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests/definitions/small/2026.1.yaml"
WIDE = ROOT / "tests/definitions/wide/2026.1.yaml"
FILES = [SMALL, WIDE, *(ROOT / f"tests/definitions/{name}/2026.1.yaml" for name in ("appraisal", "forum"))]
FILES += sorted(p for p in (ROOT / "definitions").glob("*/[0-9]*.yaml") if p.with_suffix("").is_dir())


def enclosed(path: Path) -> dict[str, str]:
    """The files of a definition by their names, rule packs among them."""
    folder, packs = path.with_suffix(""), ROOT / "definitions/rules"
    found = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file() and p.name != ".keep"}
    return found | {p.relative_to(packs.parent).as_posix(): p.read_text("utf-8") for p in packs.rglob("*.yaml")}


YAML, TEXTS = SMALL.read_text("utf-8"), enclosed(SMALL)


@pytest.fixture(scope="module")
def small() -> Definition:
    return load_text(YAML, TEXTS)


def edited(old: str, new: str) -> Definition:
    assert YAML.count(old) == 1, (YAML.count(old), old)
    return load_text(YAML.replace(old, new), TEXTS)


def told(changes: tuple[Change, ...]) -> list[str]:
    """`kind how machine/called: sentence`, or without a sentence for a part that came or went, in English."""
    return [f"{c.part} {c.how} {c.machine.en if c.machine else '-'}/{c.called.en}: {line.told.en}" for c in changes for line in c.lines]


# ------------------------------------------------------------------ sentences
TABLE = [
    (
        "the length of a window",
        "registration: {in: [open], lasts: {at_least: 10 calendar days}",
        "registration: {in: [open], lasts: {at_most: 1 working day}",
        ["window changed Choice/Registration: Lasts: at most 1 working day; before: at least 10 calendar days."],
    ),
    (
        "who may act, and where from",
        "withdraw: {by: applicant, from: any,",
        "withdraw: {by: [applicant, clerk], from: [draft, submitted],",
        [
            "action changed Application/Withdraw: By, added: secretariat.",
            "action changed Application/Withdraw: From, added: “Not sent yet”; “Sent”.",
            "action changed Application/Withdraw: From, removed: from every stage.",
        ],
    ),
    (
        "a requirement whose words stay",
        "age: {that: age <= 56,",
        "age: {that: age <= 58,",
        [
            "requirement changed Application/At most 56 years old: What is checked: “Age” is at most 58; before: “Age” is at most 56.",
        ],
    ),
    (
        "the citation of a requirement",
        "certified: {that: certified, cite: Peraturan contoh 1/2026 pasal 7, sure: G,",
        "certified: {that: certified, cite: Peraturan contoh 2/2026 pasal 3, sure: C,",
        [
            "requirement changed Application/Certified: Basis: Peraturan contoh 2/2026 pasal 3; before: Peraturan contoh 1/2026 pasal 7.",
            "requirement changed Application/Certified: Certainty of the basis: C: one page only; before: G: general knowledge, not checked.",
        ],
    ),
    (
        "weights",
        "leading: {weight: 60, from: score.lead_score, as: mean, words: Kepemimpinan | Leadership}, planning: {weight: 40,",
        "leading: {weight: 72.5, from: score.lead_score, as: mean, words: Kepemimpinan | Leadership}, planning: {weight: 27.5,",
        [
            "score changed Application/Total: Weight of “Leadership”: 72.50%; before: 60%.",
            "score changed Application/Total: Weight of “Plan”: 27.50%; before: 40%.",
        ],
    ),
    (
        "a condition that may no longer be gone past",
        "needs: [{that: merit.rank == 1, explain: public, words: Peringkat pertama | First in rank}]",
        "needs: [{that: merit.rank == 1, words: Peringkat pertama | First in rank}]",
        [
            "action changed Application/Choose: Conditions, added: First in rank.",
            "action changed Application/Choose: Conditions, removed: First in rank, may be gone past with a reason that is published.",
        ],
    ),
    (
        "the same words over another guard",
        "words: Paling banyak dua lamaran | At most two applications}",
        "words: Paling banyak dua lamaran | At most two applications, explain: file}",
        [
            "action changed Application/Send: Conditions, added: At most two applications, may be gone past with a reason that is filed.",
            "action changed Application/Send: Conditions, removed: At most two applications.",
        ],
    ),
    (
        "a personal fact",
        "birth_date: {type: date, personal: true,",
        "birth_date: {type: date,",
        ["fact changed Application/Date of birth: Personal data: no; before: yes."],
    ),
    (
        "the name of a state for all its readers",
        "in_check: {phase: check, words: Sedang diperiksa | Being checked}",
        "in_check: {phase: check, words: Diperiksa petugas | With the checkers}",
        ["state changed Application/With the checkers: Name: “With the checkers”; before: “Being checked”."],
    ),
    (
        "who gets a letter",
        "then: [{send: received}], words: Kirim | Send}",
        "then: [], words: Kirim | Send}",
        ["action changed Application/Send: What it brings about, removed: sends the letter “Application … received” to applicant."],
    ),
]


@pytest.mark.parametrize(("old", "new", "wanted"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_change_is_told_in_a_sentence(small: Definition, old: str, new: str, wanted: list[str]) -> None:
    found = told(compare(small, edited(old, new)))
    assert found == wanted


LESS_COMMON = [
    (
        "a value of a decision table",
        "[umum, 65, 0.5]",
        "[umum, 70, 0.5]",
        [
            "table changed -/Thresholds: Kind: General: Lowest value: 70; Extra: 0.5; before: Lowest value: 65; Extra: 0.5.",
        ],
    ),
    (
        "a choice that a table gives",
        "[cukup, baik, cukup]",
        "[cukup, baik, baik]",
        [
            "table changed -/Matrix: Result: Fair; Manner: Good: Predicate: Good; before: Predicate: Fair.",
        ],
    ),
    (
        "who is placed",
        "who: state == 'ranked' and not merit.taken and a >= bars.least",
        "who: state == 'ranked' and not merit.taken",
        [
            "fill changed Intake/Filling of slot: Only those that: is at “Rated” and is not taken by rank; before: is at “Rated” "
            "and is not taken by rank and “Value A” is at least “Lowest value”.",
        ],
    ),
    (
        "a pass",
        "{code: L-2, same: [trade], where: a >= 70, words: Tempat lain | Another place}",
        "{code: L-2, same: [site, trade], where: a >= 70, words: Tempat lain | Another place}",
        [
            "fill changed Intake/Filling of slot: Passes: L-2: Another place, where these are the same: “Site”, “Trade”; "
            "before: L-2: Another place, where these are the same: “Trade”.",
        ],
    ),
    (
        "a weight that a setting gives",
        "weight: slot.w_a",
        "weight: slot.w_b",
        [
            "score changed Bid/Total: Weight of “A”: “Weight of B”; before: “Weight of A”.",
        ],
    ),
    (
        "a key of an order that stands under a condition",
        "{by: lowest total, when: \"name == 'terbalik'\"}",
        "lowest total",
        [
            "publication changed Intake/Result: Ordered by, added: lowest “Total”.",
            "publication changed Intake/Result: Ordered by, removed: lowest “Total”, if “Name” is terbalik.",
        ],
    ),
    (
        "what other processes may take",
        "figures: [around, matrix.grade]",
        "figures: [around]",
        [
            "publication changed Review/Result of the review: What other processes may take, removed: Predicate.",
        ],
    ),
    (
        "what is taken from another process",
        "take: around, match: {owner: owner}",
        "take: matrix.grade, match: {owner: owner}",
        [
            "fact changed Review/Earlier review: Taken from: the figure matrix.grade of the publication sheet of luas; "
            "before: the figure around of the publication sheet of luas.",
        ],
    ),
    (
        "an attribute of the holders of a role",
        "attributes: {side: {of: side, words: Hubungan | Relation}}",
        "attributes: {side: {of: side, words: Hubungan | Tie}}",
        [
            "role changed -/Respondent: Attribute “Tie” of its holders changed; the difference by lines shows how.",
        ],
    ),
    (
        "who is put into a role",
        "with: {side: sejawat}, most: 3}",
        "with: {side: sejawat}, most: 4}",
        [
            f"action changed Review/Create: What it brings about, {how}: appoints every staff that “Superior” is “Superior” of this review and "
            f"“Unit” is “Unit” of this review as respondent (“Peer”), at most {n} people."
            for how, n in (("added", 4), ("removed", 3))
        ],
    ),
    (
        "sheets that stay sealed",
        "sealed: always, form: view",
        "form: view",
        [
            "action changed Review/Fill in: Sheets are sealed until all are opened: no; before: yes.",
            "action changed Review/Fill in: Sheets are never opened, only counted: no; before: yes.",
        ],
    ),
    (
        "a column of a table that is asked",
        "by: {type: date, words: Tanggal | Date}",
        "by: {type: text, words: Tanggal | Date}",
        [
            "fact changed Bid/Plan: Columns: “Date”, a short text; before: “Date”, a date.",
        ],
    ),
    (
        "where a case that is named stands",
        "instead: {type: case, of: review, in: intake,",
        "instead: {type: case, of: review,",
        [
            "fact changed Review/Instead of the review: One below: none any more; before: intake.",
        ],
    ),
]


def wide(old: str = "", new: str = "") -> Definition:
    text = WIDE.read_text("utf-8")
    assert not old or text.count(old) == 1, (text.count(old), old)
    return load_text(text.replace(old, new) if old else text, {})


@pytest.mark.parametrize(("old", "new", "wanted"), [row[1:] for row in LESS_COMMON], ids=[row[0] for row in LESS_COMMON])
def test_less_common_parts_are_told_too(old: str, new: str, wanted: list[str]) -> None:
    found = told(compare(wide(), wide(old, new)))
    assert found == wanted


def test_both_languages_are_told(small: Definition) -> None:
    (change,) = compare(small, edited("age: {that: age <= 56,", "age: {that: age <= 58,"))
    assert change.lines[0].told.id == "Yang diperiksa: “Usia” paling banyak 58; sebelumnya “Usia” paling banyak 56."


def test_a_part_that_came_is_told_whole_and_backwards_as_gone(small: Definition) -> None:
    line = "      unasked: {by: clock, at: soon, from: asked, to: lapsed,"
    new = edited(line, "      remind: {by: host, from: asked, to: stay, words: Ingatkan | Remind}\n" + line)
    (came,) = compare(small, new)
    assert (came.part, came.how, came.called.en) == (Part.ACTION, "added", "Remind")
    assert [x.told.en for x in came.lines] == [
        "Name: “Remind”.",
        "By: contact person.",
        "From: “Asked for”.",
        "Leads to: stays where it is.",
    ]
    (gone,) = compare(new, small)
    assert gone.how == "removed" and gone.lines == came.lines


NOTE = """
  note:
    parent: round
    words: Catatan | Note
    code: CTT
    facts: {text: {type: text, words: Isi | Text}}
    forms: {write: [text]}
    states: {open: {phase: check, words: Dibuka | Open}, done: {phase: end, outcome: done, words: Selesai | Done}}
    actions:
      write: {by: clerk, from: new, to: open, form: write, words: Tulis | Write}
      close: {by: clerk, from: open, to: done, words: Tutup | Close}
"""


def test_a_machine_that_came_is_one_change(small: Definition) -> None:
    (change,) = compare(small, load_text(YAML + NOTE, TEXTS))
    assert (change.part, change.how, change.name) == (Part.MACHINE, "added", "note")
    assert [line.told.en for line in change.lines] == [
        "Name: Note.", "Stands below: choice.", "Code of its numbers: CTT.", "Steps: Write; Close.",
    ]  # fmt: skip


def test_the_order_of_clock_actions_of_one_moment_is_a_rule(small: Definition) -> None:
    machine = small.root
    names = list(machine.actions)
    i, j = names.index("shut"), names.index("prolong")
    names[i], names[j] = names[j], names[i]
    turned = with_machine(small, replace(machine, actions={n: machine.actions[n] for n in names}))
    (change,) = compare(small, turned)
    assert change.lines[0].told.en.startswith(
        "What is tried first when “Registration” closes, in this order: “Extend”; “Close registration”"
    )


def test_texts_of_letters_and_levels_of_rubrics_are_compared(small: Definition) -> None:
    letter = load_text(YAML, TEXTS | {"surat/diterima.id.txt": TEXTS["surat/diterima.id.txt"] + "\nTambahan.\n"})
    assert told(compare(small, letter)) == [
        "letter changed -/Application … received: Text in Indonesian changed; the difference by lines shows how."
    ]
    rubric = TEXTS["rubrik/kepemimpinan.yaml"]
    first = rubric.splitlines()[0]
    other = load_text(YAML, TEXTS | {"rubrik/kepemimpinan.yaml": rubric.replace(first, '1: "Lain. | Other."')})
    (change,) = compare(small, other)
    assert change.part is Part.RUBRIC and change.lines[0].told.en.startswith("Level 1: Other.; before: ")


# ------------------------------------------------------------------ nothing is missed
def with_machine(definition: Definition, machine: Machine) -> Definition:
    return replace(definition, machines={**definition.machines, machine.name: machine})


NOTHING_BY_ITSELF = {"name", "type"}
"""A name tells one part from another; the type of a fact follows from the rest of it."""
GROUPS = ("states", "actions", "windows", "facts", "scores", "rankings", "fills", "publications")


def variants(definition: Definition) -> Iterator[tuple[str, Definition]]:
    """Parts with one field taken from another part of their kind in the same machine; two of each field."""
    tried: Counter[tuple[str, str]] = Counter()
    for machine in definition.machines.values():
        for group in GROUPS:
            parts: Mapping[str, Any] = getattr(machine, group)
            for label, changed in _mixed(group, parts, tried):
                yield f"{machine.name}.{group}.{label}", with_machine(definition, replace(machine, **{group: changed}))
    for group in ("roles", "letters"):
        for label, changed in _mixed(group, getattr(definition, group), tried):
            yield f"{group}.{label}", replace(definition, **{group: changed})


def _mixed(group: str, parts: Mapping[str, Any], tried: Counter[tuple[str, str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for one, other in permutations(parts.values(), 2):
        for field in fields(one):
            same = getattr(one, field.name) == getattr(other, field.name) or (field.name == "of" and getattr(one, "choices", None))
            if field.name not in NOTHING_BY_ITSELF and tried[group, field.name] < 2 and not same:
                tried[group, field.name] += 1
                mixed = replace(one, **{field.name: getattr(other, field.name)})
                yield f"{one.name}.{field.name}<-{other.name}", {**parts, one.name: mixed}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_field_of_every_part_is_compared(path: Path) -> None:
    whole = load_text(path.read_text("utf-8"), enclosed(path))
    silent, tried = [], set()
    for label, changed in variants(whole):
        tried.add(label.split(".")[-1].partition("<")[0])
        if compare(whole, changed) == ():
            silent.append(label)
    assert silent == [] and len(tried) > 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_definition_does_not_differ_from_itself(path: Path) -> None:
    definition = load_text(path.read_text("utf-8"), enclosed(path))
    assert compare(definition, definition) == ()


def test_two_processes_that_share_nothing_can_be_compared(small: Definition) -> None:
    for path in FILES[1:]:
        other = load_text(path.read_text("utf-8"), enclosed(path))
        assert {c.how for c in compare(small, other)} >= {"added", "removed"}


def test_a_field_that_no_portrait_knows_is_still_told(small: Definition) -> None:
    """A new word of the format is not lost while nobody has written its sentence."""
    from workflow.core.compare import model

    state = next(iter(small.root.states.values()))
    one, other = (model.rest(replace(state, code=code), {"name", "phase", "words"}) for code in (None, "X"))
    assert is_dataclass(one[0]) and [a.said[0].key for a in one] != [a.said[0].key for a in other]


# ------------------------------------------------------------------ lines
def test_lines_keep_their_numbers_and_neighbours() -> None:
    old, new = "a\nb\nc\nd\ne\nf\ng\nh", "a\nb\nc\nD\ne\nf\ng\nh\ni"
    hunks = line_changes(old, new, around=1)
    assert [[(x.how, x.old, x.new, x.text) for x in hunk.lines] for hunk in hunks] == [
        [("same", 3, 3, "c"), ("gone", 4, None, "d"), ("new", None, 4, "D"), ("same", 5, 5, "e")],
        [("same", 8, 8, "h"), ("new", None, 9, "i")],
    ]
    assert line_changes(old, old) == ()


@pytest.mark.parametrize("order", [lambda lines: lines[::-1], lambda lines: lines[::2], lambda lines: [*lines, "", "x"]])
def test_the_new_text_can_be_read_off_its_lines(order: Callable[[list[str]], list[str]]) -> None:
    old = YAML.splitlines()
    new = order(old)
    shown = [x for hunk in line_changes(YAML, "\n".join(new), around=10**6) for x in hunk.lines]
    assert [x.text for x in shown if x.how != "gone"] == new
    assert [x.text for x in shown if x.how != "new"] == old
