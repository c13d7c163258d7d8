"""Who holds which role at one case: holders in published order, who may be added, and why a change is no longer possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from workflow.core import attributes
from workflow.core.definition import Amend, Role, State
from workflow.core.secrecy import gives_secrets
from workflow.core.structure import is_place
from workflow.core.words import Text, same
from workflow.core.world import Member
from workflow.queries.look import Look
from workflow.queries.secretariat import staff_look
from workflow.queries.staff_roles import appoints, known_of, seen_members
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.trouble import paired

FEWEST_LETTERS = 3
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Person:
    """`also`: words of the roles that the person holds in this root already."""

    id: int
    name: str
    post: Text | None
    also: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    person: int
    name: str
    post: Text | None
    deputy: bool
    absent: bool
    attributes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class AskedAttribute:
    """What is asked of whoever gets the role; `options` (value, words) of a choice and of a yes or no."""

    name: str
    kind: str
    words: Text
    options: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """An action that changes an announced role in public: `open` when the viewer may take it, else `by` says who."""

    action: str
    case: str
    words: Text
    by: tuple[Text, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class RoleRow:
    """`mine`: the viewer fills it. `by`: who fills it; None: the agency's office holders. `hidden`: how many holders the viewer does not see."""

    name: str
    words: Text
    one: bool
    deputies: bool
    among: Text | None
    never_with: tuple[Text, ...]
    by: Text | None
    mine: bool
    frozen: bool
    inherited: bool
    replacements: tuple[Replacement, ...]
    attributes: tuple[AskedAttribute, ...]
    holders: tuple[Holder, ...]
    hidden: int

    @property
    def editable(self) -> bool:
        return self.mine and not self.frozen


@dataclass(frozen=True, slots=True)
class Team:
    """`below`: cases that may have holders of their own in the same roles. `leaves`: machines whose cases have roles of their own, which
    the viewer fills: name, words, how many cases. `published`: the holders are named when the case is announced."""

    process: str
    number: str
    called: Text
    machine: Text
    state: State
    ended: bool
    root: tuple[str, Text]
    roles: tuple[RoleRow, ...]
    below: tuple[tuple[str, Text], ...]
    leaves: tuple[tuple[str, Text, int], ...]
    published: bool


@dataclass(frozen=True, slots=True)
class Adding:
    """The page that adds somebody to one role. `among`: the only persons who can be chosen. `earlier`: who held it in other cases."""

    team: Team
    role: RoleRow
    found: tuple[Person, ...]
    earlier: tuple[Person, ...]
    searched: bool


def team(db: Database, clock: Clock, number: str, person: int) -> Team | None:
    """The roles held at a case and who holds them; None where the person is no staff of it."""
    with staff_look(db, clock, number, person) as found:
        return _team(found) if found is not None else None


def adding(db: Database, clock: Clock, number: str, person: int, role: str, text: str = "") -> Adding | None:
    """The page that adds to a role; None where the viewer does not fill the role or its holders are announced."""
    with staff_look(db, clock, number, person) as found:
        if found is None:
            return None
        made = _team(found)
        row = next((r for r in made.roles if r.name == role and r.editable), None)
        if row is None or found.case.ended:
            return None
        held = {h.person for h in row.holders}
        wanted = found.definition.roles[role]
        if wanted.among:
            members = [m.person for m in found.world.holders(found.case, wanted.among) if not m.deputy]
            return Adding(made, row, _persons(found, t.persons.c.id.in_(members), held), (), True)
        searched = len(text.strip()) >= FEWEST_LETTERS
        matches = _persons(found, _matching(text.strip()), held) if searched else ()
        return Adding(made, row, matches, _persons(found, _earlier(role), held), searched)


# ------------------------------------------------------------------ the team
def _team(found: Look) -> Team:
    case, definition = found.case, found.definition
    roles = [r for r in definition.roles.values() if case.machine in r.held_in]
    root = found.world.case(case.root)
    held = {r.name: found.world.members(case.id, r.name) for r in roles}
    persons = _details(found, {m.person for members in held.values() for m in members})
    rows = tuple(_role(found, r, held[r.name], persons) for r in roles)
    return Team(
        found.definition.process,
        case.number,
        found.named(),
        found.machine.words,
        found.world.state(case),
        case.ended,
        (root.number, found.called(root)),
        rows,
        _below(found),
        tuple(_leaves(found)),
        is_place(definition, found.machine),
    )


def _below(found: Look) -> tuple[tuple[str, Text], ...]:
    """Cases below that may have holders of their own."""
    machines = {m for r in found.definition.roles.values() if found.case.machine in r.held_in for m in r.held_in} - {found.case.machine}
    below = [c for m in found.definition.below(found.case.machine) if m in machines for c in found.world.descendants(found.case, m)]
    return tuple((c.number, found.called(c)) for c in below if not c.ended)


def _leaves(found: Look) -> Iterator[tuple[str, Text, int]]:
    """Kinds of cases below with roles that are held there alone."""
    for name in found.definition.below(found.case.machine):
        own = [r for r in found.definition.roles.values() if name in r.held_in and found.case.machine not in r.held_in]
        alive = sum(not case.ended for case in found.world.descendants(found.case, name))
        if alive and any(appoints(found, found.case, role) for role in own):
            yield name, found.definition.machines[name].words, alive


def _role(found: Look, role: Role, members: Sequence[Member], persons: dict[int, Person]) -> RoleRow:
    roles, case = found.definition.roles, found.case
    frozen = any(role.name in above.frozen for above in found.world.lineage(case))
    clashing = [r.words for r in roles.values() if r.name in role.never_with or role.name in r.never_with]
    seen = seen_members(found, case, role, members)
    return RoleRow(
        role.name, role.words, role.one, role.deputies, roles[role.among].words if role.among else None, tuple(clashing),
        roles[role.appointed_by].words if role.appointed_by else None, appoints(found, case, role) and not case.ended, frozen,
        case.id != case.root and len(role.held_in) > 1 and not members, _replacements(found, role) if frozen else (), _asked(role),
        tuple(_holder(found, role, m, persons[m.person]) for m in seen), len(members) - len(seen),
    )  # fmt: skip


def _asked(role: Role) -> tuple[AskedAttribute, ...]:
    found = []
    for of in role.attributes.values():
        options = tuple((v, of.choices.words.get(v, same(v))) for v in of.choices.values) if of.choices else ()
        if of.kind == "yes_no":
            options = (("yes", attributes.YES), ("no", attributes.NO))
        found.append(AskedAttribute(of.name, of.kind, of.words, options))
    return tuple(found)


def _holder(found: Look, role: Role, member: Member, person: Person) -> Holder:
    return Holder(member.person, person.name, person.post, member.deputy, member.absent, tuple(known_of(found, role, member)))


def _replacements(found: Look, role: Role) -> tuple[Replacement, ...]:
    """Actions, here or above, that amend the role after it was announced."""
    result = []
    for above in found.world.lineage(found.case):
        open_to = {option.action for option in found.options(above)}
        for action in found.world.machine(above).actions_from(above.state):
            if any(isinstance(e, Amend) and role.name in e.names for e in action.then):
                by = tuple(found.definition.roles[r].words for r in action.by if r in found.definition.roles)
                result.append(Replacement(action.name, above.number, action.words, by, action.name in open_to))
    return tuple(result)


# ------------------------------------------------------------------ who can be added
def _matching(text: str) -> ColumnElement[bool]:
    """Officials by part of the name or by NIP; anybody with an account by the whole e-mail address."""
    p, a, m = t.persons.c, t.accounts.c, t.memberships.c
    like = f"%{text.lower().replace('%', '').replace('_', '')}%"
    by_mail = exists().where(a.person == p.id, a.email == text.lower(), a.disabled.is_(None))
    served = exists().where(m.person == p.id)
    return or_(by_mail, p.nip == text.replace(" ", ""), and_(func.lower(p.name).like(like), or_(p.post.is_not(None), served)))


def _earlier(role: str) -> ColumnElement[bool]:
    m = t.memberships.c
    return exists().where(m.person == t.persons.c.id, m.role == role)


def _persons(found: Look, rule: ColumnElement[bool], without: set[int]) -> tuple[Person, ...]:
    p, a = t.persons.c, t.accounts.c
    enabled = exists().where(a.person == p.id, a.disabled.is_(None), a.admin.is_(False))
    listed = select(p.id, p.name, p.post).where(rule, enabled, p.id.not_in(without)).order_by(p.name).limit(MOST_FOUND)
    rows = found.connection.execute(listed).all()
    also = _roles_in(found, [row.id for row in rows])
    return tuple(Person(row.id, row.name, _post(row.post), also.get(row.id, ())) for row in rows)


def _roles_in(found: Look, persons: list[int]) -> dict[int, tuple[Text, ...]]:
    """Who gives secret sheets somewhere in the root is not told elsewhere."""
    m = t.memberships.c
    held = select(m.person, m.role).where(m.root == found.case.root, m.until.is_(None), m.person.in_(persons)).distinct()
    result: dict[int, tuple[Text, ...]] = {}
    for row in found.connection.execute(held.order_by(m.role)):
        if gives_secrets(found.definition, row.role):
            continue
        result[row.person] = (*result.get(row.person, ()), found.definition.roles[row.role].words)
    return result


def _details(found: Look, ids: set[int]) -> dict[int, Person]:
    p = t.persons.c
    rows = found.connection.execute(select(p.id, p.name, p.post).where(p.id.in_(ids)))
    return {row.id: Person(row.id, row.name, _post(row.post)) for row in rows}


def _post(typed: str | None) -> Text | None:
    return paired(typed) if typed else None
