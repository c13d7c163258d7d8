"""A page as a tree of elements, and everything that must be true of every page of ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from web.headers import POLICY

VOID = {"meta", "link", "input", "br", "hr", "img", "path", "rect", "circle"}
CONTROLS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button"}
BLANK = re.compile(r"\{[a-z_][a-z0-9_.]*\}|%\([a-z_]+\)s")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def text(self) -> str:
        return " ".join(" ".join(e.words) for e in self.walk()).strip()

    def above(self) -> Iterator[Element]:
        here = self.parent
        while here is not None:
            yield here
            here = here.parent

    def has(self, name: str) -> bool:
        return name in self.attributes


class Page(HTMLParser):
    """Parse, then ask: `all("h1")`, `by_id`, `problems()`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self._open = Element("#", {}, None)
        self.doubled: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.doubled += [f"<{tag} {name}> twice" for name, n in Counter(name for name, _ in attrs).items() if n > 1]
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(element)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.children.append(Element(tag, {name: value or "" for name, value in attrs}, self._open))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._open.tag != tag:
            self.doubled.append(f"</{tag}> closes <{self._open.tag}>")
        self._open = self._open.parent or self.root

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._open.words.append(data.strip())

    def all(self, *tags: str) -> list[Element]:
        return [e for e in self.root.walk() if e.tag in tags]

    @property
    def title(self) -> str:
        return next(e.text for e in self.all("title") if not any(a.tag == "svg" for a in e.above()))

    def ids(self) -> list[str]:
        return [e.attributes["id"] for e in self.root.walk() if e.has("id")]

    def problems(self, status: int, language: str) -> list[str]:
        """Everything wrong with the page, in words; empty for a good page."""
        checks = (
            self._frame(status, language),
            self._identity(),
            self._labels(),
            self._tables(),
            self._drawings(),
            self._inline(),
            self._words(),
            self._nesting(),
        )
        return [*self.doubled, *(problem for check in checks for problem in check)]

    def _frame(self, status: int, language: str) -> Iterator[str]:
        if len(self.all("h1")) != 1:
            yield f"{len(self.all('h1'))} h1"
        if self.all("html")[0].attributes.get("lang") != language:
            yield "wrong lang"
        if len(self.all("main")) != 1 or self.all("main")[0].attributes.get("id") != "konten":
            yield "no main#konten"
        mark = "Galat:" if language == "id" else "Error:"
        failed = status >= 400 or any("govuk-error-summary" in e.attributes.get("class", "").split() for e in self.root.walk())
        if self.title.startswith(mark) != failed:
            yield f"title {self.title!r} and errors disagree"
        levels = [int(e.tag[1]) for e in self.all("h1", "h2", "h3", "h4") if not e.has("hidden")]
        yield from (f"heading h{a} then h{b}" for a, b in pairwise(levels) if b > a + 1)

    def _identity(self) -> Iterator[str]:
        yield from (f"id {name} {n} times" for name, n in Counter(self.ids()).items() if n > 1)
        known = set(self.ids())
        for e in self.root.walk():
            for name in ("aria-describedby", "aria-labelledby", "for", "aria-controls"):
                yield from (f"{name} -> no {target}" for target in e.attributes.get(name, "").split() if target not in known)
            href = e.attributes.get("href", "")
            if href.startswith("#") and href[1:] not in known:
                yield f"link to {href}, which is not there"
        yield from self._error_links()

    def _error_links(self) -> Iterator[str]:
        for e in self.all("a"):
            if any("govuk-error-summary" in a.attributes.get("class", "").split() for a in e.above()):
                target = next((t for t in self.root.walk() if t.attributes.get("id") == e.attributes["href"][1:]), None)
                if target is None or target.tag not in CONTROLS:
                    yield f"error link {e.attributes['href']} reaches no control"

    def _labels(self) -> Iterator[str]:
        labelled = {e.attributes.get("for") for e in self.all("label")}
        for e in self.all(*CONTROLS):
            named = e.attributes.get("id") in labelled or e.has("aria-label") or any(a.tag == "label" for a in e.above())
            if e.attributes.get("type") not in UNLABELLED and not named:
                yield f"no label for {e.tag} {e.attributes.get('name')}"
        yield from (
            f"no words in <{e.tag} {e.attributes.get('href', '')}>"
            for e in self.all("a", "button")
            if not e.text and not e.has("aria-label")
        )
        yield from (f"form {e.attributes.get('action', '')} posts without csrf" for e in self.all("form") if self._unsafe(e))

    def _unsafe(self, form: Element) -> bool:
        names = {e.attributes.get("name") for e in form.walk()}
        return form.attributes.get("method", "get") == "post" and "csrf_token" not in names

    def _tables(self) -> Iterator[str]:
        for table in self.all("table"):
            inside = [e.tag for e in table.walk()]
            if "caption" not in inside:
                yield "table without caption"
            yield from (f"th without scope: {e.text}" for e in table.walk() if e.tag == "th" and not e.has("scope"))

    def _drawings(self) -> Iterator[str]:
        for svg in self.all("svg"):
            hidden = any(e.attributes.get("aria-hidden") == "true" for e in (svg, *svg.above()))
            if not hidden and not any(c.tag == "title" and c.text for c in svg.children):
                yield "svg without title"
        yield from ("img without alt" for e in self.all("img") if not e.has("alt"))

    def _inline(self) -> Iterator[str]:
        for e in self.root.walk():
            yield from (f"<{e.tag} {name}>" for name in e.attributes if name == "style" or name.startswith("on"))
            if e.tag == "style" or (e.tag == "script" and (not e.has("src") or e.words)):
                yield f"inline <{e.tag}>"
            source = e.attributes.get("src") or (e.attributes.get("href", "") if e.tag == "link" else "")
            if source and not source.startswith("/"):
                yield f"<{e.tag}> from {source}"

    def _words(self) -> Iterator[str]:
        for e in self.root.walk():
            if e.tag not in ("script", "textarea"):
                yield from (f"unfilled: {words}" for words in e.words if BLANK.search(words) or words in ("None", "Undefined"))

    def _nesting(self) -> Iterator[str]:
        for e in self.all("form", "a"):
            if any(a.tag == e.tag for a in e.above()):
                yield f"<{e.tag}> in <{e.tag}>"
        yield from ("list item outside a list" for e in self.all("li") if e.parent is None or e.parent.tag not in ("ul", "ol"))


def headers_problems(headers: object) -> list[str]:
    get = headers.get  # type: ignore[attr-defined]
    wanted = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    wrong = [f"header {name}: {get(name)}" for name, value in wanted.items() if get(name) != value]
    return wrong + ([] if get("Cache-Control") else ["no Cache-Control"])
