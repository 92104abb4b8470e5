"""Click in Dutch: its help headings and its sentences about wrong arguments."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

import click

_HEADINGS = {"Usage": "Gebruik", "Options": "Opties", "Commands": "Opdrachten"}


class Formatter(click.HelpFormatter):
    """Writes the headings of help in Dutch."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the first line of help."""
        super().write_usage(prog, args, prefix or "Gebruik: ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list of options or commands."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of options with their help."""
        dutch = [(name, text.replace("[required]", "[verplicht]")) for name, text in rows]
        super().write_dl(dutch, col_max, col_spacing)


class Context(click.Context):
    """A context that formats with the Dutch headings."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is Dutch."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Explain --help in Dutch."""
        return _dutch_help(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name the options in Dutch in the first line."""
        return [piece.replace("[OPTIONS]", "[OPTIES]") for piece in super().collect_usage_pieces(ctx)]


class Group(click.Group):
    """The group of all commands, in Dutch."""

    context_class = Context
    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Explain --help in Dutch."""
        return _dutch_help(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name the parts in Dutch in the first line."""
        return ["[OPTIES]", "OPDRACHT …"]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Find the command, or say which one is nearest."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            hint = f" Bedoelt u '{near[0]}'?" if near else " Vraag 'docgen --help' om de opdrachten."
            raise click.UsageError(f"De opdracht '{args[0]}' bestaat niet.{hint}")
        return super().resolve_command(ctx, args)


def _dutch_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Toont deze uitleg."
    return option


def sentence(error: click.ClickException) -> str:
    """Say in Dutch what is wrong with the arguments."""
    if isinstance(error, click.NoSuchOption):
        near = difflib.get_close_matches(error.option_name, error.possibilities or [], 1)
        return f"De optie {error.option_name} bestaat niet." + (f" Bedoelt u {near[0]}?" if near else "")
    if isinstance(error, click.MissingParameter):
        return f"Er ontbreekt een argument: {_parameter(error)}. Vraag uitleg met --help."
    if isinstance(error, click.BadParameter):
        return f"{_parameter(error)}: {error.message}."
    if isinstance(error, click.BadOptionUsage):
        return f"De optie {error.option_name} vraagt een waarde."
    if isinstance(error, click.BadArgumentUsage):
        return "De argumenten kloppen niet. Vraag uitleg met --help."
    if type(error) is click.UsageError and not error.message.startswith("De opdracht"):
        return "Deze argumenten horen niet bij deze opdracht. Vraag uitleg met --help."
    return error.message


def _parameter(error: click.BadParameter) -> str:
    if error.param_hint:
        return error.param_hint if isinstance(error.param_hint, str) else " ".join(error.param_hint)
    if error.param is None:
        return "argument"
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return error.param.metavar or error.param.name or "argument"
