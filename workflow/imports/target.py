"""What a table is to do below a case: give birth to cases, take a step on many, or fill a role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from sqlalchemy import Connection

from workflow.core.definition import Action, Definition, FactKind, Machine, Role
from workflow.core.plan import CLOCK, STEP
from workflow.core.words import Text
from workflow.store import places, shelf
from workflow.store.places import Place

APPOINT = "@appoint"
NO_PLACE = Text("Tidak ada perkara {number}.", "There is no case {number}.")
NO_STEP = Text("Tidak ada langkah “{what}” di bawah {place}.{like}", "There is no step “{what}” below {place}.{like}")
LIKE = Text(" Mungkin maksudnya “{name}”?", " Did you mean “{name}”?")
SEVERAL = Text(
    "Langkah “{what}” ada pada beberapa jenis: {names}. Sebut yang lengkap.",
    "Several kinds of cases have “{what}”: {names}. Name it in full.",
)
NO_ROLE = Text("Tidak ada peran “{role}” di sini; ada: {names}.", "There is no role “{role}” here; there are: {names}.")
ROLES = Text("Pemegang peran", "Holders of roles")
BY_ITSELF = Text("Langkah ini terjadi dengan sendirinya.", "This step happens by itself.")
SIGNED = Text("Berita acara ditandatangani satu per satu, bukan dari tabel.", "Minutes are signed one by one, not from a table.")
ASKS_FILE = Text(
    "Langkah ini meminta berkas ({words}), jadi tidak dapat diambil dari tabel.",
    "This step asks for a file ({words}), so no table can take it.",
)


@dataclass(frozen=True, slots=True)
class Target:
    """`place`: the case below which it happens; None where roots of a process are born. `action` None: holders of `roles` are named.

    `machine`: of the cases that are born or stepped on, or the one at which the roles are held.
    """

    number: str
    definition: Definition
    place: Place | None
    machine: Machine
    action: Action | None = None
    roles: tuple[Role, ...] = ()

    @property
    def kind(self) -> Literal["births", "steps", "holders"]:
        return "holders" if self.action is None else "births" if self.action.is_birth else "steps"

    @property
    def role(self) -> Role | None:
        """The one role that is filled; where there are several, each row names its own."""
        return self.roles[0] if len(self.roles) == 1 else None

    @property
    def words(self) -> Text:
        """What is done: the words of the step, or of the role."""
        return self.action.words if self.action is not None else self.role.words if self.role is not None else ROLES

    @property
    def verb(self) -> str:
        """The name of the step: `machine.action` of a birth, else the action alone."""
        if self.action is None:
            return APPOINT
        return f"{self.machine.name}.{self.action.name}" if self.action.is_birth else self.action.name


def find(connection: Connection, parent: str, what: str, role: str | None = None) -> Target | Text:
    """`parent`: the number of a case, or a process whose roots are to be born. `what`: `machine.action`, an action, or `@appoint` with `role`."""
    place = places.by_number(connection, parent.upper())
    sha256 = place.definition if place is not None else shelf.offered(connection).get(parent)
    if sha256 is None:
        return NO_PLACE.fill(number=parent)
    definition = shelf.pinned(connection, sha256)
    number = parent.upper() if place is not None else parent
    if what == APPOINT:
        return _holders(number, definition, place, role)
    found = _steps(number, definition, place, what)
    return found if isinstance(found, Text) else _importable(found) or found


def _holders(number: str, definition: Definition, place: Place | None, role: str | None) -> Target | Text:
    machine = definition.machines[place.machine] if place is not None else None
    roles = {
        r.name: r for r in definition.roles.values() if machine is not None and machine.name in r.held_in and r.appointed_by is not None
    }
    if machine is None or not roles:
        return NO_STEP.fill(what=APPOINT, place=number, like="")
    chosen = tuple(roles.values()) if role is None else tuple(r for r in [role_named(roles.values(), role)] if r is not None)
    if not chosen:
        return NO_ROLE.fill(role=role, names=", ".join(roles))
    return Target(number, definition, place, machine, roles=chosen)


def role_named(roles: Iterable[Role], text: str) -> Role | None:
    """By its name or its words."""
    named = {spelling.casefold(): r for r in roles for spelling in (r.name, r.words.id, r.words.en)}
    return named.get(text.strip().casefold())


def _steps(number: str, definition: Definition, place: Place | None, what: str) -> Target | Text:
    known = {f"{machine.name}.{action.name}": (machine, action) for machine, action in reachable(definition, place)}
    head, _, rest = what.rpartition(".")
    names = [name for name in known if name == what or (not head and name.rpartition(".")[2] == rest)]
    if len(names) == 1:
        machine, action = known[names[0]]
        return Target(number, definition, place, machine, action)
    if names:
        return SEVERAL.fill(what=what, names=", ".join(names))
    close = get_close_matches(what, [*known, *(name.rpartition(".")[2] for name in known)], n=1, cutoff=0.6)
    return NO_STEP.fill(what=what, place=number, like=LIKE.fill(name=close[0]) if close else "")


def reachable(definition: Definition, place: Place | None) -> Iterator[tuple[Machine, Action]]:
    """Births right below the place, and steps on it and on everything below; without a place the births of roots."""
    if place is None:
        yield from ((definition.root, action) for action in definition.root.actions.values() if action.is_birth)
        return
    for name in (place.machine, *definition.below(place.machine)):
        machine = definition.machines[name]
        for action in machine.actions.values():
            if not action.is_birth or machine.parent == place.machine:
                yield machine, action


def _importable(target: Target) -> Text | None:
    action = target.action
    return unimportable(target.machine, action) if action is not None else None


def unimportable(machine: Machine, action: Action) -> Text | None:
    """Why no table can take this step."""
    if set(action.by) <= {CLOCK, STEP}:
        return BY_ITSELF
    if action.signs is not None:
        return SIGNED
    asked = machine.forms[action.form].facts if action.form else ()
    files = [machine.facts[name].words for name in asked if machine.facts[name].kind is FactKind.FILE and not machine.facts[name].optional]
    return ASKS_FILE.fill(words=files[0]) if files else None
