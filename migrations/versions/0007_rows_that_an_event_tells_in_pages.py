"""Rows that an event tells in pages, where they are too many for one text"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from workflow.store.tables import key, words

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FINAL = "the journal is insert only"


def upgrade() -> None:
    op.create_table(
        "event_rows",
        sa.Column("case_id", key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("ops", words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id", "revision"],
            ["events.case_id", "events.revision"],
            name=op.f("fk_event_rows_case_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("case_id", "revision", "page", name=op.f("pk_event_rows")),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for change in ("UPDATE", "DELETE"):
        rule = f"CREATE TRIGGER event_rows_{change.lower()} BEFORE {change} ON event_rows"
        op.execute(
            f"{rule} BEGIN SELECT RAISE(ABORT, '{FINAL}'); END" if sqlite else f"{rule} FOR EACH ROW EXECUTE FUNCTION refuse('{FINAL}')"
        )
    if not sqlite:
        op.execute(f"CREATE TRIGGER event_rows_truncate BEFORE TRUNCATE ON event_rows EXECUTE FUNCTION refuse('{FINAL}')")


def downgrade() -> None:
    op.drop_table("event_rows")
