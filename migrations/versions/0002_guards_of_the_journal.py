"""Guards of the journal: what is written once stays; the demonstration's clock goes forward only"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JOURNAL = ("events", "answers")
FINAL = "the journal is insert only"
RULES = (
    ("events", "UPDATE", "", FINAL),
    ("events", "DELETE", "", FINAL),
    ("answers", "UPDATE", "", FINAL),
    ("answers", "DELETE", "", FINAL),
    ("installation", "DELETE", "", "the installation is written once"),
    ("installation", "UPDATE", "NEW.kind <> OLD.kind", "the kind of an installation never changes"),
    ("installation", "UPDATE", "NEW.clock_offset < OLD.clock_offset", "the clock goes forward only"),
)


def upgrade() -> None:
    if _is_sqlite():
        for number, rule in enumerate(RULES):
            op.execute(_on_sqlite(number, *rule))
    else:
        _upgrade_postgres()


def downgrade() -> None:
    for number, (table, *_) in enumerate(RULES):
        op.execute(f"DROP TRIGGER {table}_{number}" + ("" if _is_sqlite() else f" ON {table}"))
    if not _is_sqlite():
        for table in JOURNAL:
            op.execute(f"DROP TRIGGER {table}_truncate ON {table}")
        op.execute("DROP FUNCTION refuse()")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _upgrade_postgres() -> None:
    op.execute("""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$
    """)
    for number, rule in enumerate(RULES):
        op.execute(_on_postgres(number, *rule))
    for table in JOURNAL:
        op.execute(f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse('{FINAL}')")


def _on_sqlite(number: int, table: str, change: str, when: str, message: str) -> str:
    guard = f" WHEN {when}" if when else ""
    return f"CREATE TRIGGER {table}_{number} BEFORE {change} ON {table}{guard} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _on_postgres(number: int, table: str, change: str, when: str, message: str) -> str:
    guard = f" WHEN ({when})" if when else ""
    return f"CREATE TRIGGER {table}_{number} BEFORE {change} ON {table} FOR EACH ROW{guard} EXECUTE FUNCTION refuse('{message}')"
