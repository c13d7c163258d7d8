"""One step for many cases on a page: what is offered to whom, the trial that leaves nothing, the confirmation, the result, and the second click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import settings_of
from tests.many import PASSWORD, Agency, build, email
from tests.verbs.many_world import standing
from tests.web.client import Browser
from tests.web.page import Page
from tests.web.secretariat_stage import location, says
from web.serve import app_of
from workflow import at_once, people
from workflow.core import large
from workflow.installation import Installation
from workflow.store import tables as t

COUNT = 6


@pytest.fixture(params=["sqlite", "postgres"])
def agency(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Agency]:
    """A forum with opinions that wait for the convenor, one of them withdrawn."""
    url = request.getfixturevalue("fresh_postgres") if request.param == "postgres" else f"sqlite:///{tmp_path / 'terang.db'}"
    made = build(url, tmp_path)
    made.open_forum()
    for n in range(COUNT):
        made.begin(f"c{n}", "siti", "contribution.give", "topic" if n % 2 else "other", {"text": f"Pendapat {n}.", "phone": "0812"})
    made.do("siti", "withdraw", "c0")
    yield made
    made.db.close()


@pytest.fixture
def app(agency: Agency) -> Flask:
    return app_of(Installation(settings_of(agency.home), agency.db, agency.clock), RATELIMIT_ENABLED=False, TESTING=True)


def enter(agency: Agency, app: Flask, who: str) -> Browser:
    token = people.sign_in(agency.db, agency.clock, email(who), PASSWORD)
    assert isinstance(token, str), token
    return Browser(app, token=token)


def hrefs(page: Page) -> list[str]:
    return [e.attributes.get("href", "") for e in page.all("a")]


def confirmation(page: Page) -> dict[str, str]:
    """The fields of the form that runs the step."""
    form = next(e for e in page.all("form") if any(i.attributes.get("name") == "jalankan" for i in e.walk()))
    return {i.attributes["name"]: i.attributes.get("value", "") for i in form.walk() if i.attributes.get("name")}


def written(agency: Agency) -> int:
    with agency.db.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(t.events)).scalar_one())


def paths(agency: Agency, case: str = "forum") -> tuple[str, str]:
    here = f"/sekretariat/{agency.cases[case]}/banyak"
    return here, f"{here}/contribution/admit"


# ------------------------------------------------------------------ what is offered
def test_pages_of_the_place_lead_there_and_only_steps_without_answers_are_offered(agency: Agency, app: Flask) -> None:
    kemal, (here, step) = enter(agency, app, "kemal"), paths(agency)
    root, topic = agency.cases["forum"], agency.cases["topic"]
    for page in (f"/proses-saya/{root}", f"/sekretariat/perkara?akar={root}"):
        assert here in hrefs(kemal.get(page)), page
    assert f"/sekretariat/{topic}/banyak" in hrefs(kemal.get(f"/perkara/{topic}"))
    offered = [href for href in hrefs(kemal.get(here)) if href.startswith(f"{here}/")]
    assert offered == [step]
    assert says(kemal.get(here), f"Pendapat · terbuka pada {COUNT - 1} perkara") and says(kemal.get(f"/en{here}"), "Show the opinion")


def test_what_is_not_yours_is_as_if_it_were_not_there(agency: Agency, app: Flask) -> None:
    here, step = paths(agency)
    dedi, siti, hani = (enter(agency, app, who) for who in ("dedi", "siti", "hani"))
    assert f"{here}/contribution/answer" not in hrefs(dedi.get(here))
    for browser in (siti, hani):
        browser.get(here, 404)
    for browser, path in ((dedi, step), (siti, step), (dedi, f"{here}/contribution/answer"), (hani, f"{here}/topic/add")):
        browser.get(path, 404)
        browser.get(f"{path}/1700000000000000", 404)
    kemal = enter(agency, app, "kemal")
    for rest in ("contribution/answer", "contribution/withdraw", "topic/shut", "topic/add", "contribution/none", "none/admit"):
        kemal.get(f"{here}/{rest}", 404)


# ------------------------------------------------------------------ trial, confirmation, result
@pytest.mark.parametrize("limit", [0, 10**9])
def test_a_trial_changes_nothing_and_the_confirmation_moves_all(
    agency: Agency, app: Flask, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the database moves them as a whole or each by itself."""
    monkeypatch.setattr(large, "LARGE", limit)
    kemal, (_here, step) = enter(agency, app, "kemal"), paths(agency)
    before = standing(agency.db.url)
    page = kemal.post(step, kemal.hidden(step))
    assert says(page, f"{COUNT - 1} perkara akan maju") and says(page, "Tidak ada yang tertinggal") and standing(agency.db.url) == before
    form, count = confirmation(page), written(agency)
    kemal.post(step, form, 302)
    result, after = location(kemal), standing(agency.db.url)
    assert written(agency) == count + COUNT - 1
    assert says(kemal.get(result), f"{COUNT - 1} perkara sudah maju") and says(kemal.get(f"/en{result}"), f"{COUNT - 1} cases have moved")
    assert {agency.state(f"c{n}") for n in range(1, COUNT)} == {"given"} and agency.state("c0") == "withdrawn"
    kemal.post(step, form, 302)
    assert location(kemal) == result and standing(agency.db.url) == after
    page = kemal.post(step, {**form, "kunci": "another"}, 422)
    assert says(page, "Tidak ada perkara yang dapat maju") and standing(agency.db.url) == after
    assert says(kemal.get(step), "Tidak ada perkara yang menunggu langkah ini")
    kemal.get(result[:-1] + ("1" if result[-1] != "1" else "2"), 404)


def test_below_a_part_only_the_cases_of_that_part_move(agency: Agency, app: Flask) -> None:
    kemal, (_here, step) = enter(agency, app, "kemal"), paths(agency, "topic")
    page = kemal.post(step, kemal.hidden(step))
    assert says(page, "3 perkara akan maju")
    kemal.post(step, confirmation(page), 302)
    assert {agency.state(f"c{n}") for n in (1, 3, 5)} == {"given"} and {agency.state(f"c{n}") for n in (2, 4)} == {"received"}


def test_a_state_that_is_none_of_the_step_is_refused(agency: Agency, app: Flask) -> None:
    kemal, (_here, step) = enter(agency, app, "kemal"), paths(agency)
    count = written(agency)
    page = kemal.post(step, {**kemal.hidden(step), "keadaan": "withdrawn", "jalankan": "yes"}, 422)
    assert says(page, "Pilih keadaan yang ada di daftar.") and written(agency) == count


def test_too_many_at_once_are_refused_with_a_way_out(agency: Agency, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_once, "MOST_ONE_BY_ONE", 2)
    kemal, (_here, step) = enter(agency, app, "kemal"), paths(agency)
    count = written(agency)
    for more in ({}, {"jalankan": "yes"}):
        page = kemal.post(step, {**kemal.hidden(step), **more}, 422)
        assert says(page, f"Paling banyak 2 perkara sekaligus; yang dipilih {COUNT - 1}") and written(agency) == count
