"""Rule packs: YAML text -> frozen values, and how a definition names and binds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, ValidationError, model_validator

from workflow.core import packs_shape as p
from workflow.core.definition import Outcome, Phase, Source
from workflow.core.findings import did_you_mean
from workflow.load.nodes import read
from workflow.load.report import Report
from workflow.load.scalars import Guard, Length, Name, Names, Plain, Weight, Words, parse_plain, refuse, schema
from workflow.load.sentences import tell_faults
from workflow.load.shape import FileShape
from workflow.load.shape_base import Shape, Sure

Shelf = Callable[[str], str | None]


def _date(value: object) -> date:
    text = parse_plain(value)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refuse(f'"{text}" is no date: write year, month and day, such as 2025-05-14') from None


Day = Annotated[date, PlainValidator(_date), schema("string", format="date")]
Band = Annotated[list[Weight], Field(min_length=2, max_length=2)]


class AskedShape(Shape):
    at: Name
    that: Guard


class OrderShape(Shape):
    first: Phase
    then: Phase


class NeverShape(Shape):
    from_: Annotated[Phase, Field(alias="from")]
    to: Phase
    unless: Literal["corrects"]


class AnswerShape(Shape):
    after: Outcome
    by: Name
    window: Name | None = None
    at_least: Length | None = None


class LastsShape(Shape):
    at_least: Length
    phase: Phase | None = None
    window: Name | None = None

    @model_validator(mode="after")
    def one_kind(self) -> LastsShape:
        if (self.phase is None) == (self.window is None):
            raise refuse("say what lasts: `phase:` or `window:`, one of the two")
        return self


class WeightsShape(Shape):
    score: Name
    parts: Annotated[dict[Name, Band], Field(min_length=1)]


class RanksShape(Shape):
    ranking: Name
    order: Names = []
    take: Guard | None = None
    equal_at_cut: Literal["admit", "leave_out"] | None = None


class ShowsShape(Shape):
    phase: Phase
    has: Annotated[list[Plain], Field(min_length=1)]


class RuleShape(Shape):
    words: Words
    cite: Plain
    sure: Sure
    severity: Literal["block", "explain", "note"]
    clause: AskedShape | None = None
    order: OrderShape | None = None
    never: NeverShape | None = None
    answer: AnswerShape | None = None
    lasts: LastsShape | None = None
    apart: Names | None = None
    weights: WeightsShape | None = None
    ranks: RanksShape | None = None
    shows: ShowsShape | None = None

    @model_validator(mode="after")
    def one_kind(self) -> RuleShape:
        if len(self.given) != 1:
            raise refuse(f"a rule has one of the shapes {', '.join(SHAPES)}")
        return self

    @property
    def given(self) -> list[str]:
        return [name for name in SHAPES if getattr(self, name) is not None]


SHAPES = ("clause", "order", "never", "answer", "lasts", "apart", "weights", "ranks", "shows")
Kind = Literal["role", "machine", "action", "window", "score", "part", "ranking", "fact", "number", "yes_no"]


class PackShape(Shape):
    """One rule pack in one version."""

    pack: Name
    version: Annotated[str, Field(pattern=r"^\d{4}\.\d{1,3}$")]
    words: Words
    from_: Annotated[Day, Field(alias="from")]
    until: Day | None = None
    binds: dict[Name, Kind] = {}
    rules: Annotated[dict[Name, RuleShape], Field(min_length=1)]


def pack(text: str, name: str, report: Report) -> p.Pack | None:
    """The pack; its problems stand in its own file."""
    own = Report(name)
    data = read(text, own)
    shape: PackShape | None = None
    if data is not None:
        try:
            shape = PackShape.model_validate(data)
        except ValidationError as error:
            tell_faults(error, data, own, PackShape)
    report.found |= own.found
    return None if shape is None or own.errors else _pack(shape)


def _pack(shape: PackShape) -> p.Pack:
    rules = {name: _rule(name, of) for name, of in shape.rules.items()}
    return p.Pack(shape.pack, shape.version, shape.words, shape.from_, shape.until, dict(shape.binds), rules)


def _rule(name: str, shape: RuleShape) -> p.Rule:
    return p.Rule(name, shape.words, Source(shape.cite, shape.sure), shape.severity, _body(shape))


def _body(shape: RuleShape) -> p.Body:
    match getattr(shape, shape.given[0]):
        case AskedShape() as of:
            return p.Asked(of.at, of.that)
        case OrderShape() as of:
            return p.Order(of.first, of.then)
        case NeverShape() as of:
            return p.Never(of.from_, of.to)
        case AnswerShape() as of:
            return p.Answer(of.after, of.by, of.window, of.at_least)
        case LastsShape() as of:
            return p.Lasts(of.at_least, of.phase, of.window)
        case WeightsShape() as of:
            return p.Weights(of.score, {part: (band[0], band[1]) for part, band in of.parts.items()})
        case RanksShape() as of:
            return p.Ranks(of.ranking, tuple(of.order), of.take, of.equal_at_cut)
        case ShowsShape() as of:
            return p.Shows(of.phase, tuple(of.has))
    return p.Apart(tuple(shape.apart or ()))


# ------------------------------------------------------------------ as a definition uses them
def used_packs(file: FileShape, texts: dict[str, str], shelf: Shelf, report: Report) -> tuple[p.UsedPack, ...]:
    """The packs that the file names, each read from the folder of rules; their texts are put among `texts`, for they are pinned too."""
    return tuple(_used(file, texts, shelf, report))


def _used(file: FileShape, texts: dict[str, str], shelf: Shelf, report: Report) -> Iterator[p.UsedPack]:
    for i, use in enumerate(file.rules):
        name = f"rules/{use.use}/{use.version}.yaml"
        text = texts.get(name) or shelf(name)
        if text is None:
            report.at(("rules", i, "use"), f'there is no rule pack "{name}": write it, or name another')
            continue
        texts[name] = text
        found = pack(text, name, report)
        if found is None:
            continue
        for rule in use.waive.keys() - found.rules.keys():
            report.at(("rules", i, "waive", rule), f'the pack has no rule "{rule}".{did_you_mean(rule, found.rules)}', key=True)
        yield p.UsedPack(found, dict(use.with_), {rule: p.Waiver(of.by, of.reason) for rule, of in use.waive.items()})
