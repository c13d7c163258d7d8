"""Voices without an account, over the processes that hear them: who is let in, and what the private page lets the writer do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.definitions.test_forum_konsultasi import CAST as FORUM
from tests.definitions.test_forum_konsultasi import STAGES as FORUM_STAGES
from tests.definitions.test_pengawasan_layanan import CAST as OVERSIGHT
from tests.definitions.test_pengawasan_layanan import STAGES as OVERSIGHT_STAGES
from tests.web.page import Page
from tests.web.rich import Staged, staged_in


def text(page: Page) -> str:
    return " ".join(" ".join(e.text for e in page.all("main")).split())


@pytest.fixture
def staged(tmp_path: Path) -> Staged:
    return staged_in(tmp_path)


# ------------------------------------------------------------------ an entry code
@pytest.mark.parametrize(
    ("prefix", "told", "not_told"),
    [
        ("", "Tanpa akun, bagi siapa pun yang punya kode masuk. Nama Anda tidak ditanyakan.", "Siapa pun boleh ikut"),
        ("/en", "Without an account, for everybody who has the entry code. Your name is not asked.", "Anybody may take part"),
    ],
)
def test_who_needs_an_entry_code_is_told_so(staged: Staged, prefix: str, told: str, not_told: str) -> None:
    world = staged(FORUM, FORUM_STAGES, "open")
    forum, topic = f"{prefix}/forum/{world.number('forum')}", f"{prefix}/forum/{world.number('forum')}/{world.number('jenjang')}"
    page = text(world.at().get(topic))
    assert told in page and not_told not in page
    assert ("tanpa akun, dengan kode masuk" if not prefix else "without an account, with the entry code") in text(world.at().get(forum))
    form = text(world.at().get(f"{topic}/masukan"))
    assert ("Anda memerlukan kode masuk." if not prefix else "You need the entry code.") in form


def test_who_must_be_invited_is_told_so_and_only_they_are_offered_it(staged: Staged) -> None:
    world = staged(FORUM, FORUM_STAGES, "open")
    topic = f"/forum/{world.number('forum')}/{world.number('jenjang')}"
    page = text(world.at().get(topic))
    assert "Sampaikan dengan nama: terbuka bagi pegawai yang diundang." in page and "Ini terbuka bagi pegawai yang diundang." in page
    assert "siapa pun yang punya akun" not in text(world.at().get(f"/forum/{world.number('forum')}"))
    assert "(bagi pegawai yang diundang)" in text(world.at("ani").get("/ikut"))
    assert "Sampaikan dengan nama" not in text(world.at("outsider").get("/ikut"))


def test_what_may_be_left_undone_is_no_duty(staged: Staged) -> None:
    world = staged(FORUM, FORUM_STAGES, "answered")
    page = text(world.at("budi").get(f"/urusan/{world.number('b1')}"))
    assert "Yang dapat Anda lakukan" in page and "Minta penjelasan" in page and "Yang perlu Anda lakukan" not in page


def test_where_nothing_is_needed_anybody_is_let_in(staged: Staged) -> None:
    world = staged(OVERSIGHT, OVERSIGHT_STAGES, "open")
    unit = f"/pengawasan-layanan/{world.number('oversight')}/{world.number('dukcapil')}"
    assert "Siapa pun boleh ikut, tanpa akun." in text(world.at().get(unit))


# ------------------------------------------------------------------ what the writer may do next
def test_whoever_is_not_satisfied_can_say_so_from_the_private_page(staged: Staged) -> None:
    world = staged(OVERSIGHT, OVERSIGHT_STAGES, "open")
    unit = f"/pengawasan-layanan/{world.number('oversight')}/{world.number('dukcapil')}"
    visitor, offered = world.at(), "Belum selesai bagi Anda?"
    said = {"service": "kurang_baik", "aspect": "waktu", "text": "Antre enam jam.", "aksi": "kirim"}
    page = visitor.send(f"{unit}/masukan", said)
    assert visitor.last is not None
    private, number = visitor.last.request.path, first_number(page)
    world.play.cases["mine"] = number
    assert offered not in text(page)
    world.play.table("received | manager | admit mine | waiting\nwaiting | lurah | explain mine | answered")
    page = visitor.get(private)
    assert "Loket ditambah." in text(page) and offered in text(page)
    (form,) = [e.attributes["href"] for e in page.all("a") if "tentang=" in e.attributes.get("href", "")]
    (field,) = [e for e in visitor.get(form).all("input") if e.attributes.get("name") == "earlier"]
    assert field.attributes["value"] == number
    again = visitor.send(f"{unit}/masukan", {**said, "text": "Masih enam jam.", "earlier": number}, at=form)
    assert first_number(again) != number
    world.play.table("open | manager & inspector | cancel oversight | cancelled")
    assert offered not in text(visitor.get(private))


def first_number(page: Page) -> str:
    """The number in the title of the private page."""
    return page.title.partition("·")[2].partition("–")[0].strip()
