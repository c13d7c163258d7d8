"""Scenario tables of the consultation on career policy. How a table is read: tests/definitions/play.py.

Two topics: `jenjang` (official: ahli, deputy: wakil) and `mutasi` (official: ahli2). ani, budi and ahli are invited; `q` writes in confidence.
STAGES build on each other and are the main path.
"""

from __future__ import annotations

STAGES: dict[str, tuple[str | None, str]] = {
    "set_up": (
        None,
        """
        - | convenor | forum.start forum_konsultasi as forum | draft
        draft | convenor | topic.add forum as jenjang title="Jenjang karier" | prepared
        draft | convenor | topic.add forum as mutasi title="Mutasi" | prepared
        """,
    ),
    "draft": (
        "set_up",
        """
        prepared | convenor | @appoint jenjang role=answering_official person=ahli | prepared
        prepared | convenor | @appoint jenjang role=answering_official person=wakil deputy=yes | prepared
        prepared | convenor | @appoint mutasi role=answering_official person=ahli2 | prepared
        draft | convenor | @appoint forum role=civil_servant person=ani unit=Satu | draft
        draft | convenor | @appoint forum role=civil_servant person=budi unit=Dua | draft
        draft | convenor | @appoint forum role=civil_servant person=ahli unit=Dua | draft
        """,
    ),
    "open": ("draft", "draft | convenor & decider | announce forum | running; jenjang: open; mutasi: open"),
    "given": (
        "open",
        """
        open | ani | contribution.give jenjang as a1 | received
        open | budi | contribution.give jenjang as b1 | received
        open | public | contribution.give_quietly jenjang as q text="Atasan menahan berkas saya." show_text=no | received
        open | public | contribution.give_quietly jenjang as q2 text="Jenjang harus tertulis." | received
        """,
    ),
    "shown": (
        "given",
        """
        received | convenor | admit a1,b1,q | waiting
        received | convenor & inspector | hide q2 hidden_because=berulang | hidden
        """,
    ),
    "answered": ("shown", "waiting | ahli | answer a1,q | answered\nwaiting | ahli | answer b1 taken_up=tidak | answered"),
    "asked_again": (
        "answered",
        """
        answered | budi | ask_again b1 | waiting
        waiting | ahli | answer b1 taken_up=sebagian | answered
        """,
    ),
    "settled": ("asked_again", "answered | clock | close asking b1 | settled; a1: settled; q: settled; jenjang: open"),
    "deciding": ("settled", "open | clock | close contributing jenjang | deciding; mutasi: deciding"),
    "closed": (
        "deciding",
        """
        deciding | decider | decide jenjang | done; forum: running
        deciding | decider | decide mutasi decision=ditunda decision_link= | done; forum: closed
        """,
    ),
}

SCENARIOS: dict[str, tuple[str, str]] = {
    # ---------------------------------------------------------------- preparation and opening
    "who_may_prepare": (
        "set_up",
        """
        - | decider | forum.start forum_konsultasi as mine | no: not yours
        draft | decider | topic.add forum as mine | no: not yours
        draft | convenor | change forum cap=0 | no: at least 1
        prepared | convenor | change jenjang question= | no: fill in: question
        prepared | convenor | @appoint jenjang role=answering_official person=convenor | no: nobody may hold both
        prepared | convenor | @appoint jenjang role=answering_official person=decider | no: nobody may hold both
        prepared | convenor | @appoint jenjang role=answering_official person=inspector | no: nobody may hold both
        draft | convenor | @appoint forum role=civil_servant person=ani unit= | no: fill in: unit
        """,
    ),
    "no_opening_half_prepared": (
        "set_up",
        """
        draft | convenor | announce forum | no: every topic has
        prepared | convenor | @appoint jenjang role=answering_official person=ahli | prepared
        prepared | convenor | remove mutasi | dropped
        draft | convenor | announce forum | no: somebody is invited
        draft | convenor | @appoint forum role=civil_servant person=ani unit=Satu | draft
        draft | decider | announce forum | no: not yours
        draft | convenor & decider | announce forum | running; jenjang: open; mutasi: dropped
        """,
    ),
    "no_opening_without_a_topic": (
        "set_up",
        "prepared | convenor | remove jenjang,mutasi | dropped\ndraft | convenor | announce forum | no: at least one topic",
    ),
    "a_draft_is_discarded": (
        "draft",
        "draft | decider | discard forum | no: not yours\ndraft | convenor | discard forum | cancelled; jenjang: dropped; mutasi: dropped\n- | convenor | topic.add forum as late title=Telat | no: not open yet",
    ),
    "a_topic_that_nobody_will_answer_ends_with_the_draft": (
        "set_up",
        """
        draft | convenor | @appoint forum role=civil_servant person=ani unit=Satu | draft
        draft | convenor & decider | announce forum | no: every topic has an answering official
        draft | convenor | discard forum | cancelled; jenjang: dropped
        """,
    ),
    "what_was_announced_stays": (
        "open",
        """
        running | convenor | change forum | no:
        open | convenor | change jenjang | no:
        running | convenor | topic.add forum as late title=Telat | no: announced
        running | convenor | discard forum | no:
        running | convenor | amend forum reason= | no: fill in: reason
        running | convenor & decider | amend forum cap=1 | running
        open | ani | contribution.give jenjang as a1 | received
        open | ani | contribution.give jenjang as a2 | no: cap per person
        """,
    ),
    # ---------------------------------------------------------------- contributing by name
    "only_the_invited_give_by_name": (
        "open",
        """
        open | outsider | contribution.give jenjang as x | no: only those who are invited
        open | convenor | contribution.give jenjang as x | no: only those who are invited
        open | ani | contribution.give jenjang as x name= | no: fill in: name
        open | ani | contribution.give jenjang as x text= | no: fill in: contribution
        running | convenor | @appoint forum role=civil_servant person=outsider unit=Tiga | running
        open | outsider | contribution.give jenjang as x | received
        """,
    ),
    "the_cap_is_per_person_and_topic": (
        "open",
        """
        open | ani | contribution.give jenjang as a1 | received
        open | ani | contribution.give jenjang as a2 | received
        open | ani | contribution.give jenjang as a3 | no: cap per person
        open | ani | contribution.give mutasi as m1 | received
        received | ani | withdraw a1 | withdrawn
        open | ani | contribution.give jenjang as a3 | received
        received | convenor & inspector | hide a2 | hidden
        open | ani | contribution.give jenjang as a4 | received
        """,
    ),
    "one_gives_before_the_time_is_over": (
        "open",
        """
        open | clock | close contributing jenjang | deciding
        deciding | ani | contribution.give jenjang as a1 | no: is open
        deciding | public | contribution.give_quietly jenjang as q | no: is open
        """,
    ),
    "withdrawn_by_whom": (
        "shown",
        """
        waiting | budi | withdraw a1 | no: not yours
        waiting | convenor | withdraw a1 | no: not yours
        running | convenor & decider | postpone forum | postponed
        waiting | ani | withdraw a1 | withdrawn
        withdrawn | ahli | answer a1 | no:
        """,
    ),
    # ---------------------------------------------------------------- contributing in confidence
    "in_confidence_with_the_code": (
        "open",
        """
        open | public | contribution.give_quietly jenjang as q entry_code=salah | no: must be the one in the invitation
        open | public | contribution.give_quietly jenjang as q entry_code= | no: entry code
        open | ani | contribution.give_quietly jenjang as q | no: sign out first
        open | public | contribution.give jenjang as q | no:
        open | public | contribution.give_quietly jenjang as q | received
        received | public | withdraw q | no:
        """,
    ),
    "a_code_that_leaked_is_replaced": (
        "open",
        """
        running | decider | renew_code forum entry_code=baru | no: not yours
        running | convenor | renew_code forum entry_code=baru | running
        open | public | contribution.give_quietly jenjang as q | no: must be the one in the invitation
        open | public | contribution.give_quietly jenjang as q entry_code=baru | received
        """,
    ),
    # ---------------------------------------------------------------- moderation
    "who_shows_and_hides": (
        "given",
        """
        received | ahli | admit a1 | no: not yours
        received | inspector | hide a1 | no: not yours
        received | convenor | hide a1 hidden_because= | no: reason for hiding
        received | convenor & decider | hide a1 | no:
        received | convenor & inspector | hide a1 hidden_because=data_pribadi | hidden
        hidden | convenor | admit a1 | no:
        received | convenor | admit b1 | waiting
        waiting | convenor | hide b1 | no:
        """,
    ),
    # ---------------------------------------------------------------- the answer
    "who_answers": (
        "shown",
        """
        waiting | ahli2 | answer a1 | no: not yours
        waiting | convenor | answer a1 | no: not yours
        waiting | wakil | answer a1 | no: deputy
        waiting | ahli | answer a1 answer= | no: answer with reasons
        waiting | ahli | answer a1 taken_up= | no: taken up
        waiting | decider | answer_over a1 | no:
        waiting | ahli | answer a1 | answered
        answered | ahli | answer a1 | no:
        """,
    ),
    "not_ones_own": (
        "open",
        """
        open | ahli | contribution.give jenjang as own | received
        received | convenor | admit own | waiting
        waiting | ahli | answer own | no: by somebody else
        open | convenor | @absent jenjang role=answering_official person=ahli | open
        waiting | wakil | answer own | answered
        """,
    ),
    "the_decider_does_not_answer_the_own_either": (
        "open",
        """
        running | convenor | @appoint forum role=civil_servant person=decider unit=Satu | running
        open | decider | contribution.give jenjang as own | received
        received | convenor | admit own | waiting
        waiting | clock | close answering own | overdue
        overdue | decider | answer_over own | no: by somebody else
        overdue | ahli | answer own | answered
        """,
    ),
    "late_is_counted_and_answered_in_another_place": (
        "shown",
        """
        waiting | clock | close answering a1 | overdue; b1: overdue; q: overdue; jenjang: answering; mutasi: deciding
        overdue | convenor | answer_over a1 | no: not yours
        overdue | decider | answer_over a1 | answered
        overdue | ahli | answer b1,q | answered
        answered | clock | close asking q | settled; jenjang: deciding
        """,
    ),
    "time_to_answer_runs_from_when_it_was_passed_on": (
        "given",
        """
        received | clock | pass 10 days a1 | received
        received | convenor | admit a1 | waiting
        waiting | clock | pass 10 days a1 | waiting
        waiting | clock | close answering a1 | overdue
        """,
    ),
    "asking_once_more": (
        "answered",
        """
        answered | ani | ask_again b1 | no: not yours
        answered | budi | ask_again b1 again= | no: not answered yet
        answered | budi | ask_again b1 | waiting
        waiting | ahli | answer b1 | answered
        answered | budi | ask_again b1 | no: once
        answered | clock | close asking b1 | settled
        settled | budi | ask_again b1 | no:
        """,
    ),
    "a_new_official_takes_over": (
        "shown",
        """
        open | convenor | @dismiss jenjang role=answering_official person=ahli | open
        open | convenor | @appoint jenjang role=answering_official person=outsider | open
        waiting | ahli | answer a1 | no: not yours
        waiting | outsider | answer a1 | answered
        """,
    ),
    # ---------------------------------------------------------------- the decision
    "a_topic_waits_for_its_answers": (
        "given",
        """
        open | clock | close contributing jenjang | answering; mutasi: deciding
        answering | decider | decide jenjang | no:
        received | convenor & inspector | hide q,q2,b1 | hidden
        received | convenor | admit a1 | waiting
        waiting | ani | withdraw a1 | withdrawn; jenjang: deciding
        """,
    ),
    "who_decides_and_how": (
        "deciding",
        """
        deciding | convenor | decide jenjang | no: not yours
        deciding | ahli | decide jenjang | no: not yours
        deciding | decider | decide jenjang decision= | no: decision
        deciding | decider | decide jenjang decision_reason= | no: reasons
        deciding | decider | decide jenjang decision_link= | no: everybody can read
        deciding | decider | decide jenjang decision_link= because.0="Naskah menunggu nomor." | done
        deciding | decider | decide mutasi decision=tidak_ditetapkan decision_link= | done
        """,
    ),
    "a_late_decision": (
        "deciding",
        """
        deciding | convenor | close_undecided jenjang | no:
        deciding | clock | close deciding_time jenjang | decision_late; mutasi: decision_late
        decision_late | decider | close_undecided jenjang | no: not yours
        decision_late | convenor | close_undecided jenjang reason= | no: fill in: reason
        decision_late | convenor & inspector | close_undecided jenjang | undecided; forum: running
        decision_late | decider | decide mutasi | done; forum: closed
        """,
    ),
    # ---------------------------------------------------------------- pauses, more time, cancelling
    "more_time": (
        "given",
        """
        open | decider | prolong jenjang | no: not yours
        open | convenor | prolong jenjang reason= | no: fill in: reason
        open | convenor & decider | prolong jenjang | open
        open | clock | pass 18 days jenjang | open; mutasi: deciding
        open | convenor & decider | prolong jenjang | open
        open | convenor | prolong jenjang | no: at most two
        """,
    ),
    "suspended_and_resumed": (
        "shown",
        """
        running | convenor | postpone forum ground= | no: legal ground
        running | convenor & decider | postpone forum | postponed
        open | ani | contribution.give jenjang as x | no: postponed
        waiting | ahli | answer a1 | no: postponed
        waiting | clock | pass 40 days a1 | waiting; jenjang: open
        postponed | decider | resume forum | no: not yours
        postponed | convenor | resume forum | running
        waiting | ahli | answer a1 | answered
        """,
    ),
    "one_topic_is_cancelled": (
        "answered",
        """
        open | convenor | drop jenjang | no: not yours
        open | decider | drop jenjang reason= | no: fill in: reason
        open | decider & inspector | drop jenjang | dropped; a1: lapsed; q: lapsed; q2: hidden; mutasi: open; forum: running
        open | clock | close contributing mutasi | deciding
        deciding | decider | decide mutasi | done; forum: closed
        """,
    ),
    "the_forum_is_cancelled": (
        "shown",
        """
        running | convenor | cancel forum | no: not yours
        running | decider | cancel forum ground= | no: legal ground
        open | decider & inspector | drop mutasi | dropped
        running | convenor & decider | postpone forum | postponed
        postponed | decider & inspector | cancel forum | cancelled; jenjang: dropped; mutasi: dropped; a1: lapsed; q2: hidden
        """,
    ),
}
