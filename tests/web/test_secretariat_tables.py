"""Tables that officials bring: what is offered to whom, the trial with its bad rows, the confirmation, and the table to fill in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.web.client import Browser
from tests.web.page import Page
from tests.web.secretariat_stage import location, opened, root_in, says
from tests.web.stages import Opened, Stage, play
from web.pages import secretariat_tables
from workflow.store import tables as t

SCHOOLS = (
    "Sekolah;Jenjang sekolah;Kecamatan;assignment_date;lacks_candidates\nSDN 90;SD;Utara;01/07/2027;tidak\nSDN 91;SD;Utara;2027-07-01;ya\n"
)


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stage]:
    return play(tmp_path_factory.mktemp("story"), {"announce", "score"})


@pytest.fixture
def before(stages: dict[str, Stage], tmp_path: Path) -> Iterator[Opened]:
    """A root in preparation."""
    made = opened(stages, "announce", tmp_path)
    yield made
    made.db.close()


@pytest.fixture
def scoring(stages: dict[str, Stage], tmp_path: Path) -> Iterator[Opened]:
    """A root whose committee scores."""
    made = opened(stages, "score", tmp_path)
    yield made
    made.db.close()


def tried(browser: Browser, path: str, text: str | bytes, status: int = 200, name: str = "tabel.csv", **more: str) -> Page:
    content = text if isinstance(text, bytes) else text.encode()
    return browser.post(path, {**browser.hidden(path), **more, "tabel": (io.BytesIO(content), name)}, status)


def confirmation(page: Page) -> dict[str, str]:
    """The hidden fields of the form that runs the rows."""
    forms = [e for e in page.all("form") if any(i.attributes.get("name") == "berkas" for i in e.walk())]
    fields = {i.attributes["name"]: i.attributes.get("value", "") for i in forms[0].walk() if i.tag == "input"}
    return {**fields, "jalankan": "yes"}


def events(stage: Opened) -> int:
    with stage.db.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(t.events)).scalar_one())


# ------------------------------------------------------------------ what is offered
def test_the_pages_lead_to_what_can_be_brought(before: Opened) -> None:
    root, sari = root_in(before, "draft"), before.browser("sari")
    here = f"/sekretariat/{root}/tabel"
    for page in (sari.get(f"/sekretariat/{root}"), sari.get(f"/sekretariat/perkara?akar={root}")):
        assert here in [e.attributes.get("href") for e in page.all("a")]
    team = sari.get(f"/sekretariat/{root}/tim")
    assert f"{here}/member" in [e.attributes.get("href") for e in team.all("a")]
    found = [e.attributes.get("href") for e in sari.get(here).all("a")]
    assert f"{here}/opening/add" in found and f"{here}/checker" in found
    sari.get(f"/en{here}")
    assert here not in [e.attributes.get("href") for e in sari.get("/sekretariat/perkara?akar=SEL-1").all("a")]


def test_what_is_not_yours_is_as_if_it_were_not_there(before: Opened) -> None:
    root, komang = root_in(before, "draft"), before.browser("komang")
    for rest in ("", "/opening/add", "/opening/add/isian.csv", "/member", "/member/isian.csv"):
        komang.get(f"/sekretariat/{root}/tabel{rest}", 404)
    sari = before.browser("sari")
    for rest in ("/opening/hapus", "/application/submit", "/opening/shut", "/authority", "/selection/start"):
        sari.get(f"/sekretariat/{root}/tabel{rest}", 404)


# ------------------------------------------------------------------ trial and confirmation
def test_a_trial_changes_nothing_and_its_file_is_kept_for_the_confirmation(before: Opened) -> None:
    root, sari = root_in(before, "draft"), before.browser("sari")
    path, count = f"/sekretariat/{root}/tabel/opening/add", events(before)
    page = tried(sari, path, SCHOOLS)
    assert says(page, "2 baris akan diterima") and says(page, "dibaca sebagai hari/bulan/tahun") and events(before) == count
    assert re.search(r"Sidik berkas \(SHA-256\):\s*[0-9a-f ]{64,}", " ".join(page.root.text.split()))
    form = confirmation(page)
    sari.post(path, form, 302)
    assert location(sari) == f"/sekretariat/{root}/tabel" and events(before) == count + 2
    assert says(sari.get(f"/sekretariat/{root}/tabel"), "2 baris tercatat.")
    again = sari.post(path, form, 422)
    assert says(again, "Berkasnya tidak disimpan lagi") and events(before) == count + 2


def test_the_same_confirmation_twice_at_once_does_it_once(before: Opened) -> None:
    """Both requests have read the file before the first removes it."""
    root, sari = root_in(before, "draft"), before.browser("sari")
    path, count = f"/sekretariat/{root}/tabel/opening/add", events(before)
    form = confirmation(tried(sari, path, SCHOOLS))
    folder = before.stage.home.parent
    kept = next(before.app.config["HOME"].glob("tables/*"))
    content = kept.read_bytes()
    sari.post(path, form, 302)
    kept.write_bytes(content)
    sari.post(path, form, 302)
    assert events(before) == count + 2 and folder


def test_every_bad_row_is_shown_with_its_place(before: Opened) -> None:
    root, sari = root_in(before, "draft"), before.browser("sari")
    path, count = f"/sekretariat/{root}/tabel/opening/add", events(before)
    page = tried(sari, path, SCHOOLS + "SDN 92;SMK;Utara;31/02/2027;tidak\n=1+1;SD;Utara;2027-07-01;tidak\n", 422)
    assert says(page, "3 hal harus diperbaiki") and not [e for e in page.all("button") if "Jalankan" in e.text]
    cells = [[c.text for c in row.children] for row in page.all("tbody")[0].children]
    assert [row[0] for row in cells] == [
        "baris 4, kolom B (Jenjang sekolah)",
        "baris 4, kolom D (assignment_date)",
        "baris 5, kolom A (Sekolah)",
    ]
    assert events(before) == count and page.title.startswith("Galat:")
    english = tried(sari, f"/en{path}", "Kind of school;District\nprimary;North\n", 422)
    assert says(english, "The column “school” is missing.")


@pytest.mark.parametrize(
    ("content", "says_"),
    [(b"", "Pilih berkasnya dahulu"), (b"\xd0\xcf\x11\xe0rest", "XLS"), (b"%PDF-1.4", "PDF")],
)
def test_files_that_cannot_be_read_say_what_to_do(before: Opened, content: bytes, says_: str) -> None:
    root, sari = root_in(before, "draft"), before.browser("sari")
    assert says(tried(sari, f"/sekretariat/{root}/tabel/opening/add", content, 422), says_)


def test_a_page_takes_so_many_rows_and_shows_so_many_problems(before: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    root, sari = root_in(before, "draft"), before.browser("sari")
    monkeypatch.setattr(secretariat_tables, "SHOWN", 1)
    path = f"/sekretariat/{root}/tabel/opening/add"
    assert says(tried(sari, path, SCHOOLS + ";;;;tidak\n", 422), "dan 3 lagi")
    monkeypatch.setattr(secretariat_tables, "MOST_ROWS", 1)
    assert says(tried(sari, path, SCHOOLS, 422), "Paling banyak 1 baris sekaligus; berkas ini berisi 2")
    monkeypatch.setattr(secretariat_tables, "LARGEST", 20)
    assert says(tried(sari, path, SCHOOLS, 422), "lebih besar dari 0 MB")


def test_a_file_of_somebody_else_is_not_there(before: Opened) -> None:
    root, sari = root_in(before, "draft"), before.browser("sari")
    path = f"/sekretariat/{root}/tabel/opening/add"
    form = confirmation(tried(sari, path, SCHOOLS))
    for id in ("../../secret", "0" * 32, form["berkas"] + "0"):
        assert says(sari.post(path, {**form, "berkas": id}, 422), "tidak disimpan lagi")
    (kept,) = before.app.config["HOME"].glob("tables/*")
    assert kept.name == f"{before.persons['sari']}-{form['berkas']}" and kept.stat().st_mode & 0o077 == 0


def test_forgotten_files_go_after_a_day(before: Opened) -> None:
    import os

    root, sari = root_in(before, "draft"), before.browser("sari")
    path = f"/sekretariat/{root}/tabel/opening/add"
    tried(sari, path, SCHOOLS)
    (old,) = before.app.config["HOME"].glob("tables/*")
    long_ago = before.clock.moment.timestamp() - 2 * 86400
    os.utime(old, (long_ago, long_ago))
    tried(sari, path, SCHOOLS)
    assert old not in list(before.app.config["HOME"].glob("tables/*"))


# ------------------------------------------------------------------ holders and steps
def test_holders_of_a_role_and_persons_without_accounts(before: Opened) -> None:
    root, sari = root_in(before, "draft"), before.browser("sari")
    path = f"/sekretariat/{root}/tabel/reviewer"
    table = "NIP;Nama;Jabatan\n198503032010063000;Citra Baru;Guru madya\n"
    assert says(tried(sari, path, table, 422), "tidak dikenal")
    page = tried(sari, path, table, buat_orang="yes")
    assert says(page, "Orang baru tanpa akun: Citra Baru")
    sari.post(path, confirmation(page), 302)
    assert says(sari.get(f"/sekretariat/{root}/tim"), "Citra Baru")


def test_scores_of_many_applications_come_from_one_table(scoring: Opened) -> None:
    """A member gives own sheets for every applicant at once; the table to fill in holds the applications that wait."""
    root = root_in(scoring, "running")
    member = scoring.browser("meiske")
    page = member.get(f"/sekretariat/{root}/tabel")
    assert says(page, "Satu langkah pada banyak perkara")
    path = f"/sekretariat/{root}/tabel/application/score"
    member.get(f"{path}/isian.csv")
    rows = list(csv.reader(io.StringIO(member.text().lstrip("\ufeff")), delimiter=";"))
    assert rows[0][:2] == ["Nomor", "Nama lengkap dengan gelar"] and len(rows) > 2 and all(row[0].startswith("LMR-") for row in rows[1:])
    table = "\n".join(["Nomor;lead_score;learn_score;plan_score", *(f"{row[0]};4;5;4" for row in rows[1:])])
    count = events(scoring)
    assert says(tried(member, path, table.replace(";4;5;4", ";4;6;4"), 422), "Pilih nilai 1 sampai 5") and events(scoring) == count
    page = tried(member, path, table)
    assert says(page, f"{len(rows) - 1} baris akan diterima") and events(scoring) == count
    member.post(path, confirmation(page), 302)
    assert events(scoring) == count + len(rows) - 1


def test_the_table_to_fill_in_fits_what_is_read(before: Opened) -> None:
    root, sari = root_in(before, "draft"), before.browser("sari")
    path = f"/sekretariat/{root}/tabel/opening/add"
    sari.get(f"{path}/isian.csv")
    heads = sari.text().lstrip("\ufeff").strip()
    page = tried(sari, path, f"{heads}\nSDN 90;SD;Utara;Sekolah kecil;2027-07-01;tidak\n")
    assert says(page, "1 baris akan diterima") and not says(page, "tidak dipakai")
    sari.get(f"/en{path}/isian.csv")
    assert sari.text().lstrip("\ufeff").startswith("School,")
