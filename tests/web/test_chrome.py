"""The frame of every page: language, headers, navigation, account menu, errors, sessions, and every part of the design."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.web.client import Browser
from tests.web.page import Page
from tests.web.sample import sample_app
from web.access import Access, check, policies, safe_next
from web.errors import Conflict
from web.identity import Desk
from web.limits import spend
from web.tags import OWN, tag_kind
from workflow.core.definition import Outcome, Phase, State
from workflow.core.words import Text, Words
from workflow.store.clock import FixedClock
from workflow.store.database import Database

PAGES = ("/tentang", "/privasi", "/aksesibilitas", "/bantuan", "/contoh", "/contoh/formulir", "/contoh/minutes", "/contoh/receipt")
COMMITTEE = Desk(tasks=4, waiting=1, staff=True, opens=True, decides=True)


def links(page: Page, within: str) -> list[str]:
    return [e.text for e in page.all("a") if any(within in a.attributes.get("class", "") for a in e.above())]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_part_of_the_design_is_a_good_page_in_both_languages(browser: Browser, prefix: str) -> None:
    for path in PAGES:
        browser.get(prefix + path)


def test_language_comes_from_the_path_and_each_page_names_its_twin(browser: Browser) -> None:
    page = browser.get("/en/contoh?hal=2")
    twins = {e.attributes["hreflang"]: e.attributes["href"] for e in page.all("link") if "hreflang" in e.attributes}
    assert twins == {"id": "/contoh?hal=2", "en": "/en/contoh?hal=2", "x-default": "/contoh?hal=2"}
    assert [e.attributes["href"] for e in page.all("a") if e.attributes.get("lang") == "id"] == ["/contoh?hal=2"]
    assert "Lompat ke isi utama" in browser.get("/contoh").root.text


def test_numbers_written_in_a_template_follow_the_page(browser: Browser) -> None:
    assert "1.112" in browser.get("/contoh").root.text and "1,112" in browser.get("/en/contoh").root.text


def test_english_frame_has_no_indonesian_words(browser: Browser) -> None:
    for path in ("/en/tentang", "/en/tidak-ada"):
        page = browser.get(path, 404 if "tidak" in path else 200)
        words = set(re.findall(r"[a-z]+", " ".join(e.text for e in page.all("body")).lower()))
        assert not words & {"dan", "yang", "halaman", "masuk", "bantuan", "seleksi", "dengan", "untuk", "tidak"}


@pytest.mark.parametrize(
    ("status", "path"),
    [(404, "/tidak-ada"), (404, "/akses/nomor/abc"), (405, "/contoh"), (400, "/contoh/formulir"), (413, "/contoh/formulir")],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_errors_are_pages_of_ours(app: Flask, prefix: str, status: int, path: str) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10_000
    browser = Browser(app)
    if status == 404:
        page = browser.get(prefix + path, 404)
    else:
        page = browser.post(prefix + path, {"x": "y" * (20_000 if status == 413 else 1)}, status)
    assert page.title.startswith("Error:" if prefix else "Galat:")


def test_a_crash_shows_a_number_and_no_trace(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> str:
        raise ZeroDivisionError("rahasia")

    app.view_functions["access_public"] = broken
    page = Browser(app).get("/akses/public", 500)
    number = re.search(r"\b[0-9A-F]{8}\b", page.all("main")[0].text)
    assert number and number.group() in caplog.text and "rahasia" not in page.root.text


def test_a_conflict_says_what_happened_and_where_to_go_on(app: Flask) -> None:
    def late() -> str:
        raise Conflict("Masa sanggah ditutup kemarin.", "/tentang")

    app.view_functions["access_public"] = late
    page = Browser(app).get("/akses/public", 409)
    assert "Masa sanggah ditutup kemarin." in page.root.text and any(
        e.attributes.get("href") == "/tentang" for e in page.all("main")[0].walk()
    )


def test_errors_of_data_addresses_are_problem_documents(browser: Browser) -> None:
    answer = browser.client.get("/tidak-ada.json")
    assert answer.content_type == "application/problem+json" and json.loads(answer.data)["status"] == 404


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("nobody", {"public": 200, "object": 200, "account": 302, "staff": 302, "admin": 302, "demo": 404}),
        ("candidate", {"public": 200, "object": 200, "account": 200, "staff": 403, "admin": 403, "demo": 404}),
        ("committee", {"public": 200, "object": 200, "account": 200, "staff": 200, "admin": 403, "demo": 404}),
        ("admin", {"public": 200, "object": 200, "account": 200, "staff": 403, "admin": 200, "demo": 404}),
    ],
)
def test_each_access_for_each_identity(
    db: Database, clock: FixedClock, token: Callable[..., str], identity: str, expected: dict[str, int]
) -> None:
    app = sample_app(db, clock=clock, desk=COMMITTEE if identity == "committee" else None)
    secret = None if identity == "nobody" else token(admin=identity == "admin")
    assert set(expected) == {access.value for access in Access}
    for access, status in expected.items():
        Browser(app, token=secret).get(f"/akses/{access}", status)
        Browser(app, token=secret).get(f"/en/akses/{access}", status)


def test_refusal_comes_before_the_form_is_read(browser: Browser) -> None:
    browser.post("/akses/demo", {}, 404)
    browser.post("/akses/account", {}, 302)


def test_demo_pages_exist_only_in_a_demonstration(db: Database, clock: FixedClock) -> None:
    page = Browser(sample_app(db, clock=clock, kind="demo")).get("/akses/demo")
    assert "Peraga — data rekaan" in page.root.text and "19 Oktober 2026 pukul 12.00 WITA" in page.root.text


def test_a_real_installation_has_no_demonstration_bar(browser: Browser) -> None:
    assert "Peraga" not in browser.get("/tentang").root.text


def test_visitors_come_back_after_signing_in(browser: Browser) -> None:
    browser.get("/akses/account?a=1", 302)
    assert browser.last is not None and browser.last.headers["Location"] == "/masuk?next=/akses/account?a%3D1"


@pytest.mark.parametrize("path", ["//jahat.example", "https://jahat.example", "/\\jahat", None, "", "/a\nb", "javascript:x", "/x\\y"])
def test_no_open_redirect(path: str | None) -> None:
    assert safe_next(path, "/") == "/"


def test_ways_back_that_are_ours() -> None:
    assert safe_next("/en/tugas/3?a=1", "/") == "/en/tugas/3?a=1"


@pytest.mark.parametrize(
    ("desk", "admin", "entries"),
    [
        (None, False, ["Urusan saya", "Ikut serta", "Semua proses", "Aturan main"]),
        (Desk(tasks=4, staff=True), False, ["Tugas saya (4)", "Proses saya", "Urusan saya", "Semua proses"]),
        (COMMITTEE, False, ["Menunggu keputusan (1)", "Tugas saya (4)", "Proses saya", "Penyelenggaraan", "Urusan saya", "Semua proses"]),
        (None, True, ["Pengelola", "Semua proses", "Aturan main"]),
    ],
)
def test_navigation_by_what_a_person_has_to_do(
    db: Database, clock: FixedClock, token: Callable[..., str], desk: Desk | None, admin: bool, entries: list[str]
) -> None:
    page = Browser(sample_app(db, clock=clock, desk=desk), token=token(admin=admin)).get("/akses/account")
    assert links(page, "trg-nav") == entries


def test_what_a_signed_in_person_sees_is_stored_nowhere(app: Flask, token: Callable[..., str]) -> None:
    browser = Browser(app, token=token())
    page = browser.get("/akses/account")
    assert browser.last is not None and browser.last.headers["Cache-Control"] == "private, no-store"
    assert "RW" in page.root.text and "ratna@contoh.go.id" in page.root.text


def test_a_planted_session_is_nobody(app: Flask) -> None:
    Browser(app, token="x" * 43).get("/akses/account", 302)


def test_the_session_ends_by_itself(app: Flask, clock: FixedClock, token: Callable[..., str]) -> None:
    browser = Browser(app, token=token())
    browser.get("/akses/account")
    clock.move_to(clock.moment + timedelta(hours=13))
    browser.get("/akses/account", 302)


def test_a_form_carries_token_key_and_round(browser: Browser) -> None:
    first, second = browser.hidden("/contoh/formulir"), browser.hidden("/contoh/formulir")
    assert first["ronde"] == "7" and re.fullmatch(r"[0-9a-f]{32}", first["kunci"]) and first["kunci"] != second["kunci"]
    browser.post("/contoh/formulir", {"school": "x"}, 400)
    browser.send("/contoh/formulir", {"school": "x"})


def test_cookies_over_https(db: Database, clock: FixedClock) -> None:
    app = sample_app(db, {"HTTPS": True}, clock=clock)
    answer = app.test_client().get("/contoh/formulir", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-terang-form=") and all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_forged_host_and_proxy_headers_change_nothing(db: Database, clock: FixedClock) -> None:
    client = sample_app(db, {"TRUSTED_HOSTS": ["terang.example"]}, clock=clock).test_client()
    assert client.get("/tentang", base_url="http://jahat.example").status_code == 400
    answer = client.get(
        "/tentang", base_url="http://terang.example", headers={"X-Forwarded-Host": "jahat.example", "X-Forwarded-For": "1.2.3.4"}
    )
    assert answer.status_code == 200 and b"jahat" not in answer.data


def test_the_limit_answers_429_with_the_time_to_wait(app: Flask) -> None:
    def often() -> str:
        spend("2 per minute", "percobaan", "ratna")
        return app.view_functions["about"]()

    app.view_functions["access_public"] = often
    browser = Browser(app)
    browser.get("/akses/public")
    browser.titles.clear()
    browser.get("/akses/public")
    browser.get("/akses/public", 429)
    assert browser.last is not None and 0 < int(browser.last.headers["Retry-After"]) <= 61


def test_a_route_without_a_policy_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/liar", "liar", lambda: "")
    with pytest.raises(RuntimeError, match="liar"):
        check(app)


def test_each_page_has_a_policy_and_both_languages(app: Flask) -> None:
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    for endpoint in policies(app):
        if endpoint != "static_file":
            assert rules[f"en:{endpoint}"] == f"/en{rules[endpoint]}"


@pytest.mark.parametrize("code", OWN)
def test_every_own_status_has_words_in_both_languages(code: str) -> None:
    _kind, words = OWN[code]
    assert words.id and words.en and words.id != words.en


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_every_state_has_a_shape(phase: Phase, outcome: Outcome | None) -> None:
    text = Text("x", "x")
    assert tag_kind(State("s", phase, Words(text, text, text), outcome)) in {"selesai", "aktif", "menunggu", "tindakan", "belum", "gagal"}


def test_an_unknown_status_is_an_error(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(KeyError):
        app.jinja_env.globals["own_status"]("entah")


def test_labels_of_charts_are_escaped(browser: Browser) -> None:
    browser.get("/contoh")
    assert "<b>Taneo" not in browser.text() and "&lt;b&gt;Taneo" in browser.text()


def test_the_checks_of_a_page_can_fail() -> None:
    bad: Any = '<!doctype html><html lang="id"><title>x</title><main id="konten"><h1>a</h1><h3 id="a" style="x">{kosong}</h3><input id="a" name="q"><table><th>x</th></table>'
    found = " ".join(Page(bad + "<a href='#tiada'>x</a><svg></svg><form method='post'></form></main></html>").problems(200, "id"))
    for word in ("h1 then h3", "id a 2", "no label", "caption", "scope", "style", "unfilled", "#tiada", "svg", "csrf"):
        assert word in found
