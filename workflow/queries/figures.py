"""Where a figure comes from that another process has published, in words."""

from __future__ import annotations

from sqlalchemy import Connection

from workflow.core.definition import Figure
from workflow.core.words import Text
from workflow.store import shelf

_FROM = Text("dari {title}: {publication}", "from {title}: {publication}")
_STRANGE = Text("dari proses yang tidak dikenal di sini ({process})", "from a process that is not known here ({process})")


def figure_words(connection: Connection, figure: Figure) -> Text:
    """The process and the publication as its newest definition calls them."""
    sha256 = shelf.offered(connection).get(figure.process)
    definition = shelf.pinned(connection, sha256) if sha256 is not None else None
    machines = definition.machines.values() if definition is not None else ()
    found = next((m.publications[figure.publication] for m in machines if figure.publication in m.publications), None)
    if definition is None or found is None:
        return _STRANGE.fill(process=figure.process)
    return _FROM.fill(title=definition.title, publication=found.words)
