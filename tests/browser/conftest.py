"""A demonstration served on loopback, and Debian's Chromium to walk it. Skipped with its reason where there is no Chromium."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import BaseWSGIServer, make_server

from tests.conftest import unavailable
from web.serve import app_of
from workflow import demo
from workflow.installation import Installation, open_installation
from workflow.settings import DEFINITIONS, Settings

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Site:
    """A served installation: its address and its inside."""

    url: str
    place: Installation


def made(home: Path, port: int) -> Installation:
    """A fresh demonstration in `home`."""
    url = f"http://127.0.0.1:{port}"
    settings = Settings(home, f"sqlite:///{home / 'terang.db'}", DEFINITIONS, url, "terang@localhost", None)
    place = open_installation(settings)
    demo.start(place.db, place.clock, home, DEFINITIONS, f"127.0.0.1:{port}")
    return place


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("home")
    server = make_server("127.0.0.1", 0, lambda environ, start: [], threaded=True)
    try:
        place = made(home, server.port)
        yield from _served(server, place)
        place.db.close()
    finally:
        server.server_close()


def _served(server: BaseWSGIServer, place: Installation) -> Iterator[Site]:
    server.app = app_of(place, RATELIMIT_ENABLED=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.port}", place)
    server.shutdown()
    thread.join(5)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        unavailable("Chromium is not installed, so nothing is tried in a browser")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", *quiet]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


OPEN = "[...document.querySelectorAll('details:not([open], .trg-menu)')].forEach(d => { d.open = true; d.dataset.shut = '' })"
SHUT = "document.querySelectorAll('details[data-shut]').forEach(d => { d.open = false; delete d.dataset.shut })"


def violations(page: Page) -> list[str]:
    """What axe-core says of the page with every <details> open but the menu, which would cover what is under it, as `rule: selector`."""
    page.evaluate(OPEN)
    page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'], preload: false})", RULES
    )
    page.evaluate(SHUT)
    return [f"{v['id']}: {n['target']} {n['html'][:160]}" for v in found["violations"] for n in v["nodes"]]


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
