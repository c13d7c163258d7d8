"""The command line: each verb and rule without the web. Exit 0 good, 1 a clear refusal or a problem found, 2 wrong usage."""

from __future__ import annotations

from importlib.metadata import entry_points

import click

from workflow.cli.days import days
from workflow.cli.definitions import check_command, draw
from workflow.cli.imports import import_command
from workflow.cli.installation import account, act_command, doctor, worker
from workflow.cli.rehearsals import rehearse_command
from workflow.cli.rules import eligible
from workflow.cli.tally import tally_command
from workflow.cli.versions import migrate


class Main(click.Group):
    """Commands of the engine, and those that an installed interface adds (entry points `terang.commands`)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *(e.name for e in entry_points(group="terang.commands"))})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        for entry in entry_points(group="terang.commands", name=cmd_name) if found is None else ():
            return entry.load()  # type: ignore[no-any-return]
        return found


@click.group(cls=Main, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Terang: decisions about civil servants that anyone can check."""


for command in (
    check_command, draw, rehearse_command, eligible, tally_command, days, account, act_command, import_command, migrate, doctor, worker
):  # fmt: skip
    main.add_command(command)
