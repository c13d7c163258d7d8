"""What a rehearsal found, read from its JSON and said in the page's language: rows for lists, tables and the drawing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from web.formats import day, number
from web.gantt import Gantt, Group, Stay
from web.i18n import language
from workflow.core.words import Language
from workflow.rehearse.deadlines import why_text

Told = Mapping[str, Any]
DRAWN = 4
"""How many shared cases are drawn; the table has them all."""


def say(told: Mapping[str, str]) -> str:
    return told[language()]


def moment(told: str) -> datetime:
    return datetime.fromisoformat(told)


def length(hours: int) -> str:
    """Hours below two days, else whole days."""
    if hours == 0:
        return _("kurang dari 1 jam")
    if hours < 48:
        return ngettext("%(num)s jam", "%(num)s jam", hours)
    return ngettext("%(num)s hari", "%(num)s hari", hours // 24)


def clock(minutes: int) -> str:
    """Hours and minutes of work."""
    if minutes < 60:
        return ngettext("%(num)s menit", "%(num)s menit", minutes)
    return _("%(hours)s jam %(minutes)s menit", hours=minutes // 60, minutes=minutes % 60)


def status(scenario: Told) -> tuple[str, str]:
    """Shape and words of its tag."""
    if scenario["skipped"] is not None:
        return "belum", _("Dilewati")
    return ("selesai", _("Berakhir")) if scenario["ended"] else ("gagal", _("Macet"))


def meta(scenario: Told) -> list[str]:
    """The lines below its name in the list."""
    if scenario["skipped"] is not None:
        return [say(scenario["skipped"])]
    states = ", ".join(dict.fromkeys(say(root["words"]) for root in scenario["roots"]))
    lines = [f"{states}, {length(scenario['days'] * 24)}"]
    if slow := scenario["bottleneck"]:
        told = {"who": say(slow["role_words"]), "what": say(slow["words"]), "hours": length(slow["hours"])}
        lines.append(_("Paling lama ditunggu: %(who)s, %(what)s, %(hours)s", **told))
    return lines


def chart(scenario: Told, zone: str) -> Gantt:
    groups: dict[str, list[Told]] = {}
    for row in scenario["course"]:
        groups.setdefault(row["case"], []).append(row)
    drawn = tuple(Group(rows[0]["called"], tuple(_stay(row) for row in rows)) for rows in list(groups.values())[:DRAWN])
    told = _("Setiap baris satu tahap; warna menunjukkan apa yang menentukan lamanya. Semua ada pada tabel di bawah gambar.")
    return Gantt("perjalanan", _("Perjalanan waktu"), told, drawn, moment(scenario["begins"]), moment(scenario["ends"]), zone)


def _stay(row: Told) -> Stay:
    lasted = moment(row["to"]) - moment(row["from"])
    parts = tuple((kind, moment(a), moment(b)) for kind, a, b in row["parts"])
    return Stay(say(row["words"]), length(int(lasted.total_seconds()) // 3600), parts)


def course(scenario: Told) -> list[tuple[str, str, datetime, datetime, str]]:
    """Case, state, from, to and how long, for the table beside the drawing."""
    return [(row["called"], say(row["words"]), moment(row["from"]), moment(row["to"]), _stay(row).note) for row in scenario["course"]]


def dates(scenario: Told) -> list[Told]:
    """The calendar: what closes when, and how that was reckoned."""
    return [
        {
            "name": row["called"] or f"{say(row['machine_words'])} ({number(row['count'], language())})",
            "words": say(row["words"]), "opens": moment(row["opens"]), "closes": moment(row["closes"]),
            "last": moment(row["closes"]) - timedelta(seconds=1), "why": why_text(row, _day).in_(language()), "cite": row["cite"], "provisional": bool(row["why"] and row["why"].get("provisional")),
        }
        for row in scenario["calendar"]
    ]  # fmt: skip


def _day(iso: str, wanted: Language) -> str:
    return day(date.fromisoformat(iso), wanted, "UTC")


def people(scenario: Told) -> list[Told]:
    """Hours of those in office, the longest first; those who take part as one."""
    office = sorted((row for row in scenario["hours"] if not row["takes_part"]), key=lambda row: -row["minutes"])
    rows = [
        {
            "name": row["name"], "roles": ", ".join(say(role) for role in row["roles"]), "hours": clock(row["minutes"]),
            "tasks": [(say(task["words"]), clock(task["minutes"]), task["times"]) for task in row["tasks"]],
        }
        for row in office
    ]  # fmt: skip
    others = [row["minutes"] for row in scenario["hours"] if row["takes_part"]]
    if others:
        name = ngettext("%(num)s peserta, rata-rata", "%(num)s peserta, rata-rata", len(others))
        rows.append({"name": name, "roles": "", "hours": clock(sum(others) // len(others)), "tasks": []})
    return rows


def waits(scenario: Told) -> list[tuple[str, str, str, int, int]]:
    """Role, task, how long the process waited for it, how often, how often late; what took less than an hour is left out."""
    shown = [row for row in scenario["waits"] if row["hours"] and not row["action"].startswith("@")]
    return [(say(row["role_words"]), say(row["words"]), length(row["hours"]), row["times"], row["late"]) for row in shown]


def notes(scenario: Told) -> list[str]:
    """What was refused, and what was gone past with a reason."""
    refused = [
        _("Ditolak %(n)s kali: %(what)s. %(text)s", n=r["times"], what=say(r["words"]), text=say(r["text"])) for r in scenario["refused"]
    ]
    past = [
        _("Dilanjutkan dengan alasan %(n)s kali: %(what)s. %(text)s", n=r["times"], what=say(r["words"]), text=say(r["text"]))
        for r in scenario["explained"]
    ]
    return [*refused, *past]


def by_machine(rows: list[Told]) -> list[tuple[str, str]]:
    """What was never reached or taken, by kind of case."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(say(row["machine_words"]), []).append(say(row["words"]))
    return [(machine, ", ".join(dict.fromkeys(words))) for machine, words in found.items()]
