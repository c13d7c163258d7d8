"""Scenario tables of the placement by performance. How a table is read: tests/definitions/play.py.

ani and budi are strong, cici is as expected, dodi is weak, and eka gives no evidence. Two posts: `bidang` and `camat`.
STAGES build on each other and are the main path.
"""

from __future__ import annotations

JUDGES = "judge1,judge2,judge3"
GIVING = ("ani", "budi", "cici", "dodi")
EVIDENCE = 'evidence.0.goal="Izin terbit tepat waktu" evidence.0.reached="95 persen" evidence.0.method="Berkas dipilah sejak loket"'
GOALS = 'goals.0.goal="Berkas selesai tiga hari" goals.0.measure="Register loket" goals.0.help="Pendamping dua bulan" goals.0.due=2026-10-01'
RESULTS = 'goal_results.0.goal="Berkas selesai tiga hari" goal_results.0.reached="Delapan dari sepuluh"'
ROSTER = "draft | hr | @appoint round role=member_of_staff person={0} name={1} unit_name=Perizinan rater=boss upper_rater=chief | draft"
ALL_REVIEWS = ",".join(f"review@{who}" for who in GIVING)
WAIVED = 'because.6="Satu tahun Sangat Baik." because.7="Tiga belas tahun."'
MEET = "under_way | boss | meeting.hold coaching@dodi as m{n} held_on=2026-06-0{n} | open"


def roster(*who: str) -> str:
    return "\n".join(ROSTER.format(one, one.title()) for one in who)


STAGES: dict[str, tuple[str | None, str]] = {
    "drafted": (
        None,
        f"""
        - | hr | round.start penempatan_kinerja as round | draft
        draft | hr | post.add round as bidang post_name="Kepala Bidang Perizinan" | open
        draft | hr | post.add round as camat post_name="Camat Wae Luju" | open
        {roster(*GIVING, "eka")}
        """,
    ),
    "staffed": (
        "drafted",
        """
        draft | hr | @appoint round role=judge person=judge1 | draft
        draft | hr | @appoint round role=judge person=judge2 | draft
        draft | hr | @appoint round role=judge person=judge3 | draft
        draft | hr | @appoint round role=judge person=deputy deputy=yes | draft
        draft | authority | @appoint round role=talent person=scout | draft
        draft | authority | @appoint round role=arbiter person=arbiter | draft
        """,
    ),
    "gathering": ("staffed", "draft | hr & authority | announce round | gathering; review@ani: collecting; review@eka: collecting"),
    "judging": (
        "gathering",
        f"""
        collecting | ani | give review@ani {EVIDENCE} | given
        collecting | budi | give review@budi {EVIDENCE} | given
        collecting | cici | give review@cici {EVIDENCE} | given
        collecting | dodi | give review@dodi {EVIDENCE} | given
        gathering | clock | close gathering_time round | judging; review@ani: to_be_judged; review@eka: settled
        """,
    ),
    "judged": (
        "judging",
        f"""
        to_be_judged | {JUDGES} | @declare {ALL_REVIEWS} conflict=no | to_be_judged
        to_be_judged | {JUDGES} | judge_evidence {ALL_REVIEWS} | judged; round: judging
        """,
    ),
    "told": (
        "judged",
        "judging | hr & authority | release round | placing; review@ani: strong; review@budi: strong; review@cici: steady; review@dodi: weak",
    ),
    "available": (
        "told",
        """
        strong | clock | close asking review@ani | available; review@budi: available; review@cici: settled; review@dodi: in_coaching
        drafting | hr | rest coaching@dodi | no: not open
        available | scout | @declare review@ani,review@budi conflict=no | available
        available | scout | assess_potential review@ani potential=tinggi | available
        available | scout | assess_potential review@budi potential=menengah | available
        """,
    ),
    "willing": (
        "available",
        f"""
        available | scout | proposal.propose review@ani as p_ani for_post=bidang {WAIVED} | proposed
        available | scout | proposal.propose review@budi as p_budi for_post=bidang {WAIVED} | proposed
        proposed | ani | accept p_ani | willing
        proposed | budi | accept p_budi | willing
        """,
    ),
    "chosen": ("willing", "willing | authority | choose p_ani | chosen; p_budi: not_chosen"),
    "placed": (
        "chosen",
        "chosen | authority & hr | place p_ani | placed; bidang: filled; p_budi: passed_over; review@ani: placed; review@budi: available",
    ),
    "coaching": (
        "placed",
        f"""
        drafting | boss | plan coaching@dodi {GOALS} | proposed
        proposed | dodi | agree coaching@dodi | under_way
        placing | clock | close placing_time round | following; review@budi: settled; camat: not_filled
        """,
    ),
    "reviewed": (
        "coaching",
        f"""
        under_way | clock | pass 60 days coaching@dodi | under_way
        {MEET.format(n=1)}
        open | dodi | reply m1 | noted
        {MEET.format(n=2)}
        {MEET.format(n=3)}
        """,
    ),
    "evaluated": (
        "reviewed",
        f"""
        under_way | clock | close six_months coaching@dodi | evaluating; m2: noted
        evaluating | boss | evaluate coaching@dodi {RESULTS} | shown
        """,
    ),
    "closed": (
        "evaluated",
        """
        shown | dodi | answer coaching@dodi | answered
        answered | chief | find_improved coaching@dodi | improved; review@dodi: settled; round: closed
        """,
    ),
}

SCENARIOS: dict[str, tuple[str, str]] = {}
