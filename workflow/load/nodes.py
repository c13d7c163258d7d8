"""YAML 1.2 text -> plain data (dict, list, str) and the place of every value. Refuses what hides meaning: anchors, tags, doubled keys."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import BaseResolver
from yamlcore import CoreLoader

from workflow.core.findings import Path
from workflow.load.report import Mark, Report

Data = dict[str, Any]
_READ_OTHERWISE = re.compile(r"[\t\ufeff]|(?:^|[\s{\[,:-])\?|[|>][-+\d]*#", re.MULTILINE)
"""Of tabs, byte order marks, the sign of a key, `?`, and a remark right after `|` the two readers make different things."""
QUOTED = ("'", '"', "|", ">")
_IN_QUOTES = "If a comma or a colon belongs to a text, put the whole text in quotes."


def read(text: str, report: Report) -> Data | None:
    """The data of a YAML text, every scalar as the text it was written as; None where it cannot be read at all."""
    walk = _Walk(report)
    try:
        node = _composed(text, report)
    except yaml.MarkedYAMLError as error:
        report.place(_mark(error.problem_mark or error.context_mark), f"this is not YAML: {_readable(error)} {_IN_QUOTES}")
        return None
    except (yaml.YAMLError, RecursionError):
        report.place(Mark(1, 1), "this cannot be read: save it as plain UTF-8 text without control characters, not nested without end")
        return None
    if not isinstance(node, MappingNode):
        report.place(Mark(1, 1), "this file begins with no key: write one key a line, such as `process: name`")
        return None
    data = walk.value(node, ())
    report.keys, report.values, report.lead = walk.keys, walk.values, walk.lead
    return data if isinstance(data, dict) else None


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1) if mark is not None else Mark(1, 1)


def _readable(error: yaml.MarkedYAMLError) -> str:
    problem = (error.problem or "it ends too early").replace("<", "").replace(">", "")
    return f"{problem}."


def _composed(text: str, report: Report) -> Node | None:
    """By libyaml where it is built in, four times as fast; what it refuses is read again, for one wording and one place of every fault."""
    if _Fast is not None and not _READ_OTHERWISE.search(text):
        try:
            fast = _Fast(text, report)
            node: Node | None = fast.get_single_node()
            if not fast.doubtful:
                return node
        except (yaml.YAMLError, UnicodeError):
            pass
    found: Node | None = _Slow(text, report).get_single_node()
    return found


class _Noting:
    """Notes anchors, aliases and tags instead of following them, in front of a composer."""

    report: Report
    peek_event: Any
    get_event: Any

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        event = self.peek_event()
        mark = _mark(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self.get_event()
            self.report.place(mark, f'the alias "*{event.anchor}" stands for something written elsewhere: write it out here')
            return ScalarNode("tag:yaml.org,2002:str", "", None, None)
        if event.anchor:
            self.report.place(mark, f'the anchor "&{event.anchor}" names a value for use elsewhere: leave it out')
            event.anchor = None
        if event.tag:
            name = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.report.place(mark, f'the tag "{name}" changes how a value is read: leave it out')
            event.tag = None
        node: Node | None = super().compose_node(parent, index)  # type: ignore[misc]
        return node


class _Slow(_Noting, CoreLoader):  # type: ignore[misc]
    def __init__(self, text: str, report: Report) -> None:
        super().__init__(text)
        self.report = report


def _fast() -> Any:
    """The same over the events of libyaml; None where PyYAML was built without it."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:
        return None

    class Fast(_Noting, Composer, CParser, BaseResolver):
        def __init__(self, text: str, report: Report) -> None:
            CParser.__init__(self, text)
            Composer.__init__(self)
            BaseResolver.__init__(self)
            self.report, self.doubtful = report, False

        def compose_scalar_node(self, anchor: Any) -> ScalarNode:
            """A question mark without quotes ends a text for the other reader, where it stands in braces."""
            node = super().compose_scalar_node(anchor)
            self.doubtful |= "?" in node.value and node.style not in QUOTED
            return node

    return Fast


_Fast = _fast()


class _Walk:
    """Turns nodes into data; remembers where keys and values stand and how many characters stand before a text."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.keys: dict[Path, Mark] = {}
        self.values: dict[Path, Mark] = {}
        self.lead: dict[Path, int] = {}

    def value(self, node: Node, path: Path) -> Any:
        self.values[path] = _mark(node.start_mark)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if node.start_mark is not None and node.end_mark is not None and node.start_mark.line == node.end_mark.line:
            self.lead[path] = int(getattr(node, "style", None) in ("'", '"'))
        return node.value

    def _mapping(self, node: MappingNode, path: Path) -> Data:
        data: Data = {}
        for key_node, value_node in node.value:
            mark = _mark(key_node.start_mark)
            if not isinstance(key_node, ScalarNode):
                self.report.place(mark, "a key is one word")
                continue
            key = key_node.value
            if key in data:
                first = self.keys[(*path, key)].line
                self.report.place(mark, f'"{key}" stands here a second time (first in line {first}): keep one of them')
                continue
            self.keys[(*path, key)] = mark
            data[key] = self.value(value_node, (*path, key))
        return data
