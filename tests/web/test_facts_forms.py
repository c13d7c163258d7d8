"""Tables, named cases and persons in the forms of officials, owners and visitors: drafts, checks, what is on offer, errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.web.client import Browser
from tests.web.page import Page
from tests.web.rich import BIDS, OPENED, SLOTS, STAFFED, Rich, rich
from workflow.queries import offered
from workflow.store import tables as t

ROW = {
    "agenda.0.activity": "Uji coba",
    "agenda.0.held-day": "1",
    "agenda.0.held-month": "4",
    "agenda.0.held-year": "2026",
    "agenda.0.medium": "daring",
}
START, SLOT = "/sekretariat/baru/tempat_contoh", "/sekretariat/{round}/buat/slot/add"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Rich]:
    made = rich(f"sqlite:///{tmp_path}/terang.db", tmp_path)
    yield made
    made.play.db.close()


def value(page: Page, name: str) -> str:
    found = next(e for e in page.all("input", "textarea") if e.attributes.get("name") == name)
    return found.text if found.tag == "textarea" else found.attributes.get("value", "")


def options(page: Page, name: str) -> dict[str, str]:
    """Value -> words of a list, without the empty line on top."""
    found = next(e for e in page.all("select") if e.attributes.get("name") == name)
    return {o.attributes["value"]: o.text for o in found.walk() if o.tag == "option" and o.attributes["value"]}


def chosen(page: Page, name: str) -> str:
    found = next(e for e in page.all("select") if e.attributes.get("name") == name)
    return next((o.attributes["value"] for o in found.walk() if o.has("selected")), "")


def errors(page: Page) -> dict[str, str]:
    summary = [e for e in page.root.walk() if e.attributes.get("class", "").startswith("govuk-error-summary")]
    return {e.attributes["href"]: e.text for e in summary[0].walk() if e.tag == "a"} if summary else {}


def held(world: Rich, alias: str, fact: str) -> list[str | None]:
    """The texts of a fact of a case, in order."""
    with world.play.db.reading() as connection:
        found = select(t.facts.c.s).join(t.cases, t.cases.c.id == t.facts.c.case_id).order_by(t.facts.c.ordinal)
        return list(connection.execute(found.where(t.cases.c.number == world.number(alias), t.facts.c.fact == fact)).scalars())


def location(browser: Browser) -> str:
    assert browser.last is not None
    return browser.last.headers["Location"]


# ------------------------------------------------------------------ officials
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_root_is_begun_with_a_table(world: Rich, prefix: str) -> None:
    clerk = world.at("clerk")
    wrong = clerk.send(prefix + START, {"name": "Putaran", **ROW, "agenda.0.seats": "banyak", "agenda.2.note": "tanpa nama"}, 422)
    row = "Row" if prefix else "Baris"
    assert list(errors(wrong)) == ["#f-agenda.0.seats", "#f-agenda.1.activity", "#f-agenda.1.held-day", "#f-agenda.1.medium"]
    assert all(text.startswith(f"{row} {n}: ") for n, text in zip((1, 2, 2, 2), errors(wrong).values(), strict=True))
    assert (
        value(wrong, "agenda.0.seats") == "banyak"
        and value(wrong, "agenda.1.note") == "tanpa nama"
        and chosen(wrong, "agenda.0.medium") == "daring"
    )
    more = clerk.send(prefix + START, {"name": "Putaran", **ROW, "tambah": "agenda:4"}, 200)
    assert errors(more) == {} and value(more, "agenda.0.activity") == "Uji coba" and value(more, "agenda.3.activity") == ""
    clerk.send(prefix + START, {"name": "Putaran", **ROW}, 200, follow=True)
    assert "Uji coba" in clerk.text()


def test_an_official_changes_a_table_that_stands_there(world: Rich) -> None:
    world.table(SLOTS)
    clerk, step = world.at("clerk"), f"/perkara/{world.number('round')}/langkah/change"
    page = clerk.get(step)
    assert (
        value(page, "agenda.0.activity") == "Uji"
        and value(page, "agenda.0.held-month") == "4"
        and value(page, "agenda.0.note") == "Bawa_kartu"
    )
    assert chosen(page, "agenda.0.medium") == "luring" and chosen(page, "agenda.0.open") == "yes"
    typed = {**ROW, "name": "Putaran", "agenda.1.activity": "Wawancara", "aksi": "kirim"}
    clerk.send(step, {**typed, "tambah": "agenda:6"}, 302, follow=False)
    address, _, place = location(clerk).partition("#")
    wider = clerk.get(address)
    assert place == "f-agenda" and errors(wider) == {} and value(wider, "agenda.5.activity") == ""
    assert value(wider, "agenda.1.activity") == "Wawancara", "a half-filled row is kept as a draft"
    assert list(errors(clerk.send(step, typed, 422))) == ["#f-agenda.1.held-day", "#f-agenda.1.medium"]
    clerk.send(step, {**ROW, "name": "Putaran", "aksi": "kirim"}, 302, follow=False)
    check = clerk.get(f"{step}/periksa")
    assert [e.text for e in check.all("table") if "Uji coba" in e.text and "Daring" in e.text]
    clerk.send(f"{step}/periksa", {}, follow=True)
    assert held(world, "round", "agenda")[0] == "Uji coba"


def test_a_second_official_sees_the_table_before_and_after(world: Rich) -> None:
    world.table(
        f"{OPENED}\nopen | clerk | reschedule round agenda.0.activity=Simulasi agenda.0.held=2026-04-09 agenda.0.medium=daring | open"
    )
    with world.play.db.reading() as connection:
        proposal = connection.execute(select(t.proposals.c.id)).scalar_one()
    page = world.at("other").get(f"/perkara/{world.number('round')}/usulan/{proposal}")
    tables = {table.children[0].text: table.text for table in page.all("table")}
    assert "Uji" in tables["Agenda, sekarang"] and "Simulasi" in tables["Agenda, setelah dikonfirmasi"]


def test_officials_choose_cases_that_they_may_know_of(world: Rich) -> None:
    world.table(OPENED)
    first = world.number("round")
    clerk = world.at("clerk")
    assert options(clerk.get(START), "repeats") == {first: f"Putaran pertama · {first} · Dibuka"}
    assert "Belum ada yang dapat dipilih dari daftar. Tulis nomornya" in clerk.get(SLOT.format(round=first)).root.text, (
        "none but its own round"
    )
    world.table("- | clerk | round.start tempat_contoh as second name=Kedua | draft")
    offer = options(clerk.get(SLOT.format(round=world.number("second"))), "like")
    assert list(offer) == [first]
    world.table(STAFFED)
    mine = options(world.at("boss").get(f"/perkara/{world.number('rani')}/langkah/rate"), "instead")
    assert set(mine) == {world.number(f"r{who}") for who in ("budi", "cici", "dodi")}, (
        "alive, in this round, read by this official, not itself"
    )


def test_where_there_are_too_many_cases_the_number_is_typed(world: Rich, monkeypatch: pytest.MonkeyPatch) -> None:
    world.table(OPENED)
    monkeypatch.setattr(offered, "MOST", 0)
    clerk = world.at("clerk")
    page = clerk.get(START)
    assert "Tulis nomornya, misalnya RND-2026-0001." in page.root.text and value(page, "repeats") == ""
    wrong = clerk.send(START, {"name": "Lagi", "repeats": "RND-2026-9999"}, 422)
    assert (
        errors(wrong) == {"#f-repeats": "Nomor pada “Mengulang putaran” tidak ditemukan. Periksa lagi."}
        and value(wrong, "repeats") == "RND-2026-9999"
    )
    clerk.send(START, {"name": "Lagi", "repeats": world.number("round").lower()}, 200, follow=True)


# ------------------------------------------------------------------ owners
def apply(world: Rich) -> Browser:
    world.table(f"{OPENED}\nlisted | q | bid.begin north as q | draft")
    return world.at("q")


GOAL = {"goals.0.goal": "Kelas baru", "goals.0.by-day": "1", "goals.0.by-month": "5", "goals.0.by-year": "2026"}


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_owner_fills_in_a_table_over_days(world: Rich, prefix: str) -> None:
    browser = apply(world)
    fill = f"{prefix}/urusan/{world.number('q')}/isi/apply"
    half = {"goals.0.goal": "Kelas baru", "goals.2.amount": "7", "mentor": "", "aksi": "draf"}
    browser.send(f"{fill}/2", half, 200, follow=True)
    page = browser.get(f"{fill}/2")
    assert value(page, "goals.0.goal") == "Kelas baru" and value(page, "goals.1.amount") == "7"
    wrong = browser.send(f"{fill}/2", {**half, "aksi": "lanjut"})
    assert list(errors(wrong)) == ["#f-goals.0.by-day", "#f-goals.1.goal", "#f-goals.1.by-day"]
    browser.send(f"{fill}/2", {**GOAL, "tambah": "goals:3"}, 303, follow=False)
    assert value(browser.get(location(browser).partition("#")[0]), "goals.2.goal") == ""
    browser.send(f"{fill}/2", {**GOAL, "aksi": "lanjut"}, 303, follow=False)
    page = browser.get(f"{fill}/2")
    assert value(page, "goals.1.amount") == "", "a row that was emptied is gone from the draft"
    check = browser.get(f"{fill}/periksa")
    assert ("1 row" if prefix else "1 baris") in check.root.text
    assert "Kelas baru" in next(table.text for table in check.all("table"))


def test_an_owner_names_a_case_and_a_person(world: Rich) -> None:
    world.table(f"{OPENED}\n{BIDS}")
    q, number = world.at("q"), world.number("q")
    step = f"/urusan/{number}/langkah/revise"
    page = q.get(step)
    offer = options(page, "second")
    assert set(offer) == {world.number(alias) for alias in ("north", "north2", "south")} and offer[world.number("south")].startswith(
        "C_Selatan · "
    )
    asked = {"goals.0.goal": "Baru", "goals.0.by-day": "1", "goals.0.by-month": "6", "goals.0.by-year": "2026", "aksi": "lanjut"}
    nobody = q.send(step, {**asked, "mentor": "siapa@contoh.example"})
    assert errors(nobody) == {
        "#f-mentor": "Alamat surel pada “Pendamping” belum punya akun di sini. Periksa ejaannya; orangnya perlu membuka akun lebih dahulu."
    }
    assert value(nobody, "mentor") == "siapa@contoh.example"
    keys = q.send(step, {**asked, "mentor": str(world.play.persons["boss"])})
    assert list(errors(keys)) == ["#f-mentor"], "persons are not found by counting"
    q.send(step, {**asked, "mentor": "Tamu@contoh.example", "second": world.number("south")}, 303, follow=False)
    check = q.get(f"/urusan/{number}/isi/revise/periksa")
    assert "Tamu" in check.root.text and f"C_Selatan ({world.number('south')})" in check.root.text
    q.send(f"/urusan/{number}/isi/revise/kirim", {}, at=f"/urusan/{number}/isi/revise/periksa", follow=True)
    again = q.get(step)
    assert (
        value(again, "mentor") == "tamu@contoh.example"
        and value(again, "goals.0.goal") == "Baru"
        and chosen(again, "second") == world.number("south")
    )
    assert held(world, "q", "goals")[0] == "Baru"


def test_earlier_cases_on_offer_are_the_own_ones(world: Rich) -> None:
    world.table(f"{OPENED}\n{BIDS}")
    world.play.cases["old_q"] = world.number("q")
    world.table(f"{OPENED.replace('round', 'second').replace('second.start', 'round.start')}\nlisted | q | bid.begin north as q | draft")
    page = world.at("q").get(f"/urusan/{world.number('q')}/isi/apply/2")
    assert set(options(page, "former")) == {world.number("old_q")}, "not those of others"


# ------------------------------------------------------------------ visitors
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_visitor_nominates_with_a_table(world: Rich, prefix: str) -> None:
    world.table(OPENED)
    speak = f"{prefix}/putaran/{world.number('round')}/{world.number('north')}/masukan"
    visitor = world.at()
    assert world.number("south") in options(visitor.get(speak), "slot_too")
    typed = {"nominee": "tamu@contoh.example", "merit_of": "Tekun.", "works.0.work": "Buku", "works.0.year": "2020"}
    more = visitor.post(f"{speak}/periksa", {**visitor.hidden(speak, f"{speak}/periksa"), **typed, "tambah": "works:3"})
    assert errors(more) == {} and value(more, "works.0.work") == "Buku" and value(more, "works.2.work") == ""
    wrong = visitor.post(
        f"{speak}/periksa", {**visitor.hidden(speak, f"{speak}/periksa"), **typed, "nominee": "x@y", "works.1.year": "2021"}
    )
    assert list(errors(wrong)) == ["#f-nominee", "#f-works.1.work"]
    check = visitor.post(f"{speak}/periksa", {**visitor.hidden(speak, f"{speak}/periksa"), **typed})
    assert "tamu@contoh.example" in check.root.text and "Tamu" not in check.root.text, "whose address it is is not told"
    assert "Buku" in next(table.text for table in check.all("table"))
    kept = {e.attributes["name"]: e.attributes["value"] for e in check.all("input") if e.attributes.get("type") == "hidden"}
    sent = visitor.post(speak, {**kept, "aksi": "kirim"}, follow=True)
    assert "Buku" in sent.root.text
    visitor.get(next(e.attributes["href"] for e in sent.all("a") if e.attributes["href"].endswith(".pdf")))
