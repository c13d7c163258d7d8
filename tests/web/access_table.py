"""Who gets what from which route: one row per endpoint, one column per person of the demonstration.

A cell is the status of a GET; for an endpoint that only takes POST, that of a POST with a good CSRF token and an empty form, or `+` where
the person may send it. 302 in the visitor's column is the way to the sign-in page. The objects of the routes are named in `test_access.py`:
an application of lukas at whose school the committee works; komang is an applicant elsewhere.
"""

from __future__ import annotations

PEOPLE = (None, "lukas", "komang", "sari", "bambang", "nurul", "agus", "andi", "maria", "fajar")

TABLE = """
endpoint         visitor lukas komang sari bambang nurul agus andi maria fajar
about                200   200    200  200     200   200  200  200   200   200
privacy              200   200    200  200     200   200  200  200   200   200
accessibility        200   200    200  200     200   200  200  200   200   200
help                 200   200    200  200     200   200  200  200   200   200
sign_in              200   302    302  302     302   302  302  302   302   302
confirm              302   200    200  200     200   200  200  200   200   200
register             200   302    302  302     302   302  302  302   302   302
forgot               200   200    200  200     200   200  200  200   200   200
token                410   410    410  410     410   410  410  410   410   410
admin                302   403    403  403     403   403  403  403   403   200
accounts             302   403    403  403     403   403  403  403   403   200
account              302   403    403  403     403   403  403  403   403   200
invite               302   403    403  403     403   403  403  403   403   200
offices              302   403    403  403     403   403  403  403   403   200
days_off             302   403    403  403     403   403  403  403   403   200
careers              200   200    200  200     200   200  200  200   200   200
career               200   200    200  200     200   200  200  200   200   200
openings             200   200    200  200     200   200  200  200   200   200
apply                200   200    200  200     200   200  200  200   200   200
my_cases             302   200    200  200     200   200  200  200   200   200
my_case              302   200    404  404     404   404  404  404   404   404
fill                 302   404    200  404     404   404  404  404   404   404
section              302   404    200  404     404   404  404  404   404   404
upload               302   404    200  404     404   404  404  404   404   404
receipt              302   200    404  404     404   404  404  404   404   404
receipt_pdf          302   200    404  404     404   404  404  404   404   404
calendar             302   200    404  404     404   404  404  404   404   404
my_file              302   200    404  404     404   404  404  404   404   404
check_answers        302   404    200  404     404   404  404  404   404   404
owner_step           302   200    404  404     404   404  404  404   404   404
owner_birth          302   404    404  404     404   404  404  404   404   404
birth_check          302   404    404  404     404   404  404  404   404   404
inbox                302   403    403  200     200   200  200  200   200   403
decisions            302   403    403  200     200   200  200  200   200   403
task                 302   404    404  404     302   404  404  404   404   404
case                 302   404    404  200     200   200  302  200   200   404
staff_file           302   404    404  200     200   200  404  200   200   404
declare              302   404    404  200     200   200  200  200   200   404
proposal             302   404    404  404     404   404  302  404   404   404
ranking              302   404    404  404     200   404  404  200   404   404
step                 302   404    404  403     200   403  403  403   403   404
step_check           302   404    404  403     302   403  403  403   403   404
step_done            302   404    404  404     404   404  404  404   404   404
landing              302   302    302  302     302   302  302  302   302   302
to_case              302   302    302  302     302   302  302  302   302   302
profile              302   200    200  200     200   200  200  200   200   200
password             302   200    200  200     200   200  200  200   200   200
activity             302   200    200  200     200   200  200  200   200   200
letters              302   200    200  200     200   200  200  200   200   200
home                 200   200    200  200     200   200  200  200   200   200
root                 200   200    200  200     200   200  200  200   200   200
below                200   200    200  200     200   200  200  200   200   200
root_dates           200   200    200  200     200   200  200  200   200   200
below_dates          200   200    200  200     200   200  200  200   200   200
publication          200   200    200  200     200   200  200  200   200   200
publication_pdf      200   200    200  200     200   200  200  200   200   200
minutes              200   200    200  200     200   200  200  200   200   200
minutes_pdf          200   200    200  200     200   200  200  200   200   200
verify               200   200    200  200     200   200  200  200   200   200
verify_code          404   404    404  404     404   404  404  404   404   404
definitions          200   200    200  200     200   200  200  200   200   200
process              200   200    200  200     200   200  200  200   200   200
definition           200   200    200  200     200   200  200  200   200   200
definition_changes   302   302    302  302     302   302  302  302   302   302
definition_files     200   200    200  200     200   200  200  200   200   200
definition_file      200   200    200  200     200   200  200  200   200   200
definition_yaml      200   200    200  200     200   200  200  200   200   200
definition_zip       200   200    200  200     200   200  200  200   200   200
definition_schema    200   200    200  200     200   200  200  200   200   200
pack_schema          200   200    200  200     200   200  200  200   200   200
speak                200   200    200  200     200   200  200  200   200   200
speak_check          302   302    302  302     302   302  302  302   302   302
follow               404   404    404  404     404   404  404  404   404   404
follow_pdf           404   404    404  404     404   404  404  404   404   404
secretariat          302   403    403  200     200   200  200  200   200   403
my_roots             302   403    403  200     200   200  200  200   200   403
new_root             302   404    404  200     404   404  404  404   404   404
staff_birth          302   404    404  200     404   404  404  404   404   404
cases                302   403    403  200     200   200  200  200   200   403
cases_csv            302   403    403  200     200   200  200  200   200   403
moderate             302   403    403  200     200   200  200  200   200   403
outbox               302   403    403  200     200   200  200  200   200   403
rehearsals           302   403    403  200     404   404  404  404   404   403
rehearsal            302   403    403  200     404   404  404  404   404   403
rehearsal_json       302   403    403  200     404   404  404  404   404   403
schedule             302   404    404  200     200   200  200  200   200   404
setup                302   404    404  302     302   302  302  302   302   404
preview              302   404    404  404     404   404  404  404   404   404
overview             302   404    404  200     200   200  200  200   200   404
imports              302   404    404  200     200   200  200  200   200   404
many                 302   404    404  200     200   200  200  200   200   404
many_step            302   404    404  200     404   404  404  404   404   404
many_done            302   404    404  404     404   404  404  404   404   404
import_cases         302   404    404  200     404   404  404  404   404   404
import_cases_csv     302   404    404  200     404   404  404  404   404   404
import_holders       302   404    404  404     404   404  404  404   404   404
import_holders_csv   302   404    404  404     404   404  404  404   404   404
team                 302   404    404  200     200   200  200  200   200   404
team_add             302   404    404  404     404   404  404  404   404   404
sign_out               +     +      +    +       +     +    +    +     +     +
end_office           302   403    403  403     403   403  403  403   403     +
remove_day           302   403    403  403     403   403  403  403   403     +
send                 302   404      +  404     404   404  404  404   404   404
birth_send           302   404    404  404     404   404  404  404   404   404
claim                302   404    404  404       +   404  404  404   404   404
hand_back            302   404    404  404       +   404  404  404   404   404
reassign             302   404    404    +       +     +    +    +     +   404
presence             302   404    404    +       +     +    +    +     +   404
lift                 302   404    404    +       +     +    +    +     +   404
demo_person            +     +      +    +       +     +    +    +     +     +
demo_clock             +     +      +    +       +     +    +    +     +     +
case_filters         302   403    403    +       +     +    +    +     +   403
send_letters         302   403    403  404     404   404  404  404   404   403
"""


def rows() -> dict[str, dict[str | None, str]]:
    """endpoint -> person -> cell."""
    lines = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return {endpoint: dict(zip(PEOPLE, cells, strict=True)) for endpoint, *cells in lines}
