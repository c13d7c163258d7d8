"""What a file cannot tell alone: whether others lend what it takes, and whether its rule packs hold today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from workflow.core.definition import Definition
from workflow.core.findings import Finding
from workflow.core.lent import Processes, check_lent
from workflow.load.nodes import read
from workflow.load.report import Problem, Report


def check_beside(definition: Definition, yaml_text: str, name: str, processes: Processes, today: date) -> tuple[Problem, ...]:
    """Problems of a definition without errors of its own. `processes`: the newest of a name. `today`: in the agency's zone."""
    return _told((*check_lent(definition, processes), *_out_of_date(definition, today)), yaml_text, name)


def not_lent(definition: Definition, yaml_text: str, name: str, processes: Processes) -> tuple[Problem, ...]:
    """Only what keeps a definition from being offered: it takes figures that a process known here does not lend."""
    found = [finding for finding in check_lent(definition, processes) if finding.severity == "error"]
    return _told(found, yaml_text, name) if found else ()


def _told(findings: Iterable[Finding], yaml_text: str, name: str) -> tuple[Problem, ...]:
    report = Report(name)
    read(yaml_text, report)
    for finding in findings:
        report.at(finding.path, finding.message, key=finding.at_key, severity=finding.severity)
    return tuple(sorted(report.found))


def _out_of_date(definition: Definition, today: date) -> Iterator[Finding]:
    for number, used in enumerate(definition.packs):
        pack = used.pack
        if today < pack.from_:
            yield Finding(("rules", number), f"{pack.name} {pack.version} holds from {pack.from_} only", severity="warning")
        if pack.until is not None and today > pack.until:
            message = f"{pack.name} {pack.version} held until {pack.until}: take a later version, or say in `about` why it stays"
            yield Finding(("rules", number), message, severity="warning")
