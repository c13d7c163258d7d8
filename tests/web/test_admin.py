"""The administrator's pages: invitations, accounts, offices, days off; and that nobody else reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.client import Browser
from tests.web.test_account import NEW, letters_to, link_in
from workflow import demo, people
from workflow.days_off import own_days
from workflow.installation import Installation
from workflow.store.holidays_id import calendar_of

Enter = Callable[[str | None], Browser]
PAGES = ("/pengelola", "/pengelola/akun", "/pengelola/undang", "/pengelola/jabatan", "/pengelola/libur")
INVITED = {
    "name": "Wahyu Sasongko, S.H.",
    "email": "wahyu@teluksagara.example",
    "nip": "198801012012011000",
    "post": "Analis | Analyst",
    "language": "id",
    "kind": "official",
}


@pytest.fixture
def admin(signed_in: Enter) -> Browser:
    return signed_in("fajar")


def account_of(place: Installation, text: str) -> people.AccountRow:
    (row,) = people.find_accounts(place.db, text).rows
    return row


def invited(place: Installation, admin: Browser, **more: str) -> people.AccountRow:
    """Invites somebody, once for each address."""
    form = {**INVITED, **more}
    if not people.find_accounts(place.db, form["email"]).rows:
        admin.send("/pengelola/undang", form)
    return account_of(place, form["email"])


def taken_up(place: Installation, browser: Browser, email: str) -> None:
    browser.send(link_in(letters_to(place, email)[-1]), {"password": NEW}, 302, follow=False)


# ------------------------------------------------------------------ reading
def test_every_page_in_both_languages(admin: Browser) -> None:
    for path in PAGES:
        admin.get(path), admin.get("/en" + path)


@pytest.mark.parametrize("alias", ["sari", "bambang", "andi", "komang"])
def test_nobody_else_reads_them(signed_in: Enter, demo_place: Installation, alias: str) -> None:
    browser, id = signed_in(alias), account_of(demo_place, "lukas@").account
    for path in (*PAGES, f"/pengelola/akun/{id}"):
        browser.get(path, 403)


def test_the_front_page_says_what_is_unsafe(admin: Browser) -> None:
    words = admin.get("/pengelola").root.text
    assert "Belum siap dibuka untuk umum" in words and "instalasi peraga" in words
    assert "2026.1" in words and "http://terang.example" in words


def test_accounts_are_found_by_name_address_and_kind(admin: Browser) -> None:
    def names(query: str) -> str:
        return admin.get("/pengelola/akun" + query).all("main")[0].text

    assert "Lukas Watu Bria" in names("?q=LUKAS") and "Ratna" not in names("?q=lukas")
    assert "Eko Prasetiyo" in names("?q=197812032003121000")
    assert "Fajar Nugroho" in names("?jenis=admin") and "Sari Lestari" not in names("?jenis=admin")
    assert "Sari Lestari" in names("?jenis=official") and "Lukas" not in names("?jenis=official")
    assert "Tidak ada akun yang cocok" in names("?q=%25%25") and "Tidak ada akun yang cocok" in names("?jenis=admin&q=lukas")
    assert "Lihat" not in names("?hal=999999999999999999") and names("?hal=abc") == names("?hal=-3")
    assert admin.get("/pengelola/akun?hal=2").root.text != admin.get("/pengelola/akun").root.text


# ------------------------------------------------------------------ invitations
def test_an_invited_official_makes_a_password_and_signs_in(admin: Browser, signed_in: Enter, demo_place: Installation) -> None:
    row = invited(demo_place, admin)
    assert row.waiting and row.nip == INVITED["nip"] and row.post is not None and row.post.en == "Analyst"
    taken_up(demo_place, signed_in(None), row.email)
    signed_in(None).send("/masuk", {"email": row.email, "password": NEW}, 302, follow=False)
    assert not account_of(demo_place, row.email).waiting


def test_an_invitation_in_english_leads_to_an_english_page(admin: Browser, demo_place: Installation) -> None:
    invited(demo_place, admin, email="tina@teluksagara.example", nip="", name="Tina Elisabeth", language="en")
    letter = letters_to(demo_place, "tina@teluksagara.example")[-1]
    assert letter.startswith("Dear") and link_in(letter).startswith("/en/sandi/")


def test_mistakes_in_an_invitation_are_said_beside_their_fields(admin: Browser) -> None:
    page = admin.send("/pengelola/undang", {"name": "", "email": "x", "nip": "12", "language": "id", "kind": "official"})
    assert len([e for e in page.all("a") if e.attributes.get("href", "").startswith("#f-")]) == 3
    page = admin.send("/pengelola/undang", {**INVITED, "language": "", "kind": ""})
    assert "Pilih salah satu bahasa" in page.root.text and "Pilih petugas atau pengelola" in page.root.text
    assert "sudah dipakai" in admin.send("/pengelola/undang", {**INVITED, "email": "lukas@teluksagara.example", "nip": ""}).root.text


def test_whoever_holds_a_role_is_no_administrator(admin: Browser) -> None:
    page = admin.send("/pengelola/undang", {**INVITED, "email": "sari2@teluksagara.example", "nip": "198601142010012000", "kind": "admin"})
    assert "memegang peran" in page.root.text


def test_a_new_invitation_ends_the_old_one(admin: Browser, signed_in: Enter, demo_place: Installation) -> None:
    row = invited(demo_place, admin, email="rudi@teluksagara.example", nip="", name="Rudi Hartono")
    old = link_in(letters_to(demo_place, row.email)[-1])
    page = f"/pengelola/akun/{row.account}"
    admin.send(page, {"aksi": "undang"})
    new = link_in(letters_to(demo_place, row.email)[-1])
    assert new != old
    signed_in(None).get(old, 410)
    signed_in(None).get(new)


# ------------------------------------------------------------------ accounts
def test_an_account_is_disabled_and_enabled(admin: Browser, signed_in: Enter, demo_place: Installation) -> None:
    theirs, row = signed_in("asep"), account_of(demo_place, "asep@")
    page = f"/pengelola/akun/{row.account}"
    assert "Sesinya sudah berakhir" in admin.send(page, {"aksi": "nonaktifkan"}).root.text
    theirs.get("/akun", 302)
    theirs.send("/masuk", {"email": row.email, "password": demo.PASSWORD})
    assert "diaktifkan kembali" in admin.send(page, {"aksi": "aktifkan"}).root.text
    signed_in("asep").get("/akun")


def test_nobody_disables_the_own_account(admin: Browser, demo_place: Installation) -> None:
    row = account_of(demo_place, "fajar@")
    page = f"/pengelola/akun/{row.account}"
    assert "akun Anda sendiri" in admin.get(page).root.text
    admin.post(page, {**admin.hidden("/pengelola/undang"), "aksi": "nonaktifkan"}, 302)
    admin.post(page, {**admin.hidden("/pengelola/undang"), "aksi": "apa saja"}, 302)
    assert not account_of(demo_place, "fajar@").disabled


def test_an_account_that_is_not_there_is_404(admin: Browser) -> None:
    admin.get("/pengelola/akun/999999", 404)
    admin.post("/pengelola/akun/999999", {**admin.hidden("/pengelola/undang"), "aksi": "aktifkan"}, 404)


# ------------------------------------------------------------------ offices
def test_an_office_is_given_and_ended(admin: Browser, signed_in: Enter, demo_place: Installation) -> None:
    row = invited(demo_place, admin, email="dewi@teluksagara.example", nip="", name="Dewi Anggraini")
    taken_up(demo_place, signed_in(None), row.email)
    office = people.office_roles(demo_place.db)[0]
    page = admin.send("/pengelola/jabatan", {"role": office.role, "person": "DEWI@teluksagara.example "}, at="/pengelola/jabatan")
    assert "Jabatan diberikan" in page.root.text and "Dewi Anggraini" in page.root.text
    form = {"role": office.role, "person": row.email}
    assert "sudah memegang" in admin.send("/pengelola/jabatan", form).root.text
    official = Browser(admin.client.application)
    official.send("/masuk", {"email": row.email, "password": NEW}, 302, follow=False)
    official.get("/mulai", 302)
    assert official.last is not None and official.last.headers["Location"] == "/tugas"
    hidden = admin.hidden("/pengelola/jabatan", "/pengelola/jabatan/akhiri")
    page = admin.post("/pengelola/jabatan/akhiri", {**hidden, "jabatan": office.role, "orang": str(row.person)}, follow=True)
    assert "Jabatan diakhiri" in page.root.text and "Dewi Anggraini" not in page.root.text
    admin.post("/pengelola/jabatan/akhiri", {**hidden, "jabatan": "tidak_ada", "orang": "x"}, 302)


def test_only_offices_of_the_agency_are_on_offer(demo_place: Installation) -> None:
    assert [(o.words.en, len(o.processes)) for o in people.office_roles(demo_place.db)] == [
        ("Secretariat", 1),
        ("Appointing official", 1),
        ("Inspectorate", 1),
    ]


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("fajar@teluksagara.example", "Pengelola tidak memegang peran"),
        ("andi@teluksagara.example", "tidak boleh dirangkap"),
        ("tidak.ada@teluksagara.example", "Undang orangnya dulu"),
        ("", "Undang orangnya dulu"),
    ],
)
def test_an_office_that_may_not_be_given_says_why(admin: Browser, demo_place: Installation, person: str, said: str) -> None:
    role = people.office_roles(demo_place.db)[0].role
    assert said in admin.send("/pengelola/jabatan", {"role": role, "person": person}).root.text
    assert "Pilih jabatan yang diisi" in admin.send("/pengelola/jabatan", {"role": "tidak_ada", "person": person}).root.text


def test_an_address_nobody_proved_gets_no_office(admin: Browser, demo_place: Installation) -> None:
    assert people.open_account(demo_place.db, demo_place.clock, "Sari Palsu", "sari.palsu@contoh.go.id", NEW) == ()
    role = people.office_roles(demo_place.db)[0].role
    assert "belum terbukti" in admin.send("/pengelola/jabatan", {"role": role, "person": "sari.palsu@contoh.go.id"}).root.text


# ------------------------------------------------------------------ days off
LOCAL = {
    "day-day": "14",
    "day-month": "desember",
    "day-year": "2027",
    "kind": "off",
    "name_id": "Hari jadi kabupaten",
    "name_en": "Day of the regency",
    "cite": "Keputusan Bupati 12/2026",
}
WORKED = {**LOCAL, "day-day": "17", "day-month": "8", "kind": "work"}


def test_a_local_day_off_changes_the_reckoning_until_it_is_removed(admin: Browser, demo_place: Installation) -> None:
    for form in (LOCAL, WORKED):
        assert "Hari dicatat" in admin.send("/pengelola/libur", form, at="/pengelola/libur").root.text
    with demo_place.db.reading() as connection:
        off = {day.isoformat() for day in calendar_of(connection, 2027).off}
    assert "2027-12-14" in off and "2027-08-17" not in off
    assert "sudah tercatat" in admin.send("/pengelola/libur", LOCAL).root.text
    hidden = admin.hidden("/pengelola/libur", "/pengelola/libur/hapus")
    for day in ("2027-12-14", "2027-08-17"):
        assert "Catatan dihapus" in admin.post("/pengelola/libur/hapus", {**hidden, "hari": day}, follow=True).root.text
    admin.post("/pengelola/libur/hapus", {**hidden, "hari": "x"}, 302)
    assert own_days(demo_place.db) == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day-day": "31", "day-month": "2"}, "Tulis tanggal yang ada"),
        ({"day-year": "1890"}, "Tulis tanggal yang ada"),
        ({"kind": ""}, "libur atau tetap hari kerja"),
        ({"kind": "work"}, "bukan hari libur nasional"),
        ({"name_en": ""}, "kedua bahasa"),
        ({"cite": " "}, "Tulis keputusan"),
    ],
)
def test_a_day_that_cannot_be_listed_says_why(admin: Browser, demo_place: Installation, wrong: dict[str, str], said: str) -> None:
    assert said in admin.send("/pengelola/libur", {**LOCAL, **wrong}).root.text
    assert own_days(demo_place.db) == ()
