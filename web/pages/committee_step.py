"""A step of an official: the form with its draft, the page to check it on, and the page that says it was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, abort, current_app, flash, g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import Access, route
from web.formats import clock as time_of_day
from web.forms import FactForm, added, defaults, fill, form_for, more_rows, removed, show_problems, widen
from web.i18n import language, link, said
from web.identity import keep
from web.judged import Proof
from web.making import listed
from web.step_files import show_files, take_files
from web.steps import Input, answers_of, faster, link_if, me, reasons_asked, reasons_of, typed_words
from workflow import drafts, people
from workflow.act import Actor, Done, Kind, Refusal, act
from workflow.core.definition import FactKind
from workflow.queries import staff_step
from workflow.queries.staff_step import Step

BOTH = ("GET", "POST")
MENDABLE = (Kind.UNMET, Kind.INVALID)


def register(app: Flask) -> None:
    place = "/perkara/<number:nomor>"
    route(app, f"{place}/langkah/<word:action>", "step", step, access=Access.ACCOUNT, methods=BOTH)
    route(app, f"{place}/langkah/<word:action>/periksa", "step_check", check, access=Access.ACCOUNT, methods=BOTH)
    route(app, f"{place}/terkirim/<whole:rev>", "step_done", done, access=Access.ACCOUNT)


@dataclass
class Page:
    """A step with its form as typed. `reasons`: what was typed for clauses that may be gone past. `password`: of a signature."""

    found: Step
    form: FactForm
    typed: Mapping[str, Sequence[str]]
    saved: Any = None
    password: Input = field(default_factory=lambda: Input("sandi"))
    reasons: list[Input] = field(default_factory=list)

    def __iter__(self) -> Iterator[Any]:
        """Everything that can be filled in, for the summary of errors."""
        yield from (*self.form, *self.reasons, self.password)

    @property
    def form_errors(self) -> Sequence[str]:
        return self.form.form_errors

    @property
    def number(self) -> str:
        return self.found.header.number

    @property
    def name(self) -> str:
        return self.found.action.name

    @property
    def failed(self) -> bool:
        return bool(self.form.failed or self.password.errors or any(r.errors for r in self.reasons))

    @property
    def at_once(self) -> bool:
        """Whether the page is its own last look: nothing is typed that another page would show again."""
        return bool(self.found.action.signs) or not (len(list(self.form)) or self.reasons)


def _found(nomor: str, action: str) -> Step:
    found = staff_step.staff_step(g.terang.db, g.terang.clock, nomor, me(), action)
    if found is None:
        abort(404)
    return found


def _stopped(found: Step) -> Response | None:
    """The page instead of the form: declare first, or why the step cannot be taken."""
    if found.undeclared:
        return redirect(link("declare", nomor=found.header.number, lalu=request.path))
    if found.refusal is not None:
        return faster(found.refusal, link("case", nomor=found.header.number))
    return None


# ------------------------------------------------------------------ the form
def step(nomor: str, action: str) -> Any:
    found = _found(nomor, action)
    barred = found.undeclared or (found.refusal is not None and found.refusal.kind is Kind.FORBIDDEN)
    if request.method == "POST" and not barred:
        return _posted(_page(found, request.form))
    return _stopped(found) or _draw(_page(found, None))


def _page(found: Step, formdata: Any) -> Page:
    """The step's form: as posted, else the draft, else what stands there already."""
    form = _form(found, formdata)
    draft = _draft(found, found.header.round)
    if formdata is not None:
        typed = answers_of(form)
    else:
        typed = dict(draft.typed) if draft else {**_proposed(found), **found.prefill}
        widen(fill(form, typed), request.args)
    page = Page(found, form, typed, draft.saved if draft else None)
    page.reasons = reasons_asked(found.way, reasons_of(typed))
    show_files(form)
    return page


def _form(found: Step, formdata: Any) -> FactForm:
    if found.form is None:
        return FactForm(formdata)
    proofs = {name: [_proof(found, one) for one in beside] for name, beside in found.proofs.items()}
    offered = {name: [(value, said(words)) for value, words in persons] for name, persons in found.people.items()}
    made = form_for(
        found.definition, found.machine, found.form, language(), people=offered, proofs=proofs, cases=listed(found.cases, language()),
        zone=found.header.zone,
    )  # fmt: skip
    form = made(formdata)
    for name, weight in found.weights.items():
        form[name].weight = f"{said(weight)}%"
    return form


def _proof(found: Step, shown: staff_step.Shown) -> Proof:
    href = link("staff_file", nomor=found.header.number, fact=shown.fact, n=shown.n) if shown.fact else None
    return Proof(said(shown.words), href)


def _proposed(found: Step) -> dict[str, list[str]]:
    return defaults(found.definition, found.machine, found.form) if found.form and not found.action.each else {}


def _draft(found: Step, round: int) -> drafts.Draft | None:
    return drafts.load(g.terang.db, drafts.person_key(me()), found.header.number, found.action.name, round)


def _draw(page: Page, status: int = 200) -> Any:
    found = page.found
    words = [said(f.words) for f in found.machine.forms[found.form].sections if f.words] if found.form else []
    shown = render_template(
        "committee/step.html", section="inbox", page=page, step=found, place=found.header, form=page, facts_form=page.form,
        sections=words, progress=_progress(page), rating=found.has(FactKind.RATING),
    )  # fmt: skip
    return shown, 422 if page.failed else status


def _progress(page: Page) -> str:
    """How much is filled in, and when the draft was kept."""
    names = [f.name for f in page.form if f.fact.kind is FactKind.RATING]
    parts = []
    if names:
        filled = sum(1 for name in names if page.typed.get(name))
        parts.append(_("%(n)s dari %(all)s kriteria terisi", n=filled, all=len(names)))
    if page.saved is not None:
        parts.append(_("draf tersimpan %(when)s", when=time_of_day(page.saved, language(), page.found.header.zone)))
    return " · ".join(parts)


# ------------------------------------------------------------------ sending
def _posted(page: Page) -> Any:
    fine = take_files(page.form)
    page.typed = answers_of(page.form)
    if page.typed:
        _keep(page)
    if not fine:
        return _draw(page)
    if removed(request.form) is not None:
        return redirect(request.path)
    if added(request.form) is not None:
        return redirect(more_rows(request.path, request.form))
    if request.form.get("aksi") == "draf":
        flash(_("Draf tersimpan. Tidak ada yang membacanya sebelum Anda kirim."), "success")
        return redirect(request.path)
    if page.at_once and not page.found.action.signs:
        return _send(page)
    refusal = _rehearsed(page)
    if refusal is not None:
        return _refused(page, refusal)
    if page.found.action.signs:
        return _signed(page)
    return redirect(link("step_check", nomor=page.number, action=page.name))


def _keep(page: Page) -> None:
    here = g.terang
    drafts.save(here.db, here.clock, drafts.person_key(me()), page.number, page.name, _round(page), page.typed)


def _round(page: Page) -> int:
    """The round that the form showed."""
    text = request.form.get("ronde", "")
    return int(text) if text.isdecimal() and len(text) < 10 else page.found.header.round


def _rehearsed(page: Page) -> Refusal | None:
    here = g.terang
    given = staff_step.rehearse(here.db, here.clock, page.number, me(), page.name, page.typed, reasons_of(page.typed), _round(page))
    return given if isinstance(given, Refusal) else None


def _refused(page: Page, refusal: Refusal) -> Any:
    """Back to the form with each problem beside its field; what cannot be mended is a page of its own."""
    if refusal.kind not in MENDABLE or page.found.way is None:
        return faster(refusal, link("case", nomor=page.number), typed_words(page.form, page.typed))
    plain = [p for p in refusal.problems if p.clause is None]
    show_problems(page.form, plain, language())
    given = reasons_of(page.typed)
    known = {r.target for r in page.reasons}
    for problem in refusal.problems:
        if problem.clause is None:
            continue
        target = f"alasan-{problem.clause}"
        if target not in known:
            page.reasons.append(Input(target, given.get(problem.clause, "")))
        next(r for r in page.reasons if r.target == target).errors.append(said(problem.text))
    return _draw(page)


def _signed(page: Page) -> Any:
    """A signature: over these very minutes, with the password typed anew."""
    here, minutes = g.terang, page.found.minutes
    if minutes is None or request.form.get("sidik") != minutes.sha256:
        text = staff_step.REDRAWN
        return faster(Refusal(Kind.FASTER, (text,)), request.path, typed_words(page.form, page.typed))
    given = people.confirm_password(here.db, here.clock, here.token or "", request.form.get("sandi", ""))
    if not isinstance(given, str):
        page.password.errors.append(said(given.text) if request.form.get("sandi") else _("Ketik kata sandi Anda untuk menandatangani."))
        return _draw(page)
    response = current_app.make_response(_send(page))
    keep(response, given)
    return response


def _send(page: Page) -> Any:
    here, key = g.terang, request.form.get("kunci")
    reasons, round = reasons_of(page.typed), _round(page)
    given = act(here.db, here.clock, page.number, page.name, Actor(me(), "person"), page.typed, key=key, round=round, reasons=reasons)
    if isinstance(given, Refusal):
        return _refused(page, given)
    drafts.discard(here.db, drafts.person_key(me()), page.number, page.name, round)
    return redirect(_after(page, given))


def _after(page: Page, given: Done) -> str:
    if given.proposal is not None:
        return link("proposal", nomor=page.number, id=given.proposal)
    return link("step_done", nomor=page.number, rev=given.revision)


# ------------------------------------------------------------------ the last look, and afterwards
def check(nomor: str, action: str) -> Any:
    found = _found(nomor, action)
    if request.method == "POST":
        return _checked(found)
    stopped = _stopped(found)
    if stopped is not None:
        return stopped
    page = _page(found, None)
    if page.saved is None:
        return redirect(link("step", nomor=nomor, action=action))
    here = g.terang
    given = staff_step.rehearse(here.db, here.clock, nomor, me(), action, page.typed, reasons_of(page.typed), found.header.round)
    if given is None or isinstance(given, Refusal):
        return _refused(page, given) if given else abort(404)
    shown = [e for e in (found.way.explains if found.way else ()) if reasons_of(page.typed).get(e.position, "").strip()]
    return render_template(
        "committee/check.html", section="inbox", page=page, step=found, place=found.header, given=given, reasons=reasons_of(page.typed), explains=shown,
    )  # fmt: skip


def _checked(found: Step) -> Any:
    """Send the draft that the page showed."""
    text = request.form.get("ronde", "")
    draft = _draft(found, int(text)) if text.isdecimal() and len(text) < 10 else None
    form = _form(found, None)
    typed = dict(draft.typed) if draft else {}
    fill(form, typed)
    page = Page(found, form, typed, draft.saved if draft else None)
    page.reasons = reasons_asked(found.way, reasons_of(typed))
    show_files(form)
    return _send(page)


def done(nomor: str, rev: int) -> Any:
    here = g.terang
    given = staff_step.sent(here.db, here.clock, nomor, me(), rev)
    if given is None:
        abort(404)
    receipt = link_if("receipt", nomor=nomor, rev=rev)
    return render_template(
        "committee/done.html", section="inbox", sent=given, place=given.header, rev=rev, receipt=receipt, action=given.action
    )
