"""Days off as entries, reasons of due dates, versions of roots"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from workflow.store.tables import Moment, key, words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


DAY = ("day", "off", "name_id", "name_en", "cite")


def upgrade() -> None:
    op.create_table(
        "migrated",
        sa.Column("root", key(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("earlier", words(), nullable=False),
        sa.Column("later", words(), nullable=False),
        sa.ForeignKeyConstraint(["earlier"], ["shelf.sha256"], name=op.f("fk_migrated_earlier")),
        sa.ForeignKeyConstraint(["later"], ["shelf.sha256"], name=op.f("fk_migrated_later")),
        sa.ForeignKeyConstraint(["root"], ["cases.id"], name=op.f("fk_migrated_root")),
        sa.PrimaryKeyConstraint("root", "at", name=op.f("pk_migrated")),
    )
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("why", words(), nullable=True))
    kept = _dropped()
    entries = op.create_table(
        "days_off",
        sa.Column("id", key(), sa.Identity(always=False), nullable=False),
        *_columns(nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("person", key(), nullable=True),
        sa.Column("recounted", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_days_off_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_days_off")),
    )
    now = datetime.now(UTC)
    op.bulk_insert(entries, [{**row, "at": now, "recounted": now} for row in kept])


def downgrade() -> None:
    last = {row["day"]: row for row in _dropped()}
    days = op.create_table("days_off", *_columns(nullable=False), sa.PrimaryKeyConstraint("day", name=op.f("pk_days_off")))
    op.bulk_insert(days, [row for row in last.values() if row["off"] is not None])
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.drop_column("why")
    op.drop_table("migrated")


def _columns(*, nullable: bool) -> list[sa.Column[Any]]:
    names = [sa.Column("name_id", words(), nullable=False), sa.Column("name_en", words(), nullable=False)]
    return [
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=nullable),
        *names,
        sa.Column("cite", words(), nullable=True),
    ]


def _dropped() -> list[dict[str, Any]]:
    """Drops the table and returns its rows, in the order of their entry."""
    days = sa.table("days_off", *(c for c in _columns(nullable=True)))
    ordered = sa.text("id") if "id" in {c["name"] for c in sa.inspect(op.get_bind()).get_columns("days_off")} else sa.text("day")
    rows = [dict(row._mapping) for row in op.get_bind().execute(sa.select(*(days.c[name] for name in DAY)).order_by(ordered))]
    op.drop_table("days_off")
    return rows
