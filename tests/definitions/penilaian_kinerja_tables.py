"""Scenario tables of the yearly appraisal. How a table is read: tests/definitions/play.py.

Two units. In `dinas` boss rates ani, budi, cici and dodi; ani rates eka, fani and gani. In `badan` there is hani alone, so nothing of it is published.
STAGES build on each other and are the main path.
"""

from __future__ import annotations

TEAM = ("ani", "budi", "cici", "dodi")
BELOW = ("eka", "fani", "gani")
DINAS = (*TEAM, *BELOW)
ALL = (*DINAS, "hani")
EXPECT = 'expectation.0.goal="Layanan selesai tepat waktu" expectation.0.measure="Hari kerja" expectation.0.target="Tiga hari"'
REPORT = 'report.0.goal="Layanan selesai tepat waktu" report.0.reached="Dua hari" report.0.method="Antrean dibagi"'


def rater(who: str) -> str:
    return "ani" if who in BELOW else "boss"


def upper(who: str) -> str:
    return "boss" if who in BELOW else "chief"


def lines(row: str, *who: str) -> str:
    """One row for each person, `{who}` being the person and `{rater}` the rating officer."""
    return "\n".join(row.format(who=one, rater=rater(one), upper=upper(one), up=one.title()) for one in who)


JOIN = "set | hr | @appoint {unit} role=staff_member person={{who}} name={{up}} rater={{rater}} upper_rater={{upper}} | set"

STAGES: dict[str, tuple[str | None, str]] = {
    "drafted": (
        None,
        """
        - | hr | cycle.start penilaian_kinerja as cycle | draft
        draft | hr | work_unit.add cycle as dinas unit_name="Dinas Perizinan" | set
        draft | hr | work_unit.add cycle as badan unit_name="Badan Arsip" | set
        """,
    ),
    "staffed": (
        "drafted",
        f"""
        {lines(JOIN.format(unit="dinas"), *DINAS)}
        {lines(JOIN.format(unit="badan"), "hani")}
        set | hr | @appoint dinas role=unit_head person=boss | set
        set | hr | @appoint badan role=unit_head person=boss | set
        draft | authority | @appoint cycle role=reviewer person=judge | draft
        """,
    ),
    "open": (
        "staffed",
        "draft | hr & authority | open cycle | planning; dinas: active; badan: active; appraisal@ani: expecting; appraisal@hani: expecting",
    ),
    "agreed": (
        "open",
        f"""
        {lines(f"expecting | {{who}} | propose appraisal@{{who}} {EXPECT} | proposed", *ALL)}
        {lines("proposed | {rater} | agree appraisal@{who} | agreed", *ALL)}
        """,
    ),
    "running": ("agreed", "planning | clock | close planning_time cycle | running"),
    "coached": (
        "running",
        f"""
        {lines("agreed | {rater} | feedback.give appraisal@{who} as f1_{who} | given", *ALL)}
        {lines("agreed | {rater} | feedback.give appraisal@{who} as f2_{who} | given", *ALL)}
        given | ani | reply f1_ani | noted
        """,
    ),
    "reporting": ("coached", "running | clock | close year cycle | evaluating; appraisal@ani: reporting; appraisal@hani: reporting"),
    "surveying": ("reporting", lines(f"reporting | {{who}} | report appraisal@{{who}} {REPORT} | surveying", *ALL)),
    "rating": (
        "surveying",
        """
        surveying | budi,cici,dodi | view appraisal@ani values_score=4 | surveying
        surveying | eka,fani | view appraisal@ani values_score=5 | surveying
        surveying | gani | view appraisal@ani values_score=2 | rating
        surveying | fani,gani | view appraisal@eka values_score=5 | rating
        surveying | clock | close viewing appraisal@hani | rating; appraisal@ani: rating; appraisal@eka: rating; appraisal@budi: rating
        """,
    ),
    "shown": (
        "rating",
        f"""
        rating | boss | rate appraisal@ani work_result=di_atas behaviour=sesuai | shown
        rating | boss | rate appraisal@budi work_result=di_bawah behaviour=sesuai superior_values=3 | shown
        {lines("rating | {rater} | rate appraisal@{who} | shown", *ALL[2:])}
        """,
    ),
    "settling": (
        "shown",
        f"""
        {lines("shown | {who} | accept appraisal@{who} | kept", *ALL[:-1])}
        shown | clock | close objecting appraisal@hani | kept; dinas: settling; badan: settling
        settling | hr & authority | state_result dinas,badan | settling
        """,
    ),
    "closed": (
        "settling",
        """
        settling | boss & hr | settle badan | settled; appraisal@hani: final; cycle: evaluating
        settling | boss & hr | settle dinas because.2="Target bersama tercapai." | settled; appraisal@ani: final; cycle: closed
        """,
    ),
}

SCENARIOS: dict[str, tuple[str, str]] = {
    # ---------------------------------------------------------------- preparation and opening
    "who_may_set_up": (
        "drafted",
        """
        - | ani | cycle.start penilaian_kinerja as mine | no: not yours
        draft | ani | work_unit.add cycle as theirs unit_name=X | no: not yours
        draft | hr | change cycle least_feedback=13 | no: at most 12
        draft | hr | change cycle year_number=1999 | no: at least 2000
        set | hr | rename badan unit_name="Badan Kearsipan" | set
        set | hr | remove badan | cancelled
        draft | hr | discard cycle | cancelled; dinas: cancelled
        """,
    ),
    "an_opening_lacks_nothing": (
        "drafted",
        """
        draft | hr | open cycle | no: every unit has a head and people
        draft | hr | open cycle | no: the objection panel is appointed
        set | hr | remove dinas,badan | cancelled
        draft | hr | open cycle | no: at least one unit
        """,
    ),
    "a_unit_needs_its_head_and_its_people": (
        "staffed",
        """
        set | hr | @dismiss badan role=unit_head person=boss | set
        draft | hr | open cycle | no: every unit has a head and people
        set | hr | @appoint badan role=unit_head person=boss | set
        set | hr | @dismiss badan role=staff_member person=hani | set
        draft | hr | open cycle | no: every unit has a head and people
        """,
    ),
    "weights_make_100_and_bounds_are_in_order": (
        "staffed",
        """
        draft | hr | change cycle w_public=0 | draft
        draft | hr | open cycle | no: weights of the 360 view make 100
        draft | hr | change cycle above_from=60 | draft
        draft | hr | open cycle | no: lower bound of behaviour
        """,
    ),
    "two_persons_open_and_the_panel_is_the_authority_s": (
        "staffed",
        """
        draft | boss | open cycle | no: not yours
        draft | hr & inspector | open cycle | no: another role confirms
        draft | hr | @appoint cycle role=reviewer person=outsider | no: do not fill this role
        draft | authority | @appoint cycle role=reviewer person=hr | no: nobody may hold both
        """,
    ),
    "what_is_open_is_frozen_and_changed_in_public": (
        "open",
        """
        planning | hr | change cycle w_public=0 | no: not open
        planning | boss | amend cycle | no: not yours
        planning | hr | amend cycle w_public=0 | no: weights of the 360 view make 100
        planning | hr | amend cycle above_from=60 | no: lower bound of behaviour
        planning | hr & authority | amend cycle least_feedback=1 | planning
        planning | hr & authority | prolong cycle | planning
        planning | hr & authority | prolong cycle | planning
        planning | hr | prolong cycle | no: at most twice
        """,
    ),
    "a_new_unit_and_somebody_who_moves_in_join_before_rating": (
        "open",
        f"""
        planning | hr | work_unit.add cycle as balai unit_name="Balai Benih" | set
        set | hr | begin_late balai | no: the unit has a head and people
        set | hr | @appoint balai role=unit_head person=boss | set
        set | hr | @appoint balai role=staff_member person=indra name=Indra rater=boss upper_rater=chief | set
        set | boss | begin_late balai | no: not yours
        set | hr | begin_late balai | active; appraisal@indra: expecting
        expecting | indra | propose appraisal@indra {EXPECT} | proposed
        proposed | boss | agree appraisal@indra | agreed
        agreed | hr & boss | leave appraisal@indra | moved
        active | hr | take_in dinas person=ani name=Ani rater=boss upper_rater=chief | no: already holds
        active | hr | @dismiss dinas role=staff_member person=ani | active
        active | hr | take_in dinas person=ani name=Ani rater=boss upper_rater=chief | no: not yet appraised
        active | boss | take_in dinas person=indra name=Indra rater=boss upper_rater=chief | no: not yours
        active | hr | take_in dinas person=indra name=Indra rater=boss upper_rater=chief | active; appraisal@indra: expecting
        expecting | boss | agree appraisal@indra | no: not open
        active | hr | take_in dinas person=outsider name=Outi rater=ani upper_rater=boss | active; appraisal@outsider: expecting
        """,
    ),
    "nobody_joins_once_rating_has_begun": (
        "reporting",
        """
        evaluating | hr | work_unit.add cycle as late unit_name=X | no: rating has not begun
        active | hr | take_in dinas person=indra name=Indra rater=boss upper_rater=chief | no: rating has not begun
        """,
    ),
    "a_unit_prepared_too_late_is_taken_out": (
        "running",
        """
        running | hr | work_unit.add cycle as balai unit_name="Balai Benih" | set
        set | hr | @appoint balai role=unit_head person=boss | set
        set | hr | @appoint balai role=staff_member person=indra name=Indra rater=boss upper_rater=chief | set
        running | clock | close year cycle | evaluating
        set | hr | begin_late balai | no: not yet rated
        set | hr | remove balai | cancelled
        """,
    ),
    # ---------------------------------------------------------------- expectations and feedback
    "expectations_are_agreed_by_two": (
        "open",
        f"""
        expecting | budi | propose appraisal@ani {EXPECT} | no: not yours
        expecting | ani | propose appraisal@ani | no: expectations
        expecting | ani | propose appraisal@ani {EXPECT} | proposed
        proposed | ani | propose appraisal@ani {EXPECT} special="Melatih dua orang." | proposed
        proposed | ani,chief,hr | agree appraisal@ani | no: not
        proposed | boss | send_back appraisal@ani remark= | no: fill in
        proposed | boss | send_back appraisal@ani | expecting
        expecting | ani | propose appraisal@ani {EXPECT} | proposed
        proposed | boss | agree appraisal@ani | agreed
        agreed | ani | propose appraisal@ani {EXPECT} | no: not open
        """,
    ),
    "nobody_waits_for_a_silent_superior_or_employee": (
        "open",
        f"""
        expecting | budi | propose appraisal@budi {EXPECT} | proposed
        proposed | chief | agree_for appraisal@budi | no: the time to agree has passed
        expecting | boss | state_expectations appraisal@ani {EXPECT} | no: the time to agree has passed
        planning | clock | close planning_time cycle | running
        proposed | boss | agree_for appraisal@budi | no: not yours
        proposed | chief | agree_for appraisal@budi | agreed
        expecting | chief | state_expectations appraisal@ani {EXPECT} | no: not yours
        expecting | boss | state_expectations appraisal@ani {EXPECT} | agreed
        running | clock | close year cycle | evaluating; appraisal@cici: reporting; appraisal@ani: reporting
        """,
    ),
    "agreed_expectations_change_only_when_both_want_it": (
        "agreed",
        f"""
        agreed | ani & chief | adjust appraisal@ani {EXPECT} | no: another role confirms
        agreed | ani & boss | adjust appraisal@ani {EXPECT} | agreed
        agreed | boss | adjust appraisal@ani {EXPECT} | no: not yours
        """,
    ),
    "feedback_is_given_by_the_superior_and_answered": (
        "running",
        """
        agreed | budi | feedback.give appraisal@ani as one | no: not yours
        agreed | boss | feedback.give appraisal@ani as one | given
        given | budi | reply one | no: not yours
        given | ani | reply one | noted
        noted | ani | reply one | no: not open
        agreed | ani | feedback.give appraisal@eka as two | given
        agreed | hr & boss | leave appraisal@eka | moved; two: dropped
        """,
    ),
    "feedback_ends_with_the_rating": (
        "rating",
        """
        given | clock | pass 1 hours f1_budi | given
        rating | boss | rate appraisal@budi | shown; f1_budi: noted
        shown | boss | feedback.give appraisal@budi as late | no: the rating is not done yet
        """,
    ),
    # ---------------------------------------------------------------- the wrong superior
    "the_wrong_superior_is_put_right": (
        "agreed",
        """
        agreed | boss | say_wrong appraisal@ani | no: not yours
        agreed | ani | say_wrong appraisal@ani | wrong
        wrong | boss | feedback.give appraisal@ani as one | no: the rating is not done yet
        wrong | boss | correct_superior appraisal@ani rater=outsider | no: not yours
        wrong | hr | correct_superior appraisal@ani rater=ani | no: nobody may hold both
        wrong | hr | correct_superior appraisal@ani rater=chief | no: nobody may hold both
        wrong | hr | correct_upper appraisal@ani upper_rater=hr2 | wrong
        wrong | boss | correct_upper appraisal@ani upper_rater=chief | no: not yours
        wrong | hr | correct_superior appraisal@ani rater=outsider | agreed
        agreed | boss | feedback.give appraisal@ani as two | no: not yours
        agreed | outsider | feedback.give appraisal@ani as two | given
        agreed | ani | say_wrong appraisal@ani | wrong
        wrong | hr | confirm_superior appraisal@ani | agreed
        """,
    ),
    "an_appraisal_in_doubt_catches_up": (
        "running",
        """
        agreed | ani | say_wrong appraisal@ani | wrong
        running | clock | close year cycle | evaluating; appraisal@ani: wrong; appraisal@budi: reporting
        wrong | hr | confirm_superior appraisal@ani | reporting
        """,
    ),
    # ---------------------------------------------------------------- report and views
    "without_a_report_the_appraisal_goes_on": (
        "reporting",
        f"""
        reporting | boss | report appraisal@ani {REPORT} | no: not yours
        reporting | ani | report appraisal@ani | no: report
        reporting | clock | close reporting_time appraisal@ani | surveying; appraisal@budi: surveying
        surveying | ani | late_report appraisal@ani {REPORT} self_values=5 | surveying
        surveying | boss | late_report appraisal@ani {REPORT} | no: not yours
        """,
    ),
    "only_respondents_give_a_view_and_only_once": (
        "surveying",
        """
        surveying | ani | view appraisal@ani | no: not yours
        surveying | boss | view appraisal@ani | no: not yours
        surveying | budi | view appraisal@eka | no: not yours
        surveying | budi | view appraisal@ani values_score=6 | no: 1 to 5
        surveying | budi | view appraisal@ani | surveying
        surveying | budi | view appraisal@ani | no: already sent
        surveying | hr | @appoint appraisal@ani role=respondent person=boss relation=sejawat | no: nobody may hold both
        surveying | hr | @appoint appraisal@ani role=respondent person=outsider relation=sejawat | surveying
        surveying | outsider | view appraisal@ani | surveying
        surveying | boss | rate appraisal@ani | no: not open
        surveying | clock | close viewing appraisal@ani | rating
        rating | cici | view appraisal@ani | no: not open
        """,
    ),
    # ---------------------------------------------------------------- the rating
    "only_the_superior_rates_and_with_both_judgements": (
        "rating",
        """
        rating | ani,budi,chief,hr | rate appraisal@ani | no: not
        rating | boss | rate appraisal@ani behaviour= | no: behaviour
        rating | boss | rate appraisal@ani why_rated= | no: reason for the rating
        rating | chief | rate_for appraisal@ani | no: not open
        rating | boss | rate appraisal@ani | shown
        shown | boss | rate appraisal@ani | no: not open
        """,
    ),
    "behaviour_against_the_360_view_needs_a_reason": (
        "rating",
        """
        rating | boss | rate appraisal@ani behaviour=di_atas superior_values=2 | no: behaviour above expectation agrees
        rating | boss | rate appraisal@ani behaviour=di_bawah | no: behaviour below expectation agrees
        rating | boss | rate appraisal@ani behaviour=di_bawah because.3="Tiga laporan tertulis." | shown
        rating | boss | rate appraisal@budi behaviour=di_atas superior_values=5 | shown
        rating | boss | rate appraisal@cici behaviour=di_bawah superior_values=1 | shown
        """,
    ),
    "a_rating_without_expectations_or_feedback_needs_a_reason": (
        "open",
        """
        planning | clock | close planning_time cycle | running
        running | clock | close year cycle | evaluating
        reporting | clock | close reporting_time appraisal@ani | surveying
        surveying | clock | close viewing appraisal@ani | rating
        rating | boss | rate appraisal@ani | no: expectations were agreed
        rating | boss | rate appraisal@ani | no: enough feedback
        rating | boss | rate appraisal@ani because.0="Baru pindah." because.1="Baru pindah." | shown
        """,
    ),
    "who_never_rates_is_replaced": (
        "rating",
        """
        rating | clock | close rating_time appraisal@ani,appraisal@budi | unrated; appraisal@eka: unrated
        unrated | boss | rate_for appraisal@ani | no: not yours
        unrated | chief | rate_for appraisal@ani behaviour=di_atas superior_values=2 | no: behaviour above expectation agrees
        unrated | chief | rate_for appraisal@ani behaviour=di_bawah | no: behaviour below expectation agrees
        unrated | chief | rate_for appraisal@ani | shown
        unrated | boss | rate appraisal@budi | shown
        shown | boss | revise appraisal@ani | no: you gave the rating
        shown | ani | object appraisal@ani | overdue
        overdue | chief | uphold appraisal@ani | no: not open
        overdue | judge | @declare appraisal@ani conflict=no | overdue
        overdue | judge | refuse_for appraisal@ani | kept
        """,
    ),
    "a_superior_who_left_is_replaced_by_the_office": (
        "rating",
        """
        rating | hr | @dismiss appraisal@ani role=superior person=boss | rating
        rating | boss | rate appraisal@ani | no: not yours
        rating | hr | @appoint appraisal@ani role=superior person=outsider | rating
        rating | outsider | rate appraisal@ani | shown
        """,
    ),
    # ---------------------------------------------------------------- answer and objection
    "the_employee_answers_and_the_superior_thinks_again_once": (
        "shown",
        """
        shown | boss | revise appraisal@budi | no: the employee has answered
        shown | ani | answer appraisal@budi | no: not yours
        shown | budi | answer appraisal@budi employee_answer= | no: fill in
        shown | budi | answer appraisal@budi | shown
        shown | budi | answer appraisal@budi | shown
        shown | budi | answer appraisal@budi | no: at most two answers
        shown | chief | revise appraisal@budi | no: not yours
        shown | boss | revise appraisal@budi | shown
        shown | boss | revise appraisal@budi | no: once only
        shown | boss | accept appraisal@budi | no: not yours
        shown | budi | accept appraisal@budi | kept
        kept | budi | object appraisal@budi | no: not open
        """,
    ),
    "an_upheld_objection_changes_the_rating": (
        "shown",
        """
        shown | ani | object appraisal@budi | no: not yours
        shown | budi | object appraisal@budi argument= | no: fill in
        shown | budi | object appraisal@budi | objected
        objected | budi | object appraisal@budi | no: not open
        objected | boss | uphold appraisal@budi | no: not yours
        objected | judge | uphold_for appraisal@budi | no: first declare
        objected | chief | uphold appraisal@budi ruling= | no: fill in
        objected | chief | uphold appraisal@budi work_result=di_atas behaviour=di_atas | kept
        """,
    ),
    "a_refused_objection_leaves_the_rating": (
        "shown",
        """
        shown | budi | object appraisal@budi | objected
        objected | boss | refuse appraisal@budi | no: not yours
        objected | chief | refuse appraisal@budi | kept
        """,
    ),
    "an_objection_nobody_decides_goes_to_the_panel": (
        "shown",
        """
        evaluating | authority | @appoint cycle role=reviewer person=boss | evaluating
        shown | budi | object appraisal@budi | objected
        objected | clock | close deciding appraisal@budi | overdue
        overdue | judge | uphold_for appraisal@budi | no: first declare
        overdue | judge,boss | @declare appraisal@budi conflict=no | overdue
        overdue | boss | uphold_for appraisal@budi | no: you did not rate this person
        overdue | boss | refuse_for appraisal@budi | no: you did not rate this person
        overdue | judge | uphold_for appraisal@budi work_result=sesuai | kept
        """,
    ),
    "a_panel_member_in_conflict_stays_away": (
        "shown",
        """
        shown | budi | object appraisal@budi | objected
        objected | hr | @dismiss appraisal@budi role=upper person=chief | overdue
        overdue | judge | @declare appraisal@budi conflict=yes reason="Saudara kandung." | overdue
        overdue | judge | refuse_for appraisal@budi | no: conflict
        evaluating | authority | @appoint cycle role=reviewer person=outsider | evaluating
        overdue | outsider | @declare appraisal@budi conflict=no | overdue
        overdue | outsider | refuse_for appraisal@budi | kept
        """,
    ),
    # ---------------------------------------------------------------- the unit
    "a_unit_is_settled_by_two_and_by_its_result": (
        "shown",
        f"""
        {lines("shown | {who} | accept appraisal@{who} | kept", *ALL)}
        settling | boss | settle badan | no: the result of the unit is stated
        settling | boss | state_result badan | no: not yours
        settling | hr & authority | state_result dinas,badan | settling
        settling | hr | settle dinas because.2=A | no: not yours
        settling | boss | settle dinas | no: good at most 70 per cent
        settling | boss & inspector | settle dinas because.2=A | no: another role confirms
        settling | boss & hr | settle badan | settled
        settling | hr & authority | state_result dinas result=istimewa | settling
        settling | boss & hr | settle dinas | settled; cycle: closed
        """,
    ),
    "shares_are_judged_by_the_result_of_the_unit": (
        "shown",
        f"""
        {lines("shown | {who} | accept appraisal@{who} | kept", *ALL)}
        settling | hr & authority | state_result dinas result=butuh_perbaikan | settling
        settling | boss | settle dinas | no: needs improvement at least 60 per cent
        settling | hr & authority | state_result dinas result=kurang | settling
        settling | boss | settle dinas | no: poor at least 60 per cent
        settling | hr & authority | state_result dinas result=sangat_kurang | settling
        settling | boss | settle dinas | no: very poor at least 60 per cent
        """,
    ),
    "very_good_is_not_for_everybody_even_in_an_excellent_unit": (
        "rating",
        f"""
        {lines("rating | {rater} | rate appraisal@{who} work_result=di_atas behaviour=di_atas superior_values=5 | shown", *DINAS)}
        {lines("shown | {who} | accept appraisal@{who} | kept", *DINAS)}
        settling | hr & authority | state_result dinas result=istimewa | settling
        settling | boss | settle dinas | no: very good at most 70 per cent
        """,
    ),
    "one_unit_is_stopped_while_the_others_go_on": (
        "reporting",
        """
        active | authority | dissolve badan reason= | no: fill in
        active | hr | dissolve badan | no: not yours
        active | authority & hr | dissolve badan | no: another role confirms
        active | authority & inspector | dissolve badan | cancelled; appraisal@hani: cancelled; f1_hani: dropped; appraisal@ani: reporting
        """,
    ),
    "a_draft_is_discarded_not_dissolved": ("drafted", "set | authority | dissolve dinas | no: the cycle is open"),
    # ---------------------------------------------------------------- pauses and ends
    "a_person_rests_and_goes_on_where_it_was": (
        "reporting",
        f"""
        reporting | boss | rest appraisal@ani | no: not yours
        reporting | hr | rest appraisal@ani | resting
        resting | ani | report appraisal@ani {REPORT} | no: postponed
        resting | clock | pass 40 days appraisal@ani | resting; appraisal@budi: rating
        resting | ani | go_on appraisal@ani | no: not yours
        resting | hr | go_on appraisal@ani | reporting
        reporting | ani | report appraisal@ani {REPORT} | surveying
        """,
    ),
    "who_leaves_is_not_rated": (
        "reporting",
        """
        reporting | ani | leave appraisal@ani | no: not yours
        reporting | hr & hr2 | leave appraisal@ani | no: another role confirms
        reporting | hr & boss | leave appraisal@ani | moved; f1_ani: noted; f2_ani: dropped
        reporting | hr | rest appraisal@budi | resting
        resting | hr & boss | leave appraisal@budi | moved
        """,
    ),
    "the_cycle_is_postponed_and_goes_on": (
        "reporting",
        f"""
        evaluating | hr & authority | suspend cycle | suspended
        reporting | ani | report appraisal@ani {REPORT} | no: postponed
        suspended | boss | resume cycle | no: not yours
        suspended | hr | resume cycle | evaluating
        reporting | ani | report appraisal@ani {REPORT} | surveying
        """,
    ),
    "the_cycle_is_cancelled_by_two_in_public": (
        "shown",
        """
        evaluating | hr | cancel cycle | no: not yours
        evaluating | authority | cancel cycle ground= | no: fill in
        evaluating | authority & hr | cancel cycle | no: another role confirms
        evaluating | authority & inspector | cancel cycle | cancelled; dinas: cancelled; appraisal@ani: cancelled; appraisal@hani: cancelled
        """,
    ),
}
