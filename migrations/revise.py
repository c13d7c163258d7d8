"""Write the next revision from the difference between the newest schema and `tables.metadata`.

Run from the repository: python migrations/revise.py "What changes"
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.script import ScriptDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from workflow.store import schema
from workflow.store.database import Database


def revise(message: str) -> Path:
    """Returns the file written; read it before it is committed."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/empty.db")
        with database.writing() as connection:
            config = schema.config(connection)
            if _known(config):
                command.upgrade(config, "head")
            script = command.revision(config, message, autogenerate=True, rev_id=f"{len(_known(config)) + 1:04}")
        database.close()
    written = Path(script.path)  # type: ignore[union-attr]
    lines = [line for line in written.read_text().splitlines(keepends=True) if "###" not in line]
    written.write_text("".join(lines))
    subprocess.run([sys.executable, "-m", "ruff", "format", written], check=True)  # noqa: S603
    subprocess.run([sys.executable, "-m", "ruff", "check", "--fix", written], check=True)  # noqa: S603
    return written


def _known(config: object) -> list[object]:
    return list(ScriptDirectory.from_config(config).walk_revisions())  # type: ignore[arg-type]


if __name__ == "__main__":
    print(revise(sys.argv[1]))
