"""The JSON Schemas of definitions and of rule packs, for editors. `python -m workflow.load.schema` writes them."""

from __future__ import annotations

import json
from pathlib import Path

from workflow.load.keys import schema
from workflow.load.packs import PackShape
from workflow.load.shape import FileShape
from workflow.load.shape_base import Shape

FOLDER = Path("definitions/schema")
SCHEMAS: dict[str, type[Shape]] = {"definition.schema.json": FileShape, "pack.schema.json": PackShape}


def schema_text(model: type[Shape]) -> str:
    return json.dumps(schema(model), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    for name, model in SCHEMAS.items():
        FOLDER.joinpath(name).write_text(schema_text(model), encoding="utf-8")
