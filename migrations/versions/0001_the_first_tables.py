"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from workflow.store.tables import Moment, key, words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counters",
        sa.Column("code", words(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", "year", name=op.f("pk_counters")),
    )
    op.create_table(
        "days_off",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("name_id", words(), nullable=False),
        sa.Column("name_en", words(), nullable=False),
        sa.Column("cite", words(), nullable=True),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_days_off")),
    )
    op.create_table(
        "events",
        sa.Column("case_id", key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("target", words(), nullable=False),
        sa.Column("root", key(), nullable=False),
        sa.Column("t", Moment(), nullable=False),
        sa.Column("action", words(), nullable=False),
        sa.Column("source", words(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("actor", key(), nullable=True),
        sa.Column("role", words(), nullable=True),
        sa.Column("cause_case", key(), nullable=True),
        sa.Column("cause_revision", sa.Integer(), nullable=True),
        sa.Column("also", words(), nullable=True),
        sa.Column("body", words(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "revision", name=op.f("pk_events")),
        sa.UniqueConstraint("case_id", "revision", "target", name=op.f("uq_events_case_id_revision_target")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("ix_events_actor", ["actor"], unique=False)
        batch_op.create_index("ix_events_root", ["root", "t"], unique=False)

    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", words(), nullable=False),
        sa.Column("agency_id", words(), nullable=False),
        sa.Column("agency_en", words(), nullable=False),
        sa.Column("zone", words(), nullable=False),
        sa.Column("host", words(), nullable=False),
        sa.Column("clock_offset", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created", Moment(), nullable=False),
        sa.CheckConstraint("clock_offset >= 0 and (clock_offset = 0 or kind = 'demo')", name=op.f("ck_installation_clock")),
        sa.CheckConstraint("kind in ('demo', 'real')", name=op.f("ck_installation_kind")),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "once",
        sa.Column("key", words(), nullable=False),
        sa.Column("case_id", key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_once")),
    )
    op.create_table(
        "persons",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("name", words(), nullable=False),
        sa.Column("nip", words(), nullable=True),
        sa.Column("post", words(), nullable=True),
        sa.Column("created", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sa.UniqueConstraint("nip", name=op.f("uq_persons_nip")),
    )
    op.create_table(
        "post_box",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("email", words(), nullable=False),
        sa.Column("subject", words(), nullable=False),
        sa.Column("text", words(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("delivered", Moment(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tried", Moment(), nullable=True),
        sa.Column("trouble", words(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_box")),
    )
    op.create_table(
        "shelf",
        sa.Column("sha256", words(), nullable=False),
        sa.Column("process", words(), nullable=False),
        sa.Column("version", words(), nullable=False),
        sa.Column("source", words(), nullable=False),
        sa.Column("pinned", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_shelf")),
    )
    op.create_table(
        "accounts",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("person", key(), nullable=False),
        sa.Column("email", words(), nullable=False),
        sa.Column("password", words(), nullable=True),
        sa.Column("admin", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("language", words(), server_default="id", nullable=False),
        sa.Column("created", Moment(), nullable=False),
        sa.Column("disabled", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_accounts_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
    )
    op.create_table(
        "answers",
        sa.Column("case_id", key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("fact", words(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=True),
        sa.Column("s", words(), nullable=True),
        sa.Column("d", sa.Date(), nullable=True),
        sa.Column("m", Moment(), nullable=True),
        sa.Column("remark", words(), nullable=True),
        sa.ForeignKeyConstraint(["case_id", "revision"], ["events.case_id", "events.revision"], name=op.f("fk_answers_case_id_revision")),
        sa.PrimaryKeyConstraint("case_id", "revision", "fact", "ordinal", name=op.f("pk_answers")),
    )
    op.create_table(
        "cases",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("root", key(), nullable=False),
        sa.Column("parent", key(), nullable=True),
        sa.Column("machine", words(), nullable=False),
        sa.Column("number", words(), nullable=False),
        sa.Column("definition", words(), nullable=False),
        sa.Column("zone", words(), nullable=False),
        sa.Column("owner", key(), nullable=True),
        sa.Column("token", words(), nullable=True),
        sa.Column("state", words(), nullable=False),
        sa.Column("before", words(), nullable=True),
        sa.Column("before_round", sa.Integer(), nullable=True),
        sa.Column("entered", Moment(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("paused_at", Moment(), nullable=True),
        sa.Column("born", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["definition"], ["shelf.sha256"], name=op.f("fk_cases_definition")),
        sa.ForeignKeyConstraint(
            ["id", "revision", "state"],
            ["events.case_id", "events.revision", "events.target"],
            name="fk_cases_journal",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["owner"], ["persons.id"], name=op.f("fk_cases_owner")),
        sa.ForeignKeyConstraint(["parent"], ["cases.id"], name=op.f("fk_cases_parent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_cases_number")),
        sa.UniqueConstraint("token", name=op.f("uq_cases_token")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_owner", ["owner"], unique=False)
        batch_op.create_index("ix_cases_parent", ["parent", "machine", "state"], unique=False)
        batch_op.create_index("ix_cases_root", ["root", "machine"], unique=False)

    op.create_table(
        "files",
        sa.Column("id", words(), nullable=False),
        sa.Column("sha256", words(), nullable=False),
        sa.Column("kind", words(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("name", words(), nullable=False),
        sa.Column("owner", key(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["persons.id"], name=op.f("fk_files_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.create_index("ix_files_sha256", ["sha256"], unique=False)

    op.create_table(
        "participants",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("root", key(), nullable=False),
        sa.Column("person", key(), nullable=True),
        sa.Column("case_id", key(), nullable=True),
        sa.Column("number", words(), nullable=False),
        sa.Column("secret", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_participants_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint("case_id", name=op.f("uq_participants_case_id")),
        sa.UniqueConstraint("root", "number", name=op.f("uq_participants_root_number")),
        sa.UniqueConstraint("root", "person", name=op.f("uq_participants_root_person")),
    )
    op.create_table(
        "account_log",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("account", key(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("what", words(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_account_log_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_log")),
    )
    with op.batch_alter_table("account_log", schema=None) as batch_op:
        batch_op.create_index("ix_account_log_account", ["account", "at"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("owner", words(), nullable=False),
        sa.Column("case_id", key(), nullable=False),
        sa.Column("action", words(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("typed", words(), nullable=False),
        sa.Column("saved", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_drafts_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("owner", "case_id", "action", "round", name=op.f("uq_drafts_owner_case_id_action_round")),
    )
    op.create_table(
        "facts",
        sa.Column("case_id", key(), nullable=False),
        sa.Column("fact", words(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=True),
        sa.Column("s", words(), nullable=True),
        sa.Column("d", sa.Date(), nullable=True),
        sa.Column("m", Moment(), nullable=True),
        sa.Column("remark", words(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_facts_case_id")),
        sa.PrimaryKeyConstraint("case_id", "fact", "ordinal", name=op.f("pk_facts")),
    )
    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.create_index("ix_facts_s", ["fact", "s"], unique=False)

    op.create_table(
        "freezes",
        sa.Column("case_id", key(), nullable=False),
        sa.Column("name", words(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_freezes_case_id")),
        sa.PrimaryKeyConstraint("case_id", "name", name=op.f("pk_freezes")),
    )
    op.create_table(
        "letters",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("letter", words(), nullable=False),
        sa.Column("person", key(), nullable=False),
        sa.Column("blanks", words(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("held", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("delivered", Moment(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tried", Moment(), nullable=True),
        sa.Column("trouble", words(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_letters_case_id")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_letters_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index("ix_letters_person", ["person"], unique=False)
        batch_op.create_index("ix_letters_waiting", ["delivered", "held"], unique=False)

    op.create_table(
        "memberships",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("place", key(), nullable=True),
        sa.Column("root", key(), nullable=True),
        sa.Column("role", words(), nullable=False),
        sa.Column("person", key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deputy", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("absent", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_memberships_person")),
        sa.ForeignKeyConstraint(["place"], ["cases.id"], name=op.f("fk_memberships_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index("ix_memberships_person", ["person"], unique=False)
        batch_op.create_index("ix_memberships_place", ["place", "role"], unique=False)

    op.create_table(
        "minutes",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("number", words(), nullable=False),
        sa.Column("case_id", key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("name", words(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("body", words(), nullable=False),
        sa.Column("sha256", words(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_minutes_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("number", name=op.f("uq_minutes_number")),
    )
    op.create_table(
        "panels",
        sa.Column("case_id", key(), nullable=False),
        sa.Column("action", words(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("person", key(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_panels_case_id")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_panels_person")),
        sa.PrimaryKeyConstraint("case_id", "action", "round", "person", name=op.f("pk_panels")),
    )
    op.create_table(
        "proposals",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", key(), nullable=False),
        sa.Column("action", words(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("actor", key(), nullable=False),
        sa.Column("role", words(), nullable=False),
        sa.Column("answers", words(), nullable=False),
        sa.Column("reasons", words(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("expires", Moment(), nullable=False),
        sa.Column("status", words(), nullable=False),
        sa.Column("closed", Moment(), nullable=True),
        sa.Column("closed_by", key(), nullable=True),
        sa.Column("remark", words(), nullable=True),
        sa.ForeignKeyConstraint(["actor"], ["persons.id"], name=op.f("fk_proposals_actor")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_proposals_case_id")),
        sa.ForeignKeyConstraint(["closed_by"], ["persons.id"], name=op.f("fk_proposals_closed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index("ix_proposals_case", ["case_id", "action", "status"], unique=False)

    op.create_table(
        "publications",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", key(), nullable=False),
        sa.Column("root", key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", words(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("body", words(), nullable=False),
        sa.Column("sha256", words(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_publications_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
    )
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.create_index("ix_publications_root", ["root", "at"], unique=False)

    op.create_table(
        "reasons",
        sa.Column("case_id", key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("clause", words(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("text", words(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_reasons_case_id")),
        sa.PrimaryKeyConstraint("case_id", "revision", "clause", name=op.f("pk_reasons")),
    )
    op.create_table(
        "recusals",
        sa.Column("case_id", key(), nullable=False),
        sa.Column("person", key(), nullable=False),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("reason", words(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_recusals_case_id")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_recusals_person")),
        sa.PrimaryKeyConstraint("case_id", "person", name=op.f("pk_recusals")),
    )
    op.create_table(
        "sessions",
        sa.Column("token", words(), nullable=False),
        sa.Column("account", key(), nullable=False),
        sa.Column("created", Moment(), nullable=False),
        sa.Column("seen", Moment(), nullable=False),
        sa.Column("confirmed", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_sessions_account")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sessions")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index("ix_sessions_account", ["account"], unique=False)

    op.create_table(
        "sheets",
        sa.Column("case_id", key(), nullable=False),
        sa.Column("action", words(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("person", key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_sheets_case_id")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_sheets_person")),
        sa.PrimaryKeyConstraint("case_id", "action", "round", "person", name=op.f("pk_sheets")),
    )
    op.create_table(
        "tasks",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", key(), nullable=False),
        sa.Column("action", words(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("role", words(), nullable=False),
        sa.Column("person", key(), nullable=True),
        sa.Column("claimed_by", key(), nullable=True),
        sa.Column("opened", Moment(), nullable=False),
        sa.Column("due", Moment(), nullable=True),
        sa.Column("remind", Moment(), nullable=True),
        sa.Column("reminded", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("escalated", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("closed", Moment(), nullable=True),
        sa.Column("closed_how", words(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tasks_case_id")),
        sa.ForeignKeyConstraint(["claimed_by"], ["persons.id"], name=op.f("fk_tasks_claimed_by")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_tasks_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.create_index("ix_tasks_case", ["case_id", "action", "round"], unique=False)
        batch_op.create_index("ix_tasks_person", ["person", "closed"], unique=False)
        batch_op.create_index("ix_tasks_role", ["role", "closed"], unique=False)

    op.create_table(
        "tokens",
        sa.Column("token", words(), nullable=False),
        sa.Column("kind", words(), nullable=False),
        sa.Column("account", key(), nullable=False),
        sa.Column("created", Moment(), nullable=False),
        sa.Column("expires", Moment(), nullable=False),
        sa.Column("used", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_tokens_account")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_tokens")),
    )
    op.create_table(
        "windows",
        sa.Column("case_id", key(), nullable=False),
        sa.Column("name", words(), nullable=False),
        sa.Column("planned_opens", sa.Date(), nullable=True),
        sa.Column("planned_closes", sa.Date(), nullable=True),
        sa.Column("opens", Moment(), nullable=True),
        sa.Column("closes", Moment(), nullable=True),
        sa.Column("left", Moment(), nullable=True),
        sa.Column("why", words(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_windows_case_id")),
        sa.PrimaryKeyConstraint("case_id", "name", name=op.f("pk_windows")),
    )
    with op.batch_alter_table("windows", schema=None) as batch_op:
        batch_op.create_index("ix_windows_closes", ["closes"], unique=False)

    op.create_table(
        "attributes",
        sa.Column("membership", key(), nullable=False),
        sa.Column("name", words(), nullable=False),
        sa.Column("s", words(), nullable=False),
        sa.ForeignKeyConstraint(["membership"], ["memberships.id"], name=op.f("fk_attributes_membership")),
        sa.PrimaryKeyConstraint("membership", "name", name=op.f("pk_attributes")),
    )


def downgrade() -> None:
    op.drop_table("attributes")
    with op.batch_alter_table("windows", schema=None) as batch_op:
        batch_op.drop_index("ix_windows_closes")

    op.drop_table("windows")
    op.drop_table("tokens")
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.drop_index("ix_tasks_role")
        batch_op.drop_index("ix_tasks_person")
        batch_op.drop_index("ix_tasks_case")

    op.drop_table("tasks")
    op.drop_table("sheets")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_sessions_account")

    op.drop_table("sessions")
    op.drop_table("recusals")
    op.drop_table("reasons")
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.drop_index("ix_publications_root")

    op.drop_table("publications")
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index("ix_proposals_case")

    op.drop_table("proposals")
    op.drop_table("panels")
    op.drop_table("minutes")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_index("ix_memberships_place")
        batch_op.drop_index("ix_memberships_person")

    op.drop_table("memberships")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index("ix_letters_waiting")
        batch_op.drop_index("ix_letters_person")

    op.drop_table("letters")
    op.drop_table("freezes")
    with op.batch_alter_table("facts", schema=None) as batch_op:
        batch_op.drop_index("ix_facts_s")

    op.drop_table("facts")
    op.drop_table("drafts")
    with op.batch_alter_table("account_log", schema=None) as batch_op:
        batch_op.drop_index("ix_account_log_account")

    op.drop_table("account_log")
    op.drop_table("participants")
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.drop_index("ix_files_sha256")

    op.drop_table("files")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_root")
        batch_op.drop_index("ix_cases_parent")
        batch_op.drop_index("ix_cases_owner")

    op.drop_table("cases")
    op.drop_table("answers")
    op.drop_table("accounts")
    op.drop_table("shelf")
    op.drop_table("post_box")
    op.drop_table("persons")
    op.drop_table("once")
    op.drop_table("installation")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index("ix_events_root")
        batch_op.drop_index("ix_events_actor")

    op.drop_table("events")
    op.drop_table("days_off")
    op.drop_table("counters")
