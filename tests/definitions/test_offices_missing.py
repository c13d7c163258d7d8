"""What cannot be announced while the agency has filled no office: each recruitment says so before anything is public."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.definitions import cpns_tables, pppk_tables, test_cpns, test_pppk
from tests.definitions.stages import first

DRAFTS = {
    "cpns": (test_cpns.CAST, cpns_tables.STAGES["set_up"][1] + cpns_tables.STAGES["draft"][1]),
    "pppk": (test_pppk.CAST, pppk_tables.STAGES["draft"][1]),
}


@pytest.mark.parametrize("process", DRAFTS)
def test_nothing_is_announced_without_an_appointing_official_and_an_inspectorate(process: str, tmp_path: Path) -> None:
    cast, rows = DRAFTS[process]
    offices = {who: role for who, role in cast.offices.items() if who not in ("authority", "inspector")}
    play = first(tmp_path / "terang.db", replace(cast, offices=offices))
    play.table(rows)
    play.table("draft | agency | announce selection | no: the appointing official is named")
    play.table("draft | agency | announce selection | no: the inspectorate is named")
    play.db.close()
