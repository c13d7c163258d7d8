"""Coming in and going out, the own account, and the addresses that lead elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.web.client import Browser
from web.serve import app_of
from workflow import demo, people
from workflow.installation import Installation
from workflow.store import tables as t
from workflow.store.clock import FixedClock
from workflow.store.database import Database

Enter = Callable[[str | None], Browser]
NEW = "sawah hijau luas"
KOMANG = {"email": "komang@teluksagara.example", "password": demo.PASSWORD}


@pytest.fixture
def visitor(signed_in: Enter) -> Browser:
    return signed_in(None)


def letters_to(place: Installation, email: str) -> list[str]:
    with place.db.reading() as connection:
        return list(connection.execute(select(t.post_box.c.text).where(t.post_box.c.email == email).order_by(t.post_box.c.id)).scalars())


def link_in(letter: str) -> str:
    found = re.search(r"http://terang\.example(\S+)", letter)
    assert found is not None, letter
    return found.group(1)


def where(browser: Browser) -> str:
    assert browser.last is not None
    return browser.last.headers["Location"]


# ------------------------------------------------------------------ sign in
def test_signing_in_leads_to_where_one_was_going(visitor: Browser) -> None:
    visitor.get("/akun", 302)
    assert where(visitor) == "/masuk?next=/akun"
    visitor.send("/masuk", KOMANG, 302, at="/masuk?next=/akun", follow=False)
    assert where(visitor) == "/akun"
    assert "Ni Komang" in visitor.get("/akun").root.text
    visitor.get("/masuk?next=/akun/kegiatan", 302)
    assert where(visitor) == "/akun/kegiatan"


@pytest.mark.parametrize("target", ["https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:alert(1)"])
def test_no_other_site_is_led_to(signed_in: Enter, target: str) -> None:
    browser = signed_in(None)
    form = {**KOMANG, "next": target}
    browser.send("/masuk", form, 302, follow=False)
    assert where(browser) == "/mulai"


def test_one_answer_for_unknown_wrong_and_closed(signed_in: Enter, demo_place: Installation) -> None:
    account = people.find_accounts(demo_place.db, "hendra@").rows[0].account
    people.disable(demo_place.db, demo_place.clock, account)
    tries = [
        ("tidak-ada@contoh.go.id", "apa saja itu"),
        (KOMANG["email"], "bukan sandinya"),
        ("hendra@teluksagara.example", demo.PASSWORD),
        ("", ""),
    ]
    texts = {signed_in(None).send("/masuk", {"email": email, "password": password}).all("main")[0].text for email, password in tries}
    people.enable(demo_place.db, demo_place.clock, account)
    assert len(texts) == 1 and "tidak cocok" in texts.pop()


def test_a_password_is_never_shown_again(visitor: Browser) -> None:
    visitor.send("/masuk", {"email": "a@contoh.go.id", "password": "rahasia-sekali"})
    assert "rahasia-sekali" not in visitor.text() and 'value="a@contoh.go.id"' in visitor.text()


def test_signing_in_begins_a_new_session_and_out_ends_it(visitor: Browser, demo_app: Flask) -> None:
    visitor.send("/masuk", KOMANG, 302, follow=False)
    first = visitor.client.get_cookie("terang").value  # type: ignore[union-attr]
    visitor.send("/keluar", {}, 302, at="/akun", follow=False)
    assert where(visitor) == "/" and visitor.client.get_cookie("terang") is None
    Browser(demo_app, token=first).get("/akun", 302)


def test_guesses_are_counted(demo_place: Installation) -> None:
    app = app_of(demo_place)
    browser = Browser(app)
    for _ in range(10):
        browser.send("/masuk", {"email": "norma@teluksagara.example", "password": "salah sekali"})
    browser.send("/masuk", {"email": "NORMA@teluksagara.example ", "password": demo.PASSWORD}, 429)
    assert browser.last is not None and int(browser.last.headers["Retry-After"]) > 0
    browser.send("/masuk", KOMANG, 302, follow=False)


# ------------------------------------------------------------------ a new account
def test_a_new_account_and_a_known_address_get_the_same_answer(signed_in: Enter, demo_place: Installation) -> None:
    answers = set()
    for email in ("wulan.baru@contoh.go.id", KOMANG["email"]):
        browser = signed_in(None)
        page = browser.send("/daftar", {"name": "Wulan Baru", "email": email, "password": NEW})
        answers.add(page.all("main")[0].text)
    assert len(answers) == 1 and "Akun Anda siap" in answers.pop()
    assert "sudah memiliki akun" in letters_to(demo_place, KOMANG["email"])[-1]
    assert isinstance(people.sign_in(demo_place.db, demo_place.clock, "wulan.baru@contoh.go.id", NEW), str)
    assert isinstance(people.sign_in(demo_place.db, demo_place.clock, KOMANG["email"], demo.PASSWORD), str)


def test_a_form_with_mistakes_says_each_and_keeps_what_was_typed(visitor: Browser) -> None:
    page = visitor.send("/daftar", {"name": " ", "email": "bukan alamat", "password": "1234"})
    assert len([e for e in page.all("a") if e.attributes.get("href", "").startswith("#f-")]) == 3
    assert 'value="bukan alamat"' in visitor.text() and "1234" not in visitor.text()
    assert "Error" not in page.root.text


# ------------------------------------------------------------------ forgotten password
def test_a_forgotten_password_is_made_anew_once(signed_in: Enter, demo_place: Installation) -> None:
    browser, other = signed_in(None), signed_in("murni")
    for email in ("tidak.dikenal@contoh.go.id", "murni@teluksagara.example"):
        page = browser.send("/lupa-sandi", {"email": email})
        assert "Jika alamat itu punya akun" in page.root.text
    assert letters_to(demo_place, "tidak.dikenal@contoh.go.id") == []
    path = link_in(letters_to(demo_place, "murni@teluksagara.example")[-1])
    assert "murni@teluksagara.example" in browser.get(path).root.text and browser.last.headers["Cache-Control"] == "no-store"  # type: ignore[union-attr]
    assert "paling sedikit 8" in browser.send(path, {"password": "12"}).root.text
    browser.send(path, {"password": NEW}, 302, follow=False)
    other.get("/akun", 302)
    assert "tidak berlaku lagi" in browser.get(path, 410).root.text
    browser.send("/masuk", {"email": "murni@teluksagara.example", "password": NEW}, 302, follow=False)


def test_an_unknown_link_is_a_page_that_says_what_to_do(visitor: Browser) -> None:
    page = visitor.get("/sandi/" + "a" * 43, 410)
    assert any(e.attributes.get("href") == "/lupa-sandi" for e in page.all("a"))
    visitor.get("/en/sandi/" + "a" * 43, 410)


# ------------------------------------------------------------------ the password once more
def test_confirming_gives_the_session_a_new_secret(demo_app: Flask, demo_place: Installation, signed_in: Enter) -> None:
    browser = signed_in("bambang")
    before = browser.client.get_cookie("terang").value  # type: ignore[union-attr]
    with demo_place.db.writing() as connection:
        connection.execute(update(t.sessions).values(confirmed=None))
    assert "tidak cocok" in browser.send("/masuk/lagi", {"password": "salah"}, at="/masuk/lagi?next=/tugas").root.text
    browser.send("/masuk/lagi", {"password": demo.PASSWORD}, 302, at="/masuk/lagi?next=/tugas", follow=False)
    assert where(browser) == "/tugas"
    after = browser.client.get_cookie("terang").value  # type: ignore[union-attr]
    assert after != before
    known = people.session_account(demo_place.db, demo_place.clock, after)
    assert known is not None and known.confirmed
    assert people.session_account(demo_place.db, demo_place.clock, before) is None


# ------------------------------------------------------------------ the own account
def test_the_profile_is_changed_and_read_again(signed_in: Enter) -> None:
    browser = signed_in("fitri")
    page = browser.get("/akun")
    assert "198911112014032000" in page.root.text and "Guru Ahli Muda" in page.root.text
    assert "paling banyak 200" in browser.send("/akun", {"name": "", "language": "id"}).root.text
    assert "Pilih salah satu bahasa" in browser.send("/akun", {"name": "Fitri", "language": "xx"}).root.text
    page = browser.send("/akun", {"name": "Fitri Handayani, S.Pd., M.Pd.", "language": "en"})
    assert "Perubahan disimpan" in page.root.text and "M.Pd." in page.root.text
    assert browser.get("/en/akun").all("h1")[0].text == "My account"


def test_changing_the_password_ends_other_sessions(signed_in: Enter) -> None:
    browser, other = signed_in("dedi"), signed_in("dedi")
    assert "tidak cocok" in browser.send("/akun/sandi", {"old": "salah", "new": NEW}).root.text
    assert "mudah ditebak" in browser.send("/akun/sandi", {"old": demo.PASSWORD, "new": "katasandi"}).root.text
    assert "Kata sandi diganti" in browser.send("/akun/sandi", {"old": demo.PASSWORD, "new": NEW}).root.text
    other.get("/akun", 302)


def test_what_i_did_is_listed_with_words_and_cases(signed_in: Enter) -> None:
    page = signed_in("bambang").get("/akun/kegiatan")
    titles = [e.text for e in page.all("h3")]
    assert "Masuk" in titles and len(titles) > 5
    assert any(e.attributes.get("href", "").startswith("/ke/") for e in page.all("a"))
    assert "Ratna" not in signed_in("komang").get("/akun/kegiatan").root.text


def test_my_letters_are_mine(signed_in: Enter) -> None:
    page = signed_in("lukas").get("/akun/surat")
    assert "Lukas Watu Bria" in page.all("main")[0].text
    assert "Lukas Watu Bria" not in signed_in("komang").get("/akun/surat").all("main")[0].text
    assert "Belum ada surat" in signed_in("fajar").get("/akun/surat").root.text


# ------------------------------------------------------------------ addresses that lead elsewhere
@pytest.mark.parametrize(
    ("alias", "path"), [(None, "/"), ("komang", "/urusan"), ("bambang", "/tugas"), ("sari", "/tugas"), ("fajar", "/pengelola")]
)
def test_the_first_page_is_where_one_has_something_to_do(signed_in: Enter, alias: str | None, path: str) -> None:
    browser = signed_in(alias)
    browser.get("/mulai", 302)
    assert where(browser) == path
    browser.get("/en/mulai", 302)
    assert where(browser) == ("/en" + path)


def test_a_letter_leads_each_reader_to_their_own_page(signed_in: Enter, demo_place: Installation) -> None:
    with demo_place.db.reading() as connection:
        owned = select(t.cases.c.number).join(t.persons, t.persons.c.id == t.cases.c.owner).where(t.persons.c.name.startswith("Lukas"))
        number = connection.execute(owned).scalar_one()
    leads = {}
    for alias in (None, "lukas", "bambang", "komang"):
        browser = signed_in(alias)
        browser.get(f"/ke/{number}", 302)
        leads[alias] = where(browser)
    assert leads[None] == f"/masuk?next=/ke/{number}"
    assert leads["lukas"] == f"/urusan/{number}" and leads["bambang"] == f"/perkara/{number}"
    assert re.fullmatch(r"/[a-z_]+/[A-Z]+-\d{4}-\d{4,}", leads["komang"])
    signed_in("komang").get("/ke/XXX-2026-9999", 404)
    signed_in(None).get("/ke/XXX-2026-9999", 302)


def test_a_letter_about_a_comment_leads_to_ones_own_case(signed_in: Enter, demo_place: Installation) -> None:
    """Also when the comment has ended: there is no page of it, but there is one of the case that it is about."""
    owner, comment = t.cases.alias("owner"), t.cases
    with demo_place.db.reading() as connection:
        found = select(comment.c.number, owner.c.number.label("own")).join(owner, owner.c.id == comment.c.parent)
        lukas = found.join(t.persons, t.persons.c.id == owner.c.owner).where(t.persons.c.name.startswith("Lukas"))
        rows = connection.execute(lukas).all()
    assert rows
    for row in rows:
        browser = signed_in("lukas")
        browser.get(f"/ke/{row.number}", 302)
        assert where(browser) == f"/urusan/{row.own}"


# ------------------------------------------------------------------ the frame
def test_every_page_of_the_account_is_small_and_in_both_languages(signed_in: Enter) -> None:
    visitor, lukas = signed_in(None), signed_in("lukas")
    for path in ("/masuk", "/daftar", "/lupa-sandi"):
        visitor.get(path), visitor.get("/en" + path)
    for path in ("/akun", "/akun/sandi", "/akun/kegiatan", "/akun/surat", "/masuk/lagi"):
        lukas.get(path), lukas.get("/en" + path)


def test_sessions_of_officials_end_sooner(db: Database, clock: FixedClock, token: Callable[..., str], app: Flask) -> None:
    secret = token()
    Browser(app, token=secret).get("/akun/kegiatan")
    clock.move_to(clock.moment + timedelta(hours=3))
    Browser(app, token=secret).get("/akun/kegiatan", 302)
