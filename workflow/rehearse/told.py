"""What a rehearsal found, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflow.core.words import Language, Text
from workflow.rehearse.deadlines import why_text

Told = Mapping[str, Any]
_W = {
    "banner": Text("UJI COBA: semua orang dan isian di sini rekaan.", "REHEARSAL: all people and answers here are invented."),
    "head": Text(
        "{title}, versi {version}\nBenih {seed}, {candidates} peserta, mulai {starts}, definisi {definition}",
        "{title}, version {version}\nSeed {seed}, {candidates} take part, from {starts}, definition {definition}",
    ),
    "skipped": Text("Dilewati: {why}", "Skipped: {why}"),
    "ended": Text("Berakhir pada {state} setelah {days} hari ({begins} – {ends}), {steps} langkah.", "Ended at {state} after {days} days ({begins} – {ends}), {steps} steps."),
    "stuck": Text("MACET pada {state}: tidak ada yang bergerak sesudah {ends} ({days} hari sejak {begins}, {steps} langkah).", "STUCK at {state}: nothing moved after {ends} ({days} days from {begins}, {steps} steps)."),
    "time": Text("Waktu: {stages} dalam tahap bertenggat, {people} menunggu orang, {neither} lain.", "Time: {stages} in stages with a deadline, {people} waiting for people, {neither} else."),
    "slow": Text("Paling lama ditunggu: {role}, {words}: {hours} ({times} kali).", "Waited for the longest: {role}, {words}: {hours} ({times} times)."),
    "calendar": Text("Kalender", "Calendar"),
    "hours": Text("Jam kerja", "Hours of work"),
    "others": Text("{n} peserta, rata-rata", "{n} who take part, on average"),
    "refused": Text("Ditolak {times} kali: {words}: {text}", "Refused {times} times: {words}: {text}"),
    "explained": Text("Dilanjutkan dengan alasan {times} kali: {words}: {text}", "Gone past with a reason {times} times: {words}: {text}"),
    "stands": Text("{machine}: {count} pada “{words}” ({cases})", "{machine}: {count} at “{words}” ({cases})"),
    "way": Text("{words}, oleh {who}: {lacks}", "{words}, by {who}: {lacks}"),
    "differs": Text("Rekaman tidak cocok dengan keadaan: {text}", "The record tells otherwise: {text}"),
    "states": Text("Keadaan yang tidak pernah dicapai", "States never reached"),
    "actions": Text("Langkah yang tidak pernah diambil", "Steps never taken"),
    "effort": Text("Perkiraan, menit per pekerjaan (ubah dengan --effort NAMA=N):", "Estimates, minutes of work (change them with --effort NAME=N):"),
    "day": Text("{n} hari", "{n} days"),
    "hour": Text("{n} jam", "{n} hours"),
}  # fmt: skip


def lines(found: Told, language: Language) -> Iterator[str]:
    """The whole result."""
    say = _Say(language)
    yield say("banner")
    head = {key: found[key] for key in ("version", "seed", "candidates", "starts")}
    yield from say("head", title=say.pair(found["title"]), definition=found["definition"][:16], **head).splitlines()
    for scenario in found["scenarios"]:
        yield from ("", f"{say.pair(scenario['words'])}. {say.pair(scenario['about'])}")
        yield from (f"  {line}" for line in _scenario(say, scenario))
    for title, rows in (("states", found["never_reached"]), ("actions", found["never_taken"])):
        if rows:
            yield from ("", say(title))
            yield from _by_machine(say, rows)
    yield from ("", say("effort"))
    yield from (f"  {row['name']}={row['value']}: {say.pair(row['words'])}" for row in found["effort"])


class _Say:
    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, name: str, **blanks: object) -> str:
        return _W[name].fill(**blanks).in_(self.language)

    def pair(self, told: Mapping[str, str]) -> str:
        return told[self.language]

    def span(self, hours: int) -> str:
        """Hours below two days, else days to the nearest half below."""
        return self("hour", n=hours) if hours < 48 else self("day", n=hours // 24)


def _scenario(say: _Say, one: Told) -> Iterator[str]:
    if one["skipped"] is not None:
        yield say("skipped", why=say.pair(one["skipped"]))
        return
    yield from (say.pair(text) for text in one["happened"])
    state = ", ".join(dict.fromkeys(say.pair(root["words"]) for root in one["roots"]))
    yield say(
        "ended" if one["ended"] else "stuck",
        state=state,
        days=one["days"],
        begins=one["begins"][:10],
        ends=one["ends"][:10],
        steps=one["steps"],
    )
    yield "  " + ", ".join(f"{row['count']} {say.pair(row['machine_words'])}: {say.pair(row['words'])}" for row in one["ends_in"])
    yield from _stuck(say, one)
    yield say("time", **{name: say.span(hours) for name, hours in one["time"].items()})
    if slow := one["bottleneck"]:
        yield say(
            "slow", role=say.pair(slow["role_words"]), words=say.pair(slow["words"]), hours=say.span(slow["hours"]), times=slow["times"]
        )
    yield from _calendar(say, one)
    yield from _hours(say, one)
    yield from (say("refused", times=r["times"], words=say.pair(r["words"]), text=say.pair(r["text"])) for r in one["refused"])
    yield from (say("explained", times=r["times"], words=say.pair(r["words"]), text=say.pair(r["text"])) for r in one["explained"])
    yield from (say("differs", text=text) for text in one["differences"])


def _stuck(say: _Say, one: Told) -> Iterator[str]:
    for row in one["story"]:
        cases = ", ".join(row["cases"]) + (" …" if row["count"] > len(row["cases"]) else "")
        yield "! " + say("stands", machine=say.pair(row["machine_words"]), count=row["count"], words=say.pair(row["words"]), cases=cases)
        for way in row["ways"]:
            lacks = "; ".join(say.pair(text) for text in way["lacks"])
            yield "    " + say("way", words=say.pair(way["words"]), who=", ".join(say.pair(w) for w in way["who"]), lacks=lacks)


def _calendar(say: _Say, one: Told) -> Iterator[str]:
    if one["calendar"]:
        yield say("calendar")
    for row in one["calendar"]:
        named = row["called"] or f"{say.pair(row['machine_words'])} ({row['count']})"
        moments = f"{_moment(row['opens'])} – {_moment(row['closes'])}"
        yield f"  {moments}  {named}: {say.pair(row['words'])}. {why_text(row).in_(say.language)}"


def _moment(text: str) -> str:
    return f"{text[:10]} {text[11:16]}"


def _hours(say: _Say, one: Told) -> Iterator[str]:
    yield say("hours")
    for row in (r for r in one["hours"] if not r["takes_part"]):
        tasks = ", ".join(f"{say.pair(task['words'])} {_clock(task['minutes'])}" for task in row["tasks"][:4])
        yield f"  {_clock(row['minutes']):>7}  {row['name']} ({', '.join(say.pair(role) for role in row['roles'])}): {tasks}"
    others = [row["minutes"] for row in one["hours"] if row["takes_part"]]
    if others:
        yield f"  {_clock(sum(others) // len(others)):>7}  {say('others', n=len(others))}"


def _clock(minutes: int) -> str:
    """12:05, hours and minutes."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def _by_machine(say: _Say, rows: list[Told]) -> Iterator[str]:
    machines = {row["machine"]: say.pair(row["machine_words"]) for row in rows}
    for name, words in machines.items():
        yield f"  {words}: {', '.join(say.pair(row['words']) for row in rows if row['machine'] == name)}"
