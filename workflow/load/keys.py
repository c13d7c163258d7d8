"""Which keys may stand where, read from the models."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from workflow.load.shape import FileShape
from workflow.load.shape_steps import EFFECTS

Node = dict[str, Any]


@lru_cache(maxsize=4)
def schema(model: type[BaseModel] = FileShape) -> Node:
    """The schema (JSON Schema 2020-12) that the model of a whole file accepts, as data."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(by_alias=True)}


def keys_at(path: tuple[str | int, ...], model: type[BaseModel] = FileShape) -> Iterator[str]:
    """The keys that the part at `path` of a file may have."""
    whole = schema(model)
    nodes = [whole]
    for step in path:
        nodes = [inner for node in nodes for inner in _inside(node, step, whole)]
    for node in nodes:
        for plain in _plain(node, whole):
            yield from plain.get("properties", {})


def _inside(node: Node, step: str | int, whole: Node) -> Iterator[Node]:
    if isinstance(step, str) and step.startswith("="):
        yield from (whole["$defs"][EFFECTS[step[1:]].__name__],)
        return
    for plain in _plain(node, whole):
        if isinstance(step, int):
            yield plain.get("items", {})
        elif step in plain.get("properties", {}):
            yield plain["properties"][step]
        elif isinstance(plain.get("additionalProperties"), dict):
            yield plain["additionalProperties"]


def _plain(node: Node, whole: Node) -> Iterator[Node]:
    """A node without references and alternatives."""
    if "$ref" in node:
        yield from _plain(whole["$defs"][node["$ref"].rsplit("/", 1)[1]], whole)
    elif "anyOf" in node or "oneOf" in node:
        for inner in [*node.get("anyOf", []), *node.get("oneOf", [])]:
            yield from _plain(inner, whole)
    else:
        yield node
        for inner in node.get("patternProperties", {}).values():
            yield {"additionalProperties": inner}
