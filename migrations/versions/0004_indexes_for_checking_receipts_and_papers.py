"""Indexes for checking receipts and papers"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("ix_events_leaf", ["leaf"], unique=False)

    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index("ix_letters_case", ["case_id"], unique=False)

    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.create_index("ix_minutes_case", ["case_id", "name"], unique=False)
        batch_op.create_index("ix_minutes_sha256", ["sha256"], unique=False)

    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.create_index("ix_publications_sha256", ["sha256"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.drop_index("ix_publications_sha256")

    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.drop_index("ix_minutes_sha256")
        batch_op.drop_index("ix_minutes_case")

    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index("ix_letters_case")

    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index("ix_events_leaf")
