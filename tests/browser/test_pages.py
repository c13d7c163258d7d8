"""Every page that can be reached by links: as a visitor and as each of the cast, in both languages, at three widths; and paper."""

from __future__ import annotations

import io
import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pypdf
import pytest
from playwright.sync_api import APIResponse, Browser, Page

from tests.browser.conftest import Site, overflow, violations
from tests.browser.walker import MOVED, Eye, Person

CAST = ("", "sari", "bambang", "meiske", "nurul", "agus", "andi", "maria", "komang", "lukas", "fajar")
MOST = 40
MET = ("/karier?", "/karier/kepala_bidang?")
"""Pages that are among those that links lead to."""
NARROW, PHONE, DESKTOP = 320, 390, 1280
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


def kind(url: str) -> str:
    """What tells a page from its like: its path without numbers and the names of query parameters."""
    parts = urlsplit(url)
    return MOVED.sub("/:", parts.path) + "?" + ",".join(sorted(re.findall(r"(\w+)=", parts.query)))


def crawl(site: Site, page: Page, start: str, known: set[str]) -> list[str]:
    """Follow the links of one person; every new kind of page is opened in the browser, the others only asked for. What is wrong."""
    queue, seen, wrong = deque([start]), set[str](), list[str]()
    while queue and len(seen) < MOST:
        url = queue.popleft()
        if kind(url) in seen:
            continue
        seen.add(kind(url))
        answer = page.request.get(url)
        wrong += [f"{url}: {answer.status}"] if answer.status >= 400 else []
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        queue.extend(link for link in links(answer) if own(site, link, start))
        if kind(answer.url) not in known:
            known.add(kind(answer.url))
            page.goto(url)
            wrong += [f"{url}: {said}" for said in looked(page)]
    return wrong


def links(answer: APIResponse) -> list[str]:
    found = re.findall(r'<a [^>]*?href="([^"#]+)', answer.text())
    return [urljoin(answer.url, unescape(href)) for href in found]


def own(site: Site, url: str, start: str) -> bool:
    """A page of this site in the language of the start; the other language is a crawl of its own."""
    english = [urlsplit(one).path.startswith("/en/") for one in (url, start)]
    return url.startswith(site.url + "/") and english[0] == english[1]


def looked(page: Page) -> list[str]:
    """axe at the width of a telephone and of a desk; width also on the narrowest one and with the text spaced out."""
    found = []
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {said}" for said in violations(page)]
        found += [f"{width}: {overflow(page)} px too wide"] if overflow(page) > 0 else []
    page.set_viewport_size({"width": NARROW, "height": 900})
    found += [f"{NARROW}: {overflow(page)} px too wide"] if overflow(page) > 0 else []
    found += [] if page.locator("h1").count() == 1 else ["not one h1"]
    return found


@pytest.mark.parametrize("tongue", ["/", "/en/"])
def test_every_link_leads_to_a_sound_page(site: Site, chromium: Browser, tongue: str) -> None:
    known: set[str] = set()
    eye = Eye(chromium, {"width": DESKTOP, "height": 900}, True, "links")
    for alias in CAST:
        page = eye.open().new_page()
        eye.listen(page, alias)
        page.goto(site.url + tongue)
        if alias:
            Person(eye, alias, site.url + tongue, page).becomes(alias)
        eye.wrong += [f"{alias or 'visitor'} {said}" for said in crawl(site, page, page.url, known)]
        page.context.close()
    assert not eye.wrong, "\n".join(eye.wrong)
    assert {tongue.rstrip("/") + path for path in MET} <= known


def test_one_step_for_many_cases_is_tried_on_sound_pages(site: Site, chromium: Browser) -> None:
    """From the state of a selection to the trial of a step; nothing is run, for others read the same demonstration."""
    eye = Eye(chromium, {"width": DESKTOP, "height": 900}, True, "many")
    sari = Person.sits_down(eye, "sari", site.url)
    sari.becomes("sari")
    sari.page.goto(f"{site.url}/proses-saya/SEL-2026-0002")
    sari.follows("main a[href$='/banyak']")
    assert looked(sari.page) == []
    sari.follows("main a[href*='/banyak/comment/verify']")
    assert looked(sari.page) == []
    sari.page.get_by_role("button", name="Coba dahulu").click()
    sari.page.wait_for_selector(".trg-now")
    assert "akan maju" in sari.page.locator(".trg-now").inner_text() and looked(sari.page) == []
    assert not eye.wrong, "\n".join(eye.wrong)


def test_wide_letter_spacing_hides_nothing(site: Site, chromium: Browser) -> None:
    """WCAG 1.4.12, on the pages with the most on them."""
    page = chromium.new_context(viewport={"width": PHONE, "height": 844}, bypass_csp=True).new_page()
    for number in ("SEL-2026-0001", "SEL-2026-0002", "SEL-2026-0003"):
        page.goto(f"{site.url}/seleksi/{number}")
        page.add_style_tag(content=SPACED)
        assert overflow(page) <= 0, number


COVERED = """field => {
  const {left, top, width, bottom} = field.getBoundingClientRect()
  const y = Math.min(bottom, innerHeight) - 3
  const there = document.elementFromPoint(left + width / 2, y)
  return top < innerHeight && bottom > 0 && there && (field.contains(there) || there.contains(field) || there.tagName === 'LABEL')
    ? null : `${field.name} at ${Math.round(top)}: ${there && there.outerHTML.slice(0, 80)}`
}"""
"""What lies over the lower edge of a field that has the focus; null where it is the field itself."""


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_nothing_covers_a_field_that_has_the_focus(site: Site, chromium: Browser, width: int) -> None:
    """WCAG 2.4.11, on the form with which a comment is answered, in a low window."""
    eye = Eye(chromium, {"width": width, "height": 480}, True, "focus")
    meiske = Person.sits_down(eye, "meiske", site.url)
    meiske.becomes("meiske")
    meiske.page.goto(f"{site.url}/tugas")
    meiske.page.get_by_role("link", name=re.compile("^Tanggapi: ")).first.click()
    fields = meiske.page.locator("main form :is(input:not([type=hidden]), textarea, select)")
    assert fields.count() > 3
    for n in range(fields.count()):
        fields.nth(n).focus()
        assert fields.nth(n).evaluate(COVERED) is None
    said = meiske.page.locator("main dd").last.bounding_box()
    answer = meiske.page.locator("main textarea").bounding_box()
    assert said and answer and said["y"] + said["height"] <= answer["y"]


# ------------------------------------------------------------------ paper
def printed(page: Page) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.fixture(scope="module")
def paper_page(chromium: Browser) -> Page:
    return chromium.new_context(viewport={"width": DESKTOP, "height": 900}).new_page()


def test_minutes_print_on_two_sheets(site: Site, paper_page: Page) -> None:
    paper_page.goto(f"{site.url}/seleksi/SEL-2026-0001")
    paper_page.locator("a[href*='/dokumen/BA-']").first.click()
    paper_page.wait_for_url("**/dokumen/BA-*")
    sheets = printed(paper_page).pages
    assert 1 <= len(sheets) <= 2
    assert [round(float(side)) for side in sheets[0].mediabox[2:]] in ([595, 842], [596, 842])
    text = " ".join(sheet.extract_text() for sheet in sheets)
    assert "SHA-256" in text and "Peraga" not in text and "Unduh" not in text


def test_a_receipt_prints_on_one_or_two_sheets(site: Site, chromium: Browser) -> None:
    eye = Eye(chromium, {"width": DESKTOP, "height": 900}, True, "paper")
    lukas = Person.sits_down(eye, "lukas", site.url)
    lukas.becomes("lukas")
    lukas.follows("main a[href*='/urusan/LMR-']")
    lukas.follows("main a[href*='/tanda-terima/']")
    sheets = printed(lukas.page).pages
    assert len(sheets) <= 2
    assert lukas.page.locator(".trg-receipt__no").inner_text() in sheets[0].extract_text()
