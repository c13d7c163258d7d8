"""The JSON Schemas for editors say what the loader accepts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workflow.load.keys import keys_at, schema
from workflow.load.schema import FOLDER, SCHEMAS, schema_text

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_on_disk_is_up_to_date(name: str) -> None:
    assert ROOT.joinpath(FOLDER, name).read_text(encoding="utf-8") == schema_text(SCHEMAS[name]), "run: python -m workflow.load.schema"


def test_short_forms_are_in_the_schema() -> None:
    action = schema()["$defs"]["ActionShape"]["properties"]
    assert {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"} in action["by"]["anyOf"]
    assert json.dumps(action["needs"]).count("ClauseShape") == 1
    assert not schema()["$defs"]["FactShape"]["additionalProperties"]


def test_keys_are_known_at_every_depth() -> None:
    assert {"do", "on", "where", "rest"} == set(keys_at(("machines", "m", "actions", "a", "then", 0, "=do")))
    assert "machines" in set(keys_at(()))
    assert set(keys_at(("nowhere",))) == set()
