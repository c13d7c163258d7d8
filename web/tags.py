"""Shape and colour of a status tag from phase and outcome; the words come from the definition. And the product's own few statuses."""

from __future__ import annotations

from enum import StrEnum

from flask import Flask

from workflow.core.definition import Outcome, Phase, State
from workflow.core.kinds import SURE
from workflow.core.words import Text


class Kind(StrEnum):
    """Each has its own shape, so that colour is never the only sign."""

    DONE = "selesai"
    ACTIVE = "aktif"
    WAITING = "menunggu"
    ACTION = "tindakan"
    NOT_YET = "belum"
    FAILED = "gagal"


_BY_PHASE = {
    Phase.PREPARATION: Kind.NOT_YET,
    Phase.ANNOUNCEMENT: Kind.WAITING,
    Phase.APPLICATION: Kind.ACTIVE,
    Phase.CHECK: Kind.WAITING,
    Phase.ASSESSMENT: Kind.WAITING,
    Phase.OBJECTION: Kind.ACTION,
    Phase.PUBLIC_INPUT: Kind.ACTIVE,
    Phase.DELIBERATION: Kind.WAITING,
    Phase.DECISION: Kind.ACTION,
    Phase.FOLLOW_UP: Kind.WAITING,
    Phase.PAUSE: Kind.NOT_YET,
    Phase.END: Kind.DONE,
}
_BY_OUTCOME = {
    Outcome.WON: Kind.DONE,
    Outcome.DONE: Kind.DONE,
    Outcome.LOST: Kind.NOT_YET,
    Outcome.WITHDRAWN: Kind.NOT_YET,
    Outcome.CANCELLED: Kind.FAILED,
}
_REFUSED = {Phase.CHECK, Phase.OBJECTION}

# the product's own: tasks, files, signatures, the record, steps
OWN: dict[str, tuple[Kind, Text]] = {
    "task_new": (Kind.ACTION, Text("Baru", "New")),
    "task_draft": (Kind.NOT_YET, Text("Draf", "Draft")),
    "task_sent": (Kind.DONE, Text("Terkirim", "Sent")),
    "task_waiting": (Kind.WAITING, Text("Menunggu", "Waiting")),
    "task_late": (Kind.FAILED, Text("Lewat batas", "Overdue")),
    "your_turn": (Kind.ACTION, Text("Perlu tindakan Anda", "Your action needed")),
    "document_valid": (Kind.DONE, Text("Sah", "Valid")),
    "document_checking": (Kind.WAITING, Text("Sedang diperiksa", "Being checked")),
    "document_again": (Kind.ACTION, Text("Unggah ulang", "Upload again")),
    "document_here": (Kind.DONE, Text("Terunggah", "Uploaded")),
    "section_done": (Kind.DONE, Text("Lengkap", "Complete")),
    "section_open": (Kind.NOT_YET, Text("Belum diisi", "Not filled in")),
    "section_part": (Kind.WAITING, Text("Sedang diisi", "In progress")),
    "section_wrong": (Kind.ACTION, Text("Perlu diperbaiki", "Needs correction")),
    "signed": (Kind.DONE, Text("Ditandatangani", "Signed")),
    "not_signed": (Kind.NOT_YET, Text("Belum ditandatangani", "Not signed")),
    "intact": (Kind.DONE, Text("Rekaman utuh", "Record intact")),
    "mismatch": (Kind.FAILED, Text("Rekaman tidak cocok", "Record does not match")),
    "step_done": (Kind.DONE, Text("Selesai", "Done")),
    "step_now": (Kind.WAITING, Text("Berlangsung", "In progress")),
    "step_later": (Kind.NOT_YET, Text("Belum mulai", "Not started")),
    "met": (Kind.DONE, Text("Terpenuhi", "Met")),
    "not_met": (Kind.FAILED, Text("Tidak terpenuhi", "Not met")),
    "untold": (Kind.NOT_YET, Text("Belum disampaikan", "Not told")),
    "unknown": (Kind.NOT_YET, Text("Belum diketahui", "Not known yet")),
}


def tag_kind(state: State) -> Kind:
    """A refused applicant is told in red; who was not chosen, in grey."""
    if state.outcome is None:
        return _BY_PHASE[state.phase]
    if state.outcome is Outcome.LOST and state.phase in _REFUSED:
        return Kind.FAILED
    return _BY_OUTCOME[state.outcome]


def own(code: str) -> tuple[Kind, Text]:
    """A status of the product itself; an unknown one is an error, never a grey box."""
    return OWN[code]


def install(app: Flask) -> None:
    app.jinja_env.globals.update(tag_kind=tag_kind, own_status=own, SURE=SURE)
