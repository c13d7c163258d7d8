"""The English catalogue: complete, with the same blanks, and compiled."""

from __future__ import annotations

import io
import re

from babel.messages.mofile import write_mo

from web.i18n import COMPILED, catalogue, missing, used

BLANK = re.compile(r"%\([a-z_]+\)[sd]")


def test_every_message_of_the_pages_has_its_english() -> None:
    assert missing() == []


def test_blanks_are_the_same_in_both_languages() -> None:
    for message in catalogue():
        if isinstance(message.id, str) and message.id:
            assert sorted(BLANK.findall(message.id)) == sorted(BLANK.findall(str(message.string))), message.id


def test_the_compiled_catalogue_is_that_of_the_sources() -> None:
    fresh = io.BytesIO()
    write_mo(fresh, catalogue())
    assert COMPILED.read_bytes() == fresh.getvalue()


def test_messages_are_found_in_code_and_templates() -> None:
    found = used()
    assert found["Halaman tidak ditemukan"] == "errors.py" and found["Lompat ke isi utama"] == "templates/layout.html"
