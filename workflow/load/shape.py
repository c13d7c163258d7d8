"""The shape of a definition file as pydantic models: which keys stand where. References and meaning are proved elsewhere."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from workflow.core.language.types import CROWD
from workflow.load.scalars import Flag, Guard, Name, Plain, Plains, Share, StatePath, VersionName, Whole, Words, refuse, schema
from workflow.load.shape_base import Cited, LetterShape, ListShape, MinutesShape, RoleShape, Shape, SourceShape, TableShape
from workflow.load.shape_steps import ActionShape, ClauseItem, StateShape, WindowShape

Asked = Literal[
    "yes_no", "number", "decimal", "text", "long_text", "date", "moment", "duration", "choice", "rating", "checklist", "file", "person",
    "table", "case",
]  # fmt: skip


class FigureShape(Shape):
    """What is taken of another process; `match`: `owner` or a figure of the row -> what it must equal here."""

    process: Name
    publication: Name
    take: Plain
    match: Annotated[dict[Plain, Guard], Field(min_length=1)]


class FactShape(Cited):
    words: Words
    type: Asked | None = None
    formula: Guard | None = None
    published: FigureShape | None = None
    in_: Annotated[Name | None, Field(alias="in")] = None
    columns: dict[Name, ColumnFact] = {}
    of: Name | list[Plain] | None = None
    scale: Annotated[list[Whole], Field(min_length=2, max_length=2)] | None = None
    most: Whole | None = None
    least: Whole | None = None
    many: Whole = 1
    places: Whole = 0
    default: Plain | None = None
    optional: Flag = False
    personal: Flag = False
    sealed_to: Name | None = None
    rubric: Plain | None = None
    keep: Plain | None = None
    hint: Words | None = None

    @model_validator(mode="after")
    def one_kind(self) -> FactShape:
        if (self.type is None) == (self.formula is None):
            raise refuse("a fact has either `type:` (it is asked) or `formula:` (it is computed), one of the two")
        if self.formula is not None and self.published is not None:
            raise refuse("a fact is either computed here or `published` by another process, one of the two")
        return self


def _short_fact(value: object) -> object:
    """A column of a table that is a text needs its words only."""
    return {"type": "text", "words": value} if isinstance(value, str) else value


ColumnFact = Annotated[FactShape, BeforeValidator(_short_fact, json_schema_input_type=Words | FactShape)]
FactShape.model_rebuild()


class SectionShape(Shape):
    words: Words | None = None
    ask: Annotated[list[Name], Field(min_length=1)]


def _short_section(value: object) -> object:
    """A form is a list of sections, or of facts in one section."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [{"ask": value}] if value else value
    return value


FormShape = Annotated[
    list[SectionShape], BeforeValidator(_short_section, json_schema_input_type=list[Name] | list[SectionShape]), Field(min_length=1)
]


class PartShape(Shape):
    from_: Annotated[Plain, Field(alias="from")]
    weight: Share | None = None
    as_: Annotated[Literal["mean", "median", "trimmed_mean", "sum"] | None, Field(alias="as")] = None
    where: Guard | None = None
    at_least: Whole = 1
    most: Whole | None = None
    words: Words | None = None


class ScoreShape(Cited):
    words: Words
    out_of: Whole
    parts: Annotated[dict[Name, PartShape], Field(min_length=1)]
    places: Whole = 2
    missing: Literal["unknown", "zero", "share"] = "unknown"


def _order(value: object) -> object:
    words = value.split() if isinstance(value, str) else []
    if len(words) != 2 or words[0] not in ("highest", "lowest"):
        raise refuse(f'"{value}" is not an order: write "highest" or "lowest" and a name, such as "highest total"')
    return (words[0], words[1])


Order = Annotated[
    tuple[Literal["highest", "lowest"], str], BeforeValidator(_order), schema("string", pattern="^(highest|lowest) [a-z0-9_.]+$")
]


class OrderingShape(Shape):
    """A key of an order that holds only where `when` does."""

    by: Order
    when: Guard | None = None


def _short_order(value: object) -> object:
    return {"by": value} if isinstance(value, str) else value


OrderingItem = Annotated[OrderingShape, BeforeValidator(_short_order, json_schema_input_type=str | OrderingShape)]


class PassShape(Shape):
    code: Plain
    same: Annotated[list[Name], Field(min_length=1)]
    where: Guard | None = None
    words: Words


class FillShape(Cited):
    of: Name
    into: Name
    who: Guard
    holds: Guard | None = None
    places: Guard
    order: Annotated[list[Order], Field(min_length=1)]
    into_order: Annotated[list[Order], Field(min_length=1)]
    passes: Annotated[list[PassShape], Field(min_length=1)]


class RankingShape(Cited):
    """Without `take` everybody is ranked and taken."""

    of: Name
    order: Annotated[list[Order], Field(min_length=1)]
    take: Guard = str(CROWD)
    where: Guard | None = None
    equal_at_cut: Literal["admit", "leave_out"] = "admit"


class EntryShape(Shape):
    fact: Plains
    when: Guard | None = None


def _short_entry(value: object) -> object:
    return {"fact": value} if isinstance(value, str) else value


EntryItem = Annotated[EntryShape, BeforeValidator(_short_entry, json_schema_input_type=Plain | EntryShape)]


class PublicationShape(Cited):
    words: Words
    to: Annotated[dict[Name, list[EntryItem]], Field(min_length=1)]
    of: Name | None = None
    where: Guard | None = None
    order: list[OrderingItem] = []
    with_: Annotated[
        list[Literal["facts", "scores", "rankings", "windows", "committee", "changes", "counts", "explanations"]], Field(alias="with")
    ] = []
    figures: Plains | None = None
    keep: Plain | None = None


class MachineShape(Shape):
    words: Words
    code: Annotated[str, Field(pattern=r"^[A-Z]{2,5}$")]
    parent: Name | None = None
    path: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")] | None = None
    called: Name | None = None
    windows: dict[Name, WindowShape] = {}
    facts: dict[Name, FactShape] = {}
    requirements: dict[Name, dict[Name, ClauseItem]] = {}
    forms: dict[Name, FormShape] = {}
    scores: dict[Name, ScoreShape] = {}
    rankings: dict[Name, RankingShape] = {}
    fills: dict[Name, FillShape] = {}
    publications: dict[Name, PublicationShape] = {}
    states: Annotated[dict[Name, StateShape], Field(min_length=1)]
    actions: Annotated[dict[Name, ActionShape], Field(min_length=1)]


class WaiverShape(Shape):
    """A named person who lets this definition go past a rule, and the published reason."""

    by: Words
    reason: Words


class UseShape(Shape):
    use: Name
    version: Annotated[str, Field(pattern=r"^\d{4}\.\d{1,3}$")]
    with_: Annotated[dict[Name, Plain], Field(alias="with")] = {}
    waive: dict[Name, WaiverShape] = {}


class FileShape(Shape):
    """One version of one process."""

    process: Name
    version: Annotated[str, Field(pattern=r"^\d{4}\.\d{1,3}$")]
    title: Words
    about: Words | None = None
    basis: list[SourceShape] = []
    replaces: dict[VersionName, dict[StatePath, StatePath]] = {}
    rules: list[UseShape] = []
    lists: dict[Name, ListShape] = {}
    tables: dict[Name, TableShape] = {}
    roles: Annotated[dict[Name, RoleShape], Field(min_length=1)]
    letters: dict[Name, LetterShape] = {}
    minutes: dict[Name, MinutesShape] = {}
    machines: Annotated[dict[Name, MachineShape], Field(min_length=1)]
