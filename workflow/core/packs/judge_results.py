"""Rules about results: weights within their bands, rankings, what everybody is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow.core.definition import Definition, Machine, Publication, Publish, Ranking
from workflow.core.language import Kind
from workflow.core.packs.bind import ranking_of, read, score_of, source_of
from workflow.core.packs.found import Broken
from workflow.core.packs.judge_course import PHASES
from workflow.core.packs_shape import Ranks, Rule, Shows, UsedPack, Weights
from workflow.core.show import decimal, label
from workflow.core.words import Text, same

_OUT = Text("bobot {part} {weight}% di luar {low}–{high}%", "the weight of {part}, {weight}%, is outside {low}–{high}%")
_SETTING = Text("bobot {part} menurut pengaturan tiap perkara", "the weight of {part} is a setting of each case")
_ABSENT = Text("tidak ada bagian bernama {part}", "there is no part called {part}")
_IMPOSSIBLE = Text("tidak ada bobot dalam rentang ini yang berjumlah 100", "no weights within these bands make 100")
_ORDER = Text("urutannya {found}, bukan {wanted}", "the order is {found}, not {wanted}")
_TAKES = Text("yang diambil {found}, bukan {wanted}", "it takes {found}, not {wanted}")
_EQUAL = Text("yang sama di batas {found}", "who is equal at the cut is {found}")
_EQUALS = {"admit": Text("ikut semua", "admitted"), "leave_out": Text("tidak diambil", "left out")}
_HIDDEN = Text("pengumuman pada {phase} tidak memuat {names}", "what is published in {phase} does not show {names}")
_SOMETIMES = Text(
    "pengumuman pada {phase} memuat {names} hanya bila pengaturannya demikian",
    "what is published in {phase} shows {names} only by a setting",
)


# ------------------------------------------------------------------ weights
def weights(definition: Definition, used: UsedPack, rule: Rule) -> Iterator[Broken]:
    body = rule.body
    assert isinstance(body, Weights)  # noqa: S101 - told apart by the caller
    found = score_of(definition, used, body.score)
    if found is None:
        return
    machine, score = found
    path = ("machines", machine.name, "scores", score.name, "parts")
    if feasible(body.parts) is None:
        yield Broken(_IMPOSSIBLE, path)
    given = {part.name: part for part in score.parts}
    for name, band in body.parts.items():
        part = given.get(used.meant(name))
        if part is None:
            yield Broken(_ABSENT.fill(part=name), path)
        elif part.weight is None:
            yield Broken(_SETTING.fill(part=label(definition, machine, part.name)), (*path, part.name))
        elif not band[0] <= part.weight <= band[1]:
            yield Broken(outside(label(definition, machine, part.name), part.weight, band), (*path, part.name))


def outside(part: Text, weight: int, band: tuple[int, int]) -> Text:
    """One weight that leaves its band, all in hundredths of a per cent point."""
    return _OUT.fill(part=part, weight=_percent(weight), low=_percent(band[0]), high=_percent(band[1]))


def _percent(hundredths: int) -> Text:
    return decimal(hundredths, 2, 2 if hundredths % 100 else 0)


def feasible(bands: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]] | None:
    """The bands that are left when the weights make 100; where both ends meet the weight is forced. None: no weights fit."""
    low, high = sum(b[0] for b in bands.values()), sum(b[1] for b in bands.values())
    if low > 100 * 100 or high < 100 * 100:
        return None
    return {n: (max(a, 100 * 100 - (high - b)), min(b, 100 * 100 - (low - a))) for n, (a, b) in bands.items()}


# ------------------------------------------------------------------ rankings
def ranks(definition: Definition, used: UsedPack, rule: Rule) -> Iterator[Broken]:
    body = rule.body
    assert isinstance(body, Ranks)  # noqa: S101 - told apart by the caller
    found = ranking_of(definition, used, body.ranking)
    if found is None:
        return
    yield from ranks_otherwise(found, used, body)
    machine, ranking = found
    if body.take is not None:
        wanted = read(definition, machine.name, source_of(used, body.take), Kind.NUMBER)
        if wanted != ranking.take:
            why = _TAKES.fill(found=ranking.take.source, wanted=source_of(used, body.take))
            yield Broken(why, ("machines", machine.name, "rankings", ranking.name, "take"))


def ranks_otherwise(found: tuple[Machine, Ranking], used: UsedPack, body: Ranks) -> Iterator[Broken]:
    """Where the order or the treatment of equals differs."""
    machine, ranking = found
    path = ("machines", machine.name, "rankings", ranking.name)
    order = tuple(name for _, name in ranking.order)
    wanted = tuple(used.meant(name) for name in body.order)
    if wanted and order != wanted:
        yield Broken(_ORDER.fill(found=", ".join(order), wanted=", ".join(wanted)), (*path, "order"))
    if body.equal_at_cut is not None and body.equal_at_cut != ranking.equal_at_cut:
        yield Broken(_EQUAL.fill(found=_EQUALS[ranking.equal_at_cut]), (*path, "equal_at_cut"))


# ------------------------------------------------------------------ what everybody is shown
def shows(definition: Definition, used: UsedPack, rule: Rule) -> Iterator[Broken]:
    """Each step that publishes in the phase shows all names; a setting that hides them must itself be explained under the same article."""
    body = rule.body
    assert isinstance(body, Shows)  # noqa: S101 - told apart by the caller
    wanted = {used.meant(name) for name in body.has}
    words = Text(*(", ".join(_named(definition, name).in_(language) for name in sorted(wanted)) for language in ("id", "en")))
    for machine, names in _published(definition, body):
        always = {n for p in names for e in _public(definition, p) if e[1] for n in e[0]}
        ever = {n for p in names for e in _public(definition, p) for n in e[0]}
        path = ("machines", machine.name, "publications", names[0].name if names else "")
        if not wanted <= ever:
            yield Broken(_HIDDEN.fill(phase=PHASES[body.phase], names=words), path)
        elif not wanted <= always and not _explained(definition, rule):
            yield Broken(_SOMETIMES.fill(phase=PHASES[body.phase], names=words), path)


def _named(definition: Definition, name: str) -> Text:
    found = (label(definition, machine, name) for machine in definition.machines.values())
    return next((words for words in found if words != same(name)), same(name))


def _published(definition: Definition, body: Shows) -> Iterator[tuple[Machine, list[Publication]]]:
    """What each step publishes that leaves a state of the phase."""
    for machine in definition.machines.values():
        for action in machine.actions.values():
            leaves = not action.is_birth and any(machine.states[s].phase is body.phase for s in action.from_)
            moves = action.to in machine.states and not action.extraordinary
            published = [machine.publications[e.publication] for e in action.then if isinstance(e, Publish)]
            if leaves and moves and published and any(p.of is not None for p in published):
                yield machine, published


def _public(definition: Definition, publication: Publication) -> list[tuple[tuple[str, ...], bool]]:
    entries = (e for role, found in publication.to.items() if definition.roles[role].is_ == "anyone" for e in found)
    return [(entry.names, entry.when is None) for entry in entries]


def _explained(definition: Definition, rule: Rule) -> bool:
    """Whether some step already asks whoever takes it to comply with the very article, or to explain."""
    clauses = (c for m in definition.machines.values() for a in m.actions.values() for c in a.needs)
    return any(c.explain is not None and c.basis is not None and c.basis.cite == rule.basis.cite for c in clauses)
