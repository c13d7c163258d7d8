"""The shape of states, windows, clauses, tasks, effects and actions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, PlainValidator, Tag, model_validator

from workflow.core.definition import Outcome, Phase
from workflow.core.findings import did_you_mean
from workflow.load.scalars import Clock, Flag, Guard, Length, Name, Names, Plain, Plains, Whole, Words, parse_flag, refuse, schema
from workflow.load.shape_base import Cited, Shape


class AudienceShape(Shape):
    owner: Words
    public: Words
    staff: Words


def _for_all(value: object) -> object:
    """One text serves all three audiences."""
    return dict.fromkeys(("owner", "public", "staff"), value) if isinstance(value, str) else value


class StateShape(Shape):
    phase: Phase
    words: Annotated[AudienceShape, BeforeValidator(_for_all, json_schema_input_type=Words | AudienceShape)]
    outcome: Outcome | None = None
    pauses: Flag = False
    next: Words | None = None
    code: Plain | None = None


class LastsShape(Shape):
    at_least: Length | None = None
    at_most: Length | None = None
    exactly: Length | None = None

    @model_validator(mode="after")
    def one_kind(self) -> LastsShape:
        if sum(length is not None for length in (self.at_least, self.at_most, self.exactly)) != 1:
            raise refuse("a window lasts `at_least`, `at_most` or `exactly` a length of time, one of the three")
        return self


class WindowShape(Cited):
    in_: Annotated[Names, Field(alias="in")]
    lasts: LastsShape
    until: Clock | None = None
    words: Words


class ClauseShape(Cited):
    that: Guard
    explain: Literal["public", "file"] | None = None
    proof: Names = []
    words: Words | None = None


def _short_clause(value: object) -> object:
    return {"that": value} if isinstance(value, str) else value


ClauseItem = Annotated[ClauseShape, BeforeValidator(_short_clause, json_schema_input_type=Guard | ClauseShape)]


class TaskShape(Shape):
    due: Length | None = None
    remind: Length | None = None
    escalate: Name | None = None
    claim: Flag = False
    group: Name | None = None


class DoShape(Shape):
    do: Names
    on: Plain = "self"
    where: Guard | None = None
    rest: Literal["stay"] | None = None


class CreateShape(Shape):
    create: Name
    for_: Annotated[Name, Field(alias="for")]
    where: Guard | None = None


class FreezeShape(Shape):
    freeze: Plains


class AmendShape(Shape):
    amend: Plains


class RankShape(Shape):
    rank: Name
    on: Plain = "self"
    where: Guard | None = None


class FillEffectShape(Shape):
    fill: Name
    on: Plain = "self"


class ExtendShape(Shape):
    extend: Name
    by: Length


class AssignShape(Shape):
    """One person, whom a fact names; or `all` holders of another role, those of `where`, with these attributes."""

    assign: Name
    person: Name | None = None
    all: Name | None = None
    where: Guard | None = None
    with_: Annotated[dict[Name, Plain], Field(alias="with")] = {}
    most: Whole | None = None

    @model_validator(mode="after")
    def one_kind(self) -> AssignShape:
        if (self.person is None) == (self.all is None):
            raise refuse("an assignment names `person: fact`, or `all: role`, one of the two")
        if self.person is not None and (self.where is not None or self.with_ or self.most is not None):
            raise refuse("`where`, `with` and `most` belong to an assignment of `all` holders of a role: leave them out")
        return self


class ReleaseShape(Shape):
    release: Name
    person: Name


class UnsealShape(Shape):
    unseal: Name


class PublishShape(Shape):
    publish: Name


class DrawUpShape(Shape):
    minutes: Name


class SendShape(Shape):
    send: Name
    on: Plain = "self"
    where: Guard | None = None


EFFECTS: dict[str, type[Shape]] = {
    "do": DoShape,
    "create": CreateShape,
    "freeze": FreezeShape,
    "amend": AmendShape,
    "rank": RankShape,
    "fill": FillEffectShape,
    "extend": ExtendShape,
    "assign": AssignShape,
    "release": ReleaseShape,
    "unseal": UnsealShape,
    "publish": PublishShape,
    "minutes": DrawUpShape,
    "send": SendShape,
}


def _effect_word(value: object) -> str | None:
    """The tag of an effect: the word that says what it does. None is told as a fault."""
    if isinstance(value, Shape):
        return next(f"={word}" for word, kind in EFFECTS.items() if isinstance(value, kind))
    words = list(value) if isinstance(value, dict) else []
    return next((f"={word}" for word in words if word in EFFECTS), None)


def no_effect(value: object) -> str:
    """What is wrong with an effect whose word is not known."""
    words = list(value) if isinstance(value, dict) else []
    wrong = str(words[0]) if words else str(value)
    return f'"{wrong}" is no effect: write one of {", ".join(EFFECTS)}.{did_you_mean(wrong, EFFECTS)}'


EffectShape = Annotated[
    Annotated[DoShape, Tag("=do")]
    | Annotated[CreateShape, Tag("=create")]
    | Annotated[FreezeShape, Tag("=freeze")]
    | Annotated[AmendShape, Tag("=amend")]
    | Annotated[RankShape, Tag("=rank")]
    | Annotated[FillEffectShape, Tag("=fill")]
    | Annotated[ExtendShape, Tag("=extend")]
    | Annotated[AssignShape, Tag("=assign")]
    | Annotated[ReleaseShape, Tag("=release")]
    | Annotated[UnsealShape, Tag("=unseal")]
    | Annotated[PublishShape, Tag("=publish")]
    | Annotated[DrawUpShape, Tag("=minutes")]
    | Annotated[SendShape, Tag("=send")],
    Discriminator(_effect_word),
]


def _sealed(value: object) -> object:
    return value if value == "always" else parse_flag(value)


Sealed = Annotated[
    bool | Literal["always"], PlainValidator(_sealed), schema(["boolean", "string"], enum=[True, False, "yes", "no", "always"])
]


class ActionShape(Shape):
    words: Words
    by: Names
    from_: Annotated[Names, Field(alias="from")]
    to: Name
    at: Plain | None = None
    form: Name | None = None
    needs: list[ClauseItem] = []
    then: list[EffectShape] = []
    each: Literal["all", "quorum"] | None = None
    quorum: Guard | None = None
    panel: Whole | None = None
    sealed: Sealed = False
    confirmed_by: Name | None = None
    signs: Name | None = None
    while_paused: Flag = False
    task: TaskShape | None = None
    corrects: Flag = False
    extraordinary: Flag = False
