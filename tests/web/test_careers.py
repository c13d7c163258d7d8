"""Careers in a browser: what is met and why, what lacks, what leads on; in both languages, and nothing of it is kept."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import settings_of
from tests.web.client import Browser
from tests.web.page import Element, Page
from web.serve import app_of
from workflow import demo
from workflow.installation import Installation, open_installation
from workflow.store.tables import metadata

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
Enter = Callable[[str | None], Browser]
TOLD = {
    "employment": "PNS",
    "rank": "III/d",
    "degree": "S2",
    "age": "50",
    "present": "administrator",
    "performance_1": "baik",
    "disciplined": "no",
    "komunikasi": "4",
    "perubahan": "2",
}


@pytest.fixture(scope="module")
def careers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The posts of the repository, with the processes that lead to them; only the trainings are played."""
    home = tmp_path_factory.mktemp("karier")
    here = home / "definitions"
    shutil.copytree(DEFINITIONS, here, ignore=lambda folder, names: [n for n in names if n == "demo.yaml" and folder != str(DEFINITIONS)])
    shutil.copy(DEFINITIONS / "pelatihan" / "demo.yaml", here / "pelatihan")
    assert demo.build_aside(settings_of(home), "terang.example", lambda: None)
    place = open_installation(settings_of(home))
    yield place
    place.db.close()


@pytest.fixture
def visitor(careers: Installation) -> Browser:
    return Browser(app_of(careers, RATELIMIT_ENABLED=False))


def styled(element: Element, name: str) -> bool:
    return name in element.attributes.get("class", "").split()


def answers(page: Page) -> dict[str, tuple[str, str]]:
    """Requirement -> its status, and all that stands beside it."""
    found = {}
    for item in page.all("li"):
        tags = [e for e in item.walk() if styled(e, "govuk-tag")]
        bold = [e for e in item.walk() if e.tag == "b"]
        if tags and bold and item.parent is not None and styled(item.parent, "trg-people"):
            found[bold[0].text] = (tags[0].text, item.text)
    return found


def gaps(page: Page) -> dict[str, str]:
    rows = [[c.text for c in row.walk() if c.tag in ("th", "td")] for row in page.all("tr")]
    return {row[0]: row[3] for row in rows[1:]}


def links(page: Page) -> dict[str, str]:
    main = next(e for e in page.all("main"))
    return {e.text: e.attributes["href"] for e in main.walk() if e.tag == "a" and "href" in e.attributes}


def test_the_front_page_and_the_navigation_lead_here(visitor: Browser) -> None:
    front = visitor.get("/")
    assert [e.attributes["href"] for e in front.all("a") if e.attributes.get("href") == "/karier"] == ["/karier"] * 2
    assert links(visitor.get("/karier"))["Kepala sekolah dasar"] == "/karier/kepala_sd"
    assert links(visitor.get("/en/karier"))["Principal of a primary school"] == "/en/karier/kepala_sd"


def test_met_not_met_and_not_told_each_with_its_reason(visitor: Browser) -> None:
    found = answers(visitor.send("/karier/kepala_dinas", TOLD))
    assert found["Berstatus PNS"][0] == "Terpenuhi"
    status, beside = found["Pangkat paling rendah Pembina IV/a"]
    assert status == "Tidak terpenuhi" and "Golongan ruang: III/d" in beside and "kepastian B" in beside
    status, beside = found["Dua tahun sebagai administrator atau jabatan fungsional Ahli Madya"]
    assert status == "Belum disampaikan" and "Belum disampaikan: Lama pada jabatan sekarang" in beside


def test_the_same_in_english(visitor: Browser) -> None:
    page = visitor.send("/en/karier/kepala_dinas", TOLD)
    assert answers(page)["Rank at least IV/a"][0] == "Not met"
    assert gaps(page)["Managing change"].startswith("2 levels short")
    assert "of 9 requirements: 4 met, 1 not met, 4 not judged yet" in page.root.text.lower()


def test_the_gap_in_words_and_as_a_table_with_what_closes_it(visitor: Browser) -> None:
    page = visitor.send("/karier/kepala_dinas", TOLD)
    found = gaps(page)
    assert found["Mengelola perubahan"].startswith("kurang 2 tingkat")
    assert found["Komunikasi"].startswith("cukup") and found["Integritas"].startswith("belum disampaikan")
    (words,) = [e for e in page.all("p") if e.text.startswith("Yang masih kurang:")]
    assert [e.text for e in words.walk() if e.tag == "b"] == ["Mengelola perubahan"] and "(kurang 2 tingkat)" in words.text
    training = links(page)["Mengelola perubahan di unit kecil"]
    assert "memperkecil kesenjangan ini" in page.root.text and visitor.get(training)


def test_a_training_that_leads_as_high_as_asked_closes_the_gap(visitor: Browser) -> None:
    assert "menutup kesenjangan ini" in visitor.send("/karier/kepala_smp", {"perubahan": "2"}).root.text
    assert "Mengelola perubahan di unit kecil" not in links(visitor.send("/karier/kepala_smp", {"perubahan": "3"}))


@pytest.mark.parametrize(
    ("post", "shown", "hidden"),
    [
        ("kepala_sd", "SD Negeri 3 Tanjung Putih", "SMP Negeri 2 Kota Sagara"),
        ("kepala_smp", "SMP Negeri 2 Kota Sagara", "SD Negeri 3 Tanjung Putih"),
    ],
)
def test_selections_that_are_open_for_the_post(visitor: Browser, signed_in: Enter, post: str, shown: str, hidden: str) -> None:
    found = links(signed_in(None).get(f"/karier/{post}"))
    assert shown in found and hidden not in found
    assert signed_in(None).get(found[shown])
    assert "Sekarang tidak ada yang dibuka" in visitor.get(f"/karier/{post}").root.text


def test_every_post_names_the_process_that_fills_it(visitor: Browser) -> None:
    posts = [href for href in links(visitor.get("/karier")).values() if href.startswith("/karier/")]
    assert len(posts) == 4
    for href in posts:
        assert "belum diisi lewat proses" not in visitor.get(href).root.text, href
    assert "/?jenis=promosi_jabatan" in links(visitor.get("/karier/kepala_bidang")).values()


def test_what_was_typed_stays_in_the_form_and_can_be_taken_back(visitor: Browser) -> None:
    page = visitor.send("/karier/kepala_dinas", TOLD)
    chosen = [e.attributes["value"] for e in page.all("option") if "selected" in e.attributes]
    assert {"III/d", "S2", "administrator", "2"} <= set(chosen)
    assert value(page, "age") == "50"
    assert (
        answers(visitor.send("/karier/kepala_dinas", {**TOLD, "rank": ""}))["Pangkat paling rendah Pembina IV/a"][0] == "Belum disampaikan"
    )


def value(page: Page, name: str) -> str | None:
    return next(e.attributes.get("value") for e in page.all("input") if e.attributes.get("name") == name)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"age": "tua"}, "Tulis angka saja"),
        ({"age": "200"}, "75"),
        ({"rank": "IX/z"}, "Golongan ruang"),
        ({"komunikasi": "9"}, "Komunikasi"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field(visitor: Browser, typed: dict[str, str], told: str) -> None:
    page = visitor.send("/karier/kepala_dinas", {**TOLD, **typed})
    errors = [e.text for e in page.all("p") if styled(e, "govuk-error-message")]
    assert len(errors) == 1 and told in errors[0] and page.title.startswith("Galat:")
    assert answers(page) == {}
    if "age" in typed:
        assert value(page, "age") == typed["age"]


def test_an_unknown_post_is_not_there(visitor: Browser) -> None:
    visitor.get("/karier/raja", 404)


def test_nothing_is_kept(visitor: Browser, careers: Installation, caplog: pytest.LogCaptureFixture) -> None:
    """No row of any table, no cookie with what was typed, no line of a log; and the browser is told to keep no copy."""
    visitor.get("/karier/kepala_dinas")

    def rows() -> dict[str, int]:
        with careers.db.reading() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in metadata.sorted_tables
            }

    before = rows()
    with caplog.at_level(logging.DEBUG):
        visitor.send("/karier/kepala_dinas", {**TOLD, "field_years": "37", "age": "tua-sekali"})
    assert visitor.last is not None and visitor.last.headers["Cache-Control"] == "no-store"
    assert rows() == before
    assert "tua-sekali" not in caplog.text and "37" not in [record.getMessage() for record in caplog.records]
    assert "tua-sekali" not in str(visitor.last.headers)


def test_signed_in_it_is_the_same_page(signed_in: Enter) -> None:
    browser = signed_in("komang")
    assert answers(browser.send("/karier/kepala_sd", {"years": "8"}))["Paling sedikit 8 tahun"][0] == "Terpenuhi"
    assert browser.last is not None and "no-store" in browser.last.headers["Cache-Control"]


def test_without_posts_there_is_no_page_and_no_way_to_it(app: Flask, browser: Browser) -> None:
    browser.get("/karier", 404)
    assert "careers" not in app.view_functions
