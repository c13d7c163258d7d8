"""Tables into a running installation: births of cases, one step on many cases, holders of a role; by the ordinary verbs, all rows or none."""

from workflow.imports.columns import Column, columns
from workflow.imports.offers import Offer, Offers, Page, offers, page
from workflow.imports.run import MOST_ROWS, Report, Taken, Wish, run
from workflow.imports.target import APPOINT, Target, find

__all__ = [
    "APPOINT",
    "MOST_ROWS",
    "Column",
    "Offer",
    "Offers",
    "Page",
    "Report",
    "Taken",
    "Target",
    "Wish",
    "columns",
    "find",
    "offers",
    "page",
    "run",
]
