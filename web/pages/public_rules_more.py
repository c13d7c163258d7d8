"""What changed between two versions of a process, in sentences and by lines; and a version as files to take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, abort, g, redirect, render_template, request
from flask_babel import gettext as _

from web.access import Access, route
from web.i18n import link
from workflow.core.compare import Change, Hunk, Part
from workflow.core.consequences import paper_title
from workflow.core.definition import Definition
from workflow.core.words import Text
from workflow.queries.public_rules import Difference, FileChanges, difference, rules_page
from workflow.queries.public_rules_files import archive, schema, texts

PER_PAGE, LINES_PER_PAGE = 40, 240
ONE = "/aturan/<word:process>/<version:version>"
KINDS = {
    Part.WHOLE: Text("Keseluruhan", "The whole"),
    Part.PACK: Text("Paket aturan", "Rule pack"),
    Part.ROLE: Text("Peran", "Role"),
    Part.LIST: Text("Daftar pilihan", "List of choices"),
    Part.TABLE: Text("Tabel keputusan", "Decision table"),
    Part.MACHINE: Text("Bagian", "Part"),
    Part.STATE: Text("Tahap", "Stage"),
    Part.ACTION: Text("Langkah", "Step"),
    Part.WINDOW: Text("Jangka waktu", "Period"),
    Part.REQUIREMENT: Text("Syarat", "Requirement"),
    Part.FACT: Text("Isian", "Answer"),
    Part.FORM: Text("Formulir", "Form"),
    Part.SCORE: Text("Nilai", "Score"),
    Part.RANKING: Text("Peringkat", "Ranking"),
    Part.FILL: Text("Pengisian tempat", "Filling of places"),
    Part.PUBLICATION: Text("Pengumuman", "Publication"),
    Part.LETTER: Text("Surat", "Letter"),
    Part.MINUTES: Text("Berita acara", "Minutes"),
    Part.RUBRIC: Text("Rubrik", "Rubric"),
}


def register(app: Flask) -> None:
    route(app, "/aturan/skema.json", "definition_schema", definition_schema)
    route(app, "/aturan/skema-paket.json", "pack_schema", pack_schema)
    route(app, "/aturan/<word:process>/beda", "definition_changes", changes, access=Access.OBJECT)
    route(app, f"{ONE}/berkas", "definition_files", files, access=Access.OBJECT)
    route(app, f"{ONE}/berkas/<path:name>", "definition_file", one_file, access=Access.OBJECT)
    route(app, f"{ONE}/aturan.yaml", "definition_yaml", yaml, access=Access.OBJECT)
    route(app, f"{ONE}/aturan.zip", "definition_zip", packed, access=Access.OBJECT)


# ------------------------------------------------------------------ what changed
def changes(process: str) -> Any:
    """`dari` and `ke`: the versions, in either order. `baris`: the name of a file, or empty for the definition itself, by lines."""
    old, new = request.args.get("dari", ""), request.args.get("ke", "")
    if not old or not new or old == new:
        return redirect(link("process", process=process))
    found = difference(g.terang.db, process, old, new) or abort(404)
    asked = {"process": process, "dari": found.old.mark, "ke": found.new.mark}
    return _by_lines(found, asked) if "baris" in request.args else _in_words(found, asked)


def _in_words(found: Difference, asked: dict[str, str]) -> str:
    page, last = _page(len(found.changes), PER_PAGE)
    shown = found.changes[(page - 1) * PER_PAGE : page * PER_PAGE]
    return render_template(
        "public/rules_changes.html", p=found, groups=_grouped(shown), page=page, last=last, kinds=KINDS, asked=asked,
        href=lambda n: link("definition_changes", **asked, hal=n), by_lines=lambda name: link("definition_changes", **asked, baris=name or ""),
    )  # fmt: skip


def _grouped(shown: Sequence[Change]) -> list[tuple[Text | None, list[Change]]]:
    groups: dict[str | None, tuple[Text | None, list[Change]]] = {}
    for change in shown:
        groups.setdefault(change.machine_name, (change.machine, []))[1].append(change)
    return list(groups.values())


def _by_lines(found: Difference, asked: dict[str, str]) -> str:
    wanted = request.args.get("baris") or None
    file: FileChanges = next((f for f in found.files if f.name == wanted), None) or abort(404)
    pages = _filled(file.hunks)
    page, last = _page(len(pages), 1)
    return render_template(
        "public/rules_lines.html", p=found, file=file, hunks=pages[page - 1], page=page, last=last, asked=asked,
        href=lambda n: link("definition_changes", **asked, baris=wanted or "", hal=n),
        by_lines=lambda name: link("definition_changes", **asked, baris=name or ""),
    )  # fmt: skip


def _filled(hunks: Sequence[Hunk]) -> list[list[Hunk]]:
    """Hunks in the pages that they fill; a hunk longer than a page is cut."""
    pages: list[list[Hunk]] = [[]]
    room = LINES_PER_PAGE
    for hunk in hunks:
        for at in range(0, len(hunk.lines), LINES_PER_PAGE):
            piece = Hunk(hunk.lines[at : at + LINES_PER_PAGE])
            if len(piece.lines) > room and pages[-1]:
                pages.append([])
                room = LINES_PER_PAGE
            pages[-1].append(piece)
            room -= len(piece.lines)
    return pages


def _page(items: int, per_page: int) -> tuple[int, int]:
    last = max(1, -(-items // per_page))
    text = request.args.get("hal", "1")
    return min(max(1, int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1), last), last


# ------------------------------------------------------------------ files
def files(process: str, version: str) -> str:
    page = rules_page(g.terang.db, process, version) or abort(404)
    return render_template("public/rules_files.html", p=page, d=page.definition, papers=_papers(page.definition))


def _papers(definition: Definition) -> list[tuple[str, list[tuple[str, Text, list[tuple[str, str]]]]]]:
    """Kind, and of each file its name, its title and (words, path) of what can be read of it."""
    letters = [(letter.body, paper_title(definition, letter.body), _texts(letter.body)) for letter in definition.letters.values()]
    minutes = [(drawn.body, paper_title(definition, drawn.body), _texts(drawn.body)) for drawn in definition.minutes.values()]
    rubrics = [(name, Text(name, name), [("YAML", f"{name}.yaml")]) for name in definition.rubrics]
    packs = [(used.pack.name, used.pack.words, [("YAML", f"rules/{used.pack.name}/{used.pack.version}.yaml")]) for used in definition.packs]
    kinds = [(_("Surat"), letters), (_("Berita acara"), minutes), (_("Rubrik"), rubrics), (_("Paket aturan"), packs)]
    return [(words, rows) for words, rows in kinds if rows]


def _texts(body: str) -> list[tuple[str, str]]:
    return [(_("bahasa Indonesia"), f"{body}.id.txt"), (_("bahasa Inggris"), f"{body}.en.txt")]


def one_file(process: str, version: str, name: str) -> Response:
    found = texts(g.terang.db, process, version)
    if found is None or name not in found.files:
        abort(404)
    return _text(found.files[name])


def yaml(process: str, version: str) -> Response:
    found = texts(g.terang.db, process, version) or abort(404)
    return _text(found.yaml, f"{process}-{version}.yaml")


def packed(process: str, version: str) -> Response:
    page = rules_page(g.terang.db, process, version) or abort(404)
    found = texts(g.terang.db, process, version) or abort(404)
    octets = archive(found, process, page.here.version)
    return Response(octets, mimetype="application/zip", headers=_named(f"{process}-{version}.zip"))


def definition_schema() -> Response:
    return _json(schema("definition"))


def pack_schema() -> Response:
    return _json(schema("pack"))


def _json(text: str) -> Response:
    return Response(text, content_type="application/json; charset=utf-8")


def _text(text: str, name: str | None = None) -> Response:
    return Response(text, content_type="text/plain; charset=utf-8", headers=_named(name) if name else None)


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
