"""Why a guard is not true: every clause with its facts, and a sentence in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.language_case import CASE, SCOPE, Plain
from workflow.core.language import explain, parse, sentence
from workflow.core.words import Text

WORDS = {
    "paper": Text("Lamaran", "Applications"), "age": Text("Usia", "Age"), "bar": Text("Batas nilai", "Bar"), "rank": Text("Golongan", "Rank"),
    "certified": Text("Bersertifikat", "Certified"), "fine": Text("Nilai", "Score"), "today": Text("Hari ini", "Today"), "jury": Text("Juri", "Jury"),
    "extend": Text("Perpanjang", "Extend"), "above.check": Text("Periksa", "Check"), "state": Text("Keadaan", "State"), "born": Text("Lahir", "Born"),
    "state=sent": Text("Dikirim", "Sent"), "state=draft": Text("Konsep", "Draft"), "minimum": Text("Paling sedikit", "Fewest"),
    "owner": Text("Pemilik", "Owner"), "actor": Text("Pelaku", "Actor"), "entered": Text("Masuk", "Entered"), "took": Text("Lama", "Length"),
}  # fmt: skip

SENTENCES = [
    ("count(paper) >= 4", "Lamaran: 3, paling sedikit 4", "Applications: 3, at least 4"),
    ("4 <= count(paper)", "Lamaran: 3, paling sedikit 4", "Applications: 3, at least 4"),
    ("count(paper, score >= 80) >= minimum", "Lamaran: 1, paling sedikit 3", "Applications: 1, at least 3"),
    ("age <= 55.5", "Usia: 56, paling banyak 55,5", "Age: 56, at most 55.5"),
    ("not (age <= 55)", "Usia: 56, harus lebih dari 55", "Age: 56, must be more than 55"),
    ("bar == 72", "Batas nilai: 72,5, harus 72", "Bar: 72.5, must be 72"),
    ("fine > 1", "Nilai: belum diketahui, harus lebih dari 1", "Score: not known yet, must be more than 1"),
    ("rank >= 'III/c'", "Golongan: III/b, paling rendah III/c", "Rank: III/b, at least III/c"),
    ("today < '2026-03-01'", "Hari ini: 1 Maret 2026, harus sebelum 1 Maret 2026", "Today: 1 March 2026, must be before 1 March 2026"),
    ("entered > '2026-03-01T16:00+08:00'", "Masuk: 1 Maret 2026 pukul 09.00, harus sesudah 1 Maret 2026 pukul 16.00", "Entered: 1 March 2026, 09:00, must be after 1 March 2026, 16:00"),
    ("certified", "Bersertifikat: ya, harus ya", "Certified: yes, must be yes"),
    ("not certified", "Bersertifikat: ya, harus tidak", "Certified: yes, must be no"),
    ("state == 'draft'", "Keadaan: Dikirim, harus Konsep", "State: Sent, must be Draft"),
    ("state in ['draft', 'done']", "Keadaan: Dikirim, harus salah satu dari Konsep, done", "State: Sent, must be one of Draft, done"),
    ("state not in ['sent']", "Keadaan: Dikirim, tidak boleh Dikirim", "State: Sent, must not be Sent"),
    ("every(paper, score >= 80)", "Lamaran: 2 dari 3 belum memenuhi syarat ini", "Applications: 2 of 3 do not meet this yet"),
    ("able(jury) >= 3", "Juri yang dapat bertindak: 2, paling sedikit 3", "Jury able to act: 2, at least 3"),
    ("times(extend) < 1", "Perpanjang: 1 kali, harus kurang dari 1", "Extend: once, must be less than 1"),
    ("not acted(above.check)", "Periksa: Anda sudah mengerjakannya; langkah ini harus diambil orang lain", "Check: you already did this, so another person must act now"),
    ("known(fine)", "Nilai: belum diketahui", "Score: not known yet"),
    ("owner == actor", "Pemilik dan Pelaku harus orang yang sama", "Owner and Actor must be the same person"),
    ("age > 60 or certified == no", "Usia: 56, harus lebih dari 60; atau Bersertifikat: ya, harus tidak", "Age: 56, must be more than 60; or Certified: yes, must be no"),
    ("mean(paper, score) >= 80", "Rata-rata (Lamaran): 76,25, paling sedikit 80", "Mean (Applications): 76.25, at least 80"),
    ("took != took", "Lama: 1 jam, tidak boleh 1 jam", "Length: 1 hour, must not be 1 hour"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "id_", "en"), SENTENCES)
def test_sentence(source: str, id_: str, en: str) -> None:
    """A clause says what is the case and what is asked, in both languages."""
    assert sentence(parse(source, SCOPE), CASE, WORDS.get, zone="Asia/Makassar") == Text(id_, en)


def test_every_clause_is_explained() -> None:
    """Clauses joined by `and` are told apart, and none is skipped because another is false."""
    found = explain(parse("age <= 55 and (fine > 1 and certified)", SCOPE), CASE, WORDS.get)
    assert [(f.source, f.value) for f in found] == [("age <= 55", False), ("fine > 1", None), ("certified", True)]


def test_facts_are_what_the_clause_read() -> None:
    """Names, counts and acts stand with their values; names inside a set's condition belong to many cases and do not."""
    (found,) = explain(parse("count(paper, score >= 80) * age >= minimum or acted(check)", SCOPE), CASE, WORDS.get)
    assert found.facts == (("count(paper, score >= 80)", 1), ("age", 56), ("minimum", 3), ("acted(check)", False))


def test_chain_is_two_clauses() -> None:
    """Of 2 <= x <= 5 only the half that fails is told as failing."""
    found = explain(parse("2 <= age <= 55", SCOPE), CASE, WORDS.get)
    assert [(f.source, f.value) for f in found] == [("2 <= age", True), ("age <= 55", False)]


def test_name_without_words_is_told_as_written() -> None:
    """Nothing is left blank where a definition has no words for a name."""
    assert sentence(parse("wait.open", SCOPE), replace(CASE), lambda name: None).id == "wait.open: tidak, harus ya"
    assert sentence(parse("age / 2 > 30", SCOPE), Plain({"age": 56}), lambda name: None).en == "age / 2: 28, must be more than 30"
