"""Alembic's environment: runs on the connection that `workflow.store.schema` hands over, inside its transaction."""

from __future__ import annotations

from typing import Any

from alembic import context

from workflow.store.tables import Moment, key, metadata, words


def render(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write our own column kinds by their names, so that a revision is readable."""
    if kind != "type":
        return False
    if isinstance(item, Moment):
        return "Moment()"
    return next((f"{make.__name__}()" for make in (words, key) if _spelled(make()) == _spelled(item)), False)


def _spelled(item: Any) -> tuple[str, dict[str, str]]:
    return repr(item), {dialect: repr(variant) for dialect, variant in item._variant_mapping.items()}


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render,
    transactional_ddl=True,
)
context.run_migrations()
