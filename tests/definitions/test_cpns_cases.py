"""Real recruitments, reckoned again by the definition: the cut, thresholds by year, the integration, the final order, objection windows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from tests.definitions.cpns_tables import STAGES, applied
from tests.definitions.play import Cast, Play, read
from tests.definitions.reading import real, score, value
from tests.definitions.stages import At, fixtures
from tests.definitions.test_cpns import DEFINITION, FILL, OFFICES, TEAM
from workflow.core import scoring
from workflow.core.calendar import Calendar, closing_moment
from workflow.core.definition import FactKind
from workflow.core.eligible import Table
from workflow.core.language import evaluate

CAST = Cast(DEFINITION, (*OFFICES, *TEAM, *"abcdefg"), OFFICES, FILL, {})
templates, at = fixtures(CAST, STAGES)
ZONE = ZoneInfo("Asia/Jakarta")
ANNOUNCED = """
draft | agency & national | announce selection | announced
announced | clock | close notice selection | registration
"""
SETS = {
    "2024_general": ("2024", ("umum",), "biasa"),
    "2024_cumlaude_diaspora": ("2024", ("cumlaude", "diaspora"), "biasa"),
    "2024_disability_papua_lagging": ("2024", ("disabilitas", "papua", "daerah_tertinggal"), "biasa"),
    "2021_doctor": ("2021", ("umum",), "dokter"),
    "2021_ship_rescue_volcano": ("2021", ("umum",), "kapal_penyelamat"),
    "2019_general": ("2019", ("umum",), "biasa"),
    "2018_general": ("2018", ("umum",), "biasa"),
    "2018_cumlaude": ("2018", ("cumlaude",), "biasa"),
}
"""Set of the case -> year of the rules, kinds of openings, group of positions in the definition."""


def to_skd(play: Play, people: str) -> None:
    """Announce, apply at `north`, be found eligible, begin the basic test."""
    play.table(ANNOUNCED + "".join(applied(who, "north", f"special_file=berkas-{who}") for who in people))
    play.table("registration | clock | close registration selection | checking")
    play.table(f"- | checker1,checker2 | @declare {','.join(people)} conflict=no | -")
    for number, who in enumerate(people):
        play.table(f"in_check | checker{1 + number % 2} | check {who} | checked")
    play.table("checking | agency & national | publish_admin selection | admin_objection")
    play.table(STAGES["skd"][1].replace("; ani: skd_due; lia: skd_due", ""))


def enter(play: Play, who: str, twk: int, tiu: int, tkp: int) -> None:
    play.table(f"skd_due | national | enter_skd {who} test_twk={twk} test_tiu={tiu} test_tkp={tkp} | skd_taken")


# ------------------------------------------------------------------ the cut
@pytest.mark.parametrize("places", [1, 2])
def test_cpns_01_three_times_the_places_by_total_then_tkp_tiu_twk(at: At, places: int) -> None:
    """The whole round with seven people, by the thresholds of 2019."""
    found, play = real("CPNS-01"), at("draft")
    play.table(
        f"""
        draft | agency | change selection rules_year=2019 | draft
        prepared | agency | change north title="A. Formasi" places={places} | prepared
        """
    )
    to_skd(play, "abcdefg")
    play.table("skd_due | national | enter_skd a test_twk=135 test_tiu=110 test_tkp=176 | no: personality is not above its greatest score")
    for row in found["data"]["rows"]:
        enter(play, row["code"].lower(), row["twk"], row["tiu"], row["tkp"])
    play.table("skd | agency & national | publish_skd selection present_skd=7 | skb")
    ranks = {who: value(play, who, "skd_cut.rank") for who in "abcdefg"}
    assert [who.upper() for who in sorted(ranks, key=lambda who: ranks[who])] == found["expected"]["order"]
    assert {who: value(play, who, "skd") for who in "abcdefg"} == {r["code"].lower(): r["total"] * 10**6 for r in found["data"]["rows"]}
    codes = {who.upper(): play.definition.machines["application"].states[play.state(who)].code for who in "abcdefg"}
    assert sorted(who for who, code in codes.items() if code == "P/L") == sorted(found["expected"][f"openings_{places}"])
    if places == 1:
        assert codes == found["expected"]["status_openings_1"]
    assert value(play, "g", "skd_cut.decided_by") == "tiu"


# ------------------------------------------------------------------ thresholds
def test_cpns_07_the_sets_of_the_case_stand_in_the_table() -> None:
    table, found = read(DEFINITION).tables["thresholds"], real("CPNS-07")
    for name, bars in found["data"]["sets"].items():
        year, kinds, group = SETS[name]
        for kind in kinds:
            assert {part: table.find(part, [year, kind, group]) for part in ("twk", "tiu", "tkp", "total")} == {
                part: bars.get(part) for part in ("twk", "tiu", "tkp", "total")
            }
            assert table.find("listed", [year, kind, group]) is True


@pytest.mark.parametrize("row", real("CPNS-07")["data"]["rows"], ids=lambda row: str(row["id"]))
def test_cpns_07_who_passes(row: dict[str, object]) -> None:
    year, kinds, group = SETS[str(row["set"])]
    scores = {part: row[part] for part in ("twk", "tiu", "tkp") if row[part] is not None}
    definition = read(DEFINITION)
    machine = definition.machines["application"]
    for kind in kinds:
        given = {"selection.rules_year": year, "opening.kind": kind, "opening.position_group": group, **scores}
        view = Table(definition, machine, given, date(2026, 3, 2))  # type: ignore[arg-type]
        found = [evaluate(clause.that, view) for clause in machine.requirements["skd_pass"]]
        assert all(one is True for one in found) is real("CPNS-07")["expected"]["passes"][row["id"]]


def test_cpns_07_totals() -> None:
    found = real("CPNS-07")
    known = {row["id"]: row for row in found["data"]["rows"]}
    assert {id: sum(known[id][p] for p in ("twk", "tiu", "tkp")) for id in found["expected"]["totals"]} == found["expected"]["totals"]


def test_the_bar_of_a_general_opening_stands_in_both_tables() -> None:
    tables = read(DEFINITION).tables
    for (year, group), bars in tables["general_bars"].rows.items():
        assert bars == tables["thresholds"].rows[year, "umum", group][:4]


# ------------------------------------------------------------------ integration
@pytest.mark.parametrize("certificate", [False, True])
def test_cpns_03_integration_on_the_scales_of_2018(at: At, certificate: bool) -> None:
    """Basic and field test out of 500 each. The totals of the case lie below the general bar of 2018, so the opening is of another kind."""
    found, play = real("CPNS-03"), at("draft")
    play.table(
        """
        draft | agency | change selection rules_year=2018 | draft
        prepared | agency | change north title="A. Formasi" kind=disabilitas certificate_counts=yes | prepared
        """
    )
    to_skd(play, "abc")
    play.table("skd_due | national | enter_skd a test_twk=90 test_tiu=151 test_tkp=130 | no: intelligence is not above its greatest score")
    parts = {"a": (90, 80, 130), "b": (85, 80, 130), "c": (80, 80, 120)}
    for row in found["data"]["rows"]:
        assert sum(parts[row["code"].lower()]) == row["skd"]
        enter(play, row["code"].lower(), *parts[row["code"].lower()])
    play.table("skd | agency & national | publish_skd selection present_skd=3 | skb")
    for row in found["data"]["rows"]:
        play.table(f"skb_due | national | enter_cat {row['code'].lower()} cat={row['skb']} | skb_due")
    if certificate:
        play.table("skb_due | agency & national | credit c cat=500 | skb_due")
    play.table("skb | agency | integrate selection complete_skb=3 | integrating")
    expected = found["expected"]
    finals = {who.upper(): score(play, who, "final") for who in "abc"}
    if certificate:
        variant = expected["variant_teacher_certificate"]
        assert finals["C"] == variant["final"]["C"] and [w for w in "abc" if value(play, w, "merit.taken")] == ["c"]
        return
    assert finals == expected["final"]
    assert sorted("ABC", key=lambda who: value(play, who.lower(), "merit.rank")) == expected["rank"]
    assert [who.upper() for who in "abc" if value(play, who, "merit.taken")] == expected["passed"]
    halves = {who.upper(): [score(play, who, "p_skd"), score(play, who, "p_skb")] for who in "abc"}
    weighed = {
        who: [str(Fraction(part) * weight) for part, weight in zip(parts, (Fraction(2, 5), Fraction(3, 5)), strict=True)]
        for who, parts in expected["scaled"].items()
    }
    assert {who: [str(Fraction(part)) for part in found] for who, found in halves.items()} == weighed


# ------------------------------------------------------------------ final order
@pytest.mark.parametrize("pair", real("CPNS-08")["data"]["pairs"], ids=lambda pair: str(pair["id"]))
def test_cpns_08_what_decides_between_equals(pair: dict[str, dict[str, str]]) -> None:
    """The order of the definition's ranking, over the figures of the case as they are given."""
    order = read(DEFINITION).machines["opening"].rankings["merit"].order
    keys = {number: [_key(pair[who], name) for _direction, name in order] for number, who in enumerate("ab")}
    first = scoring.rank(keys, order, 1, "leave_out")[0]
    expected = real("CPNS-08")["expected"]
    assert "ab"[first.id] == expected["winner"][pair["id"]] and first.taken
    names = {"skd_total": "skd", "gpa_or_school_average": "gpa", "older": "birth_date", "older_first": "birth_date"}
    decided = expected["decided_by"][pair["id"]]
    assert first.decided_by == names.get(decided, decided)
    assert [name for _d, name in order] == [names.get(name, name) for name in expected["order"]]


def _key(row: dict[str, str], name: str) -> Fraction:
    return Fraction(date.fromisoformat(row["born"]).toordinal()) if name == "birth_date" else Fraction(row[name])


# ------------------------------------------------------------------ objections
@pytest.mark.parametrize("row", real("CPNS-10")["data"]["rows"], ids=lambda row: str(row["id"]))
@pytest.mark.parametrize("stage", ["admin", "final"])
def test_cpns_10_three_days_to_object_and_seven_to_announce_again(row: dict[str, list[str]], stage: str) -> None:
    """Announced the day before filing opens, in the afternoon: both windows end on the last minute of the published days."""
    windows = read(DEFINITION).machines["selection"].windows
    told = datetime.combine(date.fromisoformat(row["file"][0]) - timedelta(days=1), time(16), ZONE).astimezone(UTC)
    for name, last in ((f"{stage}_objecting", row["file"][1]), (f"{stage}_reannouncing", row["after"][1])):
        closes, _why = closing_moment(told, windows[name].lasts, windows[name].until, "Asia/Jakarta", Calendar({}))
        assert (closes - timedelta(microseconds=1)).astimezone(ZONE).date().isoformat() == last


def test_cpns_10_one_objection_on_the_own_case_without_documents() -> None:
    definition = read(DEFINITION)
    objection = definition.machines["objection"]
    asked = [objection.facts[name].kind for form in objection.forms.values() for name in form.facts]
    assert FactKind.FILE not in asked
    assert objection.parent == "application" and objection.actions["object"].by == ("applicant",)


def test_scores_above_the_scale_of_their_year_are_refused_wherever_they_are_entered(at: At) -> None:
    """2018: civics up to 175, intelligence to 150, personality to 175."""
    play = at("draft")
    play.table("draft | agency | change selection rules_year=2018 | draft\nprepared | agency | remove cum,dis | cancelled")
    to_skd(play, "ab")
    enter(play, "a", 160, 150, 175)
    enter(play, "b", 90, 80, 150)
    for name in ("mend_entry a", "mend_skd a"):
        play.table(
            f"""
            - | national | {name} test_twk=100 test_tiu=151 test_tkp=150 | no: intelligence is not above its greatest score
            - | national | {name} test_twk=100 test_tiu=100 test_tkp=176 | no: personality is not above its greatest score
            """
        )
        if name == "mend_entry a":
            to_recheck(play)
    play.table("recheck | national | mend_skd a test_twk=175 test_tiu=150 test_tkp=175 | recheck")


def to_recheck(play: Play) -> None:
    """b passes; a does not, and has an objection upheld."""
    play.table(
        """
        skd | agency & national | publish_skd selection present_skd=2 | skb
        skb_due | national | enter_cat a cat=10 | skb_due
        skb_due | national | enter_cat b cat=500 | skb_due
        skb | agency | integrate selection complete_skb=2 | integrating
        integrating | national,national2 | sign selection | ready
        ready | agency & national | publish_final selection | final_objection; b: passed
        not_passed | a | objection.object a as plea about=akhir | filed
        not_passed | reviewer | @declare a conflict=no | not_passed
        filed | reviewer & national | uphold plea | upheld; a: recheck
        """
    )
