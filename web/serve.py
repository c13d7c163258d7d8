"""`terang serve`: migrate, load the definitions, serve, and with SQLite do the background work in the same process."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from flask import Flask

from web.app import create_app
from web.demo import bar, guests_of
from web.desk import desk_of
from web.door import Door
from web.identity import Installation as Agency
from workflow import demo
from workflow.core.words import Text
from workflow.household import office_of, start_embedded
from workflow.installation import Installation, open_installation, set_up
from workflow.load import DefinitionFaults
from workflow.settings import Settings, secret_key, settings


@click.command()
@click.option("--demo", "as_demo", is_flag=True, help="Fill an empty database with a running example and print who can sign in.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--agency", default="Instansi Anda | Your agency", help="Name of the agency, for an empty database: Indonesian | English.")
@click.option("--zone", default="Asia/Jakarta", show_default=True, help="Time zone of the agency, for an empty database.")
def serve(as_demo: bool, host: str, port: int, agency: str, zone: str) -> None:
    """Serve the web pages."""
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: sys.exit(0))
    wanted = _settings(host, port)
    door = Door(host, port, threads=8, clear_untrusted_proxy_headers=not wanted.proxy_hops)
    try:
        place = _settled(wanted, lambda: _begin(door), as_demo=as_demo, agency=agency, zone=zone)
    except DefinitionFaults as faults:
        _stop(str(faults))
    door.app, worker = app_of(place), None
    try:
        _open(door)
        worker = start_embedded(place) if wanted.is_sqlite else None
        if as_demo:
            _introduce(place)
        click.echo(f"Terang: http://{host}:{port}")
        door.stay()
    finally:
        door.close()
        if worker is not None:
            worker.close()
        place.db.close()


def _begin(door: Door) -> None:
    """Whoever comes while the stories are played is asked to wait."""
    _open(door)
    click.echo(f"Filling the demonstration … http://{door.host}:{door.port} says when it stands")


def _open(door: Door) -> None:
    try:
        door.open()
    except OSError as error:
        _stop(f"cannot listen on {door.host}:{door.port}: {error.strerror}; choose another with --port")


def _settings(host: str, port: int) -> Settings:
    """Links in letters lead to this very server where nothing else is said and nobody else can reach it."""
    found = settings()
    near = host in ("127.0.0.1", "localhost") and "TERANG_BASE_URL" not in os.environ
    return replace(found, base_url=f"http://{host}:{port}") if near else found


def _stop(message: str) -> Any:
    click.echo(message, err=True)
    sys.exit(1)


def _settled(wanted: Settings, begins: Callable[[], None], *, as_demo: bool, agency: str, zone: str) -> Installation:
    """An empty database becomes what is asked; one that was not created as a demonstration never becomes one.

    `begins` is called where a demonstration is to be made.
    """
    host = urlsplit(wanted.base_url).netloc
    made = as_demo and demo.build_aside(wanted, host, begins)
    place = open_installation(wanted, pinned=made)
    found = place.place()
    if found is None and as_demo:
        begins()
        demo.start(place.db, place.clock, wanted.home, wanted.definitions, host)
    elif found is None:
        indonesian, _, english = agency.partition(" | ")
        set_up(place.db, place.clock, Text(indonesian, english or indonesian), zone, host)
    elif as_demo and found.kind != "demo":
        _stop("this installation was not created as a demonstration and can never become one")
    return place


def app_of(place: Installation, **more: Any) -> Flask:
    """The web application of an installation that has been set up; `more` overrides its configuration."""
    found = place.place()
    if found is None:
        raise LookupError("this installation has not been set up")
    known = place.settings
    return create_app(
        place.db,
        place.clock,
        {
            "SECRET_KEY": secret_key(known.home),
            "INSTALLATION": Agency(found.kind, found.agency, found.zone, known.base_url),
            "HTTPS": known.base_url.startswith("https://"),
            "PROXY_HOPS": known.proxy_hops,
            "PLACE": place,
            "HOME": Path(known.home),
            "DEFINITIONS": known.definitions,
            "OFFICE": office_of(place),
            "DESK": desk_of,
            "DEMO_BAR": bar,
            "GUESTS": guests_of(place),
            "POSTS": place.posts,
        }
        | more,
    )


def _introduce(place: Installation) -> None:
    click.echo(f"\nSign in as anybody below, or change person in the bar on top. Password of all: {demo.PASSWORD}\n")
    for guest in demo.cast(place.db, place.settings.definitions):
        click.echo(f"  {guest.email:32} {guest.line.en}")
    click.echo("")
