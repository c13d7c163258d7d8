"""The direction of imports, as pyproject.toml declares it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.rules.code import ROOT


def test_import_contracts_hold() -> None:
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout[-3000:]
