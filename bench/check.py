"""How long a definition takes to be explored, and how that grows with its states: the definitions of the house, and a chain of states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from workflow.core.definition import Definition
from workflow.core.explore import DEFAULT, Bounds, explore
from workflow.load import load, load_text
from workflow.store.shelf import definition_files

ROOT = Path(__file__).resolve().parents[1]
CHAINS = (0, 5, 10, 20, 40)
_TEXT = """\
process: rantai
version: "2026.1"
title: Rantai | Chain
roles:
  clerk: {{held_in: round, words: Petugas | Clerk}}
  member: {{held_in: round, appointed_by: clerk, declares: entry, words: Anggota | Member}}
  owner: {{owner_of: entry, words: Pelamar | Applicant}}
machines:
  round:
    words: Putaran | Round
    code: PUT
    path: putaran
    windows:
      joining: {{in: [open], lasts: {{exactly: 5 calendar days}}, words: Pendaftaran | Joining}}
    states:
      draft: {{phase: preparation, words: Draf | Draft}}
      open: {{phase: application, words: Dibuka | Open}}
{root_states}
      closing: {{phase: decision, words: Penutupan | Closing}}
      done: {{phase: end, outcome: done, words: Selesai | Done}}
    actions:
      start: {{by: clerk, from: new, to: draft, words: Mulai | Start}}
      announce: {{by: clerk, from: draft, to: open, then: [{{freeze: [member]}}], words: Umumkan | Announce}}
      shut: {{by: clock, at: joining.closes, from: open, to: {root_first}, words: Tutup | Close}}
{root_actions}
      close: {{by: clock, at: soon, from: closing, to: done, needs: ["every(entry, ended)"], words: Selesai | Finish}}
  entry:
    parent: round
    words: Lamaran | Entry
    code: LMR
    states:
      sent: {{phase: application, words: Dikirim | Sent}}
{entry_states}
      scored: {{phase: assessment, words: Dinilai | Scored}}
      short: {{phase: assessment, words: Kurang | Short}}
      out: {{phase: end, outcome: done, words: Selesai | Out}}
    actions:
      join: {{by: owner, from: new, to: sent, needs: [round.joining.open], words: Ikut | Join}}
      go: {{by: clerk, from: sent, to: {entry_first}, words: Lanjut | Go on}}
{entry_actions}
      score: {{by: member, each: all, quorum: "3", from: scored, to: out, words: Nilai | Score}}
      few: {{by: clock, at: soon, from: scored, to: short, needs: [able(member) < 3], words: Kurang | Short}}
      end_short: {{by: clerk, from: short, to: out, words: Akhiri | End}}
      withdraw: {{by: owner, from: any, to: out, words: Mundur | Withdraw}}
"""


@dataclass(frozen=True, slots=True)
class Line:
    """`cpu` is what the process itself used, which a busy machine lengthens less than `seconds`."""

    name: str
    states: int
    moves: int
    seconds: float
    cpu: float
    complete: bool


def chain(in_round: int, in_entry: int) -> Definition:
    """A small process with so many more states in its round, and in each entry."""
    blanks = {**_links("root", in_round, "closing"), **_links("entry", in_entry, "scored")}
    return load_text(_TEXT.format(**blanks), {}, "chain.yaml")


def _links(name: str, number: int, last: str) -> dict[str, str]:
    states = [f"s{i}" for i in range(number)]
    targets = [*states[1:], last]
    actions = [
        f"      go{i}: {{by: clerk, from: {at}, to: {to}, words: Lanjut {i} | Go on {i}}}"
        for i, (at, to) in enumerate(zip(states, targets, strict=False))
    ]
    return {
        f"{name}_states": "\n".join(f"      {state}: {{phase: decision, words: Tahap {state} | Stage {state}}}" for state in states),
        f"{name}_actions": "\n".join(actions),
        f"{name}_first": states[0] if states else last,
    }


def measure(deep: Bounds | None = None) -> Iterator[Line]:
    """Every definition of the house, then the chains: of the round, of the entry."""
    bounds = deep or DEFAULT
    for path in definition_files(ROOT / "definitions"):
        yield _line(path.parent.name, load(path), bounds)
    for number in CHAINS:
        yield _line(f"chain, {number} more states of the root", chain(number, 0), bounds)
    for number in CHAINS[1:]:
        yield _line(f"chain, {number} more states of two entries", chain(0, number), bounds)


def _line(name: str, definition: Definition, bounds: Bounds) -> Line:
    begun, used = perf_counter(), process_time()
    found = explore(definition, bounds)
    return Line(name, found.states, found.edges, perf_counter() - begun, process_time() - used, all(run.complete for run in found.runs))


def table(lines: Iterator[Line]) -> Iterator[str]:
    yield f"{'definition':44}{'states':>9}{'moves':>9}{'seconds':>9}{'cpu':>7}{'states/cpu s':>14}"
    for one in lines:
        note = "" if one.complete else "  stopped"
        yield f"{one.name:44}{one.states:>9,}{one.moves:>9,}{one.seconds:>9.2f}{one.cpu:>7.2f}{one.states / one.cpu:>14,.0f}{note}"
