"""The bar of a demonstration: one press changes the person, one moves the clock; nothing of it in a real installation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from tests.web.client import Browser
from tests.web.sample import sample_app
from web.serve import app_of
from workflow import demo
from workflow.installation import Installation
from workflow.store.clock import FixedClock
from workflow.store.database import Database

Enter = Callable[[str | None], Browser]


def now(place: Installation) -> datetime:
    with place.db.reading() as connection:
        return place.clock.now(connection)


def test_every_page_has_the_bar_in_its_language(signed_in: Enter) -> None:
    browser = signed_in(None)
    for path, words in (("/", "Sebagai pengunjung"), ("/en/tentang", "As a visitor"), ("/masuk", "Majukan ke")):
        assert words in browser.get(path).root.text
    assert "Majukan ke" in browser.get("/tidak-ada", 404).root.text


def test_one_press_changes_the_person(signed_in: Enter, demo_place: Installation) -> None:
    browser = signed_in(None)
    for guest in demo.cast(demo_place.db, demo_place.settings.definitions):
        page = browser.send("/peraga/orang", {"orang": guest.alias}, at="/tentang", follow=True)
        assert guest.name in browser.get("/akun").root.text and page.all("main")
        chosen = [e for e in page.all("option") if e.has("selected")]
        assert [e.attributes["value"] for e in chosen] == [guest.alias]
    browser.send("/peraga/orang", {"orang": ""}, at="/tentang", follow=True)
    browser.get("/akun", 302)
    browser.send("/peraga/orang", {"orang": "tidak-ada"}, at="/tentang", follow=True)
    browser.get("/akun", 302)


def test_the_person_before_is_signed_out(signed_in: Enter, demo_app: Flask) -> None:
    browser = signed_in("sari")
    before = browser.client.get_cookie("terang").value  # type: ignore[union-attr]
    browser.send("/peraga/orang", {"orang": "andi"}, 302, at="/tentang", follow=False)
    Browser(demo_app, token=before).get("/akun", 302)


def test_one_press_moves_the_clock_and_only_one(demo_place: Installation, signed_in: Enter) -> None:
    browser = signed_in("komang")
    ahead = demo.next_deadline(demo_place.db, demo_place.clock)
    assert ahead is not None
    form = browser.hidden("/ikut", "/peraga/waktu")
    browser.post("/peraga/waktu", form, 302)
    assert browser.last is not None and browser.last.headers["Location"] == "/ikut"
    moved = now(demo_place)
    assert moved >= ahead.moment
    browser.post("/peraga/waktu", form, 302)
    assert (now(demo_place) - moved).total_seconds() < 60
    assert "Ni Komang" in browser.get("/akun").root.text
    after = demo.next_deadline(demo_place.db, demo_place.clock)
    assert after is not None and after.moment > ahead.moment


def test_the_clock_does_not_lead_to_other_sites_nor_back(demo_place: Installation, signed_in: Enter) -> None:
    browser, before = signed_in(None), now(demo_place)
    token = browser.hidden("/tentang", "/peraga/waktu")["csrf_token"]
    for given in ("", "kemarin", "2020-01-01T00:00:00+00:00", "2020-01-01T00:00:00"):
        browser.post("/peraga/waktu", {"csrf_token": token, "ke": given, "kembali": "//jahat.example/"}, 302)
        assert browser.last is not None and browser.last.headers["Location"] == "/mulai"
    assert 0 <= (now(demo_place) - before).total_seconds() < 60


def test_a_real_installation_has_neither_bar_nor_buttons(db: Database, clock: FixedClock) -> None:
    browser = Browser(sample_app(db, clock=clock, kind="real"))
    page = browser.get("/tentang")
    assert not [e for e in page.all("aside") if "trg-demo" in e.attributes.get("class", "")]
    token = browser.hidden("/masuk")["csrf_token"]
    for path in ("/peraga/orang", "/peraga/waktu"):
        browser.post(path, {"csrf_token": token, "orang": "sari"}, 404)


def test_answers_are_packed_and_carry_their_headers(demo_place: Installation) -> None:
    client = app_of(demo_place).test_client()
    answer = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip" and len(answer.data) < 8 * 1024
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"] and "Strict-Transport-Security" not in answer.headers
