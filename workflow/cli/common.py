"""What all commands share: the language and JSON options, and how a refusal ends a command."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from workflow.core.words import Language, Text

LANGUAGE = click.option("--lang", type=click.Choice(["id", "en"]), default="id", help="Language of the answers.")
JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


def said(text: Text, language: Language) -> str:
    return text.in_(language)


def fail(message: str) -> NoReturn:
    """A clear refusal: exit 1."""
    click.echo(message, err=True)
    sys.exit(1)
