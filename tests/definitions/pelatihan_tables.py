"""Scenario tables of the competence training. How a table is read: tests/definitions/play.py.

Two seats for four people who enrol: ani and budi have the widest gap, cici the narrowest, dodi has one like budi's and works in no remote place.
Two sessions, `first` on site (6 hours) and `second` online (4 hours). STAGES build on each other and are the main path.
"""

from __future__ import annotations

STAGES: dict[str, tuple[str | None, str]] = {
    "draft": (
        None,
        """
        - | organiser | training.start pelatihan as training | draft
        draft | organiser | session.plan training as first topic="Dasar pelayanan" day=2026-03-16 | planned
        draft | organiser | session.plan training as second topic="Praktik daring" day=2026-03-18 mode=daring hours=4 place="" | planned
        """,
    ),
    "announced": (
        "draft",
        """
        draft | organiser | set_classroom training link="https://kelas.example/satu" | draft
        draft | organiser & approver | announce training | announced
        """,
    ),
    "open": ("announced", "announced | clock | close notice training | open"),
    "enrolled": (
        "open",
        """
        open | ani | enrolment.enrol training as ani own_level=0 | submitted
        open | budi | enrolment.enrol training as budi own_level=1 remote=yes | submitted
        open | cici | enrolment.enrol training as cici own_level=2 | submitted
        open | dodi | enrolment.enrol training as dodi own_level=1 | submitted
        """,
    ),
    "running": (
        "enrolled",
        "open | clock | close registration training | running; ani: admitted; budi: admitted; cici: waiting; dodi: waiting",
    ),
    "first_day": ("running", "running | clock | pass 6 days training | running\nplanned | organiser | open_list first | held"),
    "first_done": (
        "first_day",
        """
        expected | organiser | note_absent attendance@budi | absent
        held | organiser | close_list first | done; attendance@ani: counted; attendance@budi: absent
        """,
    ),
    "sessions_over": (
        "first_done",
        """
        absent | budi | correct attendance@budi note="Saya duduk di baris kedua." | disputed
        disputed | organiser | accept attendance@budi answer="Benar, nama Anda ada di foto kelas." | counted
        running | clock | pass 2 days training | running
        planned | organiser | open_list second | held
        expected | organiser | note_present attendance@ani mode=tempat | counted
        held | organiser | close_list second | done; attendance@budi: counted
        """,
    ),
    "finished": (
        "sessions_over",
        "running | organiser & approver | finish training | finished; ani: certified; budi: certified; cici: not_called; dodi: not_called",
    ),
}

SCENARIOS: dict[str, tuple[str, str]] = {
    # ---------------------------------------------------------------- preparation and announcement
    "who_may_set_up": (
        "draft",
        """
        - | ani | training.start pelatihan as mine | no: not yours
        draft | ani | session.plan training as theirs | no: not yours
        draft | approver | change training | no: not yours
        draft | organiser | change training seats=0 | no: at least 1
        draft | organiser | change training to_level=6 | no: at most 5
        draft | organiser | session.plan training as nowhere place="" | no: names its place
        planned | organiser | change second mode=tempat place="" | no: names its place
        planned | organiser | change second hours=3 mode=daring place="" | planned
        planned | organiser | move first | no: the training is announced
        planned | organiser | drop first | no: the training is under way
        planned | organiser | open_list first | no: the training is under way
        draft | organiser | discard training | cancelled; first: cancelled
        """,
    ),
    "what_an_announcement_needs": (
        "draft",
        """
        draft | organiser | announce training | no: have a link of the classroom
        draft | organiser | set_classroom training | draft
        draft | organiser | change training seats=2 minimum=3 | draft
        draft | organiser | announce training | no: do not exceed the seats
        draft | organiser | change training | draft
        planned | organiser | change first day=2026-03-02 | planned
        draft | organiser | announce training | no: all sessions lie ahead
        draft | organiser & organiser | announce training | no: all sessions lie ahead
        draft | approver | announce training | no: not yours
        - | organiser | training.start pelatihan as empty | draft
        draft | organiser | announce empty | no: at least one session
        """,
    ),
    "the_announcement_binds": (
        "announced",
        """
        announced | organiser | change training seats=40 | no: is not open
        announced | organiser | session.plan training as third | no: not announced yet
        planned | organiser | change first | no: not announced yet
        announced | ani | enrolment.enrol training as early | no: registration is open
        announced | organiser | prolong training | no: is not open
        """,
    ),
    "a_session_is_moved_in_public": (
        "enrolled",
        """
        planned | organiser | move first day=2026-03-03 | no: the new date lies ahead
        planned | organiser | move first day=2026-03-20 place="" | no: names its place
        planned | ani | move first day=2026-03-20 | no: not yours
        planned | organiser | move first day=2026-03-20 | planned
        planned | organiser | drop first | no: the training is under way
        """,
    ),
    # ---------------------------------------------------------------- enrolment
    "who_may_enrol": (
        "open",
        """
        open | organiser | enrolment.enrol training as own | no: you do not organise
        open | ani | enrolment.enrol training as ani own_level=3 | no: below the one it leads to
        open | ani | enrolment.enrol training as ani own_level=6 | no: at most 5
        open | ani | enrolment.enrol training as ani | submitted
        open | ani | enrolment.enrol training as twice | no: not enrolled in this training yet
        submitted | ani | correct ani own_level=3 | no: below the one it leads to
        submitted | ani | correct ani own_level=2 | submitted
        submitted | budi | correct ani | no: not yours
        submitted | ani | withdraw ani | withdrawn
        open | ani | enrolment.enrol training as again | submitted
        """,
    ),
    "after_registration_nobody_enrols": (
        "running",
        """
        running | eka | enrolment.enrol training as late | no: registration is open
        admitted | ani | correct ani | no: is not open
        """,
    ),
    "registration_is_prolonged_by_two": (
        "enrolled",
        """
        open | organiser & organiser | prolong training | no: somebody else must confirm
        open | organiser & approver | prolong training | open
        open | clock | pass 8 days training | open; ani: submitted
        open | clock | close registration training | running; ani: admitted
        """,
    ),
    "too_few": (
        "open",
        """
        open | ani | enrolment.enrol training as ani | submitted
        open | clock | close registration training | cancelled; ani: lapsed; first: cancelled; second: cancelled
        """,
    ),
    "as_many_as_the_minimum_is_enough": (
        "open",
        """
        open | ani | enrolment.enrol training as ani | submitted
        open | budi | enrolment.enrol training as budi | submitted
        open | clock | close registration training | running; ani: admitted; budi: admitted
        """,
    ),
    # ---------------------------------------------------------------- who gets a seat
    "the_waiting_list_comes_up": (
        "running",
        """
        admitted | ani | withdraw ani | withdrawn
        running | clock | pass 1 hours training | running; dodi: admitted; cici: waiting
        admitted | budi | withdraw budi | withdrawn
        running | clock | pass 1 hours training | running; cici: admitted
        admitted | dodi | withdraw dodi | withdrawn
        running | clock | pass 1 hours training | running; cici: admitted
        """,
    ),
    "nobody_comes_up_once_sessions_are_held": (
        "first_day",
        """
        admitted | ani | withdraw ani | withdrawn
        running | clock | pass 1 hours training | running; dodi: waiting
        expected | organiser | note_present attendance@budi mode=daring | counted
        held | organiser | close_list first | done; attendance@ani: void
        """,
    ),
    "somebody_is_excluded_by_two": (
        "running",
        """
        admitted | organiser & organiser | exclude ani reason="Tingkat tidak benar." | no: somebody else must confirm
        admitted | approver | exclude ani | no: not yours
        admitted | organiser | exclude ani reason="" | no: reason
        admitted | organiser & approver | exclude ani reason="Tingkat tidak benar." | excluded
        running | clock | pass 1 hours training | running; dodi: admitted
        """,
    ),
    "somebody_is_excluded_before_the_seats_are_given": (
        "enrolled",
        "submitted | organiser & approver | exclude ani | excluded\nopen | clock | close registration training | running; dodi: admitted",
    ),
    # ---------------------------------------------------------------- attendance
    "the_list_is_opened_on_the_day": (
        "running",
        """
        planned | organiser | open_list first | no: the day of the session has come
        running | clock | pass 6 days training | running
        planned | ani | open_list first | no: not yours
        planned | organiser | open_list first | held
        held | organiser | open_list first | no: is not open
        held | organiser | drop first | no: is not open
        """,
    ),
    "attendance_is_for_those_with_a_seat": (
        "first_day",
        """
        expected | ani | note_present attendance@ani mode=tempat | no: not yours
        expected | ani | correct attendance@ani note=x | no: is not open
        expected | organiser | note_present attendance@ani mode="" | no: how they took part
        held | ani | close_list first | no: not yours
        """,
    ),
    "a_correction_is_asked_for_once": (
        "first_done",
        """
        absent | ani | correct attendance@budi note="Saya melihatnya." | no: not yours
        absent | budi | correct attendance@budi note="" | no: what needs correcting
        absent | budi | correct attendance@budi note="Saya hadir." | disputed
        disputed | budi | correct attendance@budi note="Sekali lagi." | no: is not open
        disputed | approver | accept attendance@budi answer=x | no: not yours
        disputed | organiser | keep_absent attendance@budi answer="" | no: answer
        disputed | organiser | keep_absent attendance@budi answer="Daftar hadir tidak memuat tanda tangan Anda." | missed
        missed | budi | correct attendance@budi note="Sekali lagi." | no: is not open
        """,
    ),
    "silence_counts_for_the_person": (
        "first_done",
        """
        absent | budi | correct attendance@budi note="Saya hadir." | disputed
        disputed | clock | close answering attendance@budi | counted
        """,
    ),
    "who_asks_for_nothing_stays_absent": (
        "first_done",
        """
        absent | clock | close correcting attendance@budi | missed
        missed | budi | correct attendance@budi note="Terlambat." | no: is not open
        """,
    ),
    # ---------------------------------------------------------------- the end
    "what_a_certificate_needs": (
        "first_day",
        """
        running | organiser | finish training | no: every attendance is final
        running | organiser | finish training | no: all sessions are over
        running | organiser | finish training | no: at least one session was held
        running | approver | finish training | no: not yours
        """,
    ),
    "too_little_attendance_is_no_certificate": (
        "first_done",
        """
        absent | clock | close correcting attendance@budi | missed
        planned | organiser | open_list second | held
        held | organiser | close_list second | done
        running | organiser & organiser | finish training | no: somebody else must confirm
        running | organiser & approver | finish training | finished; ani: certified; budi: fell_short
        """,
    ),
    "a_session_is_dropped_and_the_rest_counts": (
        "first_day",
        """
        held | organiser | close_list first | done
        planned | organiser & approver | drop second reason="Listrik padam." | cancelled
        running | organiser & approver | finish training | finished; ani: certified; budi: certified
        """,
    ),
    "cancelled_in_the_middle": (
        "first_day",
        """
        running | organiser & organiser | cancel training | no: somebody else must confirm
        running | ani | cancel training | no: not yours
        running | organiser | cancel training reason="" | no: reason
        running | organiser & approver | cancel training reason="Gempa bumi." | cancelled; first: cancelled; attendance@ani: void; ani: lapsed
        """,
    ),
    "an_end_is_final": (
        "finished",
        """
        finished | organiser | cancel training | no: is not open
        certified | ani | withdraw ani | no: is not open
        certified | organiser | exclude ani | no: is not open
        """,
    ),
}
