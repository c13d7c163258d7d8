"""The first start of a demonstration: whoever comes early is asked to wait, in both languages, and then finds it at the same address."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.web.page import Page
from web import door
from web.door import Door

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
START = "from workflow.cli import main; main()"


def asked(path: str, method: str = "GET", app: object = None) -> tuple[str, dict[str, str], bytes]:
    told: list[tuple[str, list[tuple[str, str]]]] = []
    at = Door("127.0.0.1", 0)
    at.app = app  # type: ignore[assignment]
    body = b"".join(at({"PATH_INFO": path, "REQUEST_METHOD": method}, lambda status, headers: told.append((status, headers))))
    return told[0][0], dict(told[0][1]), body


@pytest.mark.parametrize(
    ("path", "language", "says"),
    [("/", "id", "sedang disiapkan"), ("/masuk", "id", "muat ulang"), ("/en/", "en", "being prepared"), ("/enak", "id", "disiapkan")],
)
def test_the_page_that_asks_to_wait(path: str, language: str, says: str) -> None:
    status, headers, body = asked(path)
    page = Page(body.decode())
    assert status.startswith("503") and headers["Retry-After"] == str(door.AGAIN) and headers["Cache-Control"] == "no-store"
    assert f'lang="{language}"' in body.decode() and says in " ".join(e.text for e in page.all("title", "p")).lower()
    assert [e.attributes["content"] for e in page.all("meta") if e.attributes.get("http-equiv") == "refresh"] == [str(door.AGAIN)]
    assert len(page.all("h1")) == 1


def test_only_the_heads_are_sent_for_a_head() -> None:
    assert asked("/", "HEAD")[2] == b""


def test_the_application_answers_once_it_stands() -> None:
    def app(environ: dict[str, object], start: object) -> list[bytes]:
        start("200 OK", [])  # type: ignore[operator]
        return [str(environ["PATH_INFO"]).encode()]

    assert asked("/x", app=app) == ("200 OK", {}, b"/x")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answer(port: int) -> HTTPResponse | None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/")
        found = connection.getresponse()
        found.read()
        return found
    except OSError:
        return None
    finally:
        connection.close()


def test_a_first_start_answers_at_once_and_then_serves(tmp_path: Path) -> None:
    for part in ("forum_konsultasi", "rules"):
        shutil.copytree(DEFINITIONS / part, tmp_path / "definitions" / part)
    shutil.copy(DEFINITIONS / "demo.yaml", tmp_path / "definitions")
    port = free_port()
    environment = {**os.environ, "TERANG_HOME": str(tmp_path / "home"), "TERANG_DEFINITIONS": str(tmp_path / "definitions")}
    words = [sys.executable, "-c", START, "serve", "--demo", "--port", str(port)]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            seen, end = [], time.monotonic() + 120
            while time.monotonic() < end and server.poll() is None and seen[-1:] != [200]:
                if (found := answer(port)) is not None:
                    seen.append(found.status)
                time.sleep(0.02)
            assert seen[-1:] == [200] and 503 in seen and set(seen) == {503, 200}, seen
            busy = subprocess.run([*words[:-1], str(port)], env=environment, capture_output=True, text=True, timeout=120)
            assert busy.returncode == 1 and f"cannot listen on 127.0.0.1:{port}" in busy.stderr
        finally:
            server.terminate()
            told, _ = server.communicate(timeout=60)
    assert server.returncode == 0, told
    assert "says when it stands" in told and "Sign in as anybody below" in told
