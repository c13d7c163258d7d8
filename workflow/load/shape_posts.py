"""The shape of a file of posts as pydantic models."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from workflow.load.scalars import Name, Plain, VersionName, Whole, Words
from workflow.load.shape import FactShape
from workflow.load.shape_base import Cited, ListShape, Shape, SourceShape
from workflow.load.shape_steps import ClauseShape


class CompetenceShape(Cited):
    words: Words
    hint: Words | None = None


class TaughtShape(Shape):
    process: Name
    competence: Name
    level: Name


class WayShape(Shape):
    process: Name
    where: dict[Name, Plain] = {}


class PostShape(Cited):
    """`cite` and `sure` speak of the competences; each requirement has its own."""

    words: Words
    about: Words | None = None
    competences: dict[Name, Whole] = {}
    requirements: dict[Name, ClauseShape] = {}
    filled_by: list[WayShape] = []


class PostsShape(Shape):
    """One version of the posts of an agency."""

    version: VersionName
    title: Words
    basis: list[SourceShape] = []
    lists: dict[Name, ListShape] = {}
    levels: Annotated[list[Words], Field(min_length=2)]
    facts: dict[Name, FactShape] = {}
    competences: Annotated[dict[Name, CompetenceShape], Field(min_length=1)]
    taught_by: list[TaughtShape] = []
    posts: Annotated[dict[Name, PostShape], Field(min_length=1)]
