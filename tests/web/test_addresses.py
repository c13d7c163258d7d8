"""Addresses that definitions give are addresses that the pages answer."""

from __future__ import annotations

import re

import pytest

from web.access import Word
from workflow.load import load
from workflow.settings import DEFINITIONS
from workflow.store.shelf import definition_files


@pytest.mark.parametrize("file", definition_files(DEFINITIONS), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_path_of_every_process_is_routed(file: object) -> None:
    path = load(file).root.path  # type: ignore[arg-type]
    assert path is not None and re.fullmatch(Word.regex, path)
