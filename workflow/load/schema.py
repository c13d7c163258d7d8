"""The JSON Schema of a definition file, for editors. `python -m workflow.load.schema` writes it."""

from __future__ import annotations

import json
from pathlib import Path

from workflow.load.keys import schema

PLACE = Path("definitions/schema/definition.schema.json")


def schema_text() -> str:
    return json.dumps(schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    PLACE.write_text(schema_text(), encoding="utf-8")
