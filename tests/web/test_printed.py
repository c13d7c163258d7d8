"""What is printed has the words of its page: minutes and receipts, in both languages."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.web.client import Browser
from tests.web.owners import Enter, own
from tests.web.page import Element, Page
from workflow.installation import Installation

FOOT = re.compile(r"(Halaman|Page) \d+ (dari|of) \d+")
HASH = re.compile(r"(?:[0-9a-f]{4}\s*){16}")
AGENCY = {"": "Pemerintah Kabupaten Teluk Sagara (contoh)", "/en": "Teluk Sagara Regency (example)"}
MINUTES = "BA-SEL-2026-0001-02"


def words(text: str) -> set[str]:
    """Words and numbers whatever their case, fingerprints as one word; paper repeats the head of a table on each sheet."""
    joined = HASH.sub(lambda found: re.sub(r"\s", "", found[0]) + " ", text.casefold())
    return set(re.findall(r"\w+", joined))


def on_paper(browser: Browser, path: str) -> set[str]:
    browser.get(path)
    assert browser.last is not None
    pages = PdfReader(BytesIO(browser.last.data)).pages
    return words(FOOT.sub(" ", " ".join(page.extract_text() for page in pages)))


def on_page(page: Page, wanted: str) -> set[str]:
    """Without drawings: on paper the name of the QR code is its description, which is not text."""
    sheet = next(e for e in page.root.walk() if wanted in e.attributes.get("class", "").split())
    return words(" ".join(word for e in sheet.walk() if not inside(e, "svg") for word in e.words))


def only_on_one(page: set[str], paper: set[str]) -> set[str]:
    """Words of one side alone. Reading a PDF may join the words of two cells."""
    joined = {a + b for a in page for b in page}
    return (paper - page - joined) | {word for word in page - paper if not any(word in other for other in paper & joined)}


def inside(element: Element | None, tag: str) -> bool:
    return element is not None and (element.tag == tag or inside(element.parent, tag))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_minutes(signed_in: Enter, prefix: str) -> None:
    browser, path = signed_in(None), f"{prefix}/dokumen/{MINUTES}"
    page = browser.get(path)
    assert only_on_one(on_page(page, "trg-minutes"), on_paper(browser, f"{path}.pdf")) == set()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_receipts(signed_in: Enter, demo_place: Installation, prefix: str) -> None:
    browser, path = signed_in("ratna"), f"{prefix}/tanda-terima/{own(demo_place, 'ratna', 'nominated')}/1"
    page, head = browser.get(path), words(AGENCY[prefix])
    assert only_on_one(on_page(page, "trg-receipt") | head, on_paper(browser, f"{path}.pdf")) == set()
