"""What a first visit costs, and that the compiled files are the ones their licences and sources are written down for."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

import web
from web.app import create_app
from web.assets import load
from web.identity import Installation
from workflow.core.words import same
from workflow.installation import Installation as Place

STATIC = Path(web.__file__).parent / "static"
FIRST_LOAD, PAGE, STYLE, FONT, SCRIPT = 60 * 1024, 8 * 1024, 18 * 1024, 20 * 1024, 5 * 1024
PAIRS = [
    ("#FFFFFF", "#2A3775"), ("#E4E7F5", "#1E2858"), ("#2F3F91", "#F7F5EF"), ("#5B3A82", "#F7F5EF"), ("#565B70", "#F7F5EF"), ("#14502F", "#DDF1E5"),
    ("#5E3D00", "#FDF1D3"), ("#45495B", "#ECEAE3"), ("#7D2416", "#FBE4DF"), ("#161D42", "#FFD25E"), ("#6B4423", "#F3E7DC"), ("#3C2410", "#F3E7DC"),
    ("#A8321F", "#F7F5EF"), ("#1E2858", "#E4E7F5"), ("#33374A", "#ECEAE3"), ("#E9EAF4", "#161D42"), ("#161D42", "#C48600"), ("#161D42", "#7C89C4"),
]  # fmt: skip


def fetch(app: Flask, path: str) -> TestResponse:
    return app.test_client().get(path, headers={"Accept-Encoding": "gzip"})


@pytest.mark.parametrize("path", ["/tentang", "/contoh", "/contoh/formulir", "/en/contoh/receipt"])
def test_first_load(app: Flask, path: str) -> None:
    page = fetch(app, path)
    assert page.headers["Content-Encoding"] == "gzip" and len(page.data) <= PAGE
    named = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', gzip.decompress(page.data).decode()))
    assert len(named) + 1 <= 5
    assert len(page.data) + sum(len(fetch(app, name).data) for name in named) <= FIRST_LOAD


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_pages_are_small(demo_place: Place, prefix: str) -> None:
    """As a real installation serves them: without the bar of a demonstration."""
    place = Installation(kind="real", agency=same("Kabupaten"), zone="Asia/Makassar", base="https://terang.example")
    app = create_app(demo_place.db, demo_place.clock, {"SECRET_KEY": "k" * 40, "INSTALLATION": place, "TESTING": True})
    client = app.test_client()
    rules = re.findall(r'href="(/aturan/[^"]+)"', client.get("/aturan").text)[0]
    machines = re.findall(r"bagian=(\w+)", client.get(rules).text)
    roots = set(re.findall(r'href="(/seleksi/[A-Z0-9-]+)"', client.get("/").text))
    assert len(machines) >= 4 and roots
    paths = ["/", "/ikut", rules, *roots, *(f"{rules}?bagian={name}" for name in machines)]
    sizes = {path: len(fetch(app, prefix + path).data) for path in paths}
    assert {path: size for path, size in sizes.items() if not 1024 < size <= PAGE} == {}


def test_static_files_are_small_named_by_content_and_kept(app: Flask) -> None:
    limits = {"terang.css": STYLE, "terang.js": SCRIPT, "pjs.woff2": FONT, "mark.svg": 1024}
    for name, asset in load().items():
        answer = fetch(app, f"/static/{asset.name}")
        assert answer.status_code == 200 and len(answer.data) <= limits[name]
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_style_sheet_names_the_font_by_its_hash() -> None:
    assets = load()
    assert f"url({assets['pjs.woff2'].name})".encode() in assets["terang.css"].plain


def test_a_browser_without_gzip_gets_plain_text(app: Flask) -> None:
    answer = app.test_client().get("/tentang")
    assert (
        "Content-Encoding" not in answer.headers
        and answer.data.startswith(b"<!doctype html>")
        and "Accept-Encoding" in answer.headers["Vary"]
    )


def test_compiled_files_are_the_licensed_ones() -> None:
    written = dict(re.findall(r"^\| `([^`]+)` .* `([0-9a-f]{64})` \|$", (STATIC / "LICENCES.md").read_text(), re.MULTILINE))
    assert written == {name: hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in load()}


def test_nothing_of_the_pages_comes_from_elsewhere() -> None:
    for name in ("terang.css", "terang.js"):
        assert not re.search(r"url\(['\"]?(https?:)?//|@import|import\s*\(|fetch\s*\(|\ufeff", (STATIC / name).read_text())


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(text: str, ground: str) -> None:
    light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
