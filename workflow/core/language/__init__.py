"""The guard language: parse, type, evaluate, explain. Its SQL reading is `workflow.store.guard_sql`.

Integers only underneath: a decimal with p places is an integer scaled by 10**p. Unknown is None, three-valued as in SQL.
"""

from workflow.core.language.evaluate import Folding, evaluate, over_members
from workflow.core.language.explain import Finding, explain, sentence
from workflow.core.language.nodes import Expr, SetExpr, member_names_of, names_of, sets_of, walk
from workflow.core.language.parse import parse
from workflow.core.language.types import LARGEST, REACH, Kind, LanguageError, Scope, Type, Value, View

__all__ = [
    "LARGEST",
    "REACH",
    "Expr",
    "Finding",
    "Folding",
    "Kind",
    "LanguageError",
    "Scope",
    "SetExpr",
    "Type",
    "Value",
    "View",
    "evaluate",
    "explain",
    "member_names_of",
    "names_of",
    "over_members",
    "parse",
    "sentence",
    "sets_of",
    "walk",
]
