"""A client that reads every page it fetches and fails on the first bad one. Use it in every test of pages.

browser = Browser(app)
page = browser.get("/tentang")                 # Page, checked
page = browser.send("/masuk", {"surel": "..."}) # POST with CSRF token and one-time key taken from the page that has the form
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.web.page import Page, headers_problems

Form = Mapping[str, Any]


class Browser:
    """`last`: the last answer. `titles`: title -> path, to see that no two pages share one."""

    def __init__(self, app: Flask, *, token: str | None = None) -> None:
        self.client = app.test_client()
        self.titles: dict[tuple[str, str], str] = {}
        self.last: TestResponse | None = None
        if token:
            self.client.set_cookie("__Host-terang" if app.config["HTTPS"] else "terang", token)

    def get(self, path: str, status: int = 200, *, follow: bool = False) -> Page:
        return self._read(self.client.get(path, follow_redirects=follow), status, unique=True)

    def post(self, path: str, form: Form, status: int = 200, *, follow: bool = False) -> Page:
        """A bare POST: nothing is added to the form."""
        return self._read(self.client.post(path, data=dict(form), follow_redirects=follow), status, unique=False)

    def send(self, path: str, form: Form, status: int = 200, *, at: str | None = None, follow: bool = True) -> Page:
        """Fill in the form that is at `at` (or at the path itself) and send it to `path`."""
        return self.post(path, {**self.hidden(at or path, path), **form}, status, follow=follow)

    def hidden(self, at: str, action: str | None = None) -> dict[str, Any]:
        """The hidden fields of the form at `at` that posts to `action`."""
        page = self.get(at)
        forms = [e for e in page.all("form") if e.attributes.get("method") == "post"]
        wanted = [e for e in forms if e.attributes.get("action", at) == action] or forms
        inputs = [e for e in wanted[-1].walk() if e.tag == "input" and e.attributes.get("type") == "hidden"]
        return {e.attributes["name"]: e.attributes.get("value", "") for e in inputs}

    def _read(self, response: TestResponse, status: int, *, unique: bool) -> Page:
        self.last = response
        path = response.request.path
        assert response.status_code == status, f"{path}: {response.status_code}, not {status}\n{self.text()[:2000]}"
        problems = headers_problems(response.headers)
        if not (response.content_type or "").startswith("text/html") or 300 <= response.status_code < 400:
            assert not problems, (path, problems)
            return Page("")
        page = Page(self.text())
        language = "en" if path == "/en" or path.startswith("/en/") else "id"
        problems += page.problems(response.status_code, language)
        if unique and status == 200:
            problems += self._same_title(page.title, language, path)
        assert not problems, f"{path}:\n" + "\n".join(problems)
        return page

    def _same_title(self, title: str, language: str, path: str) -> Sequence[str]:
        other = self.titles.setdefault((language, title), path)
        return [] if other == path else [f"same title as {other}: {title}"]

    def text(self) -> str:
        assert self.last is not None
        body = self.last.get_data()
        packed = self.last.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(body) if packed else body).decode()
