"""Scalars of the format: each is read as text and parsed by the type of its key. Errors are sentences that say what to do."""

from __future__ import annotations

import keyword
import re
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from workflow.core.definition import Span
from workflow.core.words import Text

UNITS: tuple[Literal["calendar days", "working days", "hours", "months"], ...] = ("calendar days", "working days", "hours", "months")
_SPAN = re.compile(r"(\d{1,4}) ([a-z]+(?: [a-z]+)?)")


def refuse(sentence: str) -> PydanticCustomError:
    """The error that carries a whole sentence for the reader of the problem list."""
    return PydanticCustomError("sentence", "{sentence}", {"sentence": sentence})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise refuse("one text stands here, not a list and not keys")
    return value.strip()


def parse_words(value: object) -> Text:
    """`Indonesian | English` -> Text."""
    parts = [part.strip() for part in _text(value).split("|")]
    if len(parts) == 1 and parts[0]:
        raise refuse(f'the English is missing: write "{parts[0]} | ...", Indonesian first')
    if len(parts) != 2:
        raise refuse('write one text in both languages: "Indonesian | English", with one bar between them')
    if not parts[0] or not parts[1]:
        raise refuse(f'the {"Indonesian" if not parts[0] else "English"} is missing: write "Indonesian | English", both sides of the bar')
    return Text(parts[0], parts[1])


def parse_span(value: object) -> Span:
    """`15 calendar days`, `1 working day`, `48 hours`, `2 months` -> Span."""
    match = _SPAN.fullmatch(_text(value))
    hint = 'write a number and a unit: "15 calendar days", "1 working day", "48 hours" or "2 months"'
    if match is None:
        raise refuse(f'"{value}" is not a length of time: {hint}')
    unit = next((unit for unit in UNITS if match[2] in (unit, unit[:-1])), None)
    if unit is None:
        day = ": say whether calendar days or working days" if match[2] in ("day", "days") else f": {hint}"
        raise refuse(f'"{match[2]}" is no unit of time{day}')
    if int(match[1]) == 0:
        raise refuse("a length of time is at least 1")
    return Span(int(match[1]), unit)


def parse_flag(value: object) -> bool:
    text = _text(value)
    if text not in ("yes", "no", "true", "false"):
        raise refuse(f'"{text}" is neither yes nor no: write yes or no')
    return text in ("yes", "true")


def parse_whole(value: object) -> int:
    text = _text(value)
    if not re.fullmatch(r"-?\d{1,15}", text):
        raise refuse(f'"{text}" is not a whole number: write digits only, such as 15')
    return int(text)


def parse_weight(value: object) -> int:
    """A weight in per cent with at most two places -> hundredths of a per cent point (40 -> 4000)."""
    match = re.fullmatch(r"(\d{1,3})(?:\.(\d{1,2}))?", _text(value))
    if match is None:
        raise refuse(f'"{value}" is not a weight: write per cent with a point and at most two places, such as 40 or 12.5')
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def parse_share(value: object) -> int | str:
    """A weight as written, or the expression that gives it in per cent on each case."""
    text = _text(value)
    return parse_weight(text) if text[:1].isdigit() else parse_plain(text)


def parse_clock(value: object) -> time:
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", _text(value))
    if match is None:
        raise refuse(f'"{value}" is not a time of day: write hours and minutes, such as "16:00"')
    return time(int(match[1]), int(match[2]))


def parse_name(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        raise refuse(f'"{text}" is not a name: use small letters, digits and _ only, beginning with a letter')
    if keyword.iskeyword(text):
        raise refuse(f'"{text}" is a word of the guard language: choose another name')
    return text


def parse_version(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"\d{4}\.\d{1,3}", text):
        raise refuse(f'"{text}" is no version: write a year and a number in quotes, such as "2026.1"')
    return text


def parse_state_path(value: object) -> str:
    """`machine.state`."""
    text = _text(value)
    if not re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", text):
        raise refuse(f'"{text}" is not a state of a machine: write `machine.state`, with a point between')
    return text


def parse_plain(value: object) -> str:
    text = _text(value)
    if not text:
        raise refuse("the value is missing: write it after the colon, or leave the key out")
    return text


def one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


def schema(kind: str | list[str], **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


_PLAIN = ["string", "number", "boolean"]
Words = Annotated[
    Text, PlainValidator(parse_words), schema("string", pattern=r"^[^|]*[^|\s][^|]*\|[^|]*[^|\s][^|]*$", description="Indonesian | English")
]
Length = Annotated[Span, PlainValidator(parse_span), schema("string", pattern=r"^\d{1,4} ((calendar|working) days?|hours?|months?)$")]
Flag = Annotated[bool, PlainValidator(parse_flag), schema(["boolean", "string"], enum=[True, False, "yes", "no"])]
Whole = Annotated[int, PlainValidator(parse_whole), schema("integer")]
Weight = Annotated[int, PlainValidator(parse_weight), schema("number", minimum=0, maximum=100)]
Share = Annotated[int | str, PlainValidator(parse_share), schema(["number", "string"])]
Clock = Annotated[time, PlainValidator(parse_clock), schema("string", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Name = Annotated[str, PlainValidator(parse_name), schema("string", pattern=r"^[a-z][a-z0-9_]*$")]
VersionName = Annotated[str, PlainValidator(parse_version), schema("string", pattern=r"^\d{4}\.\d{1,3}$")]
StatePath = Annotated[str, PlainValidator(parse_state_path), schema("string", pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Plain = Annotated[str, PlainValidator(parse_plain), schema(_PLAIN)]
Guard = Annotated[str, PlainValidator(parse_plain), schema(_PLAIN, description="An expression of the guard language")]
Names = Annotated[list[Name], BeforeValidator(one_or_many, json_schema_input_type=Name | list[Name]), Field(min_length=1)]
Plains = Annotated[list[Plain], BeforeValidator(one_or_many, json_schema_input_type=Plain | list[Plain]), Field(min_length=1)]
