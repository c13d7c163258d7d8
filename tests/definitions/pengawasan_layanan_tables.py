"""Scenario tables of the public oversight of services. How a table is read: tests/definitions/play.py.

Two units: `dukcapil` (head: lurah, deputy: wakil) gets six comments, c1 to c6; `puskesmas` (head: dokter) gets one, p1.
STAGES build on each other and are the main path.
"""

from __future__ import annotations

SIX = "c1,c2,c3,c4,c5,c6"

STAGES: dict[str, tuple[str | None, str]] = {
    "set_up": (
        None,
        """
        - | manager | oversight.start pengawasan_layanan as oversight | draft
        draft | manager | service_unit.add oversight as dukcapil unit_name=Dukcapil | prepared
        draft | manager | service_unit.add oversight as puskesmas unit_name="Puskesmas Wae Luju" | prepared
        """,
    ),
    "draft": (
        "set_up",
        """
        prepared | manager | @appoint dukcapil role=unit_head person=lurah | prepared
        prepared | manager | @appoint dukcapil role=unit_head person=wakil deputy=yes | prepared
        prepared | manager | @appoint puskesmas role=unit_head person=dokter | prepared
        """,
    ),
    "open": ("draft", "draft | manager & inspector | announce oversight | open; dukcapil: open; puskesmas: open"),
    "commented": (
        "open",
        """
        open | public | comment.give dukcapil as c1 service=sangat_baik | received
        open | public | comment.give dukcapil as c2 service=baik | received
        open | public | comment.give dukcapil as c3 service=baik | received
        open | public | comment.give dukcapil as c4 service=kurang_baik | received
        open | public | comment.give dukcapil as c5 service=tidak_baik text="Diminta uang rokok." | received
        open | public | comment.give dukcapil as c6 service=tidak_baik text="Rumahnya di belakang pasar." | received
        open | public | comment.give puskesmas as p1 service=baik | received
        """,
    ),
    "passed": (
        "commented",
        """
        received | manager | admit c1,c2,c3,c4,p1 | waiting
        received | manager | suspect c5 suspicion="Pungutan." | examining
        received | manager & inspector | hide c6 hidden_because=menyerang_pribadi | hidden
        """,
    ),
    "answered": (
        "passed",
        """
        waiting | lurah | explain c1,c2 | answered
        waiting | lurah | promise c3 promised_by=2026-04-10 | promised
        waiting | dokter | explain p1 | answered
        examining | inspector | conclude c5 finding=terbukti | examined
        """,
    ),
    "reported": ("answered", "promised | lurah | report c3 | acted"),
    "late": ("reported", "waiting | clock | close answering c4 | overdue; oversight: open"),
    "finishing": ("late", "open | clock | close listening oversight | following; dukcapil: finishing; puskesmas: done; c4: overdue"),
    "closed": ("finishing", "overdue | lurah | explain c4 | answered; dukcapil: done; oversight: closed"),
}

SCENARIOS: dict[str, tuple[str, str]] = {
    # ---------------------------------------------------------------- preparation and announcement
    "who_may_set_up": (
        "set_up",
        """
        - | lurah | oversight.start pengawasan_layanan as mine | no: not yours
        draft | inspector | service_unit.add oversight as mine | no: not yours
        draft | manager | change oversight fewest=2 | no: at least 3
        prepared | lurah | change dukcapil | no: not yours
        prepared | manager | change dukcapil unit_name="Dinas Dukcapil" | prepared
        prepared | public | comment.give dukcapil as early | no: is open
        """,
    ),
    "no_announcement_without_heads": (
        "set_up",
        """
        draft | manager | announce oversight | no: every unit has a head
        prepared | manager | @appoint dukcapil role=unit_head person=lurah | prepared
        draft | manager | announce oversight | no: every unit has a head
        prepared | manager | remove puskesmas | dropped
        draft | inspector | announce oversight | no: not yours
        draft | manager & inspector | announce oversight | open; dukcapil: open; puskesmas: dropped
        """,
    ),
    "no_announcement_without_units": (
        "set_up",
        """
        prepared | manager | remove dukcapil,puskesmas | dropped
        draft | manager | announce oversight | no: at least one service unit
        """,
    ),
    "who_answers_does_not_moderate": (
        "set_up",
        """
        prepared | manager | @appoint dukcapil role=unit_head person=manager | no: nobody may hold both
        prepared | manager | @appoint dukcapil role=unit_head person=inspector | no: nobody may hold both
        prepared | lurah | @appoint dukcapil role=unit_head person=lurah | no:
        """,
    ),
    "a_draft_is_discarded": (
        "draft",
        """
        draft | inspector | discard oversight | no: not yours
        draft | manager | discard oversight | cancelled; dukcapil: dropped; puskesmas: dropped
        """,
    ),
    "a_unit_that_nobody_heads_ends_with_the_draft": (
        "set_up",
        """
        prepared | manager | @appoint dukcapil role=unit_head person=lurah | prepared
        draft | manager & inspector | announce oversight | no: every unit has a head
        draft | manager | discard oversight | cancelled; dukcapil: dropped; puskesmas: dropped
        """,
    ),
    "what_was_announced_stays": (
        "open",
        """
        open | manager | change oversight fewest=3 | no:
        open | manager | change dukcapil | no:
        open | manager | remove dukcapil | no:
        open | manager | discard oversight | no:
        open | manager & inspector | amend oversight contact="(0000) 555-0202" | open
        open | manager | amend oversight reason= | no: fill in: reason
        """,
    ),
    "a_unit_joins_later": (
        "open",
        """
        open | manager | open_more oversight | no: new unit
        open | manager | service_unit.add oversight as pasar unit_name="UPT Pasar" | prepared
        prepared | public | comment.give pasar as early | no: takes comments
        open | manager | open_more oversight | no: every new unit has a head
        prepared | manager | @appoint pasar role=unit_head person=dokter | prepared
        open | manager & inspector | open_more oversight | open; pasar: open; dukcapil: open
        open | public | comment.give pasar as m1 | received
        """,
    ),
    "a_unit_that_never_opened_is_left_out": (
        "open",
        """
        open | manager | service_unit.add oversight as pasar unit_name="UPT Pasar" | prepared
        open | clock | close listening oversight | closed; pasar: dropped; dukcapil: done
        - | manager | service_unit.add oversight as late unit_name=Telat | no: is not closed
        """,
    ),
    # ---------------------------------------------------------------- giving a comment
    "a_comment_is_complete": (
        "open",
        """
        open | public | comment.give dukcapil as c service= | no: your mark
        open | public | comment.give dukcapil as c service=lumayan | no: your mark
        open | public | comment.give dukcapil as c text= | no: comment
        open | public | comment.give dukcapil as c earlier=MSL-2026-9999 | no: was not found
        open | lurah | comment.give dukcapil as c | received
        """,
    ),
    "no_comment_when_time_is_over": (
        "open",
        """
        open | clock | close listening oversight | closed; dukcapil: done
        - | public | comment.give dukcapil as c | no: time for comments is open
        """,
    ),
    # ---------------------------------------------------------------- moderation
    "who_moderates": (
        "commented",
        """
        received | lurah | admit c1 | no: not yours
        received | inspector | admit c1 | no: not yours
        received | lurah | explain c1 | no:
        received | manager | hide c1 hidden_because= | no: reason for hiding
        received | manager & lurah | hide c1 | no:
        received | inspector | hide c1 | no: not yours
        received | manager & inspector | hide c1 | hidden
        hidden | manager | admit c1 | no:
        received | manager | admit c2 | waiting
        waiting | manager | admit c2 | no:
        """,
    ),
    "a_comment_for_another_unit": (
        "passed",
        """
        waiting | lurah | redirect c4 | no: not yours
        waiting | manager | redirect c4 where_to= | no: where it belongs
        waiting | manager & inspector | redirect c4 where_to="Samsat" | redirected
        """,
    ),
    "hidden_after_it_was_passed_on": ("passed", "waiting | manager & inspector | hide c4 hidden_because=berulang | hidden"),
    "published_is_not_hidden": (
        "answered",
        "answered | manager | hide c1 | no:\npromised | manager | hide c3 | no:\nanswered | manager | redirect c1 | no:",
    ),
    "the_inspectorate_examines_alone": (
        "passed",
        """
        examining | lurah | explain c5 | no:
        examining | manager | conclude c5 finding=terbukti | no: not yours
        examining | inspector | conclude c5 finding= | no: result of the examination
        examining | inspector | give_back c5 | received
        received | manager | suspect c5 suspicion= | no: what needs examining
        received | lurah | suspect c5 suspicion=x | no: not yours
        received | manager | admit c5 | waiting
        waiting | manager | suspect c5 suspicion="Pungutan." | examining
        examining | inspector | conclude c5 finding=tidak_terbukti | examined
        """,
    ),
    # ---------------------------------------------------------------- the answer of the unit
    "who_answers": (
        "passed",
        """
        waiting | dokter | explain c1 | no: not yours
        waiting | manager | explain c1 | no: not yours
        waiting | wakil | explain c1 | no: deputy
        waiting | lurah | explain c1 answer= | no: answer of the unit
        waiting | inspector | answer_over c1 | no:
        waiting | lurah | report c1 | no:
        waiting | lurah | explain c1 | answered
        answered | lurah | explain c1 | no:
        """,
    ),
    "a_deputy_answers_for_who_is_away": (
        "passed",
        """
        open | manager | @absent dukcapil role=unit_head person=lurah | open
        waiting | lurah | explain c1 | no: absent
        waiting | wakil | explain c1 | answered
        open | manager | @back dukcapil role=unit_head person=lurah | open
        waiting | wakil | explain c2 | no: deputy
        """,
    ),
    "a_new_head_takes_over": (
        "passed",
        """
        open | manager | @dismiss dukcapil role=unit_head person=lurah | open
        open | manager | @dismiss dukcapil role=unit_head person=wakil | open
        open | manager | @appoint dukcapil role=unit_head person=outsider | open
        waiting | lurah | explain c1 | no: not yours
        waiting | outsider | explain c1 | answered
        """,
    ),
    "a_promise_has_a_near_date": (
        "passed",
        """
        waiting | lurah | promise c1 promised_by=2026-03-02 | no: within 60 days
        waiting | lurah | promise c1 promised_by=2026-05-02 | no: within 60 days
        waiting | lurah | promise c1 promised_by= | no: done by
        waiting | dokter | promise c1 promised_by=2026-04-01 | no: not yours
        waiting | lurah | promise c1 promised_by=2026-05-01 | promised
        """,
    ),
    "not_our_service_is_weighed": (
        "passed",
        """
        waiting | manager | contest c1 | no: not yours
        waiting | lurah | contest c1 contest_reason= | no: why it is not
        waiting | lurah | contest c1 | contested
        contested | lurah | explain c1 | no:
        contested | lurah | keep c1 | no: not yours
        contested | manager | keep c1 keep_reason= | no: why this unit
        contested | manager | keep c1 | waiting
        waiting | lurah | contest c1 | no: once
        waiting | lurah | explain c1 | answered
        waiting | lurah | contest c2 | contested
        contested | manager & inspector | redirect c2 | redirected
        waiting | lurah | contest c3 | contested
        contested | clock | close contesting c3 | waiting
        """,
    ),
    "late_is_told_and_the_inspectorate_may_answer": (
        "passed",
        """
        waiting | clock | close answering c1 | overdue; c2: overdue; p1: overdue
        overdue | lurah | contest c1 | no:
        overdue | manager | answer_over c1 | no: not yours
        overdue | inspector | answer_over c1 | answered
        overdue | lurah | promise c2 promised_by=2026-04-20 | promised
        """,
    ),
    # ---------------------------------------------------------------- follow-up
    "who_reports": (
        "answered",
        """
        promised | manager | report c3 | no: not yours
        promised | lurah | report c3 outcome= | no: outcome
        promised | lurah | report c3 outcome=sebagian outcome_text= | no: what was done
        promised | inspector | write_off c3 outcome=tidak_dapat | no:
        promised | lurah | report c3 outcome=tidak_dapat | acted
        """,
    ),
    "a_promise_not_kept": (
        "answered",
        """
        promised | clock | close following c3 | unkept; oversight: following
        unkept | lurah | write_off c3 outcome=tidak_dapat | no: not yours
        unkept | inspector | write_off c3 outcome=selesai | no: was indeed not done
        unkept | inspector | write_off c3 outcome=tidak_dapat | not_acted
        """,
    ),
    "a_late_report_is_taken": (
        "answered",
        "promised | clock | close following c3 | unkept\nunkept | lurah | report c3 outcome=selesai | acted",
    ),
    # ---------------------------------------------------------------- the end of the year
    "figures_wait_for_the_answers": (
        "commented",
        """
        received | manager | admit c1 | waiting
        open | clock | close listening oversight | finishing; c1: overdue; c2: received
        received | manager | admit c2 | waiting
        received | manager & inspector | hide c3,c4,c5,c6,p1 hidden_because=bukan_layanan | hidden; puskesmas: finishing
        waiting | lurah | explain c2 | answered; oversight: following
        """,
    ),
    "figures_come_when_time_is_over": (
        "commented",
        """
        open | clock | close listening oversight | finishing
        finishing | clock | close finishing_time oversight | following; c1: received; dukcapil: finishing
        received | manager | admit c1 | waiting
        """,
    ),
    "more_time_for_comments": (
        "open",
        """
        open | lurah | prolong oversight | no: not yours
        open | manager & inspector | prolong oversight | open
        open | clock | pass 40 days oversight | open
        open | public | comment.give dukcapil as c | received
        """,
    ),
    "suspended_and_resumed": (
        "passed",
        """
        open | manager & inspector | postpone oversight | postponed
        - | public | comment.give dukcapil as c | no: postponed
        waiting | lurah | explain c1 | no: postponed
        waiting | clock | pass 40 days c1 | waiting; oversight: postponed
        postponed | lurah | resume oversight | no: not yours
        postponed | manager | resume oversight reason= | no: reason
        postponed | manager | resume oversight | open
        waiting | lurah | explain c1 | answered
        """,
    ),
    "a_unit_is_taken_out": (
        "passed",
        """
        open | lurah | drop dukcapil | no: not yours
        open | manager | drop dukcapil reason= | no: reason
        open | manager & inspector | drop dukcapil | dropped; c1: lapsed; c5: examining; c6: hidden; puskesmas: open; p1: waiting
        waiting | dokter | explain p1 | answered
        open | clock | close listening oversight | following; puskesmas: done
        examining | inspector | conclude c5 finding=tidak_terbukti | examined; oversight: closed
        """,
    ),
    "a_unit_is_taken_out_with_an_answer_late": ("late", "open | manager & inspector | drop dukcapil | dropped; c4: lapsed; c3: acted"),
    "the_year_is_cancelled": (
        "passed",
        """
        open | manager | cancel oversight ground= | no: legal ground
        open | manager & inspector | drop puskesmas | dropped
        open | manager & inspector | cancel oversight | cancelled; dukcapil: dropped; puskesmas: dropped; c1: lapsed; c5: examining
        examining | inspector | conclude c5 finding=terbukti | examined
        """,
    ),
    "not_cancelled_once_figures_are_out": ("finishing", "following | manager | cancel oversight | no:"),
}
