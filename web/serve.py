"""`terang serve`: migrate, load the definitions, serve, and with SQLite do the background work in the same process."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import Flask
from waitress import serve as serve_wsgi

from web.app import create_app
from web.demo import bar_of
from web.desk import desk_of
from web.identity import Installation as Agency
from workflow import demo
from workflow.core.words import Text
from workflow.household import office_of, start_embedded
from workflow.installation import Installation, open_installation, set_up
from workflow.load import DefinitionFaults
from workflow.settings import secret_key, settings


@click.command()
@click.option("--demo", "as_demo", is_flag=True, help="Fill an empty database with a running example and print who can sign in.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--agency", default="Instansi Anda | Your agency", help="Name of the agency, for an empty database: Indonesian | English.")
@click.option("--zone", default="Asia/Jakarta", show_default=True, help="Time zone of the agency, for an empty database.")
def serve(as_demo: bool, host: str, port: int, agency: str, zone: str) -> None:
    """Serve the web pages."""
    try:
        place = open_installation(settings())
    except DefinitionFaults as faults:
        click.echo(str(faults), err=True)
        sys.exit(1)
    _settle(place, as_demo=as_demo, agency=agency, zone=zone)
    app = app_of(place)
    worker = start_embedded(place) if place.settings.is_sqlite else None
    if as_demo:
        _introduce(place)
    click.echo(f"Terang: http://{host}:{port}")
    try:
        serve_wsgi(app, host=host, port=port, threads=8, ident="terang", clear_untrusted_proxy_headers=True)
    finally:
        if worker is not None:
            worker.close()


def _settle(place: Installation, *, as_demo: bool, agency: str, zone: str) -> None:
    """An empty database becomes what is asked; one that was not created as a demonstration never becomes one."""
    found = place.place()
    if found is not None:
        if as_demo and found.kind != "demo":
            click.echo("this installation was not created as a demonstration and can never become one", err=True)
            sys.exit(1)
        return
    host = urlsplit(place.settings.base_url).netloc
    if not as_demo:
        indonesian, _, english = agency.partition(" | ")
        set_up(place.db, place.clock, Text(indonesian, english or indonesian), zone, host)
        return
    click.echo("Filling the demonstration …")
    demo.start(place.db, place.clock, place.settings.home, place.settings.definitions, host)


def app_of(place: Installation) -> Flask:
    """The web application of an installation that has been set up."""
    found = place.place()
    if found is None:
        raise LookupError("this installation has not been set up")
    settings = place.settings
    return create_app(
        place.db,
        place.clock,
        {
            "SECRET_KEY": secret_key(settings.home),
            "INSTALLATION": Agency(found.kind, found.agency, found.zone, settings.base_url),
            "HTTPS": settings.base_url.startswith("https://"),
            "HOME": Path(settings.home),
            "DEFINITIONS": settings.definitions,
            "OFFICE": office_of(place),
            "DESK": desk_of,
            "DEMO_BAR": bar_of(place),
        },
    )


def _introduce(place: Installation) -> None:
    click.echo(f"\nSign in as anybody below, or change person in the bar on top. Password of all: {demo.PASSWORD}\n")
    for guest in demo.cast(place.db, place.settings.definitions):
        click.echo(f"  {guest.email:32} {guest.line.en}")
    click.echo("")
