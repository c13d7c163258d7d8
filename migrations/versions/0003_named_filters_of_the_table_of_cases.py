"""Named filters of the table of cases"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from workflow.store.tables import key, words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "filters",
        sa.Column("person", key(), nullable=False),
        sa.Column("name", words(), nullable=False),
        sa.Column("query", words(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name=op.f("fk_filters_person")),
        sa.PrimaryKeyConstraint("person", "name", name=op.f("pk_filters")),
    )


def downgrade() -> None:
    op.drop_table("filters")
