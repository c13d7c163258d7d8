"""Somebody at a browser, and an eye on every page that they meet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Route, ViewportSize

from tests.browser.conftest import overflow, violations

MOVED = re.compile(r"[A-Z]{2,6}-\d{4}-[\d-]+|/\d+(?=/|$)|/[0-9A-Za-z_-]{16,}|(?<=/tim/)[a-z]+|(?<=/berkas/)[a-z_0-9]+")
CLASSES = "[...new Set([...document.querySelectorAll('main [class]')].flatMap(e => [...e.classList]))].sort().join(' ')"
FAILED = ".govuk-error-summary"


@dataclass
class Eye:
    """What is wrong with the pages that were met. Every load is looked at; axe runs once for each page and state.

    A state is the set of components that a page shows, so the same form with an error is another one.
    With TERANG_SHOTS=FOLDER a picture of each is left there.
    """

    browser: Browser
    size: ViewportSize
    scripts: bool
    name: str
    wrong: list[str] = field(default_factory=list)
    met: set[tuple[str, str]] = field(default_factory=set)
    lens: Page | None = None

    def open(self) -> BrowserContext:
        """A browser of its own for one person."""
        context = self.browser.new_context(viewport=self.size, java_script_enabled=self.scripts)
        context.set_default_timeout(15_000)
        return context

    def look(self, page: Page, who: str) -> None:
        path = MOVED.sub("/:", page.url.split("://", 1)[1].partition("/")[2])
        headings = page.locator("h1").count()
        self._note(headings == 1, f"{who} {path}: {headings} h1")
        self._note(overflow(page) <= 0, f"{who} {path}: {overflow(page)} px too wide")
        key = (path.partition("?")[0], page.evaluate(CLASSES))
        if key not in self.met:
            self.met.add(key)
            self._closely(page, f"{who} {path}")

    def listen(self, page: Page, who: str) -> None:
        page.on("console", lambda message: self._heard(message, who))
        page.on("response", lambda answer: self._note(answer.status < 500, f"{who} {answer.url}: {answer.status}"))
        page.on("pageerror", lambda error: self.wrong.append(f"{who} {page.url}: {error}"))

    def _heard(self, message: ConsoleMessage, who: str) -> None:
        """Errors but for the browser's own line on a page that answers 4xx, which is how a refused form answers."""
        if message.type == "error" and not message.text.startswith("Failed to load resource: the server responded with a status of 4"):
            self.wrong.append(f"{who} {message.location.get('url')}: {message.text}")

    def _note(self, fine: bool, otherwise: str) -> None:
        if not fine:
            self.wrong.append(otherwise)

    def _closely(self, page: Page, where: str) -> None:
        self._picture(page, where)
        shown = page if self.scripts else self._copied(page)
        self.wrong += [f"{where}: {found}" for found in violations(shown)]

    def _picture(self, page: Page, where: str) -> None:
        if folder := os.environ.get("TERANG_SHOTS"):
            name = re.sub(r"[^a-z_]+", "-", where.lower().partition("?")[0])
            page.screenshot(path=Path(folder) / f"{self.name}-{len(self.met):03}-{name}.png", full_page=True)

    def _copied(self, page: Page) -> Page:
        """The same HTML in a browser with scripts, of which it gets only axe."""
        held = page.content()

        def answer(route: Route) -> None:
            if route.request.is_navigation_request():
                route.fulfill(body=held, content_type="text/html; charset=utf-8")
            elif route.request.resource_type == "script":
                route.abort()
            else:
                route.continue_()

        if self.lens is None:
            self.lens = self.browser.new_context(viewport=self.size).new_page()
        self.lens.unroute_all()
        self.lens.route("**/*", answer)
        self.lens.goto(page.url)
        return self.lens


@dataclass
class Person:
    """One person with a browser: clicks, types, reads."""

    eye: Eye
    who: str
    url: str
    page: Page

    @classmethod
    def sits_down(cls, eye: Eye, who: str, url: str) -> Person:
        page = eye.open().new_page()
        eye.listen(page, who)
        person = cls(eye, who, url, page)
        person.goes_home()
        return person

    def looks(self) -> None:
        self.page.wait_for_load_state()
        self.eye.look(self.page, self.who)

    def goes_home(self) -> None:
        """The one address that is typed; everything else is reached from there."""
        self.page.goto(self.url)
        self.looks()

    @contextmanager
    def _moving(self) -> Iterator[None]:
        """Until the next page has come, also where it has the same address."""
        with self.page.expect_event("domcontentloaded"):
            yield
        self.looks()

    # ------------------------------------------------------------------ doing
    def follows(self, selector: str, text: str | None = None) -> None:
        """Click the first visible link that fits."""
        found = self.page.locator(selector)
        self._click((found.filter(has_text=text) if text else found).first)

    def presses(self, selector: str = "main form button[type=submit]") -> None:
        self._click(self.page.locator(selector).first)

    def _click(self, target: Locator) -> None:
        closed = target.locator("xpath=ancestor::details[not(@open)]")
        if closed.count():
            closed.last.locator("summary").first.click()
        with self._moving():
            target.click()

    def goes(self, href: str, text: str | None = None) -> None:
        """Follow a link by the end of its address."""
        self.follows(f"a[href$='{href}']:not([hreflang])", text)

    def writes(self, answers: Mapping[str, str]) -> None:
        """Type or choose by the name of the input; `2026-11-21` goes into a day, a month and a year."""
        for name, value in answers.items():
            self._answers(name, value)

    def _answers(self, name: str, value: str) -> None:
        control = self.page.locator(f"[name='{name}']:not([type=hidden])")
        if not control.count():
            year, month, day = value.split("T")[0].split("-")
            self.writes({f"{name}-day": day, f"{name}-month": month, f"{name}-year": year})
            if "T" in value:
                self.writes({f"{name}-time": value.split("T")[1]})
        elif control.first.get_attribute("type") in ("radio", "checkbox"):
            self.page.locator(f"[name='{name}'][value='{value}']").check(force=True)
        elif control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)

    def reads(self, selector: str = "main") -> str:
        return self.page.locator(selector).first.inner_text()

    def sees(self, selector: str) -> bool:
        return self.page.locator(selector).count() > 0

    # ------------------------------------------------------------------ coming in
    def signs_in(self, email: str, password: str) -> None:
        self.follows("header a[href*='/masuk']")
        self.writes({"email": email, "password": password})
        self.presses()

    def becomes(self, alias: str) -> None:
        """The bar of the demonstration."""
        self.page.locator("#peraga-orang").select_option(alias)
        self.presses("form[action$='/peraga/orang'] button")

    def moves_clock(self) -> None:
        self.presses("form[action$='/peraga/waktu'] button")
