"""How long work takes: an estimate, stated in one place and changed by whoever asks. Minutes of one person, whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from workflow.core.definition import FactKind, Machine
from workflow.core.fields import Items
from workflow.core.words import Text


@dataclass(frozen=True, slots=True)
class Effort:
    """The settings; `MEANING` says what each is. All but `hours` are minutes."""

    open: int = 3
    short: int = 1
    text: int = 3
    long_text: int = 15
    rating: int = 8
    clause: int = 2
    upload: int = 4
    page: int = 2
    read_text: int = 2
    declare: int = 1
    sign: int = 10
    confirm: int = 5
    staff: int = 5
    dates: int = 5
    hours: int = 4


MEANING: Mapping[str, Text] = {
    "open": Text("membuka perkara, melihat keadaannya, dan mengirim langkah", "open a case, see how it stands, and send the step"),
    "short": Text(
        "menjawab satu isian pendek: angka, tanggal, pilihan, ya atau tidak", "one short answer: number, date, choice, yes or no"
    ),
    "text": Text("menulis satu isian satu baris", "one answer of a line"),
    "long_text": Text("menulis satu isian panjang", "one long answer"),
    "rating": Text("memberi satu nilai menurut rubrik", "one rating by its rubric"),
    "clause": Text("memeriksa satu syarat dalam daftar periksa", "one requirement of a checklist"),
    "upload": Text("mencari dan mengunggah satu berkas", "find and upload one document"),
    "page": Text("membaca satu halaman berkas, pertama kali", "read one page of a document, the first time"),
    "read_text": Text("membaca satu isian panjang orang lain, pertama kali", "read one long answer of somebody else, the first time"),
    "declare": Text("menyatakan ada tidaknya benturan kepentingan", "declare whether there is a conflict of interest"),
    "sign": Text("membaca dan menandatangani berita acara", "read and sign minutes"),
    "confirm": Text("menegaskan langkah orang lain", "confirm a step of somebody else"),
    "staff": Text("menunjuk satu orang untuk satu peran", "appoint one person to a role"),
    "dates": Text("merencanakan tanggal satu tahap", "plan the dates of one stage"),
    "hours": Text("jam sehari yang dapat diberikan seorang petugas", "hours a day that somebody in office can give to this"),
}
_BY_KIND: Mapping[FactKind, str] = {
    FactKind.TEXT: "text",
    FactKind.LONG_TEXT: "long_text",
    FactKind.RATING: "rating",
    FactKind.CHECKLIST: "clause",
    FactKind.FILE: "upload",
}
"""Kinds of answers that take longer than a short one."""


def changed(effort: Effort, settings: Mapping[str, int]) -> Effort:
    """With other figures. Raises KeyError for a name that is no setting, ValueError for a figure out of bounds."""
    known = asdict(effort)
    for name, value in settings.items():
        if name not in known:
            raise KeyError(name)
        if not (1 <= value <= 16 if name == "hours" else 0 <= value <= 600):
            raise ValueError(name)
    return replace(effort, **settings)


def writing(effort: Effort, machine: Machine, asked: tuple[str, ...]) -> int:
    """Minutes to answer these facts of a form."""
    return sum(_answer(effort, machine, name) for name in asked)


def _answer(effort: Effort, machine: Machine, name: str) -> int:
    fact = machine.facts[name]
    minutes: int = getattr(effort, _BY_KIND.get(fact.kind, "short"))
    return minutes * len(machine.requirements.get(fact.of or "", "1"))


def reading(effort: Effort, machine: Machine, facts: Mapping[str, Items], pages: int) -> int:
    """Minutes to read what a case says. `pages`: of each document."""
    return sum(_read(effort, machine, facts, pages))


def _read(effort: Effort, machine: Machine, facts: Mapping[str, Items], pages: int) -> Iterator[int]:
    for name, items in facts.items():
        kind = machine.facts[name].kind if name in machine.facts else None
        if kind is FactKind.LONG_TEXT and items:
            yield effort.read_text
        elif kind is FactKind.FILE:
            yield effort.page * pages * len(items)
