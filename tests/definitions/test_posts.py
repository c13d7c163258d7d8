"""Posts: every fault of a file at its place, and what a post says of somebody who tells some things and not others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from workflow.core.answers import Desk
from workflow.core.definition import Definition
from workflow.core.fields import parse
from workflow.core.posts import Standing, fills, judge, trainings
from workflow.load import DefinitionFaults, load
from workflow.load.posts import check_posts, load_posts, posts_files
from workflow.store.shelf import definition_files

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
TODAY = date(2026, 3, 2)
SMALL = """\
version: "2026.1"
title: Jabatan | Posts
lists:
  rank: {ordered: [III/a, III/b, III/c]}
levels: [Belum | None, Dasar | Basic, Mahir | Skilled, Ahli | Expert]
facts:
  rank: {type: choice, of: rank, words: Golongan | Rank}
  birth_year: {type: number, least: 1940, most: 2010, words: Tahun lahir | Year of birth}
  age: {formula: 2026 - birth_year, words: Usia | Age}
  teacher: {type: yes_no, words: Guru | Teacher}
competences:
  komunikasi: {words: Komunikasi | Communication}
  perubahan: {words: Perubahan | Change}
taught_by:
  - {process: pelatihan, competence: competence, level: to_level}
posts:
  kepala:
    words: Kepala sekolah | Principal
    competences: {komunikasi: 2, perubahan: 3}
    requirements:
      rank: {that: "rank >= 'III/b' or (teacher and rank >= 'III/a')", cite: Peraturan contoh 1/2026, sure: G, words: Golongan III/b | Rank III/b}
      age: {that: age <= 56, words: Paling tinggi 56 tahun | At most 56}
    filled_by: [{process: kepala_sekolah, where: {school_level: sd}}]
"""
# the six other competences that the training names
SMALL = SMALL.replace(
    "  perubahan: {words: Perubahan | Change}\n",
    "  perubahan: {words: Perubahan | Change}\n"
    + "".join(
        f"  {name}: {{words: A | A}}\n"
        for name in ("integritas", "kerja_sama", "orientasi_hasil", "pelayanan_publik", "pengembangan", "keputusan", "perekat_bangsa")
    ),
)


@cache
def newest(process: str) -> Definition | None:
    found = [p for p in definition_files(DEFINITIONS) if p.parent.name == process]
    return load(found[-1]) if found else None


def written(folder: Path, text: str, name: str = "2026.1") -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


# ---------------------------------------------------------------- loading
BROKEN = [
    ("levels: [", "levls: [", '"levels" is missing'),
    ("words: Golongan | Rank", "words: Golongan", "the English is missing"),
    ("of: rank,", "of: rnk,", 'no list is called "rnk"'),
    ("rank >= 'III/b' or", "rnk >= 'III/b' or", "`rnk`"),
    ("rank >= 'III/b' or", "rank >= 'IV/z' or", "IV/z"),
    ("that: age <= 56,", "that: age <= 'tua',", "number"),
    ("sure: G, words: Golongan III/b", "words: Golongan III/b", '"cite" stands here without "sure"'),
    ("{komunikasi: 2, perubahan: 3}", "{komunikasih: 2, perubahan: 3}", 'no competence is called "komunikasih"'),
    ("{komunikasi: 2, perubahan: 3}", "{komunikasi: 4, perubahan: 3}", "there is no level 4"),
    ("{komunikasi: 2, perubahan: 3}", "{komunikasi: 0, perubahan: 3}", "there is no level 0"),
    ("process: pelatihan", "process: pelatihn", 'no process is called "pelatihn"'),
    ("level: to_level", "level: tolevel", 'no published fact of an opening is called "tolevel"'),
    ("level: to_level", "level: name", "must be a number"),
    ("competence: competence,", "competence: about,", "must be a choice of competences"),
    ("  keputusan: {words: A | A}\n", "", "keputusan is no competence here"),
    ("process: kepala_sekolah", "process: kepala", 'no process is called "kepala"'),
    ("{school_level: sd}", "{school_levl: sd}", 'no published fact of an opening is called "school_levl"'),
    ("{school_level: sd}", "{school_level: sma}", 'no value is called "sma"'),
    ("  teacher: {type", "  komunikasi: {type", '"komunikasi" is a competence already'),
    ("  rank: {ordered", "  levels: {ordered", '"levels" is the list of the levels already'),
    ("    competences: {komunikasi: 2, perubahan: 3}\n", "    colour: red\n", '"colour" is not a key of this part'),
    ('version: "2026.1"', 'version: "2026.2"', 'the file is called "2026.1" but the version is "2026.2"'),
]


@pytest.mark.parametrize(("good", "bad", "message"), BROKEN, ids=[b[2] for b in BROKEN])
def test_a_fault_is_told_where_it_stands(tmp_path: Path, good: str, bad: str, message: str) -> None:
    text = SMALL.replace(good, bad, 1)
    assert text != SMALL
    posts, problems = check_posts(written(tmp_path, text), newest)
    told = [p for p in problems if message in p.message]
    assert posts is None and told, [str(p) for p in problems]
    if bad:
        line = text[: text.index(bad)].count("\n") + 1
        assert told[0].line == line or '"levels" is missing' in message or "cite" in message, str(told[0])


def test_a_column_points_into_the_condition(tmp_path: Path) -> None:
    text = SMALL.replace("(teacher and", "(teachr and")
    problem = check_posts(written(tmp_path, text), newest)[1][0]
    assert text.splitlines()[problem.line - 1][problem.column - 1 :].startswith("teachr")


def test_a_fact_that_nobody_reads_is_a_warning(tmp_path: Path) -> None:
    text = SMALL.replace("  teacher: {", "  spare: {type: yes_no, words: Cadangan | Spare}\n  teacher: {")
    posts, problems = check_posts(written(tmp_path, text), newest)
    assert posts is not None and [p.severity for p in problems] == ["warning"] and "spare" in problems[0].message


def test_a_post_that_asks_for_nothing_is_refused(tmp_path: Path) -> None:
    text = SMALL + "  kosong: {words: Kosong | Empty}\n"
    assert "asks for nothing" in check_posts(written(tmp_path, text), newest)[1][0].message


def test_every_problem_at_once(tmp_path: Path) -> None:
    with pytest.raises(DefinitionFaults) as faults:
        load_posts(written(tmp_path, SMALL.replace("process: pelatihan", "process: x").replace("school_level", "y")), newest)
    assert len(faults.value.problems) == 2


def test_the_posts_of_the_repository_are_whole() -> None:
    files = posts_files(DEFINITIONS)
    assert files and check_posts(files[-1], newest)[1] == ()


def test_every_post_of_the_repository_is_filled_by_a_process_here() -> None:
    posts = load_posts(posts_files(DEFINITIONS)[-1], newest)
    assert [post.name for post in posts.posts.values() if not post.ways] == []
    (way,) = posts.posts["kepala_bidang"].ways
    promotions = [Open("promosi_jabatan", {"level": level}) for level in ("pengawas", "administrator")]
    assert fills(way, (*PLACES, *promotions)) == (promotions[1],)


# ---------------------------------------------------------------- judging
def standing(folder: Path, **told: str) -> Standing:
    posts = load_posts(written(folder, SMALL), newest)
    facts = [posts.machine.facts[name] for name in posts.machine.forms["kepala"].facts]
    items, problems = parse(facts, {name: [text] for name, text in told.items()}, Desk("UTC", {}))
    assert not problems
    return judge(posts, posts.posts["kepala"], items, TODAY)


@pytest.mark.parametrize(
    ("told", "met"),
    [
        ({}, [None, None]),
        ({"rank": "III/c"}, [True, None]),
        ({"rank": "III/a"}, [None, None]),
        ({"rank": "III/a", "teacher": "no"}, [False, None]),
        ({"rank": "III/a", "teacher": "yes", "birth_year": "1970"}, [True, True]),
        ({"birth_year": "1969"}, [None, False]),
    ],
)
def test_met_not_met_and_not_told(tmp_path: Path, told: Mapping[str, str], met: list[bool | None]) -> None:
    assert [r.met for r in standing(tmp_path, **told).requirements] == met


def test_why_is_what_was_told_and_what_was_not(tmp_path: Path) -> None:
    rank, age = standing(tmp_path, rank="III/a").requirements
    assert [(words.en, value.en) for words, value in rank.told] == [("Rank", "III/a")]
    assert [words.en for words in rank.untold] == ["Teacher"]
    assert [words.en for words in age.untold] == ["Year of birth"], "a formula asks for its parts"


def test_the_form_asks_only_what_the_post_reads(tmp_path: Path) -> None:
    posts = load_posts(written(tmp_path, SMALL), newest)
    assert [section.ask for section in posts.machine.forms["kepala"].sections] == [
        ("rank", "birth_year", "teacher"),
        ("komunikasi", "perubahan"),
    ]
    assert all(posts.machine.facts[name].optional for name in posts.machine.forms["kepala"].facts)


def test_a_gap_is_counted_in_levels_and_unknown_is_no_gap(tmp_path: Path) -> None:
    gaps = standing(tmp_path, komunikasi="3").gaps
    assert [(g.competence, g.needed, g.own, g.missing) for g in gaps] == [("komunikasi", 2, 3, 0), ("perubahan", 3, None, None)]
    assert standing(tmp_path, perubahan="1").gaps[1].missing == 2


# ---------------------------------------------------------------- what leads on
@dataclass(frozen=True)
class Open:
    process: str
    figures: Mapping[str, str]


PLACES = (
    Open("pelatihan", {"competence": "perubahan", "to_level": "2"}),
    Open("pelatihan", {"competence": "perubahan", "to_level": "3"}),
    Open("pelatihan", {"competence": "komunikasi", "to_level": "3"}),
    Open("pelatihan", {"competence": "perubahan"}),
    Open("lain", {"competence": "perubahan", "to_level": "3"}),
    Open("kepala_sekolah", {"school_level": "sd"}),
    Open("kepala_sekolah", {"school_level": "smp"}),
    Open("kepala_sekolah", {}),
)


@pytest.mark.parametrize(
    ("own", "found"),
    [(None, [(3, True), (2, False)]), ("0", [(3, True), (2, False)]), ("2", [(3, True)]), ("3", [])],
)
def test_training_leads_beyond_the_own_level_and_closes_or_narrows(tmp_path: Path, own: str | None, found: list[tuple[int, bool]]) -> None:
    posts = load_posts(written(tmp_path, SMALL), newest)
    gap = standing(tmp_path, **({"perubahan": own} if own else {})).gaps[1]
    assert [(t.level, t.closes) for t in trainings(posts, gap, PLACES)] == found


def test_selections_for_the_post_are_those_whose_published_facts_fit(tmp_path: Path) -> None:
    (way,) = load_posts(written(tmp_path, SMALL), newest).posts["kepala"].ways
    assert fills(way, PLACES) == (PLACES[5],)
