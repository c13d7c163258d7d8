"""A whole selection by clicking and typing: from a process to the inauguration, each person at a browser of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.walk import Walk
from tests.browser.walk_applying import announce, apply, prepare
from tests.browser.walk_choosing import check, comment, decide, decree, object_to, read_all, score, sign
from tests.browser.walker import Eye
from workflow.demo.paper import paper

STEPS = (prepare, announce, apply, check, score, comment, sign, decide, object_to, decree, read_all)


@pytest.mark.parametrize(("tongue", "width", "height", "scripts"), [("id", 390, 844, False), ("en", 1280, 900, True)])
def test_a_whole_selection(site: Site, chromium: Browser, tmp_path: Path, tongue: str, width: int, height: int, scripts: bool) -> None:
    document = tmp_path / "surat.pdf"
    document.write_bytes(paper("Surat keterangan", ["Nama: sebagaimana tertulis dalam lamaran"]))
    eye = Eye(chromium, {"width": width, "height": height}, scripts, tongue)
    home = site.url + ("/en/" if tongue == "en" else "/")
    walk = Walk(site, eye, home, {"id": "Pulau Satu", "en": "Pulau Dua"}[tongue], document)
    for step in STEPS:
        step(walk)
    assert not eye.wrong, "\n".join(eye.wrong)
