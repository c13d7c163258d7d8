"""A pinned definition as files to take away: the YAML as it was written, the files it names, all in one archive, and the schema."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workflow.load.schema import SCHEMAS, schema_text
from workflow.queries.public_rules import process_page, version_of
from workflow.store import shelf
from workflow.store.database import Database

PACKS = "rules/"
"""Where rule packs lie, beside the folders of the processes."""


def schema(of: str) -> str:
    """The JSON Schema of a `definition` or a `pack`, for editors."""
    return schema_text(SCHEMAS[f"{of}.schema.json"])


def texts(db: Database, process: str, mark: str) -> shelf.Source | None:
    """The texts of a version; None: no such version is on the shelf."""
    here = version_of(process_page(db, process), mark)
    if here is None:
        return None
    with db.reading() as connection:
        return shelf.source(connection, here.sha256)


def archive(source: shelf.Source, process: str, version: str) -> bytes:
    """A zip with the folders that the definitions of an installation lie in; the same texts give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        packed.writestr(ZipInfo(f"{process}/{version}.yaml"), source.yaml, ZIP_DEFLATED)
        for name, text in sorted(source.files.items()):
            folder = "" if name.startswith(PACKS) else f"{process}/{version}/"
            packed.writestr(ZipInfo(f"{folder}{name}"), text, ZIP_DEFLATED)
    return out.getvalue()
