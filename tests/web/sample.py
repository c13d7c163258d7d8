"""An application with two pages more: one that shows every part of `m.html`, one with a form of every kind of fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from flask import Flask, render_template, request
from jinja2 import FileSystemLoader

from web.access import Access, route
from web.app import create_app
from web.charts import Bar, Bars
from web.demobar import DemoBar
from web.fields import ShownFile
from web.forms import added, defaults, fill, form_for, show_problems, typed, widen
from web.i18n import language
from web.identity import Desk, Installation
from web.judged import Proof
from workflow.core import fields
from workflow.core.definition import (
    ChoiceList,
    Clause,
    Definition,
    Fact,
    FactKind,
    Form,
    Machine,
    Outcome,
    Phase,
    Section,
    Source,
    State,
)
from workflow.core.language import Kind, Type
from workflow.core.words import Text, Words, same
from workflow.store.clock import FixedClock

NOW = datetime(2026, 10, 19, 4, 0, tzinfo=UTC)
STAND_INS = ("home", "verify", "definitions", "openings", "my_cases", "inbox", "my_roots", "secretariat", "decisions")
AGENCY = Text("Pemerintah Kota Mandala", "City of Mandala")
ZONE = "Asia/Makassar"
HERE = Path(__file__).parent


EMAILS = {"siti@contoh.go.id": 3}


def words(text: Text) -> Words:
    return Words(text, text, text)


def fact(name: str, kind: FactKind, label: Text, **more: Any) -> Fact:
    return Fact(name=name, kind=kind, type=Type(Kind.TEXT), words=label, **more)


BASIS = Source("Peraturan Contoh 7/2025 pasal 7", "B")
LEVELS = ChoiceList("grade", ("III/a", "III/b", "III/c", "III/d", "IV/a", "IV/b", "IV/c"), True, {})
STATUS = ChoiceList(
    "status", ("tetap", "kontrak"), False, {"tetap": Text("Pegawai tetap", "Permanent"), "kontrak": Text("Kontrak", "Contract")}
)
RUBRIC = """1: "Belum tampak. | Not seen yet."
2: "Pernah ikut, tanpa peran memimpin. | Took part, without leading."
3: "Memimpin satu program di lingkup kelas. | Led one programme within a class."
4: "Memimpin program lintas jenjang: hasilnya tercatat. | Led a programme across levels: with recorded results."
5: 'Hasil terukur, berlanjut, dan ditiru. | Measured, lasting, and copied by others.'
"""
CLAUSES = (
    Clause("degree", cast(Any, None), "degree", Text("Paling rendah sarjana", "At least a bachelor's degree"), BASIS),
    Clause("age <= 56", cast(Any, None), "age", Text("Paling tinggi 56 tahun saat penugasan", "At most 56 at assignment"), BASIS),
)
COLUMNS = (
    fact("post", FactKind.TEXT, Text("Jabatan", "Post")),
    fact("since", FactKind.DATE, Text("Mulai", "Since")),
    fact("grade_then", FactKind.CHOICE, Text("Golongan saat itu", "Grade then"), choices=STATUS, optional=True),
    fact("staff", FactKind.NUMBER, Text("Jumlah bawahan", "Staff"), most=500, optional=True),
    fact("budget", FactKind.DECIMAL, Text("Anggaran (miliar)", "Budget (billion)"), places=2, optional=True),
    fact("acting", FactKind.YES_NO, Text("Pelaksana tugas", "Acting"), optional=True),
    fact("result", FactKind.LONG_TEXT, Text("Hasil", "Result"), most=300, optional=True),
)
FACTS = (
    fact("agreed", FactKind.YES_NO, Text("Bersedia ditempatkan di mana saja", "Willing to work anywhere")),
    fact("years", FactKind.NUMBER, Text("Masa kerja (tahun)", "Years of service"), least=0, most=45),
    fact("grade_point", FactKind.DECIMAL, Text("Indeks prestasi", "Grade point"), places=2, most=4),
    fact("school", FactKind.TEXT, Text("Sekolah asal", "Present school")),
    fact(
        "plan",
        FactKind.LONG_TEXT,
        Text("Rencana kerja", "Work plan"),
        most=2000,
        hint=Text("Tulis tiga hal yang paling penting.", "Write the three main points."),
    ),
    fact("birth", FactKind.DATE, Text("Tanggal lahir", "Date of birth")),
    fact("meeting", FactKind.MOMENT, Text("Waktu wawancara", "Time of the interview")),
    fact("notice", FactKind.DURATION, Text("Tenggang pemberitahuan", "Notice"), default="14"),
    fact("status", FactKind.CHOICE, Text("Status kepegawaian", "Status"), choices=STATUS),
    fact("grade", FactKind.CHOICE, Text("Golongan ruang", "Grade"), choices=LEVELS),
    fact("leading", FactKind.RATING, Text("Kepemimpinan", "Leadership"), scale=(1, 5), optional=True, rubric="rubrik/pimpin"),
    fact("bare", FactKind.RATING, Text("Kerapian berkas", "Tidiness"), scale=(1, 5)),
    fact("points", FactKind.RATING, Text("Nilai ujian", "Test points"), scale=(0, 100)),
    fact("findings", FactKind.CHECKLIST, Text("Temuan per syarat", "Finding per requirement"), of="rules"),
    fact("papers", FactKind.FILE, Text("Berkas", "Documents"), many=3, optional=True),
    fact("mentor", FactKind.PERSON, Text("Pendamping", "Mentor")),
    fact("deputy", FactKind.PERSON, Text("Pengganti", "Deputy")),
    fact("former", FactKind.CASE, Text("Berkas terdahulu", "Earlier entry"), of="entry"),
    fact("other", FactKind.CASE, Text("Berkas lain", "Another entry"), of="entry", optional=True),
    fact("history", FactKind.TABLE, Text("Riwayat tugas", "Record of service"), most=4, columns=COLUMNS),
    fact("age", FactKind.FORMULA, Text("Usia", "Age"), formula=cast(Any, "years(birth, today)")),
)
DESK = fields.Desk(
    ZONE,
    {"rules": CLAUSES},
    is_file=lambda _id: "0" * 64,
    is_person=lambda text: int(text) if text.isdecimal() else EMAILS.get(text),
    is_case=lambda _machine, _within, number: number if number.startswith("BKS-") else None,
)
MACHINE = Machine(
    name="entry",
    parent=None,
    words=Text("Berkas", "Entry"),
    code="BKS",
    path="berkas",
    states={"new": State("new", Phase.APPLICATION, words(Text("Dibuka", "Open")))},
    actions={},
    facts={f.name: f for f in FACTS},
    requirements={"rules": CLAUSES},
    forms={
        "all": Form("all", (Section(None, tuple(f.name for f in FACTS)),)),
        "two": Form("two", (Section(same("A"), ("school",)), Section(same("B"), ("years",)))),
    },
)
DEFINITION = Definition(
    "contoh", "1", same("Contoh"), (BASIS,), {}, {}, {}, {}, {"entry": MACHINE}, {"rubrik/pimpin.yaml": RUBRIC}, "0" * 64
)
STATES = [
    State("a", Phase.APPLICATION, words(Text("Pendaftaran dibuka", "Open for applications"))),
    State("b", Phase.ASSESSMENT, words(Text("Sedang dinilai", "Being scored"))),
    State("c", Phase.DECISION, words(Text("Menunggu keputusan", "Awaiting decision"))),
    State("d", Phase.END, words(Text("Selesai", "Closed")), Outcome.DONE),
    State("e", Phase.END, words(Text("Dibatalkan", "Cancelled")), Outcome.CANCELLED),
    State("f", Phase.PREPARATION, words(Text("Draf", "Draft"))),
]
PARTS = ("Kepemimpinan", "Rekam jejak", "Pengelolaan", "Wawancara")
RAW = {"Ratna Wulandari": (27, 21.3, 20.8, 17.2), "Yohanes <b>Taneo": (26.1, 22.5, 19.4, 16.9), "Siti Maesaroh": (24.9, 20, 21.5, None)}


def chart() -> Bars:
    rows = tuple(
        Bar(name, tuple(None if v is None else Decimal(str(v)) for v in values), None if None in values else Decimal("80.5"))
        for name, values in RAW.items()
    )
    return Bars("nilai", "Susunan nilai tiap calon", "Batang bertumpuk mendatar. Angka lengkap ada pada tabel di bawah.", PARTS, rows)


def demo_bar() -> DemoBar:
    return DemoBar(
        NOW,
        (("ratna", "Ratna Wulandari, pelamar"), ("bambang", "Bambang Setyono, ketua tim seleksi")),
        None,
        (NOW + timedelta(days=6), "Pendaftaran ditutup"),
    )


def sample_form(formdata: Any = None) -> Any:
    people = {"mentor": [(str(n), name) for n, name in enumerate(("Maria Hutagalung", "Nur Aisyah"), 1)]}
    proofs = {"degree": [Proof("Ijazah (PDF, 2 halaman)", "/tentang"), Proof("Pendidikan: S1")]}
    cases = {"former": [("BKS-2026-0001", "Berkas lama · BKS-2026-0001 · Selesai")], "other": None}
    made = form_for(DEFINITION, "entry", "all", language(), people=people, proofs=proofs, cases=cases, zone=ZONE)
    return made(formdata)


def form_page() -> str:
    form = sample_form(request.form if request.method == "POST" else None)
    if added(request.form):
        widen(form, request.form)
    elif request.method == "POST":
        _items, problems = fields.parse([f for f in FACTS if f.kind is not FactKind.FORMULA], typed(form), DESK)
        show_problems(
            form,
            [
                *problems,
                *([fields.Problem(Text("Masa pendaftaran sudah ditutup.", "The period is over."))] if request.args.get("late") else []),
            ],
            language(),
        )
    else:
        fill(form, defaults(DEFINITION, "entry", "all"))
    form["papers"].show([ShownFile("f" * 32, "Ijazah.pdf", "PDF, 214 KB", "/tentang")])
    return render_template("form.html", form=form)


def parts_page() -> str:
    return render_template("parts.html", now=NOW, chart=chart(), states=STATES, soon=NOW + timedelta(days=6), ns=SimpleNamespace)


def paper_page(kind: str) -> Callable[[], str]:
    return lambda: render_template(f"{kind}.html", now=NOW)


def open_page() -> str:
    return render_template("plain.html")


def sample_app(
    db: Any, config: Mapping[str, Any] | None = None, *, kind: str = "real", clock: Any = None, desk: Desk | None = None
) -> Flask:
    """The application on a database, with pages of every access; `desk` is what each signed-in person has to do."""
    app = create_app(
        db,
        clock or FixedClock(NOW),
        {
            "SECRET_KEY": "kunci untuk pengujian",
            "INSTALLATION": Installation(kind, AGENCY, ZONE, "https://terang.example"),
            "DEMO_BAR": demo_bar,
        }
        | {"DESK": (lambda _db, _clock, _person: desk) if desk else None}
        | dict(config or {}),
    )
    app.jinja_loader.loaders.append(FileSystemLoader(HERE / "pages"))  # type: ignore[union-attr]
    route(app, "/contoh", "parts", parts_page)
    route(app, "/contoh/formulir", "form", form_page, methods=("GET", "POST"))
    for endpoint in STAND_INS:
        if endpoint not in app.view_functions:
            route(app, f"/pengganti/{endpoint}", endpoint, open_page, methods=("GET", "POST"))
    for kind_of_paper in ("minutes", "receipt"):
        route(app, f"/contoh/{kind_of_paper}", f"sample_{kind_of_paper}", paper_page(kind_of_paper))
    for access in Access:
        route(app, f"/akses/{access.value}", f"access_{access.value}", open_page, access=access, methods=("GET", "POST"))
    route(app, "/akses/nomor/<number:number>", "numbered", lambda number: open_page(), access=Access.OBJECT)
    return app
