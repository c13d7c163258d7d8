"""Commands on an installation: accounts, one step, a doctor, background work."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Mapping
from typing import Any, NoReturn

import click
from sqlalchemy import select

from workflow import people
from workflow.act import Actor, Done, Refusal, act, give_birth
from workflow.cli.common import JSON, LANGUAGE, fail, said
from workflow.core.words import Language
from workflow.doctor import examine
from workflow.household import start_worker
from workflow.installation import Installation, open_installation
from workflow.load import DefinitionFaults
from workflow.settings import settings
from workflow.store import tables as t


def opened() -> Installation:
    """The installation that the environment names; a definition with a problem stops here."""
    try:
        return open_installation(settings())
    except DefinitionFaults as faults:
        fail(str(faults))


@click.group()
def account() -> None:
    """Accounts of the installation."""


@account.command("add")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--nip", help="Employee number, which joins the account to a person who is known.")
@click.option("--admin", is_flag=True, help="May invite officials and fill offices; holds no role in any case.")
@LANGUAGE
def add(email: str, name: str, nip: str | None, admin: bool, lang: Language) -> None:
    """Add an account; prints the link with which its owner sets a password."""
    place = opened()
    added = people.add_account(place.db, place.clock, email, name, admin=admin, nip=nip, language=lang)
    if not isinstance(added, people.Added):
        fail("\n".join(said(trouble.text, lang) for trouble in added))
    prefix = "/en" if lang == "en" else ""
    click.echo(f"{place.settings.base_url}{prefix}/sandi/{added.token}")


@click.command("act")
@click.argument("case")
@click.argument("action")
@click.option("--as", "who", required=True, help="E-mail of the account that acts.")
@click.option("--answers", type=click.File("r", encoding="utf-8"), help="JSON object: fact -> text or list of texts.")
@click.option("--reason", "reasons", multiple=True, help="N=text: the reason to go past the clause at position N.")
@JSON
@LANGUAGE
def act_command(case: str, action: str, who: str, answers: Any, reasons: tuple[str, ...], as_json: bool, lang: Language) -> None:
    """One step on CASE. A birth: the number of the case above (for a root the process) and `machine.action`."""
    place = opened()
    actor, typed = Actor(person_of(place, who), "person"), _typed(answers)
    given = dict(reason.split("=", 1) for reason in reasons if "=" in reason)
    birth = "." in action and not action.startswith("@")
    verb = give_birth if birth else act
    done = verb(place.db, place.clock, case, action, actor, typed, reasons=given)
    if isinstance(done, Refusal):
        _refused(done, as_json=as_json, language=lang)
    _told(done, as_json=as_json)


def person_of(place: Installation, email: str) -> int:
    """The person of an account. Raises click.UsageError."""
    with place.db.reading() as connection:
        found = connection.execute(select(t.accounts.c.person).where(t.accounts.c.email == email.strip().lower())).scalar()
    if found is None:
        raise click.UsageError(f"there is no account {email}")
    return int(found)


def _typed(file: Any) -> Mapping[str, list[str]]:
    if file is None:
        return {}
    try:
        raw = json.load(file)
    except json.JSONDecodeError as error:
        raise click.UsageError(f"{file.name} is not JSON: {error}") from error
    if not isinstance(raw, dict):
        raise click.UsageError(f"{file.name} must hold one JSON object")
    return {name: [str(v) for v in value] if isinstance(value, list) else [str(value)] for name, value in raw.items()}


def _refused(refusal: Refusal, *, as_json: bool, language: Language) -> NoReturn:
    if as_json:
        rows = [{"field": p.field, "clause": p.clause, "id": p.text.id, "en": p.text.en, "cite": p.cite} for p in refusal.problems]
        click.echo(json.dumps({"refused": refusal.kind, "problems": rows}, ensure_ascii=False))
        sys.exit(1)
    fail("\n".join(f"{p.field + ': ' if p.field else ''}{said(p.text, language)}" for p in refusal.problems))


def _told(done: Done, *, as_json: bool) -> None:
    if as_json:
        row = {"case": done.case, "revision": done.revision, "state": done.state, "code": done.code, "proposal": done.proposal}
        click.echo(json.dumps(row))
    else:
        click.echo(f"{done.case} {done.state} {done.code or f'proposal {done.proposal}'}")


@click.command()
@JSON
@LANGUAGE
def doctor(as_json: bool, lang: Language) -> None:
    """Is this installation safe to open to the public? Exit 1 when a finding is grave."""
    findings = examine(opened())
    if as_json:
        rows = [{"name": f.name, "grave": f.grave, "id": f.text.id, "en": f.text.en} for f in findings]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{'!' if finding.grave else '-'} {said(finding.text, lang)}")
        if not findings:
            click.echo({"id": "Tidak ada yang perlu diperbaiki.", "en": "Nothing to mend."}[lang])
    sys.exit(1 if any(f.grave for f in findings) else 0)


@click.command()
@click.option("--name", help="Stable over restarts, unique among living workers; by default the host's name.")
def worker(name: str | None) -> None:
    """Run background work: what is due, letters, sweeping. With SQLite the server does this itself."""
    place = opened()
    if place.settings.is_sqlite:
        raise click.UsageError("with SQLite `terang serve` does this work itself; workers are for PostgreSQL")
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    running = start_worker(place, name or f"{socket.gethostname()}-{os.environ.get('TERANG_WORKER', '1')}")
    click.echo("terang worker is running")
    stopping.wait()
    running.close()
