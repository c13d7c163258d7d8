"""Tallies: points, totals, thresholds, ranks and ties of a table of candidates, by the code that scores the cases of an installation.

Pure: rows come as typed values. Nothing here knows a file or a process.
"""

from workflow.core.tally.adapt import most_of, weight_troubles
from workflow.core.tally.asked import Changes, Given, Row, SheetGiven
from workflow.core.tally.build import Remark
from workflow.core.tally.reads import Leaf, Reads, main_key, parts_of, reads
from workflow.core.tally.reckon import Tally, reckon
from workflow.core.tally.stages import Kind, Stage, find, stages

__all__ = [
    "Changes", "Given", "Kind", "Leaf", "Reads", "Remark", "Row", "SheetGiven", "Stage", "Tally", "find", "main_key", "most_of", "parts_of",
    "reads", "reckon", "stages", "weight_troubles",
]  # fmt: skip
