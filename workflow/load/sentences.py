"""Faults of shape -> sentences at their places. A broken part is left out, so that the rest of the file can be judged too."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from workflow.core.findings import Path, did_you_mean
from workflow.load.keys import keys_at
from workflow.load.nodes import Data
from workflow.load.report import Report
from workflow.load.shape import FileShape
from workflow.load.shape_steps import no_effect

_EXAMPLES = {
    "words": "Indonesian | English",
    "title": "Indonesian | English",
    "by": "a role, `clock` or `step`",
    "from": "a state, `new` or `any`",
    "to": "a state, `stay` or `before`",
    "phase": "check",
    "code": "ABC",
    "version": '"2026.1"',
    "lasts": "{exactly: 3 calendar days}",
}
_PATTERNS = {
    "version": 'a version is a year and a number in quotes, such as "2026.1"',
    "code": "a code is two to five capital letters, such as SEL",
    "path": "a path is one word of an address: small letters, digits and hyphens",
}


def shaped(data: Data, report: Report) -> FileShape | None:
    """The file as models, without the parts that are wrong in themselves; None where nothing can be judged without them."""
    try:
        return FileShape.model_validate(data)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    for fault in faults:
        _tell(fault, data, report, FileShape)
    broken = {_part(fault["loc"]) for fault in faults}
    if () in broken:
        return None
    report.hushed = {str(path[-1]) for path in broken}
    try:
        return FileShape.model_validate(_without(data, broken))
    except ValidationError:
        return None


def _part(loc: Path) -> Path:
    """The named part that a fault lies in: `machines.m.facts.f`, `roles.r`; () where the fault is not inside such a part."""
    depth = 4 if loc[:1] == ("machines",) else 2
    parted = loc[:1] in (("machines",), ("roles",), ("lists",), ("letters",), ("minutes",), ("tables",), ("replaces",))
    return loc[:depth] if parted and len(loc) >= depth and isinstance(loc[depth - 1], str) and "[key]" not in loc else ()


def _without(data: Data, broken: set[Path]) -> Data:
    kept = deepcopy(data)
    for path in broken:
        holder: Any = kept
        for step in path[:-1]:
            holder = holder[step]
        del holder[path[-1]]
    return kept


def tell_faults(error: ValidationError, data: Data, report: Report, model: type[BaseModel]) -> None:
    """Every fault of a file of another shape, at its place."""
    for fault in error.errors(include_url=False):
        _tell(fault, data, report, model)


def _tell(fault: ErrorDetails, data: Data, report: Report, model: type[BaseModel]) -> None:
    loc = fault["loc"]
    if "[key]" in loc:
        report.at(loc[: loc.index("[key]")], str(fault.get("ctx", {}).get("sentence", fault["msg"])), key=True)
    elif fault["type"] == "extra_forbidden":
        report.at(loc, _unknown_key(loc, fault["input"], data, model), key=True)
    else:
        report.at(loc, _sentence(fault))


def _sentence(fault: ErrorDetails) -> str:
    name = str(fault["loc"][-1]) if fault["loc"] else ""
    context, given = fault.get("ctx", {}), fault["input"]
    match fault["type"]:
        case "sentence":
            return str(context["sentence"])
        case "missing":
            return f'"{name}" is missing: add `{name}: {_EXAMPLES.get(name, "...")}`'
        case "literal_error" | "enum":
            choice = re.findall(r"'([^']+)'", str(context["expected"]))
            return f'"{given}" is not known here.{did_you_mean(str(given), choice) or " Known: " + ", ".join(choice) + "."}'
        case "string_pattern_mismatch":
            return f'"{given}" does not fit: {_PATTERNS.get(name, "look at the format")}'
        case "list_type" | "tuple_type":
            return "a list stands here: write [a, b], or one item a line after a hyphen"
        case "dict_type" | "model_type" | "model_attributes_type":
            return "keys with values stand here: write {key: value}, or one `key: value` a line"
        case "too_short":
            return "this is empty: write at least one, or leave the key out"
        case "union_tag_not_found":
            return no_effect(given)
        case "string_type":
            return "one text stands here, not a list and not keys"
    return fault["msg"]


def _unknown_key(loc: Path, given: object, data: Data, model: type[BaseModel]) -> str:
    key, holder = str(loc[-1]), _holder(loc, data)
    keys = list(holder)
    before = keys[keys.index(key) - 1] if key in keys and keys.index(key) > 0 else None
    if given == "" and before is not None and isinstance(holder[before], str):
        return f'"{key}" is no key; it seems to belong to the text before it. Put this text in quotes: {before}: "{holder[before]}, {key}"'
    return f'"{key}" is not a key of this part.{did_you_mean(key, keys_at(loc[:-1], model))}'


def _holder(loc: Path, data: Data) -> Data:
    found: Any = data
    for step in loc[:-1]:
        if (isinstance(found, list) and isinstance(step, int)) or (isinstance(found, dict) and step in found):
            found = cast(Any, found)[step]
    return found if isinstance(found, dict) else {}
