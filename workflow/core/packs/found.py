"""What a judge finds: why a rule is not kept, and the part of the definition that it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core.findings import Path
from workflow.core.words import Text


@dataclass(frozen=True, slots=True)
class Broken:
    why: Text
    path: Path
