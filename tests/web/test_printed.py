"""What is printed has the words of its page: minutes and receipts, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.web.client import Browser
from tests.web.owners import Enter, own
from tests.web.page import Page
from workflow.installation import Installation

FOOT = re.compile(r"(Halaman|Page) \d+ (dari|of) \d+")
HASH = re.compile(r"(?:[0-9a-f]{4}\s*){16}")
MINUTES = "BA-2026-0001-02"


def words(text: str) -> Counter[str]:
    """Words and numbers whatever their case, fingerprints as one word; which element or line they stand in does not matter."""
    joined = HASH.sub(lambda found: re.sub(r"\s", "", found[0]) + " ", FOOT.sub(" ", text).casefold())
    return Counter(re.findall(r"\w+", FOOT.sub(" ", joined)))


def on_paper(browser: Browser, path: str) -> Counter[str]:
    browser.get(path)
    assert browser.last is not None
    pages = PdfReader(BytesIO(browser.last.data)).pages
    return words(FOOT.sub(" ", " ".join(page.extract_text() for page in pages)))


def on_page(page: Page, wanted: str) -> Counter[str]:
    return words(next(e for e in page.root.walk() if wanted in e.attributes.get("class", "").split()).text)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_minutes(signed_in: Enter, prefix: str) -> None:
    browser, path = signed_in(None), f"{prefix}/dokumen/{MINUTES}"
    page = browser.get(path)
    assert on_page(page, "trg-minutes") == on_paper(browser, f"{path}.pdf")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_receipts(signed_in: Enter, demo_place: Installation, prefix: str) -> None:
    browser, path = signed_in("ratna"), f"{prefix}/tanda-terima/{own(demo_place, 'ratna', 'nominated')}/1"
    page = browser.get(path)
    assert on_page(page, "trg-receipt") == on_paper(browser, f"{path}.pdf")
