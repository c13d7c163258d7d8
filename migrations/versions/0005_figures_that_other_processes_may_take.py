"""Figures that other processes may take"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from workflow.store.tables import Moment, key, words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("publication", key(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("fact", words(), nullable=False),
        sa.Column("process", words(), nullable=False),
        sa.Column("name", words(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("owner", key(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=True),
        sa.Column("s", words(), nullable=True),
        sa.Column("d", sa.Date(), nullable=True),
        sa.Column("m", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["owner"], ["persons.id"], name=op.f("fk_figures_owner")),
        sa.ForeignKeyConstraint(["publication"], ["publications.id"], name=op.f("fk_figures_publication")),
        sa.PrimaryKeyConstraint("publication", "ordinal", "fact", name=op.f("pk_figures")),
    )
    with op.batch_alter_table("figures", schema=None) as batch_op:
        batch_op.create_index("ix_figures_process", ["process", "name", "fact", "owner"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("figures", schema=None) as batch_op:
        batch_op.drop_index("ix_figures_process")

    op.drop_table("figures")
