"""What an exploration finds, at its places in the file."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.core.explore import Discovery
from workflow.core.words import Language, Text
from workflow.load.nodes import read
from workflow.load.report import Problem, Report

_SURE = {True: Text("Pasti: {story}", "Certain: {story}"), False: Text("Mungkin: {story}", "Possible: {story}")}


def placed(found: Iterable[Discovery], yaml_text: str, name: str, language: Language) -> list[Problem]:
    """One problem for each finding, in its order: an error where it is certain, a warning where it is possible."""
    marks = Report(name)
    read(yaml_text, marks)
    told: list[Problem] = []
    for one in found:
        report = Report(name, marks.keys, marks.values, marks.lead)
        message = _SURE[one.certain].fill(story=one.story).in_(language)
        report.at(one.path, message, key=one.at_key, severity="error" if one.certain else "warning")
        told += report.found
    return told
