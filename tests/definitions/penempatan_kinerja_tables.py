"""Scenario tables of the placement by performance. How a table is read: tests/definitions/play.py.

ani and budi are strong, cici is as expected, dodi is weak, and eka gives no evidence. Two posts: `bidang` and `camat`.
STAGES build on each other and are the main path.
"""

from __future__ import annotations

JUDGES = "judge1,judge2,judge3"
GIVING = ("ani", "budi", "cici", "dodi")
EVIDENCE = 'evidence.0.goal="Izin terbit tepat waktu" evidence.0.reached="95 persen" evidence.0.method="Berkas dipilah sejak loket"'
GOALS = (
    'goals.0.goal="Berkas selesai tiga hari" goals.0.measure="Register loket" goals.0.help="Pendamping dua bulan" goals.0.due=2026-10-01'
)
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
        - | hr | placement_round.start penempatan_kinerja as round | draft
        draft | hr | strategic_post.add round as bidang post_name="Kepala Bidang Perizinan" | open
        draft | hr | strategic_post.add round as camat post_name="Camat Wae Luju" | open
        {roster(*GIVING, "eka")}
        """,
    ),
    "staffed": (
        "drafted",
        """
        draft | hr | @appoint round role=evidence_judge person=judge1 | draft
        draft | hr | @appoint round role=evidence_judge person=judge2 | draft
        draft | hr | @appoint round role=evidence_judge person=judge3 | draft
        draft | hr | @appoint round role=evidence_judge person=deputy deputy=yes | draft
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
        available | scout | nomination.propose review@ani as p_ani for_post=bidang {WAIVED} | proposed
        available | scout | nomination.propose review@budi as p_budi for_post=bidang {WAIVED} | proposed
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

SCENARIOS: dict[str, tuple[str, str]] = {
    # ---------------------------------------------------------------- preparation
    "who_may_set_up": (
        "drafted",
        """
        - | ani | placement_round.start penempatan_kinerja as mine | no: not yours
        draft | ani | strategic_post.add round as theirs post_name=X | no: not yours
        draft | hr | change round strong_from=6 | no: at most 5
        open | hr | change camat post_name="Camat Pulau Hatu" | open
        open | hr | remove camat | dropped
        open | authority | take_out bidang | no: the round is open
        draft | hr | discard round | cancelled; bidang: dropped
        """,
    ),
    "an_announcement_lacks_nobody": (
        "drafted",
        """
        draft | hr | announce round | no: more than half of the panel
        draft | hr | announce round | no: the talent team and the arbiter
        draft | authority | @appoint round role=talent person=scout | draft
        draft | hr | announce round | no: the talent team and the arbiter
        draft | hr | @dismiss round role=member_of_staff person=ani | draft
        draft | hr | @dismiss round role=member_of_staff person=budi | draft
        draft | hr | @dismiss round role=member_of_staff person=cici | draft
        draft | hr | @dismiss round role=member_of_staff person=dodi | draft
        draft | hr | @dismiss round role=member_of_staff person=eka | draft
        draft | hr | announce round | no: somebody to judge
        """,
    ),
    "quorum_and_bounds_are_in_order": (
        "staffed",
        """
        draft | hr | change round quorum=1 | draft
        draft | hr | announce round | no: more than half of the panel
        draft | hr | change round quorum=5 | draft
        draft | hr | announce round | no: can be reached
        draft | hr | change round quorum=2 weak_below=4 | draft
        draft | hr | announce round | no: weak lies below strong
        """,
    ),
    "nobody_judges_and_proposes_and_two_announce": (
        "staffed",
        """
        draft | hr | @appoint round role=talent person=outsider | no: do not fill this role
        draft | authority | @appoint round role=talent person=judge1 | no: nobody may hold both
        draft | authority | @appoint round role=arbiter person=judge1 | no: nobody may hold both
        draft | hr | @appoint round role=evidence_judge person=authority | no: nobody may hold both
        draft | judge1 | announce round | no: not yours
        draft | hr & inspector | announce round | no: another role confirms
        """,
    ),
    "what_is_announced_is_frozen": (
        "gathering",
        """
        gathering | hr | change round quorum=1 | no: not open
        open | hr | change bidang post_name=X | no: has been announced
        open | hr | remove bidang | no: the round is not open yet
        gathering | hr | strategic_post.add round as late post_name=X | no: has been announced
        """,
    ),
    # ---------------------------------------------------------------- evidence and judgement
    "evidence_is_one_s_own_and_both_kinds_are_asked": (
        "gathering",
        f"""
        collecting | budi | give review@ani {EVIDENCE} | no: not yours
        collecting | ani | give review@ani | no: results and how
        collecting | ani | give review@ani {EVIDENCE} method_files= | no: evidence of method
        collecting | ani | give review@ani {EVIDENCE} | given
        given | ani | give review@ani {EVIDENCE} | given
        given | judge1 | @declare review@ani conflict=no | given
        given | judge1 | judge_evidence review@ani | no: not open
        """,
    ),
    "nobody_gives_evidence_too_late": (
        "judging",
        f"""
        to_be_judged | ani | give review@ani {EVIDENCE} | no: not open
        settled | eka | give review@eka {EVIDENCE} | no: not open
        """,
    ),
    "the_panel_declares_and_judges_once": (
        "judging",
        """
        to_be_judged | judge1 | judge_evidence review@ani | no: first declare
        to_be_judged | judge1,judge2 | @declare review@ani conflict=no | to_be_judged
        to_be_judged | judge1 | judge_evidence review@ani judged_why= | no: fill in
        to_be_judged | judge1 | judge_evidence review@ani result_level=6 | no: 1 to 5
        to_be_judged | judge1 | judge_evidence review@ani | to_be_judged
        to_be_judged | judge1 | judge_evidence review@ani | no: already sent
        to_be_judged | deputy | judge_evidence review@ani | no: deputy
        to_be_judged | ani,boss,hr | judge_evidence review@ani | no: not yours
        to_be_judged | judge3 | @declare review@ani conflict=yes reason="Adik saya." | to_be_judged
        to_be_judged | judge3 | judge_evidence review@ani | no: conflict
        to_be_judged | deputy | @declare review@ani conflict=no | to_be_judged
        to_be_judged | judge2,deputy | judge_evidence review@ani | -
        judging | hr | release round | no: all evidence is judged
        """,
    ),
    "a_panel_below_its_quorum_waits_or_what_there_is_is_accepted": (
        "judging",
        """
        to_be_judged | judge1,judge2,judge3,deputy | @declare review@cici conflict=yes reason=Kerabat. | -
        panel_short | authority | accept_judges review@cici | no: at least one judgement
        panel_short | authority & inspector | no_judge review@cici | settled
        to_be_judged | judge1,judge2 | @declare review@ani conflict=no | to_be_judged
        to_be_judged | judge1 | judge_evidence review@ani | to_be_judged
        to_be_judged | judge2,judge3,deputy | @declare review@ani conflict=yes reason=Kerabat. | -
        panel_short | hr | accept_judges review@ani because.1=A | no: not yours
        panel_short | authority | accept_judges review@ani | no: the quorum is reached
        panel_short | authority & hr | accept_judges review@ani because.1=A | no: another role confirms
        panel_short | authority & inspector | accept_judges review@ani because.1="Tidak ada penilai lain." | judged
        """,
    ),
    "a_panel_is_complete_again": (
        "judging",
        """
        to_be_judged | judge1,judge2,judge3,deputy | @declare review@cici conflict=yes reason=Kerabat. | -
        judging | hr | @appoint round role=evidence_judge person=outsider | judging
        judging | hr | @appoint round role=evidence_judge person=hr2 | judging; review@cici: to_be_judged
        """,
    ),
    "two_persons_tell_everybody_at_once": (
        "judged",
        """
        judged | hr | release_again review@ani | no: the others have been told
        judging | authority | release round | no: not yours
        judging | hr & inspector | release round | no: another role confirms
        """,
    ),
    # ---------------------------------------------------------------- objections
    "an_upheld_objection_is_judged_anew_once": (
        "told",
        """
        weak | ani | object review@dodi | no: not yours
        weak | dodi | object review@dodi argument= | no: fill in
        weak | dodi | object review@dodi | asked
        asked | judge1 | uphold review@dodi | no: not yours
        asked | arbiter | uphold review@dodi | no: first declare
        asked | arbiter | @declare review@dodi conflict=no | asked
        asked | arbiter | uphold review@dodi answer= | no: fill in
        asked | arbiter | uphold review@dodi | to_be_judged
        to_be_judged | judge1 | judge_evidence review@dodi result_level=3 method_level=3 | to_be_judged
        to_be_judged | judge2,judge3 | judge_evidence review@dodi result_level=3 method_level=3 | -
        judged | judge1 | release_again review@dodi | no: not yours
        judged | hr & authority | release_again review@dodi | steady
        steady | dodi | object review@dodi | no: one objection
        steady | clock | close asking review@dodi | settled
        """,
    ),
    "a_refused_objection_changes_nothing": (
        "told",
        """
        steady | cici | object review@cici | asked
        asked | arbiter | @declare review@cici conflict=no | asked
        asked | judge1 | refuse review@cici | no: not yours
        asked | arbiter | refuse review@cici | steady
        """,
    ),
    "an_objection_nobody_answers_goes_to_the_inspectorate": (
        "told",
        """
        weak | dodi | object review@dodi | asked
        asked | inspector | refuse_over review@dodi | no: not open
        asked | clock | close answering_objection review@dodi | escalated
        escalated | arbiter | refuse_over review@dodi | no: not yours
        escalated | inspector | refuse_over review@dodi | weak
        """,
    ),
    "without_an_arbiter_the_inspectorate_answers": (
        "told",
        """
        strong | ani | object review@ani | asked
        placing | authority | @dismiss round role=arbiter person=arbiter | placing; review@ani: escalated
        escalated | inspector | uphold_over review@ani | to_be_judged
        """,
    ),
    # ---------------------------------------------------------------- proposals
    "only_who_is_available_is_proposed_and_reasons_are_given": (
        "available",
        f"""
        in_coaching | scout | @declare review@dodi conflict=no | in_coaching
        in_coaching | scout | nomination.propose review@dodi as bad for_post=bidang {WAIVED} because.5=A | no: the person may be proposed
        available | boss | nomination.propose review@ani as bad for_post=bidang {WAIVED} | no: not yours
        available | scout | nomination.propose review@ani as bad for_post=bidang | no: very good two years running
        available | scout | nomination.propose review@ani as bad for_post=bidang | no: two to five years
        available | scout | nomination.propose review@ani as bad for_post=bidang years_in_post=1 because.6=A | no: two to five years
        available | scout | assess_potential review@budi potential=rendah | available
        available | scout | nomination.propose review@budi as bad for_post=bidang {WAIVED} | no: box 7, 8 or 9
        available | scout | nomination.propose review@ani as one for_post=bidang years_in_post=5 because.6=A | proposed
        available | scout | nomination.propose review@ani as two for_post=bidang {WAIVED} | no: not proposed for this post before
        open | authority & inspector | take_out camat | dropped
        available | scout | nomination.propose review@ani as two for_post=camat {WAIVED} | no: the post is still open
        """,
    ),
    "without_a_known_potential_nobody_is_proposed": (
        "told",
        f"""
        strong | scout | @declare review@ani conflict=no | strong
        strong | scout | assess_potential review@ani potential=tinggi | no: not open
        strong | clock | close asking review@ani | available
        available | boss | assess_potential review@ani potential=tinggi | no: not yours
        available | scout | nomination.propose review@ani as bad for_post=bidang {WAIVED} because.5=A | no: the potential is recorded
        """,
    ),
    "nobody_is_proposed_after_the_time_for_it": (
        "available",
        f"""
        available | scout | nomination.propose review@budi as p_budi for_post=bidang {WAIVED} | proposed
        proposed | budi | accept p_budi | willing
        placing | clock | close placing_time round | deciding; review@ani: available
        available | scout | nomination.propose review@ani as p_ani for_post=bidang {WAIVED} | no: the time for proposals is open
        willing | authority | turn_down p_budi | passed_over; round: following; review@ani: settled; bidang: not_filled
        """,
    ),
    "the_person_answers_first": (
        "available",
        f"""
        available | scout | nomination.propose review@ani as p_ani for_post=bidang {WAIVED} | proposed
        available | scout | nomination.propose review@budi as p_budi for_post=bidang {WAIVED} | proposed
        available | scout | nomination.propose review@budi as p_two for_post=camat {WAIVED} | proposed
        proposed | authority | choose p_ani | no: not open
        proposed | budi | accept p_ani | no: not yours
        proposed | ani | accept p_ani | willing
        willing | authority | choose p_ani | no: all proposed have answered
        proposed | budi | decline p_budi | declined
        proposed | clock | close answering p_two | declined
        willing | scout | choose p_ani | no: not yours
        willing | authority | turn_down p_ani decision_why= | no: fill in
        willing | authority | turn_down p_ani | passed_over; review@ani: available
        """,
    ),
    "one_is_chosen_and_whoever_steps_back_gives_way": (
        "willing",
        """
        willing | authority | choose p_ani decision_why= | no: fill in
        willing | authority | choose p_ani | chosen; p_budi: not_chosen
        not_chosen | authority | choose p_budi | no: not open
        chosen | budi | step_back p_ani | no: not yours
        chosen | ani | step_back p_ani | declined; p_budi: willing
        willing | authority | choose p_budi | chosen
        """,
    ),
    "a_second_is_not_chosen_beside_the_first": (
        "available",
        f"""
        available | scout | nomination.propose review@ani as p_ani for_post=bidang {WAIVED} | proposed
        proposed | ani | accept p_ani | willing
        willing | authority | choose p_ani | chosen
        available | scout | nomination.propose review@budi as p_budi for_post=bidang {WAIVED} | proposed
        proposed | budi | accept p_budi | willing
        willing | authority | choose p_budi | no: nobody is chosen yet
        """,
    ),
    "a_choice_is_undone_by_two": (
        "chosen",
        """
        chosen | authority & hr | undo_choice p_ani | no: another role confirms
        chosen | authority & inspector | undo_choice p_ani | passed_over; p_budi: willing
        """,
    ),
    "who_is_chosen_and_leaves_gives_way": (
        "chosen",
        """
        available | hr & inspector | leave review@ani | left; p_ani: dropped; p_budi: willing
        """,
    ),
    "a_placement_needs_its_papers_and_two_persons": (
        "chosen",
        """
        chosen | authority | place p_ani technical= | no: the technical consideration
        chosen | hr | place p_ani | no: not yours
        chosen | authority & inspector | place p_ani | no: another role confirms
        chosen | authority & hr | place p_ani technical= because.0="Tidak diperlukan dalam satu instansi." | placed
        """,
    ),
    "who_is_placed_leaves_the_other_proposals": (
        "chosen",
        f"""
        available | scout | nomination.propose review@ani as p_two for_post=camat {WAIVED} | proposed
        chosen | authority & hr | place p_ani | placed; p_two: dropped; camat: open
        """,
    ),
    "who_does_not_want_to_is_not_proposed": (
        "willing",
        """
        available | budi | opt_out review@ani | no: not yours
        available | ani | opt_out review@ani | settled; p_ani: dropped; p_budi: willing
        """,
    ),
    "one_post_is_taken_out_while_the_others_go_on": (
        "willing",
        f"""
        available | scout | nomination.propose review@ani as p_two for_post=camat {WAIVED} | proposed
        open | hr | take_out bidang | no: not yours
        open | authority | take_out bidang ground= | no: fill in
        open | authority & hr | take_out bidang | no: another role confirms
        open | authority & inspector | take_out bidang | dropped; p_ani: dropped; p_budi: dropped; p_two: proposed; round: placing
        """,
    ),
    # ---------------------------------------------------------------- coaching
    "a_plan_is_agreed_by_two": (
        "placed",
        f"""
        drafting | dodi | plan coaching@dodi {GOALS} | no: not yours
        drafting | boss | plan coaching@dodi | no: goals
        drafting | boss | plan coaching@dodi {GOALS} | proposed
        proposed | boss,ani | agree coaching@dodi | no: not yours
        proposed | dodi | ask_change coaching@dodi | drafting
        drafting | chief | plan coaching@dodi {GOALS} | proposed
        proposed | dodi | ask_change coaching@dodi | drafting
        drafting | boss | plan coaching@dodi {GOALS} | proposed
        proposed | dodi | ask_change coaching@dodi | no: at most twice
        proposed | chief | start_anyway coaching@dodi | no: the time to agree has passed
        proposed | clock | close agreeing coaching@dodi | proposed
        proposed | boss | start_anyway coaching@dodi | no: not yours
        proposed | chief | start_anyway coaching@dodi reason= | no: fill in
        proposed | chief | start_anyway coaching@dodi | under_way
        """,
    ),
    "a_plan_under_way_changes_by_two_and_rests": (
        "coaching",
        f"""
        under_way | dodi | adjust coaching@dodi {GOALS} | no: not yours
        under_way | boss & hr | adjust coaching@dodi {GOALS} | no: another role confirms
        under_way | boss & chief | adjust coaching@dodi {GOALS} | under_way
        under_way | boss | rest coaching@dodi | no: not yours
        under_way | hr | rest coaching@dodi | resting
        resting | boss | meeting.hold coaching@dodi as m1 held_on=2026-03-02 | no: postponed
        resting | clock | pass 200 days coaching@dodi | resting
        resting | dodi | go_on coaching@dodi | no: not yours
        resting | hr | go_on coaching@dodi | under_way
        """,
    ),
    "reviews_are_held_before_they_are_noted": (
        "coaching",
        """
        under_way | dodi | meeting.hold coaching@dodi as m1 held_on=2026-03-02 | no: not yours
        under_way | boss | meeting.hold coaching@dodi as m1 held_on=2027-03-02 | no: the review has been held
        under_way | boss | meeting.hold coaching@dodi as m1 held_on=2026-03-02 | open
        open | boss | reply m1 | no: not yours
        under_way | boss | evaluate coaching@dodi | no: not open
        under_way | clock | close six_months coaching@dodi | evaluating; m1: noted
        evaluating | boss | meeting.hold coaching@dodi as m2 held_on=2026-03-02 | no: the coaching is under way
        """,
    ),
    "an_evaluation_without_reviews_needs_a_reason": (
        "coaching",
        f"""
        under_way | clock | close six_months coaching@dodi | evaluating
        evaluating | boss | evaluate coaching@dodi {RESULTS} | no: the coaching reviews were held
        evaluating | chief | evaluate coaching@dodi {RESULTS} | no: not yours
        evaluating | boss | evaluate coaching@dodi {RESULTS} because.0="Tugas luar dua bulan." | shown
        """,
    ),
    "the_superior_s_superior_decides_after_the_answer": (
        "evaluated",
        """
        shown | chief | find_improved coaching@dodi | no: not open
        shown | boss | answer coaching@dodi | no: not yours
        shown | clock | close viewing coaching@dodi | answered
        answered | boss | find_improved coaching@dodi | no: not yours
        answered | chief | pass_on coaching@dodi | no: the goals not reached
        answered | chief & inspector | pass_on coaching@dodi because.0="Dua sasaran utama gagal." | no: another role confirms
        answered | chief & hr | pass_on coaching@dodi because.0="Dua sasaran utama gagal." | to_test; review@dodi: settled; round: closed
        """,
    ),
    "against_the_superior_s_view_a_reason_is_given": (
        "reviewed",
        f"""
        under_way | clock | close six_months coaching@dodi | evaluating
        evaluating | boss | evaluate coaching@dodi {RESULTS} advice=belum | shown
        shown | dodi | answer coaching@dodi | answered
        answered | chief | find_improved coaching@dodi | no: the superior found progress
        answered | chief & hr | pass_on coaching@dodi | to_test
        """,
    ),
    # ---------------------------------------------------------------- pauses and ends
    "the_round_is_postponed_and_goes_on": (
        "gathering",
        f"""
        gathering | hr & authority | suspend round | suspended
        collecting | ani | give review@ani {EVIDENCE} | no: postponed
        suspended | ani | resume round | no: not yours
        suspended | hr | resume round | gathering
        collecting | ani | give review@ani {EVIDENCE} | given
        """,
    ),
    "the_round_is_cancelled_by_two_in_public": (
        "reviewed",
        """
        following | hr | cancel round | no: not yours
        following | authority | cancel round ground= | no: fill in
        following | authority & hr | cancel round | no: another role confirms
        following | authority & inspector | cancel round | cancelled; review@dodi: dropped; coaching@dodi: dropped; m2: dropped
        """,
    ),
    "who_leaves_ends_in_every_stage": (
        "gathering",
        """
        collecting | ani | leave review@ani | no: not yours
        collecting | hr & authority | leave review@ani | no: another role confirms
        collecting | hr & inspector | leave review@ani | left
        """,
    ),
    "who_leaves_in_coaching_ends_the_plan": (
        "coaching",
        "in_coaching | hr & inspector | leave review@dodi | left; coaching@dodi: dropped; round: closed",
    ),
    "cancelled_after_a_choice": (
        "chosen",
        """
        placing | hr & authority | suspend round | suspended
        suspended | hr | resume round | placing
        in_coaching | hr & inspector | leave review@dodi | left
        placing | authority & inspector | cancel round | cancelled; p_ani: dropped; p_budi: dropped; review@budi: dropped
        """,
    ),
}
