"""Portraits of machines, states, actions and windows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workflow.core.compare.cited import basis, clause_said
from workflow.core.compare.model import Aspect, Part, Portrait, Said, flag, many, number, one, plain, portrait, rest
from workflow.core.conditions import quantity
from workflow.core.consequences import consequence, form_words, paper_title
from workflow.core.definition import Action, Definition, Machine, State, TaskRule, Window
from workflow.core.kinds import OUTCOMES, PHASES
from workflow.core.layout import EVERYWHERE
from workflow.core.plan import CLOCK, STEP
from workflow.core.show import label
from workflow.core.spans import rule_of, span_words
from workflow.core.words import Text, lower, quoted, same

BY_CLOCK = {
    CLOCK: Text("sistem, pada waktunya", "the system, in due time"),
    STEP: Text("sistem, karena langkah lain", "the system, after another step"),
}
NAME = Text("Nama", "Name")
_PUBLIC, _OWNER = Text("Nama bagi umum", "Name for the public"), Text("Nama bagi pemiliknya", "Name for its owner")
_NEW, _STAY, _BEFORE = (
    Text("awal perkara", "the beginning"),
    Text("tetap pada tahapnya", "stays where it is"),
    Text("kembali ke tahap sebelumnya", "back to the state before"),
)
_SOON = Text("segera setelah syaratnya terpenuhi", "as soon as its conditions hold")
_MOMENT = {"opens": Text("saat {window} dibuka", "when {window} opens"), "closes": Text("saat {window} ditutup", "when {window} closes")}
_EACH = {
    "all": Text("semua pemegang peran mengisi lembar", "every holder of the role gives a sheet"),
    "quorum": Text("cukup sampai kuorum", "until the quorum is met"),
}
_SAME_MOMENT = Text("Yang dicoba lebih dahulu {when}", "What is tried first {when}")


def machine(definition: Definition, own: Machine) -> Portrait:
    parent = definition.machines[own.parent].words if own.parent else None
    states = many(
        "states order",
        Text("Tahap", "States"),
        [Said(quoted(s.words.staff), s.name) for s in own.states.values()],
        "order",
        covers=("states",),
    )
    told = (
        one("words", NAME, own.words),
        one("parent", Text("Berada di bawah", "Stands below"), lower(parent) if parent else None, own.parent),
        one("code", Text("Kode nomor", "Code of its numbers"), same(own.code)),
        one("path", Text("Alamat halaman", "Address of its pages"), same(own.path) if own.path else None),
        one("called", Text("Disebut menurut", "Called by"), label(definition, own, own.called) if own.called else None, own.called),
        states,
        *_clock_order(definition, own),
    )
    sections = ("actions", "windows", "facts", "requirements", "forms", "scores", "rankings", "fills", "publications")
    return portrait(Part.MACHINE, own, own.words, told, sections)


def _clock_order(definition: Definition, own: Machine) -> Iterator[Aspect]:
    """Of several clock actions of one moment the first that fits is taken: their order is a rule."""
    moments: dict[str, list[Action]] = {}
    for action in own.actions.values():
        if CLOCK in action.by and action.at:
            moments.setdefault(action.at, []).append(action)
    for at, actions in moments.items():
        words = _SAME_MOMENT.fill(when=_at(definition, own, at))
        yield many(f"order {at}", words, [Said(quoted(a.words), a.name) for a in actions], "order")


def state(own: Machine, one_: State) -> Portrait:
    told = (
        one("staff", NAME, quoted(one_.words.staff), covers=("words",)),
        replace(one("public", _PUBLIC, quoted(one_.words.public)), echoes="staff"),
        replace(one("owner", _OWNER, quoted(one_.words.owner)), echoes="staff"),
        one("phase", Text("Fase", "Phase"), lower(PHASES[one_.phase])),
        one("outcome", Text("Hasil", "Outcome"), OUTCOMES[one_.outcome] if one_.outcome else None),
        flag("pauses", Text("Menghentikan semua tenggat", "Stops all dates"), one_.pauses),
        one("next", Text("Yang dikatakan tentang kelanjutannya", "What is said to come next"), one_.next),
        one("code", Text("Kode", "Code"), same(one_.code) if one_.code else None),
    )
    return portrait(Part.STATE, one_, one_.words.staff, told)


def action(definition: Definition, own: Machine, act: Action) -> Portrait:
    told = (
        one("words", NAME, quoted(act.words)),
        many("by", Text("Oleh", "By"), [plain(role_words(definition, name), name) for name in act.by]),
        one("confirmed_by", Text("Dikonfirmasi oleh", "Confirmed by"), *_role(definition, act.confirmed_by)),
        many("from", Text("Dari tahap", "From"), list(_sources(own, act)), covers=("from_",)),
        one("to", Text("Menuju", "Leads to"), target_words(own, act.to), act.to),
        one("at", Text("Waktunya", "When"), _at(definition, own, act.at) if act.at else None, act.at),
        one("form", Text("Mengisi", "Asks"), form_words(act.form, own) if act.form else None, act.form),
        many("needs", Text("Syarat", "Conditions"), [clause_said(clause, definition, own) for clause in act.needs]),
        many("then", Text("Akibat", "What it brings about"), [plain(consequence(e, definition, own), e) for e in act.then], "list"),
        *_sheets(definition, own, act),
        *_task(definition, act.task),
        flag("while_paused", Text("Juga saat ditunda", "Also while postponed"), act.while_paused),
        flag("corrects", Text("Koreksi yang tampak bagi umum", "A visible correction"), act.corrects),
        flag("extraordinary", Text("Langkah luar biasa", "Extraordinary"), act.extraordinary),
    )
    return portrait(Part.ACTION, act, act.words, told)


def role_words(definition: Definition, name: str) -> Text:
    return BY_CLOCK[name] if name in BY_CLOCK else lower(definition.roles[name].words)


def _role(definition: Definition, name: str | None) -> tuple[Text | None, object]:
    return (role_words(definition, name), name) if name else (None, None)


def _sources(own: Machine, act: Action) -> Iterator[Said]:
    """Written out states that are all but the ends and the target are told as every state."""
    if act.from_ == ("new",):
        yield plain(_NEW, "new")
        return
    every = {s.name for s in own.states.values() if not s.is_end and s.name != act.to}
    if len(every) > 2 and every <= set(act.from_):
        yield plain(EVERYWHERE, "any")
        return
    yield from (plain(quoted(own.states[name].words.staff), name) for name in act.from_)


def target_words(own: Machine, to: str) -> Text:
    return {"stay": _STAY, "before": _BEFORE}.get(to) or quoted(own.states[to].words.staff)


def _at(definition: Definition, own: Machine, at: str) -> Text:
    *above, window, member = at.split(".") if "." in at else ("", at, "soon")
    if member == "soon":
        return _SOON
    holder = definition.machines[above[0]] if above else own
    return _MOMENT[member].fill(window=quoted(holder.windows[window].words))


def _sheets(definition: Definition, own: Machine, act: Action) -> Iterator[Aspect]:
    title = quoted(paper_title(definition, definition.minutes[act.signs].body)) if act.signs else None
    yield one("each", Text("Lembar per orang", "A sheet per person"), _EACH[act.each] if act.each else None, act.each)
    quorum = quantity(act.quorum, definition, own) if act.quorum is not None else None
    yield one("quorum", Text("Kuorum", "Quorum"), quorum, act.quorum, under=same(act.quorum.source) if act.quorum is not None else None)
    yield number("panel", Text("Banyaknya yang diundi per perkara", "Drawn per case"), act.panel)
    yield flag("sealed", Text("Lembar tersegel sampai dibuka bersama", "Sheets are sealed until all are opened"), act.sealed)
    yield flag("secret", Text("Lembar tidak pernah dibuka, hanya dihitung", "Sheets are never opened, only counted"), act.secret)
    yield one("signs", Text("Menandatangani", "Signs"), title, act.signs)


def _task(definition: Definition, rule: TaskRule | None) -> Iterator[Aspect]:
    """A step without a task waits for nobody in particular."""
    given = rule or TaskRule()
    yield one("task", Text("Menjadi tugas", "A task"), Text("ya", "yes") if rule else None, covers=("task",))
    yield one("due", Text("Batas tugas", "Due"), span_words(given.due) if given.due else None)
    yield one("remind", Text("Diingatkan sebelumnya", "Reminded before"), span_words(given.remind) if given.remind else None)
    yield one("escalate", Text("Bila lewat batas, diberitahukan kepada", "When late, told to"), *_role(definition, given.escalate))
    yield flag("claim", Text("Diambil oleh satu orang", "Claimed by one person"), given.claim)
    group = definition.machines[given.group].words if given.group else None
    yield one("group", Text("Dikumpulkan per", "Gathered by"), lower(group) if group else None, given.group)
    yield from rest(given, {"due", "remind", "escalate", "claim", "group"})


def window(own: Machine, span: Window) -> Portrait:
    until = same(span.until.strftime("%H.%M")) if span.until else None
    told = (
        one("words", NAME, quoted(span.words)),
        one("lasts", Text("Lamanya", "Lasts"), rule_of(span), covers=("lasts", "mode")),
        many(
            "in", Text("Berjalan selama", "Runs while at"), [plain(quoted(own.states[n].words.staff), n) for n in span.in_], covers=("in_",)
        ),
        one("until", Text("Hari terakhir sampai pukul", "The last day ends at"), until),
        *basis(span.basis),
    )
    return portrait(Part.WINDOW, span, span.words, told)
