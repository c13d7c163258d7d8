"""Tables, named cases, figures of other processes, weights by setting and filled places, wherever pages and papers show them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pypdf
import pytest

from tests.web.client import Browser
from tests.web.page import Element, Page
from tests.web.rich import BIDS, OPENED, STAFFED, Rich, rich
from workflow.core.grids import grid
from workflow.core.weights import setting

AGAIN = OPENED.replace("as round", "as second name=Kedua").replace(" round ", " second ")
RANKED = "open | clerk | rank_all round | sitting; p: won; q: moved; r: moved"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rich]:
    """A round that was ranked, reviews that were rated, and a second round that follows it."""
    folder = tmp_path_factory.mktemp("rich")
    made = rich(f"sqlite:///{folder}/terang.db", folder)
    made.table(OPENED + STAFFED + BIDS)
    made.table(
        f"""
        sent | q | revise q goals.0.goal=Kelas_baru goals.0.by=2026-05-01 goals.0.amount=3 second={made.number("south")} mentor={made.play.persons["boss"]} | no: choose the person
        sent | q | revise q goals.0.goal=Kelas_baru goals.0.by=2026-05-01 goals.0.amount=3 second={made.number("south")} mentor=boss@contoh.example | sent
        viewed | ani | report rani tasks.0.task=Laporan tasks.0.done=yes tasks.1.task=Arsip tasks.1.done=no | viewed
        viewed | budi,cici,dodi | view rani points=4 | viewed
        viewed | eka | view rani points=2 | viewed
        viewed | boss | rate rani result=baik manner=cukup instead={made.number("rbudi")} | rated
        {RANKED}
        """
    )
    made.play.until(made.play.clock.moment + timedelta(hours=1))
    first = dict(made.play.cases)
    made.table(AGAIN.replace("label=A_Utara", f"label=A_Utara like={first['round']}") + STAFFED.replace("round", "second"))
    made.table("listed | q | bid.begin north as again | draft")
    second = {f"{name}_again": number for name, number in made.play.cases.items() if first.get(name) != number}
    made.play.cases.update(second | first)
    yield made
    made.play.db.close()


def text(page: Page) -> str:
    return " ".join(next(e.text for e in page.all("main")).split())


def tables(page: Page) -> dict[str, list[list[str]]]:
    """Caption -> rows of cells, the head first; the labels that only a telephone shows are left out."""
    return {
        next(c.text for c in table.children if c.tag == "caption"): [_cells(row) for row in table.walk() if row.tag == "tr"]
        for table in page.all("table")
    }


def _cells(row: Element) -> list[str]:
    return [" ".join(cell.words) or cell.text for cell in row.children]


def link(page: Page, words: str) -> str:
    return next(e.attributes["href"] for e in page.all("a") if words in e.text)


def pdf(browser: Browser, path: str) -> str:
    answer = browser.client.get(path)
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages)


# ------------------------------------------------------------------ tables
@pytest.mark.parametrize(
    ("prefix", "head", "row"), [("", ["Tugas", "Tuntas"], ["Laporan", "Ya"]), ("/en", ["Task", "Done"], ["Laporan", "Yes"])]
)
def test_a_table_is_a_table_for_officials_and_for_its_owner(world: Rich, prefix: str, head: list[str], row: list[str]) -> None:
    caption = "Report on tasks" if prefix else "Laporan tugas"
    for alias, path in (("boss", f"/perkara/{world.number('rani')}"), ("ani", f"/urusan/{world.number('rani')}")):
        found = tables(world.at(alias).get(prefix + path))[caption]
        assert found[:2] == [head, row]


def test_a_row_carries_its_labels_for_telephones(world: Rich) -> None:
    page = world.at("clerk").get(f"/perkara/{world.number('round')}")
    (table,) = [e for e in page.all("table") if "trg-cases" in e.attributes.get("class", "")]
    assert [e.text for e in table.walk() if e.attributes.get("class") == "k"] == [
        "Tanggal:", "Cara:", "Kursi:", "Biaya (juta rupiah):", "Terbuka untuk umum:", "Catatan:",
    ]  # fmt: skip
    assert tables(page)["Agenda"][1] == ["Uji", "1 April 2026", "Luring", "40", "–", "Ya", "Bawa_kartu"]


def test_an_empty_cell_is_a_dash_and_an_empty_table_none(world: Rich) -> None:
    machine = world.play.definition.machines["round"]
    assert grid(world.play.definition, machine, machine.facts["agenda"], (), "Asia/Jakarta") is None
    assert grid(world.play.definition, machine, machine.facts["name"], (), "Asia/Jakarta") is None


def test_a_receipt_has_the_table_on_the_page_and_on_paper(world: Rich) -> None:
    browser = world.at("q")
    case = browser.get(f"/urusan/{world.number('q')}")
    receipts = [e.attributes["href"] for e in case.all("a") if "/tanda-terima/" in e.attributes["href"]]
    page = browser.get(receipts[0])
    assert tables(page)["Rencana kerja"] == [["Sasaran", "Selesai", "Jumlah"], ["Kelas_baru", "1 Mei 2026", "3"]]
    assert "Sasaran Selesai Jumlah Kelas_baru 1 Mei 2026 3" in pdf(browser, f"{receipts[0]}.pdf")


def test_a_public_place_shows_its_table_and_the_round_it_follows(world: Rich) -> None:
    page = world.at().get(f"/putaran/{world.number('second')}/{world.number('north_again')}")
    assert tables(page)["Uraian tugas"] == [["Tugas", "Porsi (%)"], ["Mengajar", "70"], ["Membina", "30"]]
    assert link(page, world.number("round")) == f"/putaran/{world.number('round')}"
    assert world.at().get(link(page, world.number("round")))


def test_a_publication_and_minutes_keep_the_lines_of_a_cell(world: Rich) -> None:
    visitor = world.at()
    root = visitor.get(f"/putaran/{world.number('round')}")
    call = visitor.get(link(root, "Pengumuman"))
    assert "Tugas: Mengajar; Porsi (%): 70<br>Tugas: Membina; Porsi (%): 30" in visitor.text() and "Ketentuan" in call.root.text
    paper = pdf(visitor, f"{link(root, 'Pengumuman')}.pdf")
    assert "Tugas: Mengajar; Porsi (%): 70 Tugas: Membina; Porsi (%): 30" in paper and "menurut lowongan: Bobot ujian" in paper
    clerk = world.at("clerk")
    step = clerk.get(f"/perkara/{world.number('round')}/langkah/sign")
    assert "Kegiatan: Uji; Tanggal: 1 April 2026" in text(step)


def test_sheets_are_counted_against_who_is_asked_until_they_are_in(world: Rich) -> None:
    boss = world.at("boss")
    assert "4 lembar masuk. Lembar ini tidak pernah dibuka" in text(boss.get(f"/perkara/{world.number('rani')}"))
    assert "0 dari 5 lembar sudah masuk." in text(boss.get(f"/perkara/{world.number('rani_again')}"))


# ------------------------------------------------------------------ named cases
def test_a_named_case_is_a_link_where_it_opens(world: Rich) -> None:
    case = world.at("boss").get(f"/perkara/{world.number('rani')}")
    assert link(case, world.number("rbudi")) == f"/ke/{world.number('rbudi')}"
    assert world.at("boss").get(f"/ke/{world.number('rbudi')}", follow=True)
    assert "Budi (" not in text(case), "the number tells no name"
    world.at("cici").get(f"/perkara/{world.number('rani')}", 404)
    assert world.at("eka").get(f"/ke/{world.number('rbudi')}", follow=True), "and leads no further than to the announced round"
    own = world.at("q").get(f"/urusan/{world.number('q')}")
    assert link(own, "C_Selatan") == f"/ke/{world.number('south')}"


# ------------------------------------------------------------------ figures, weights, places
def test_a_figure_says_where_it_comes_from_and_unknown_is_said(world: Rich) -> None:
    known = world.at("boss").get(f"/perkara/{world.number('rani_again')}")
    assert "Pandangan tahun lalu 80,00 dari Penempatan contoh: Hasil penilaian" in text(known)
    unknown = world.at("boss").get(f"/perkara/{world.number('rbudi_again')}")
    assert "Pandangan tahun lalu belum diketahui dari Penempatan contoh: Hasil penilaian" in text(unknown)
    english = world.at("boss").get(f"/en/perkara/{world.number('rbudi_again')}")
    assert "Last year's view not known yet from Example placement: Result of the review" in text(english)


def test_an_owner_reads_the_figure_the_predicate_and_the_weights_that_were_used(world: Rich) -> None:
    page = world.at("ani").get(f"/urusan/{world.number('rani')}")
    assert "Predikat Cukup" in text(page) and "Pandangan tahun lalu belum diketahui (dari Penempatan contoh: Hasil penilaian)" in text(page)
    (rows,) = [rows for caption, rows in tables(page).items() if caption.startswith("Pandangan sekeliling")]
    assert rows[1:] == [["Sejawat", "100", "80,00"], ["Bawahan", "0", "belum diketahui"], ["Pandangan sekeliling", "100", "80,00"]]
    bid = world.at("q").get(f"/urusan/{world.number('q')}")
    (rows,) = [rows for caption, rows in tables(bid).items() if caption.startswith("Nilai akhir")]
    assert [row[1:] for row in rows[1:]] == [["60", "48,000"], ["40", "40,000"], ["100", "88,000"]]
    assert "bobot menurut lowongan: Bobot ujian" in text(bid) and "80,00 dari 100, dikali bobot 60 = 48,000" in text(bid)


def test_the_filled_place_is_told_by_its_name_and_pass(world: Rich) -> None:
    visitor = world.at()
    page = visitor.get(link(visitor.get(f"/putaran/{world.number('round')}"), "Hasil penempatan"))
    assert "P-1: Jenis lain di lokasi yang sama" in text(page) and f"B_Utara ({world.number('north2')})" in text(page)
    assert not re.search(r"open_places|p_test", text(page))


def test_the_setting_of_a_weight_is_named_with_its_holder(world: Rich) -> None:
    definition = world.play.definition
    bid, review = definition.machines["bid"], definition.machines["review"]
    words = [setting(definition, bid, part) for part in bid.scores["total"].parts]
    assert [w and w.id for w in words] == ["lowongan: Bobot ujian", "lowongan: Bobot wawancara"]
    assert setting(definition, review, review.scores["around"].parts[0]) is None


def test_the_page_of_a_place_tells_the_weights_that_were_set_for_it(world: Rich) -> None:
    place = text(world.at().get(f"/putaran/{world.number('round')}/{world.number('north')}"))
    assert "Ujian" in place and "60%" in place and "40%" in place and "menurut lowongan: Bobot ujian" not in place
    assert "menurut lowongan: Bobot ujian" in text(world.at().get(f"/putaran/{world.number('round')}")), "places may differ"


# ------------------------------------------------------------------ the rules
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_rules_tell_how_is_reckoned(world: Rich, prefix: str) -> None:
    visitor, page = world.at(), f"{prefix}/aturan/tempat_contoh/2026.1"
    bid, slot, thresholds = visitor.get(f"{page}?bagian=bid"), visitor.get(f"{page}?bagian=slot"), visitor.get(f"{page}?tabel=bars")
    if prefix:
        assert tables(thresholds)["Thresholds"] == [
            ["Kind of need", "Lowest value", "Extra points"],
            ["General", "65", "0.5"],
            ["Special needs", "60", "–"],
        ]
        assert "by opening: Weight of the test" in text(bid)
        return
    assert tables(thresholds)["Ambang nilai"] == [
        ["Jenis kebutuhan", "Nilai paling rendah", "Nilai tambahan"],
        ["Umum", "65", "0,5"],
        ["Kebutuhan khusus", "60", "–"],
    ]
    assert "Peraturan contoh 4/2026 pasal 3 · kepastian B" in text(thresholds) and "menurut lowongan: Bobot ujian" in text(bid)
    assert link(slot, "Ambang nilai").endswith("tabel=bars")
    review = visitor.get(f"{page}?bagian=review")
    assert "Pengaturan instansi, tanpa dasar aturan." in text(visitor.get(link(review, "Predikat dari hasil dan cara")))
    assert "Lembar rahasia: Isi survei" in text(review) and "Sejawat: paling sedikit 3 orang. Bawahan: paling sedikit 2 orang." in text(
        review
    )
    assert "Diambil paling banyak: “Jumlah tempat”." in text(slot)
    assert "Tanggal lahir paling awal" in text(slot) and "pasal 5 · kepastian C" in text(slot)
    round_ = text(visitor.get(f"{page}?bagian=round"))
    assert "Dalam 2 putaran" in round_ and "P-1" in round_ and "Jenis lain di lokasi yang sama" in round_ and "bila sama: Lokasi." in round_
    assert "“Jumlah tempat” − “Jumlah diambil”" in round_ and "tidak diundi" in round_
