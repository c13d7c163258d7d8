"""The shape of what every part of a definition shares, and of lists, roles, letters and minutes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from workflow.core.words import Text
from workflow.load.scalars import Flag, Name, Names, Plain, Words, refuse


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Sure = Literal["A", "B", "C", "G"]


class Cited(Shape):
    cite: Plain | None = None
    sure: Sure | None = None

    @model_validator(mode="after")
    def together(self) -> Cited:
        if (self.cite is None) != (self.sure is None):
            lacking, given = ("sure", "cite") if self.sure is None else ("cite", "sure")
            how = "A read, B two pages agree, C one page, G general knowledge" if lacking == "sure" else "the regulation and its article"
            raise refuse(f'"{given}" stands here without "{lacking}": add {lacking} ({how}), or leave both out')
        return self


class SourceShape(Cited):
    cite: Plain
    sure: Sure


class ListShape(Shape):
    ordered: Annotated[list[Plain], Field(min_length=1)] | None = None
    values: Annotated[list[Plain], Field(min_length=1)] | None = None
    words: dict[str, Words] = {}

    @model_validator(mode="after")
    def one_kind(self) -> ListShape:
        if (self.ordered is None) == (self.values is None):
            raise refuse("a list has either `ordered: [...]` (lowest first) or `values: [...]`, one of the two")
        return self


class ColumnShape(Shape):
    """What a decision table gives under one name; `of`: the list that its values come from."""

    words: Words
    of: Name | None = None


def _short_column(value: object) -> object:
    return {"words": value} if isinstance(value, str) else value


ColumnItem = Annotated[ColumnShape, BeforeValidator(_short_column, json_schema_input_type=Words | ColumnShape)]


class TableShape(Cited):
    words: Words
    by: Annotated[list[Plain], Field(min_length=1)]
    gives: Annotated[dict[Name, ColumnItem], Field(min_length=1)]
    rows: Annotated[list[Annotated[list[Plain], Field(min_length=2)]], Field(min_length=1)]


class AttributeShape(Shape):
    """A column of a membership; `of`: a list, `yes_no`, `text` or `person`."""

    of: Name
    words: Words = Text("Unsur yang diwakili", "What the person represents")


def _short_attribute(value: object) -> object:
    return {"of": value} if isinstance(value, str) else value


AttributeItem = Annotated[AttributeShape, BeforeValidator(_short_attribute, json_schema_input_type=Name | AttributeShape)]


class RoleShape(Shape):
    words: Words
    held_in: Names | None = None
    owner_of: Name | None = None
    is_: Annotated[Literal["anyone", "account"] | None, Field(alias="is")] = None
    among: Name | None = None
    one: Flag = False
    appointed_by: Name | None = None
    deputies: Literal["by_order"] | None = None
    declares: Name | None = None
    never_with: Names = []
    attributes: dict[Name, AttributeItem] = {}
    reads: Literal["asked"] | None = None

    @model_validator(mode="after")
    def one_kind(self) -> RoleShape:
        if sum(kind is not None for kind in (self.held_in, self.owner_of, self.is_)) != 1:
            raise refuse("say who holds this role: `held_in: machine`, `owner_of: machine` or `is: anyone`, one of the three")
        return self


class LetterShape(Shape):
    to: Names
    body: Plain
    hold: Flag = False


class MinutesShape(Shape):
    body: Plain
    parts: list[Literal["present", "conflicts", "findings", "ranking", "stability", "comments", "dissent", "figures"]]
