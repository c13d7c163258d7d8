"""The JSON Schemas of definitions, rule packs and posts, for editors. `python -m workflow.load.schema` writes them."""

from __future__ import annotations

import json
from pathlib import Path

from workflow.load.keys import schema
from workflow.load.packs import PackShape
from workflow.load.shape import FileShape
from workflow.load.shape_base import Shape
from workflow.load.shape_posts import PostsShape

FOLDER = Path("definitions/schema")
SCHEMAS: dict[str, type[Shape]] = {"definition.schema.json": FileShape, "pack.schema.json": PackShape, "posts.schema.json": PostsShape}


def schema_text(model: type[Shape]) -> str:
    return json.dumps(schema(model), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    for name, model in SCHEMAS.items():
        FOLDER.joinpath(name).write_text(schema_text(model), encoding="utf-8")
