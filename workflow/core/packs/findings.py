"""Verdicts on rule packs as findings of the checker."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.definition import Definition
from workflow.core.findings import Finding
from workflow.core.packs.bind import misbound
from workflow.core.packs.judge import judge
from workflow.core.packs_shape import Verdict


def bindings(definition: Definition) -> tuple[Finding, ...]:
    """Names that the packs speak of and the definition does not bind as it should."""
    found = ((i, name, message) for i, used in enumerate(definition.packs) for name, message in misbound(definition, used))
    return tuple(Finding(("rules", i, "with", name), message) for i, name, message in found)


def broken_rules(definition: Definition) -> tuple[Finding, ...]:
    """Rules that are not kept: an error where the rule blocks, else a warning. To be asked once the bindings hold."""
    return tuple(_told(definition))


def _told(definition: Definition) -> Iterator[Finding]:
    for verdict in judge(definition):
        if verdict.status == "broken":
            yield Finding(
                verdict.path, f"{_sentence(verdict)}. Change it, or let a named person waive the rule with a reason under `rules`"
            )
        elif verdict.status == "noted" or (verdict.status == "asked" and verdict.path):
            how = "; whoever announces gives a published reason" if verdict.status == "asked" else ""
            yield Finding(verdict.path, _sentence(verdict) + how, "warning")


def _sentence(verdict: Verdict) -> str:
    pack, rule = verdict.used.pack, verdict.rule
    why = f": {verdict.why.en}" if verdict.why is not None else ""
    return f"rule pack {pack.name} {pack.version}, {rule.name} ({rule.words.en}; {rule.basis.cite}, {rule.basis.sure}){why}"
