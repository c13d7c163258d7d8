"""A process that can be stuck: the small one, but for the way on of an application that no member may score."""

from __future__ import annotations

import shutil
from pathlib import Path

SMALL = Path(__file__).resolve().parents[1] / "definitions" / "small" / "2026.1.yaml"


def without_way_on(folder: Path) -> Path:
    """Written below `folder`; returns where the definition lies."""
    file = folder / "small" / SMALL.name
    shutil.copytree(SMALL.parent, file.parent)
    lines = SMALL.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("      set_aside: ")]
    assert len(kept) < len(lines)
    file.write_text("".join(kept), encoding="utf-8")
    return file
