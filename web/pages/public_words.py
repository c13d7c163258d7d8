"""Words of the public pages for what the engine declares: phases, lengths of time, ways of judging. As functions for templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from types import MappingProxyType
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import gettext as _

from web import formats
from web.i18n import language, said
from workflow.core import show, weights
from workflow.core.definition import Definition, FactKind, Machine, Part, Phase, Score
from workflow.core.definition import Window as Declared
from workflow.core.reckoning import Extension, Pause, Why
from workflow.core.spans import lasting, span_words
from workflow.core.structure import owner_roles
from workflow.core.words import lower
from workflow.queries.public_course import Dated, Stage
from workflow.queries.public_open import Open
from workflow.queries.public_place import PlacePage
from workflow.queries.public_staff import Holder

FILTERED = tuple(phase for phase in Phase if phase not in (Phase.PREPARATION, Phase.ANNOUNCEMENT))


@dataclass(frozen=True, slots=True)
class Criterion:
    name: str
    how: str
    weight: str


@dataclass(frozen=True, slots=True)
class Criteria:
    """One score: its machine and name, what it is out of, its parts, what decides between equal totals, and whether it has rubrics."""

    machine: str
    name: str
    out_of: int
    rows: tuple[Criterion, ...]
    ties: tuple[str, ...]
    rubrics: bool


def stage_words(stage: Stage) -> str:
    return stage.words.in_(language())


def stages(course: Sequence[Stage], zone: str) -> list[tuple[str, str, str]]:
    return [(stage_words(stage), _when(stage, zone), stage.at) for stage in course]


def _when(stage: Stage, zone: str) -> str:
    if stage.at == "later":
        if stage.planned:
            return formats.short_day(stage.planned, language(), zone)
        return lasts(stage.lasts) if stage.lasts else ""
    if stage.first is None or (stage.at == "now" and stage.last is None):
        return _("sejak %(day)s", day=formats.short_day(stage.first, language(), zone)) if stage.first else ""
    return _short_span(stage.first.astimezone(ZoneInfo(zone)).date(), last_day(stage.last or stage.first, zone), zone)


def _short_span(first: date, last: date, zone: str) -> str:
    """16–30 Nov, 26 Okt – 2 Nov."""
    end = formats.short_day(last, language(), zone)
    if first >= last:
        return end
    return (
        f"{first.day}–{end}"
        if (first.year, first.month) == (last.year, last.month)
        else f"{formats.short_day(first, language(), zone)} – {end}"
    )


def last_day(moment: datetime, zone: str) -> date:
    """The last day of what ends at the moment: midnight belongs to the day before."""
    return (moment.astimezone(ZoneInfo(zone)) - timedelta(microseconds=1)).date()


def lasts(window: Declared | Dated) -> str:
    return lasting(window.mode, window.lasts).in_(language())


def why_date(dated: Dated, zone: str) -> list[str]:
    """Sentences that tell how a closing date came about."""
    why = dated.why
    if why is None or why.last_day is None:
        return []
    told = [_reckoned(why, zone)]
    if why.skipped:
        days = ", ".join(f"{d.why.in_(language())} {formats.short_day(d.date, language(), zone)}" for d in why.skipped)
        told.append(_("Tidak dihitung: %(days)s.", days=days))
    if why.planned is not None:
        told.append(_("Yang berlaku tanggal yang direncanakan, %(day)s.", day=formats.day(why.planned, language(), zone)))
    told += [then_words(step, zone) for step in why.then]
    if why.provisional:
        told.append(_("Sementara: tanggal satu hari libur di dalamnya belum ditetapkan pemerintah."))
    return told


def _reckoned(why: Why, zone: str) -> str:
    first, last = (formats.day(day, language(), zone) for day in (why.opened_on, why.last_day or why.opened_on))
    span = span_words(why.span).in_(language())
    return _("%(span)s dihitung sehari setelah %(first)s; hari terakhirnya %(last)s.", span=span, first=first, last=last)


def then_words(step: Extension | Pause, zone: str) -> str:
    if isinstance(step, Extension):
        return _(
            "Pada %(day)s diperpanjang %(span)s.", day=formats.day(step.at, language(), zone), span=span_words(step.by).in_(language())
        )
    first, last = (formats.day(moment, language(), zone) for moment in (step.since, step.until))
    return _("Kemudian bergeser karena ditunda dari %(first)s sampai %(last)s.", first=first, last=last)


Weights = Mapping[tuple[str, str, str], Fraction]


def criteria(definition: Definition, of: Sequence[str], known: Weights = MappingProxyType({})) -> list[Criteria]:
    """The scores of these machines. `known`: weights that one process has set; the others are told by the setting that gives them."""
    machines = [machine for machine in definition.machines.values() if machine.name in of]
    return [_criteria(definition, machine, score, known) for machine in machines for score in machine.scores.values()]


def _criteria(definition: Definition, machine: Machine, score: Score, known: Weights) -> Criteria:
    named = ((part, show.label(definition, machine, part.name), known.get((machine.name, score.name, part.name))) for part in score.parts)
    rows = tuple(
        Criterion(
            words.in_(language()),
            _how(machine, part),
            _weight(definition, machine, part) if set_ is None else f"{said(weights.written(set_))}%",
        )
        for part, words, set_ in named
    )
    orders = [r.order for m in definition.machines.values() for r in m.rankings.values() if r.of == machine.name]
    after = [name for (_direction, leading), *rest in orders if leading == score.name for _direction, name in rest]
    return Criteria(
        machine.name,
        score.words.in_(language()),
        score.out_of,
        rows,
        tuple(show.label(definition, machine, n).in_(language()) for n in after),
        any(fact.kind is FactKind.RATING and fact.rubric for fact in machine.facts.values()),
    )


def _weight(definition: Definition, machine: Machine, part: Part) -> str:
    by = weights.setting(definition, machine, part)
    if by is not None:
        return _("menurut %(setting)s", setting=by.in_(language()))
    if part.weight is None:
        return "–"
    whole, rest = divmod(part.weight, 100)
    return f"{whole}%" if rest == 0 else f"{formats.scaled(part.weight, language(), 2)}%"


def _how(machine: Machine, part: Part) -> str:
    joined = {
        "mean": _("Rata-rata semua penilai"),
        "median": _("Nilai tengah semua penilai"),
        "trimmed_mean": _("Rata-rata tanpa nilai tertinggi dan terendah"),
        "sum": _("Jumlah semua penilai"),
    }
    how = [joined[part.as_]] if part.as_ else []
    fact = machine.facts.get(part.from_.rpartition(".")[2])
    if fact is not None and fact.scale is not None:
        how.append(_("skala %(low)s sampai %(high)s", low=fact.scale[0], high=fact.scale[1]))
    return ", ".join(how)


def how_to_join(page: PlacePage) -> list[tuple[str, list[str]]]:
    """What somebody with an account has to do, for each thing that is open on the page's own case: its words, and the steps."""
    return [(said(o.words), _joining(page, o)) for o in page.open if o.by == "account" and o.number == page.number]


def _joining(page: PlacePage, open_: Open) -> list[str]:
    machine = page.definition.machines[open_.machine]
    owners = owner_roles(page.definition, machine.name)
    asked = machine.actions[open_.action].form
    forms = [machine.forms[a.form] for a in machine.actions.values() if a.form and owners & set(a.by)]
    form = machine.forms[asked] if asked else forms[0] if forms else None
    sections = [said(s.words) for s in form.sections if s.words] if form else []
    steps = [_("Masuk dengan akun Anda, atau buka akun baru.")]
    if open_.only_for:
        steps = [_("Masuk dengan akun Anda. Ini terbuka bagi %(role)s.", role=said(lower(open_.only_for)))]
    if sections:
        steps.append(_("Isi bagian demi bagian: %(sections)s. Isian tersimpan sebagai draf.", sections=", ".join(sections)))
    steps.append(_("Periksa sekali lagi, lalu kirim. Anda langsung mendapat tanda terima."))
    if open_.closes:
        steps.append(_("Kirim sebelum %(when)s.", when=formats.closing(open_.closes, language(), page.zone)))
    return steps


def holder_rows(holders: Sequence[Holder]) -> list[dict[str, str | None]]:
    return [
        {
            "name": holder.name,
            "line": " · ".join([words.in_(language()) for words in holder.roles] + ([_("cadangan")] if holder.deputy else [])),
            "more": ", ".join(words.in_(language()) for words in holder.lines) or None,
        }
        for holder in holders
    ]


def register(app: Flask) -> None:
    app.jinja_env.globals.update(
        stages=stages, stage_words=stage_words, lasts=lasts, why_date=why_date, then_words=then_words, criteria=criteria
    )
    app.jinja_env.globals.update(how_to_join=how_to_join, holder_rows=holder_rows)
    app.jinja_env.filters["last_day"] = lambda moment, zone: formats.day(last_day(moment, zone), language(), zone)
