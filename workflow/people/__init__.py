"""Persons, accounts, sessions and offices: the part of the desk that knows people.

Every function takes the database and the clock, hashes passwords outside its transaction, and returns Trouble values.
"""

from workflow.people.accounts import (
    Added,
    add_account,
    add_person,
    disable,
    edit_profile,
    enable,
    is_proven,
    open_account,
    person_name,
)
from workflow.people.activity import Activity, my_activity
from workflow.people.directory import AccountRow, AccountsFound, find_accounts, one_account, person_by_email
from workflow.people.offices import Office, OfficeHolder, end_office, give_office, office_holders, office_roles
from workflow.people.passwords import hashed
from workflow.people.sessions import SignedIn, change_password, confirm_password, follow_clock, session_account, sign_in, sign_out, sweep
from workflow.people.tickets import Ticket, ask_reset, invite, invite_again, ticket, use_ticket
from workflow.trouble import Trouble

__all__ = [
    "AccountRow",
    "AccountsFound",
    "Activity",
    "Added",
    "Office",
    "OfficeHolder",
    "SignedIn",
    "Ticket",
    "Trouble",
    "add_account",
    "add_person",
    "ask_reset",
    "change_password",
    "confirm_password",
    "disable",
    "edit_profile",
    "enable",
    "end_office",
    "find_accounts",
    "follow_clock",
    "give_office",
    "hashed",
    "invite",
    "invite_again",
    "is_proven",
    "my_activity",
    "office_holders",
    "office_roles",
    "one_account",
    "open_account",
    "person_by_email",
    "person_name",
    "session_account",
    "sign_in",
    "sign_out",
    "sweep",
    "ticket",
    "use_ticket",
]
