"""Processes of several kinds, none of them a selection: every page that can be reached by links, for everybody, in both languages."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from tests.conftest import settings_of
from tests.many import PASSWORD, PEOPLE, Agency, build, email
from tests.web.client import Browser
from tests.web.page import Page
from web.serve import app_of
from workflow import people
from workflow.installation import Installation

WRONG = {
    "id": re.compile(
        r"\b(seleksi\w*|lamaran\w*|melamar|pelamar\w*|lowongan\w*|calon\w*|kandidat\w*|pleno|kasus|sekretariat\w*)\b", re.IGNORECASE
    ),
    "en": re.compile(r"\b(selections?|applicants?|vacanc\w+|nominees?|candidates?|openings?|secretariat)\b", re.IGNORECASE),
}
"""Words of one kind of process."""
ALLOWED = (
    "Melamar, mendaftar, mengusulkan, atau berpendapat", "di sana Anda melamar, mendaftar", "(seleksi, penilaian, penempatan, forum)",
    "(selections, appraisals, placements, forums)", "Opening dates are plans", "counted from the real opening", "the planned opening",
    "The day of opening", "Planned opening",
)  # fmt: skip
"""Sentences that name several kinds in one breath."""
PAGE = 8 * 1024
MOST = 400


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agency]:
    home = tmp_path_factory.mktemp("banyak")
    made = build(f"sqlite:///{home / 'terang.db'}", home).all()
    yield made
    made.db.close()


@pytest.fixture(scope="module")
def app(agency: Agency) -> Flask:
    return app_of(Installation(settings_of(agency.home), agency.db, agency.clock), RATELIMIT_ENABLED=False, TESTING=True)


@pytest.fixture(scope="module")
def enter(agency: Agency, app: Flask) -> Callable[[str | None], Browser]:
    def browser(alias: str | None) -> Browser:
        if alias is None:
            return Browser(app)
        token = people.sign_in(agency.db, agency.clock, email(alias), PASSWORD)
        assert isinstance(token, str), token
        return Browser(app, token=token)

    return browser


# ------------------------------------------------------------------ every link
def linked(page: Page, at: str) -> Iterator[str]:
    for e in page.all("a"):
        href = e.attributes.get("href", "")
        if href and not href.startswith(("#", "http", "mailto:")):
            yield urljoin(at, href).partition("#")[0]


def headings(page: Page) -> Iterator[str]:
    yield from (f"empty {e.tag}" for e in page.all("h1", "h2", "h3", "legend", "th", "dt") if not e.text)


def wrong_words(page: Page, language: str) -> Iterator[str]:
    text = re.sub(r"\s+", " ", " ".join(e.text for e in page.all("body")) + " " + page.title)
    for sentence in ALLOWED:
        text = text.replace(sentence, "")
    yield from (f"{found.group()} in …{text[max(0, found.start() - 60) : found.end() + 40]}…" for found in WRONG[language].finditer(text))


def crawl(browser: Browser, start: str) -> dict[str, list[str]]:
    """Path -> what is wrong with it. Every page is also read by the checking client."""
    english = start.startswith("/en")
    queue, seen, found = deque([start]), {start}, dict[str, list[str]]()
    while queue and len(seen) < MOST:
        at = queue.popleft()
        answer = browser.client.get(at, headers={"Accept-Encoding": "gzip"})
        if answer.status_code in (301, 302, 303):
            target = urljoin(at, answer.headers["Location"]).partition("#")[0]
            if target not in seen:
                seen.add(target)
                queue.append(target)
            continue
        if answer.status_code != 200:
            found[at] = [str(answer.status_code)]
            continue
        if not (answer.content_type or "").startswith("text/html"):
            continue
        page = browser._read(answer, 200, unique=False)
        found[at] = [*headings(page), *wrong_words(page, "en" if english else "id")]
        found[at] += [f"{len(answer.data)} bytes"] if len(answer.data) > PAGE else []
        for href in linked(page, at):
            if href not in seen and urlsplit(href).path.startswith("/en") == english:
                seen.add(href)
                queue.append(href)
    return found


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("alias", [None, *PEOPLE])
def test_every_link_leads_to_a_sound_page_in_the_right_words(
    enter: Callable[[str | None], Browser], alias: str | None, language: str
) -> None:
    browser = enter(alias)
    start = ("/en" if language == "en" else "") + ("/mulai" if alias else "/")
    found = crawl(browser, start)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert len(found) > 8
