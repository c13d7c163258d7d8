"""Roles with attributes, and roles that are held at cases below: how they are given, found and shown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest

from tests.web.page import Page
from tests.web.rich import OPENED, STAFFED, Rich, rich
from workflow.queries import staff_roles


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rich]:
    folder = tmp_path_factory.mktemp("rich")
    made = rich(f"sqlite:///{folder}/terang.db", folder)
    made.table(OPENED + STAFFED)
    yield made
    made.play.db.close()


def text(page: Page) -> str:
    return " ".join(next(e.text for e in page.all("main")).split())


def section(page: Page, id_: str) -> str:
    (found,) = [e for e in page.all("section") if e.attributes.get("id") == id_]
    return " ".join(found.text.split())


def links(page: Page, words: str) -> list[str]:
    return [e.attributes["href"] for e in page.all("a") if words in e.text]


def errors(page: Page) -> list[tuple[str, str]]:
    (box,) = [e for e in page.all("div") if "govuk-error-summary" in e.attributes.get("class", "").split()]
    return [(e.attributes["href"], e.text) for e in box.walk() if e.tag == "a"]


# ------------------------------------------------------------------ giving a role with attributes
@pytest.mark.parametrize(
    ("prefix", "unit", "head", "active", "nobody"),
    [
        ("", "Isi: Unit kerja.", "Tulis alamat surel: Atasan.", "Pilih: Aktif bekerja.", "Alamat surel pada “Atasan” belum punya akun di sini."),
        ("/en", "Fill in: Unit.", "Write the e-mail address: Superior.", "Choose: At work.", "Nobody here has an account with the e-mail address in Superior."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_attributes_is_said_all_at_once(
    world: Rich, prefix: str, unit: str, head: str, active: str, nobody: str
) -> None:
    clerk, person = world.at("clerk"), str(world.play.persons["s"])
    form = f"{prefix}/sekretariat/{world.number('round')}/tim/staff"
    hidden = clerk.hidden(f"{form}?cari=s@contoh.example")
    page = clerk.post(form, {**hidden, "orang": person}, 422)
    assert errors(page) == [("#ciri-unit", unit), ("#ciri-head", head), ("#ciri-active", active)]
    typed = {"orang": person, "ciri.unit": "Satu", "ciri.head": "siapa@contoh.example", "ciri.active": "no"}
    page = clerk.post(form, {**hidden, **typed}, 422)
    ((where, says),) = errors(page)
    assert where == "#ciri-head" and says.startswith(nobody)
    kept = {e.attributes["name"]: e.attributes.get("value") for e in page.all("input") if e.attributes.get("name", "").startswith("ciri.")}
    assert kept == {"ciri.unit": "Satu", "ciri.head": "siapa@contoh.example"}
    assert [e.attributes["value"] for e in page.all("option") if e.has("selected")] == ["no"]
    assert [e.attributes["value"] for e in page.all("input") if e.has("checked")] == [person]


def test_a_person_without_an_account_is_no_superior_and_a_number_is_no_address(world: Rich) -> None:
    clerk, person = world.at("clerk"), str(world.play.persons["s"])
    form = f"/sekretariat/{world.number('round')}/tim/staff"
    hidden = clerk.hidden(f"{form}?cari=s@contoh.example")
    typed = {"orang": person, "ciri.unit": "Satu", "ciri.head": "nobody", "ciri.active": "no"}
    assert errors(clerk.post(form, {**hidden, **typed}, 422))[0][0] == "#ciri-head"


def test_attributes_are_told_of_whoever_holds_the_role(world: Rich) -> None:
    clerk, person = world.at("clerk"), str(world.play.persons["tamu"])
    team = f"/sekretariat/{world.number('round')}/tim"
    hidden = clerk.hidden(f"{team}/staff?cari=tamu@contoh.example")
    typed = {"orang": person, "ciri.unit": "Tiga", "ciri.head": " BOSS@contoh.example ", "ciri.active": "no"}
    clerk.post(f"{team}/staff", {**hidden, **typed}, 302)
    held = section(clerk.get(team), "staff")
    assert "Tamu" in held and "Unit kerja: Tiga · Atasan: Boss · Aktif bekerja: Tidak" in held
    assert "Unit: Tiga · Superior: Boss · At work: No" in section(clerk.get(f"/en{team}"), "staff")
    hidden = clerk.hidden(team)
    clerk.post(team, {**hidden, "aksi": "@dismiss", "peran": "staff", "orang": person}, 302)
    assert "Tamu" not in section(clerk.get(team), "staff")


# ------------------------------------------------------------------ roles held at a case below
def test_who_appoints_goes_from_the_root_to_the_team_of_each_case(world: Rich) -> None:
    clerk = world.at("clerk")
    root = clerk.get(f"/sekretariat/{world.number('round')}/tim")
    (listed,) = links(root, "Penilaian (6)")
    cases = clerk.get(listed)
    (case,) = [href for href in links(cases, "Ani") if href.endswith(world.number("rani"))]
    (team,) = links(clerk.get(case), "Atur siapa memegang peran")
    page = clerk.get(team)
    assert "Tim: Ani" in text(page) and "Boss" in section(page, "superior")
    assert all(name in section(page, "viewer") for name in ("Budi", "Cici", "Dodi", "Eka", "Sejawat", "Bawahan"))
    hidden = clerk.hidden(f"{team}/viewer?cari=v@contoh.example")
    person = str(world.play.persons["v"])
    assert errors(clerk.post(f"{team}/viewer", {**hidden, "orang": person}, 422)) == [("#ciri-side", "Pilih: Hubungan.")]
    clerk.post(f"{team}/viewer", {**hidden, "orang": person, "ciri.side": "sejawat"}, 302)
    assert "Isi survei" in text(world.at("v").get("/tugas")), "the new respondent is asked at once"
    clerk.post(team, {**clerk.hidden(team), "aksi": "@dismiss", "peran": "viewer", "orang": person}, 302)
    world.at("v").get("/tugas", 403)


def test_the_person_rated_cannot_be_made_a_respondent(world: Rich) -> None:
    clerk = world.at("clerk")
    team = f"/sekretariat/{world.number('rani')}/tim"
    hidden = clerk.hidden(f"{team}/viewer?cari=ani@contoh.example")
    page = clerk.post(f"{team}/viewer", {**hidden, "orang": str(world.play.persons["ani"]), "ciri.side": "sejawat"}, 422)
    assert [where for where, _ in errors(page)] == [f"#orang-a-{world.play.persons['ani']}"]


def test_a_team_is_no_page_of_the_holders_below(world: Rich) -> None:
    for alias in ("boss", "dodi", "ani", "tamu"):
        world.at(alias).get(f"/sekretariat/{world.number('rani')}/tim/viewer", 404)
    assert not links(world.at("boss").get(f"/perkara/{world.number('rani')}"), "Atur siapa memegang peran")


def test_who_else_serves_is_not_told_of_respondents_elsewhere(world: Rich) -> None:
    clerk = world.at("clerk")
    page = text(clerk.get(f"/sekretariat/{world.number('rfani')}/tim/viewer?cari=budi@contoh.example"))
    assert "Di sini sudah: Pegawai" in page and "Responden" not in page.partition("Di sini sudah")[2]


# ------------------------------------------------------------------ cases called by their owner's name
def test_who_serves_at_a_case_knows_it_by_the_name_of_the_person(world: Rich) -> None:
    for alias in ("dodi", "boss"):
        assert "Ani" in text(world.at(alias).get("/tugas"))
        assert world.at(alias).get(f"/perkara/{world.number('rani')}").title.startswith("Ani")
    rows = list(
        csv.reader(io.StringIO(world.at("clerk").client.get("/sekretariat/perkara.csv?jenis=tempat_contoh.review").text), delimiter=";")
    )
    assert any("Ani" in cell for row in rows for cell in row)


def test_a_case_page_shows_who_holds_its_roles(world: Rich) -> None:
    case = f"/perkara/{world.number('rani')}"
    told = _roles(world, "clerk", case)
    assert "Atasan penilai Boss Responden Budi Sejawat Cici Sejawat Dodi Sejawat Eka Bawahan Fani Bawahan" in told
    assert "Atasan penilai Boss Responden 5 orang, tidak disebut namanya" in _roles(world, "boss", case)
    assert "Pemegang peran" not in text(world.at("budi").get(case)), (
        "a respondent reads the own form, and who else is asked is no part of it"
    )


def test_a_case_page_names_the_first_holders_and_counts_the_rest(world: Rich, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff_roles, "MOST_NAMED", 2)
    told = _roles(world, "clerk", f"/perkara/{world.number('rani')}")
    assert "Responden Budi Sejawat Cici Sejawat dan 3 orang lain Atur" in told


def _roles(world: Rich, alias: str, case: str) -> str:
    browser = world.at(alias)
    browser.get(case)
    (card,) = [part for part in browser.text().split("<section") if ">Pemegang peran</h2>" in part]
    return " ".join(re.sub(r"<[^>]*>", " ", card).split())
