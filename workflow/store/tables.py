"""The tables. Three kinds: the journal (insert only), projections that only the verbs write, and the desk.

Scores and money are scaled integers, never Numeric: SQLite would make them floats. Texts are compared by bytes (COLLATE "C").
Moments are UTC: timestamptz on PostgreSQL, ISO text with microseconds and `Z` on SQLite, written by `Moment` only.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


class Moment(TypeDecorator[datetime]):
    """A UTC moment with microseconds; a naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return moment_text(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value.astimezone(UTC) if value is not None else None
        return moment_from_text(value)


def moment_text(value: datetime) -> str:
    """The one spelling of a moment: YYYY-MM-DDTHH:MM:SS.ffffffZ."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_from_text(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def words() -> Text:
    return Text(collation="C").with_variant(Text(), "sqlite")


def key() -> BigInteger:
    return BigInteger().with_variant(Integer(), "sqlite")


def identity() -> Column[int]:
    return Column("id", key(), Identity(always=False), primary_key=True)


# ------------------------------------------------------------------ the installation and its pinned definitions
installation = Table(
    "installation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", words(), nullable=False),
    Column("agency_id", words(), nullable=False),
    Column("agency_en", words(), nullable=False),
    Column("zone", words(), nullable=False),
    Column("host", words(), nullable=False),
    Column("clock_offset", BigInteger, nullable=False, server_default="0"),
    Column("created", Moment, nullable=False),
    CheckConstraint("id = 1", name="one"),
    CheckConstraint("kind in ('demo', 'real')", name="kind"),
    CheckConstraint("clock_offset >= 0 and (clock_offset = 0 or kind = 'demo')", name="clock"),
)
# clock_offset: seconds added to the database's clock; forward only (trigger), 0 unless demo.

shelf = Table(
    "shelf",
    metadata,
    Column("sha256", words(), primary_key=True),
    Column("process", words(), nullable=False),
    Column("version", words(), nullable=False),
    Column("source", words(), nullable=False),
    Column("pinned", Moment, nullable=False),
)
# source: canonical JSON {"yaml": text, "files": {path: text}}

days_off = Table(
    "days_off",
    metadata,
    identity(),
    Column("day", Date, nullable=False),
    Column("off", Boolean),
    Column("name_id", words(), nullable=False),
    Column("name_en", words(), nullable=False),
    Column("cite", words()),
    Column("at", Moment, nullable=False),
    Column("person", key(), ForeignKey("persons.id")),
    Column("recounted", Moment),
)
# What was entered about a day, the last row counts. off: a day off, else a working day; null: the entry was taken away.
# recounted: when the open dates of every running case had been reckoned anew with it.

# ------------------------------------------------------------------ the journal
events = Table(
    "events",
    metadata,
    Column("case_id", key(), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("target", words(), nullable=False),
    Column("root", key(), nullable=False),
    Column("t", Moment, nullable=False),
    Column("action", words(), nullable=False),
    Column("source", words()),
    Column("round", Integer, nullable=False),
    Column("actor", key()),
    Column("role", words()),
    Column("cause_case", key()),
    Column("cause_revision", Integer),
    Column("also", words()),
    Column("body", words(), nullable=False),
    Column("leaf", LargeBinary(32), nullable=False),
    PrimaryKeyConstraint("case_id", "revision"),
    UniqueConstraint("case_id", "revision", "target"),
    Index("ix_events_root", "root", "t"),
    Index("ix_events_actor", "actor"),
    Index("ix_events_leaf", "leaf"),
)
# action: the action's name on the case's machine, or "@name" for one of the engine's own. source: state before, null at birth.
# also: JSON of the projection rows this event wrote beside the case and its facts; replaying them rebuilds the projections.

event_rows = Table(
    "event_rows",
    metadata,
    Column("case_id", key(), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("page", Integer, nullable=False),
    Column("ops", words(), nullable=False),
    PrimaryKeyConstraint("case_id", "revision", "page"),
    ForeignKeyConstraint(["case_id", "revision"], ["events.case_id", "events.revision"], deferrable=True, initially="DEFERRED"),
)
# further pages of what an event tells in `also`, for effects on many cases: told before the event itself is written.

answers = Table(
    "answers",
    metadata,
    Column("case_id", key(), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("fact", words(), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("n", BigInteger),
    Column("s", words()),
    Column("d", Date),
    Column("m", Moment),
    Column("remark", words()),
    PrimaryKeyConstraint("case_id", "revision", "fact", "ordinal"),
    ForeignKeyConstraint(["case_id", "revision"], ["events.case_id", "events.revision"]),
)

# ------------------------------------------------------------------ projections: written by the verbs alone
cases = Table(
    "cases",
    metadata,
    identity(),
    Column("root", key(), nullable=False),
    Column("parent", key(), ForeignKey("cases.id")),
    Column("machine", words(), nullable=False),
    Column("number", words(), nullable=False, unique=True),
    Column("definition", words(), ForeignKey("shelf.sha256"), nullable=False),
    Column("zone", words(), nullable=False),
    Column("owner", key(), ForeignKey("persons.id")),
    Column("token", words(), unique=True),
    Column("state", words(), nullable=False),
    Column("before", words()),
    Column("before_round", Integer),
    Column("entered", Moment, nullable=False),
    Column("round", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("ended", Boolean, nullable=False),
    Column("paused_at", Moment),
    Column("born", Moment, nullable=False),
    ForeignKeyConstraint(
        ["id", "revision", "state"],
        ["events.case_id", "events.revision", "events.target"],
        name="fk_cases_journal",
        deferrable=True,
        initially="DEFERRED",
    ),
    Index("ix_cases_parent", "parent", "machine", "state"),
    Index("ix_cases_root", "root", "machine"),
    Index("ix_cases_owner", "owner"),
)
# token: SHA-256 of the private token in the own link of an owner without an account.

migrated = Table(
    "migrated",
    metadata,
    Column("root", key(), ForeignKey("cases.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("earlier", words(), ForeignKey("shelf.sha256"), nullable=False),
    Column("later", words(), ForeignKey("shelf.sha256"), nullable=False),
    PrimaryKeyConstraint("root", "at"),
)
# When all cases of a root went over from one pinned definition to another: what is older is told in the words of its day.

facts = Table(
    "facts",
    metadata,
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("fact", words(), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("n", BigInteger),
    Column("s", words()),
    Column("d", Date),
    Column("m", Moment),
    Column("remark", words()),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("case_id", "fact", "ordinal"),
    Index("ix_facts_s", "fact", "s"),
)
# n: number, scaled decimal, yes_no 0/1, seconds. s: choice, text, SHA-256 of a file, checklist clause name (n 0/1).

sheets = Table(
    "sheets",
    metadata,
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("action", words(), nullable=False),
    Column("round", Integer, nullable=False),
    Column("person", key(), ForeignKey("persons.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("sealed", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("case_id", "action", "round", "person"),
)

windows = Table(
    "windows",
    metadata,
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("name", words(), nullable=False),
    Column("planned_opens", Date),
    Column("planned_closes", Date),
    Column("opens", Moment),
    Column("closes", Moment),
    Column("left", Moment),
    Column("why", words()),
    PrimaryKeyConstraint("case_id", "name"),
    Index("ix_windows_closes", "closes"),
)
# left: when the case left the window's states. why: JSON, how the closing date was computed.

tasks = Table(
    "tasks",
    metadata,
    identity(),
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("action", words(), nullable=False),
    Column("round", Integer, nullable=False),
    Column("role", words(), nullable=False),
    Column("person", key(), ForeignKey("persons.id")),
    Column("claimed_by", key(), ForeignKey("persons.id")),
    Column("opened", Moment, nullable=False),
    Column("due", Moment),
    Column("remind", Moment),
    Column("why", words()),
    Column("reminded", Boolean, nullable=False, server_default="0"),
    Column("escalated", Boolean, nullable=False, server_default="0"),
    Column("closed", Moment),
    Column("closed_how", words()),
    Index("ix_tasks_case", "case_id", "action", "round"),
    Index("ix_tasks_person", "person", "closed"),
    Index("ix_tasks_role", "role", "closed"),
)
# person null: open to every able holder of the role (claim takes it). closed_how: done, left, recused, reassigned.
# why: JSON, how the due date was computed.

memberships = Table(
    "memberships",
    metadata,
    identity(),
    Column("place", key(), ForeignKey("cases.id")),
    Column("root", key()),
    Column("role", words(), nullable=False),
    Column("person", key(), ForeignKey("persons.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("deputy", Boolean, nullable=False, server_default="0"),
    Column("absent", Boolean, nullable=False, server_default="0"),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Index("ix_memberships_person", "person"),
    Index("ix_memberships_place", "place", "role"),
)
# place null: an office holder of the agency. until: dismissed at.

attributes = Table(
    "attributes",
    metadata,
    Column("membership", key(), ForeignKey("memberships.id"), nullable=False),
    Column("name", words(), nullable=False),
    Column("s", words(), nullable=False),
    PrimaryKeyConstraint("membership", "name"),
)

recusals = Table(
    "recusals",
    metadata,
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("person", key(), ForeignKey("persons.id"), nullable=False),
    Column("conflict", Boolean, nullable=False),
    Column("reason", words()),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("case_id", "person"),
)
# A row with conflict = false says "I have none"; no row: not declared yet. It covers the case and all below it.

panels = Table(
    "panels",
    metadata,
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("action", words(), nullable=False),
    Column("round", Integer, nullable=False),
    Column("person", key(), ForeignKey("persons.id"), nullable=False),
    PrimaryKeyConstraint("case_id", "action", "round", "person"),
)

freezes = Table(
    "freezes",
    metadata,
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("name", words(), nullable=False),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("case_id", "name"),
)

proposals = Table(
    "proposals",
    metadata,
    identity(),
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("action", words(), nullable=False),
    Column("round", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("actor", key(), ForeignKey("persons.id"), nullable=False),
    Column("role", words(), nullable=False),
    Column("answers", words(), nullable=False),
    Column("reasons", words(), nullable=False),
    Column("at", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("status", words(), nullable=False),
    Column("closed", Moment),
    Column("closed_by", key(), ForeignKey("persons.id")),
    Column("remark", words()),
    Index("ix_proposals_case", "case_id", "action", "status"),
)
# answers, reasons: JSON as typed. status: open, confirmed, declined, expired, overtaken.

publications = Table(
    "publications",
    metadata,
    identity(),
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("root", key(), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("name", words(), nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", words(), nullable=False),
    Column("sha256", words(), nullable=False),
    Index("ix_publications_root", "root", "at"),
    Index("ix_publications_sha256", "sha256"),
)
# body: canonical JSON {"public": {...}, "<role>": {...}}; only `queries` decides who reads which part.

figures = Table(
    "figures",
    metadata,
    Column("publication", key(), ForeignKey("publications.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("fact", words(), nullable=False),
    Column("process", words(), nullable=False),
    Column("name", words(), nullable=False),
    Column("at", Moment, nullable=False),
    Column("owner", key(), ForeignKey("persons.id")),
    Column("public", Boolean, nullable=False),
    Column("n", BigInteger),
    Column("s", words()),
    Column("d", Date),
    Column("m", Moment),
    PrimaryKeyConstraint("publication", "ordinal", "fact"),
    Index("ix_figures_process", "process", "name", "fact", "owner"),
)
# values of published rows that other processes may take. ordinal: the row. owner: of the row's case. public: whether anyone sees this row.
# n: numbers scaled by 10**6, yes_no 0/1, seconds, persons.

reasons = Table(
    "reasons",
    metadata,
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("clause", words(), nullable=False),
    Column("public", Boolean, nullable=False),
    Column("text", words(), nullable=False),
    PrimaryKeyConstraint("case_id", "revision", "clause"),
)
# why an actor went on although a clause with `explain` was not true.

minutes = Table(
    "minutes",
    metadata,
    identity(),
    Column("number", words(), nullable=False, unique=True),
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("name", words(), nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", words(), nullable=False),
    Column("sha256", words(), nullable=False),
    Index("ix_minutes_case", "case_id", "name"),
    Index("ix_minutes_sha256", "sha256"),
)

letters = Table(
    "letters",
    metadata,
    identity(),
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("letter", words(), nullable=False),
    Column("person", key(), ForeignKey("persons.id"), nullable=False),
    Column("blanks", words(), nullable=False),
    Column("at", Moment, nullable=False),
    Column("held", Boolean, nullable=False, server_default="0"),
    Column("delivered", Moment),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("tried", Moment),
    Column("trouble", words()),
    Index("ix_letters_waiting", "delivered", "held"),
    Index("ix_letters_person", "person"),
    Index("ix_letters_case", "case_id"),
)
# letter: a letter of the definition, or "@name" for one of the engine's own (reminder, escalation, invitation, reset).

participants = Table(
    "participants",
    metadata,
    identity(),
    Column("root", key(), nullable=False),
    Column("person", key(), ForeignKey("persons.id")),
    Column("case_id", key()),
    Column("number", words(), nullable=False),
    Column("secret", LargeBinary(32), nullable=False),
    UniqueConstraint("root", "number"),
    UniqueConstraint("root", "person"),
    UniqueConstraint("case_id"),
)
# the secret of somebody without an account is bound to their one case.

counters = Table(
    "counters",
    metadata,
    Column("code", words(), nullable=False),
    Column("year", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("code", "year"),
)

once = Table(
    "once",
    metadata,
    Column("key", words(), primary_key=True),
    Column("case_id", key(), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

# ------------------------------------------------------------------ the desk: holds no state of any case
persons = Table(
    "persons",
    metadata,
    identity(),
    Column("name", words(), nullable=False),
    Column("nip", words(), unique=True),
    Column("post", words()),
    Column("created", Moment, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    identity(),
    Column("person", key(), ForeignKey("persons.id"), nullable=False),
    Column("email", words(), nullable=False, unique=True),
    Column("password", words()),
    Column("admin", Boolean, nullable=False, server_default="0"),
    Column("language", words(), nullable=False, server_default="id"),
    Column("created", Moment, nullable=False),
    Column("disabled", Moment),
)
# email: lower case. password: argon2id hash, null until an invitation is taken up.

sessions = Table(
    "sessions",
    metadata,
    Column("token", words(), primary_key=True),
    Column("account", key(), ForeignKey("accounts.id"), nullable=False),
    Column("created", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("confirmed", Moment),
    Index("ix_sessions_account", "account"),
)
# token: SHA-256 of the cookie's value. confirmed: last re-authentication.

tokens = Table(
    "tokens",
    metadata,
    Column("token", words(), primary_key=True),
    Column("kind", words(), nullable=False),
    Column("account", key(), ForeignKey("accounts.id"), nullable=False),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("used", Moment),
)

account_log = Table(
    "account_log",
    metadata,
    identity(),
    Column("account", key(), ForeignKey("accounts.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("what", words(), nullable=False),
    Index("ix_account_log_account", "account", "at"),
)

post_box = Table(
    "post_box",
    metadata,
    identity(),
    Column("email", words(), nullable=False),
    Column("subject", words(), nullable=False),
    Column("text", words(), nullable=False),
    Column("at", Moment, nullable=False),
    Column("delivered", Moment),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("tried", Moment),
    Column("trouble", words()),
)
# letters of the desk (invitation, reset), which belong to no case.

drafts = Table(
    "drafts",
    metadata,
    identity(),
    Column("owner", words(), nullable=False),
    Column("case_id", key(), ForeignKey("cases.id"), nullable=False),
    Column("action", words(), nullable=False),
    Column("round", Integer, nullable=False),
    Column("typed", words(), nullable=False),
    Column("saved", Moment, nullable=False),
    UniqueConstraint("owner", "case_id", "action", "round"),
)
# owner: "p<person id>" or "t<token hash>". typed: JSON {field: [text, ...]} as typed.

filters = Table(
    "filters",
    metadata,
    Column("person", key(), ForeignKey("persons.id"), nullable=False),
    Column("name", words(), nullable=False),
    Column("query", words(), nullable=False),
    PrimaryKeyConstraint("person", "name"),
)
# a person's named filters of the table of cases. query: the query string of the address.

files = Table(
    "files",
    metadata,
    Column("id", words(), primary_key=True),
    Column("sha256", words(), nullable=False),
    Column("kind", words(), nullable=False),
    Column("size", Integer, nullable=False),
    Column("pages", Integer),
    Column("name", words(), nullable=False),
    Column("owner", key(), ForeignKey("persons.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_files_sha256", "sha256"),
)

JOURNAL = (events, event_rows, answers)
PROJECTIONS = (
    cases, migrated, facts, sheets, windows, tasks, memberships, attributes, recusals, panels, freezes, proposals, publications,
    figures, reasons, minutes, letters,
)  # fmt: skip

__all__ = ["JOURNAL", "PROJECTIONS", "Moment", "date", "metadata", "moment_from_text", "moment_text"]
