"""The command line: arguments in, Dutch sentences and exit codes out. The only place that reads the clock."""

from __future__ import annotations

import sys
import traceback
import uuid
from collections.abc import Sequence
from pathlib import Path

import click

from docgen.cli import batch, cases, dutch, keys, packets, serve, texts
from docgen.cli.shared import err, print_json, problem_row
from docgen.errors import DocgenError, Problem, fault


@click.group(cls=dutch.Group, context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100})
def main_group() -> None:
    """Maakt uit een zaakbestand de contracten, plannen en brieven die de zaak vraagt."""


for command in (*cases.COMMANDS, *packets.COMMANDS, *batch.COMMANDS, *serve.COMMANDS, *texts.COMMANDS, *keys.COMMANDS):
    main_group.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the one place that turns errors into sentences and exit codes."""
    as_json = "--json" in (sys.argv[1:] if arguments is None else arguments)
    try:
        result = main_group.main(args=arguments, prog_name="docgen", standalone_mode=False)
        return int(result or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        err.print(dutch.sentence(error), markup=False)
        return 1
    except (click.Abort, KeyboardInterrupt):
        err.print("Afgebroken.")
        return 1
    except DocgenError as error:
        return _report(error, as_json)
    except Exception as error:
        code = _report(fault("DOCGEN-001", kenmerk=uuid.uuid4().hex[:8]), as_json)
        _print_places(error)
        return code


def _print_places(error: Exception) -> None:
    """Say where it went wrong, for whoever mends it: kind and places, never the message, which may hold a value."""
    err.print(type(error).__name__, markup=False, style="dim")
    for frame in traceback.extract_tb(error.__traceback__)[-6:]:
        err.print(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}", markup=False, style="dim")


def _report(error: DocgenError, as_json: bool) -> int:
    problems = error.problems or (Problem(error.code, "", error.melding, error.advies),)
    if as_json:
        print_json({"bevindingen": [{"zaak": "", **problem_row(p)} for p in problems]})
    if error.problems:
        err.print(f"{error.code}  {error.melding}", style="bold", markup=False)
    for p in problems:
        where = f" ({p.veld})" if p.veld else ""
        err.print(f"{p.code}  {p.melding}{where} {p.advies}", markup=False)
    return error.exit_code
