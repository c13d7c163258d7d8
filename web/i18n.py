"""Language of a page: Indonesian at the root, English under /en, the same path words in both. Catalogue `en` only.

Sources of the catalogue are `translations/src/*.po`, one per group of pages; `python -m web.i18n` compiles them into the one `.mo`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, has_request_context, request, url_for
from flask_babel import Babel

from workflow.core.words import Language, Text

HERE = Path(__file__).parent
SOURCES = HERE / "translations" / "src"
COMPILED = HERE / "translations" / "en" / "LC_MESSAGES" / "messages.mo"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
ENGLISH = "en:"
_ONE_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # the same sources must compile to the same bytes


def language() -> Language:
    """The language of this request, from its path alone; Indonesian outside a request."""
    if not has_request_context():
        return "id"
    return "en" if request.path == "/en" or request.path.startswith("/en/") else "id"


def said(text: Text) -> str:
    """A Text of the engine or of a definition, in the page's language."""
    return text.in_(language())


def link(endpoint: str, /, in_language: Language | None = None, **values: object) -> str:
    """Path of a page in the language of this page, or in `in_language`."""
    english = (in_language or language()) == "en"
    return url_for(f"{ENGLISH}{endpoint}" if english else endpoint, **values)  # type: ignore[arg-type]


def home() -> str:
    return "/en/" if language() == "en" else "/"


def this_page(wanted: Language) -> str:
    """The present page in a language: same path and query, with or without /en."""
    path = request.path
    bare = (path[3:] or "/") if language() == "en" else path
    path = bare if wanted == "id" else "/en" + bare
    query = request.query_string.decode("ascii", "replace")
    return f"{path}?{query}" if query else path


def install(app: Flask) -> None:
    Babel(app, default_locale="id", default_translation_directories=str(HERE / "translations"), locale_selector=language)
    app.jinja_env.globals.update(language=language, link=link, home=home, this_page=this_page)


def used() -> dict[str, str]:
    """Every message in the pages' code and templates, with the file that first uses it."""
    found: dict[str, str] = {}
    options = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
    for file, _line, message, _comments, _context in extract_from_dir(
        HERE, METHODS, options, keywords={"_": None, "gettext": None, "ngettext": (1, 2)}
    ):
        found.setdefault(message if isinstance(message, str) else message[0], file)
    return found


def catalogue() -> Catalog:
    """All sources as one catalogue; a message with two different translations is refused."""
    merged = Catalog(locale="en", domain="messages", fuzzy=False, creation_date=_ONE_DAY, revision_date=_ONE_DAY)
    for source in sorted(SOURCES.glob("*.po")):
        with source.open("rb") as stream:
            for message in read_po(stream, locale="en"):
                _take(merged, message, source.name)
    return merged


def _take(merged: Catalog, message, source: str) -> None:
    if not message.id:
        return
    known = merged.get(message.id)
    if known is not None and known.string != message.string:
        raise ValueError(f"{source}: two translations of {message.id!r}")
    merged.add(message.id, message.string, flags=message.flags)


def compile_catalogue() -> None:
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    with COMPILED.open("wb") as stream:
        write_mo(stream, catalogue())


def missing() -> list[str]:
    """Messages of the pages that have no English yet, as `file: message`."""
    done = catalogue()
    return [f"{file}: {message}" for message, file in used().items() if not (done.get(message) and done.get(message).string)]


def main() -> int:
    compile_catalogue()
    for line in missing():
        print(line)
    return 1 if missing() else 0


if __name__ == "__main__":
    sys.exit(main())
