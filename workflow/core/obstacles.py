"""Why the cases of a root cannot go over to another version. A root goes as a whole or not at all: all its cases share one definition.

Nothing that was answered, promised or begun may be lost or read otherwise: answers fit the later version, open windows, tasks, sheets and
proposals go on, roles that are held exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workflow.core import obstacles_answers as answers
from workflow.core.definition import Definition, Machine, State
from workflow.core.replaces import mapped, unlike
from workflow.core.words import Text
from workflow.core.world import Case, Member, Sheet, Task


@dataclass(frozen=True, slots=True)
class Held:
    """What the cases of a root hold beside their facts and windows, by case; `proposed`: actions that wait for a second person."""

    sheets: Mapping[int, Sequence[Sheet]] = field(default_factory=dict)
    tasks: Mapping[int, Sequence[Task]] = field(default_factory=dict)
    members: Mapping[int, Sequence[Member]] = field(default_factory=dict)
    proposed: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a case cannot follow. `case`: its number."""

    case: str
    text: Text


@dataclass(frozen=True, slots=True)
class Way:
    """From one version to a later one. `states`: `machine.state` -> `machine.state`; others keep their names."""

    earlier: Definition
    later: Definition

    @property
    def states(self) -> Mapping[str, str]:
        return self.later.replaces.get(self.earlier.version, {})

    def state(self, machine: str, state: str) -> State | None:
        """The state of the later version in which a case then stands; None where it does not exist."""
        return self.later.machines[machine].states.get(mapped(self.states, machine, state))


def obstacles(way: Way, cases: Sequence[Case], held: Held) -> list[Obstacle]:
    """Everything that keeps the cases of one root from following; none where all can."""
    root = cases[0].number
    kinds = [Obstacle(root, text) for text in _kinds(way)]
    if kinds:
        return kinds
    found = [Obstacle(case.number, text) for case in cases for text in _of_case(way, case, held)]
    return found + [Obstacle(root, text) for text in _clashes(way, held)]


def _of_case(way: Way, case: Case, held: Held) -> Iterator[Text]:
    old, state = way.earlier.machines[case.machine], way.state(case.machine, case.state)
    yield from _state(way, case, old, state)
    yield from answers.misfits(answers.Kind(way.earlier, way.later, case.machine), case, held.sheets.get(case.id, ()))
    yield from _members(way, case, held.members.get(case.id, ()))
    if state is not None and not case.ended:
        for rule in (_windows, _tasks, _sheets):
            yield from rule(way, case, state, held)
    yield from (_said(way, PROPOSED, action=old.actions[name].words) for name in held.proposed.get(case.id, ()))


def _said(way: Way, text: Text, **blanks: object) -> Text:
    return text.fill(version=way.later.version, **blanks)


def _kinds(way: Way) -> Iterator[Text]:
    """Kinds of cases that are gone or hang elsewhere, whether there are such cases or not: what was published may speak of them."""
    for name, old in way.earlier.machines.items():
        new = way.later.machines.get(name)
        if new is None or new.parent != old.parent:
            yield _said(way, NO_MACHINE, kind=old.words)
        elif new.path != old.path:
            yield _said(way, PATH, old=old.path, new=new.path)


# ------------------------------------------------------------------ where a case stands
def _state(way: Way, case: Case, old: Machine, new: State | None) -> Iterator[Text]:
    now, name = old.states[case.state], f"{case.machine}.{case.state}"
    if new is None:
        yield _said(way, NO_STATE, words=now.words.staff, name=name)
    elif unlike(now, new) is not None:
        yield _said(way, UNLIKE, name=name, new=f"{case.machine}.{new.name}")
    elif case.before is not None and _goes_back(way, case, new) and way.state(case.machine, case.before) is None:
        yield _said(way, NO_BEFORE, words=old.states[case.before].words.staff, name=f"{case.machine}.{case.before}")


def _goes_back(way: Way, case: Case, state: State) -> bool:
    return any(action.to == "before" for action in way.later.machines[case.machine].actions_from(state.name))


def _inside(way: Way, case: Case, state: State) -> str:
    """The state whose windows and tasks count: of a paused case the one to which it goes back."""
    back = way.state(case.machine, case.before) if state.pauses and case.before is not None else None
    return back.name if back is not None else state.name


# ------------------------------------------------------------------ what is open
def _windows(way: Way, case: Case, state: State, _held: Held) -> Iterator[Text]:
    old, new = way.earlier.machines[case.machine].windows, way.later.machines[case.machine].windows
    for name, window in case.windows.items():
        if window.opens is not None and window.left is None and window.closes is not None:
            if name not in new:
                yield _said(way, NO_WINDOW, words=old[name].words)
            elif _inside(way, case, state) not in new[name].in_:
                yield _said(way, WINDOW_LEFT, words=old[name].words, state=state.words.staff)


def _tasks(way: Way, case: Case, _state: State, held: Held) -> Iterator[Text]:
    old, new = way.earlier.machines[case.machine].actions, way.later.machines[case.machine].actions
    for name in dict.fromkeys(task.action for task in held.tasks.get(case.id, ())):
        if name not in new or new[name].is_birth:
            yield _said(way, NO_TASK, words=old[name].words)


def _sheets(way: Way, case: Case, state: State, held: Held) -> Iterator[Text]:
    """Sheets of the round that is open: they must still count towards the step for which they were given."""
    old, new = way.earlier.machines[case.machine].actions, way.later.machines[case.machine].actions
    inside = case.before if way.earlier.machines[case.machine].states[case.state].pauses else case.state
    round = case.before_round if inside == case.before and case.before_round is not None else case.round
    given = [s.action for s in held.sheets.get(case.id, ()) if s.round == round and inside in old[s.action].from_]
    for name in dict.fromkeys(given):
        if name not in new or not new[name].each or _inside(way, case, state) not in new[name].from_:
            yield _said(way, NO_SHEETS, words=old[name].words)


# ------------------------------------------------------------------ who serves
def _members(way: Way, case: Case, members: Sequence[Member]) -> Iterator[Text]:
    for name in dict.fromkeys(member.role for member in members):
        old, new = way.earlier.roles[name], way.later.roles.get(name)
        if new is None:
            yield _said(way, NO_ROLE, words=old.words)
            continue
        if case.machine not in new.held_in:
            yield _said(way, ROLE_ELSEWHERE, words=old.words)
        for column, attribute in new.attributes.items():
            values = {m.attributes[column] for m in members if m.role == name and m.attributes.get(column)}
            if attribute.choices is not None and values - set(attribute.choices.values):
                yield _said(way, NO_ATTRIBUTE, words=old.words, value=", ".join(sorted(values - set(attribute.choices.values))))


def _clashes(way: Way, held: Held) -> Iterator[Text]:
    """Two roles that one person holds and that the later version lets nobody hold together."""
    roles: dict[int, set[str]] = {}
    for member in (m for members in held.members.values() for m in members):
        roles.setdefault(member.person, set()).add(member.role)
    found = {tuple(sorted((a, b))) for mine in roles.values() for a in mine for b in mine if _exclude(way.later, a, b)}
    for one, other in sorted(found):
        if not _exclude(way.earlier, one, other):
            yield _said(way, CLASH, one=way.later.roles[one].words, other=way.later.roles[other].words)


def _exclude(definition: Definition, one: str, other: str) -> bool:
    roles = definition.roles
    return one in roles and other in roles and (other in roles[one].never_with or one in roles[other].never_with)


NO_MACHINE = Text(
    "Versi {version} tidak mengenal perkara jenis ini di tempatnya: {kind}.",
    "Version {version} knows no case of this kind where it stands: {kind}.",
)
PATH = Text("Alamat umumnya akan berubah dari /{old} menjadi /{new}.", "Its public address would change from /{old} to /{new}.")
NO_STATE = Text(
    "Status “{words}” ({name}) tidak ada di versi {version} dan tidak dipetakan di `replaces`.",
    "The state “{words}” ({name}) does not exist in version {version} and is not mapped in `replaces`.",
)
UNLIKE = Text(
    "{name} dan {new} tidak sejenis: pemindahan tidak mengakhiri, tidak menunda, dan tidak menghidupkan perkara.",
    "{name} and {new} are not alike: a migration neither ends, nor pauses, nor revives a case.",
)
NO_BEFORE = Text(
    "Perkara ini kembali ke “{words}” ({name}), yang tidak ada di versi {version} dan tidak dipetakan.",
    "This case goes back to “{words}” ({name}), which does not exist in version {version} and is not mapped.",
)
NO_WINDOW = Text(
    "Masa “{words}” sedang terbuka dan tidak ada di versi {version}.",
    "The period “{words}” is open and does not exist in version {version}.",
)
WINDOW_LEFT = Text(
    "Masa “{words}” sedang terbuka, tetapi di versi {version} tidak berlaku pada status “{state}”.",
    "The period “{words}” is open, but in version {version} it does not belong to the state “{state}”.",
)
NO_TASK = Text(
    "Tugas “{words}” sedang ditunggu dan tidak ada di versi {version}.",
    "The task “{words}” is waited for and does not exist in version {version}.",
)
NO_SHEETS = Text(
    "Ada lembar “{words}” yang sudah masuk, dan versi {version} tidak lagi memintanya pada status ini.",
    "Sheets of “{words}” have come in, and version {version} no longer asks for them in this state.",
)
PROPOSED = Text(
    "Usulan “{action}” menunggu konfirmasi: tegaskan, tolak, atau tunggu sampai gugur.",
    "The proposal “{action}” waits to be confirmed: confirm it, decline it, or wait until it lapses.",
)
NO_ROLE = Text(
    "Peran “{words}” dipegang di sini dan tidak ada di versi {version}.",
    "The role “{words}” is held here and does not exist in version {version}.",
)
ROLE_ELSEWHERE = Text(
    "Peran “{words}” dipegang di sini, tetapi di versi {version} tidak dipegang pada perkara jenis ini.",
    "The role “{words}” is held here, but in version {version} it is not held on cases of this kind.",
)
NO_ATTRIBUTE = Text(
    "Keterangan pemegang peran “{words}” tidak ada lagi di versi {version}: {value}.",
    "What holders of the role “{words}” stand for does not exist any more in version {version}: {value}.",
)
CLASH = Text(
    "Seseorang memegang “{one}” dan “{other}”, yang menurut versi {version} tidak boleh dirangkap.",
    "Somebody holds “{one}” and “{other}”, which version {version} lets nobody hold together.",
)
