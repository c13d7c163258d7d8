"""The spelling of the guard language: every character is accounted for before Python's own parser sees the text."""

from __future__ import annotations

import re

MOST_CHARACTERS = 2000
DEEPEST = 20

_TOKEN = re.compile(
    r"(?P<space>[ \t\n]+)|(?P<text>'[^'\n]*'|\"[^\"\n]*\")|(?P<number>\d[\w.]*)|(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)"
    r"|(?P<op>==|!=|<=|>=|[-+*/<>(),\[\]])",
    re.ASCII,
)
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_WRONG = {
    "&&": "write `and` instead of `&&`",
    "||": "write `or` instead of `||`",
    "**": "there are no powers here; multiply instead",
    "//": "there is no whole division here; use `/` and `rounded(x, 0)`",
    "<>": 'write `!=` for "is not"',
    ":=": "nothing can be assigned here; write `==` to compare",
    "=": "write `==` to compare",
    "!": "write `not`",
    "%": "there is no remainder here",
    "&": "write `and`",
    "|": "write `or`",
    "#": "no remarks here; put them beside the clause in the file",
    "\\": "a backslash means nothing here; write the character itself",
    "'": "this text has no closing quote; write 'text' on one line",
    '"': "this text has no closing quote; write 'text' on one line",
    ".": "a dot stands only inside a name such as `opening.cap` or a number such as 72.50",
    "{": "write lists in square brackets: ['a', 'b']",
    ";": "one expression only; join conditions with `and`",
    "\0": "a zero byte has no place here",
}
_TWO_WORDS = re.compile(r"&&|\|\||\*\*|//|<>|:=")

Problem = tuple[int, str]


def spelling(source: str) -> list[Problem]:
    """What is wrong with the characters of a source text: (column from 0, what to do). An empty list lets it be parsed."""
    if len(source) > MOST_CHARACTERS:
        return [(MOST_CHARACTERS, f"this is longer than {MOST_CHARACTERS} characters; give a part of it a name with a formula")]
    if not source.strip():
        return [(0, "nothing is written here; write a condition such as `age <= 56`")]
    return _read(source)


def _read(source: str) -> list[Problem]:
    at, depth, before, close = 0, 0, "", ""
    while at < len(source):
        two, found = _TWO_WORDS.match(source, at), _TOKEN.match(source, at)
        if two or not found:
            return [(at, _explained(two.group() if two else source[at]))]
        kind, text = str(found.lastgroup), found.group()
        depth += (text in ("(", "[")) - (text in (")", "]"))
        problem = _of_depth(depth) or _of_token(kind, text, before, close)
        if problem:
            return [(at, problem)]
        at, close = found.end(), kind
        before = before if kind == "space" else kind
    return []


def _of_depth(depth: int) -> str | None:
    if depth < 0:
        return "this bracket closes nothing"
    return "this is nested too deeply; give a part of it a name with a formula" if depth > DEEPEST else None


def _of_token(kind: str, text: str, before: str, close: str) -> str | None:
    if kind == "number" and not _NUMBER.fullmatch(text):
        return f"`{text}` is no number here; write digits with at most one point, such as 72.50"
    if kind == "text" and "\\" in text:
        return _WRONG["\\"]
    if kind == "text" and (before in ("text", "number") or close == "name"):
        return "a text cannot follow another word directly; write one 'text' and a comparison such as `==`"
    return None


def _explained(text: str) -> str:
    return _WRONG.get(text, f"`{text}` has no meaning here; texts are written in quotes: 'text'")
