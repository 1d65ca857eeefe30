"""The `hoidap` command. Each subcommand stands in a module of its own and is imported only when it runs, so that
`match`, `inspect`, `check` and `eval` load neither telegram nor sqlite."""

from __future__ import annotations

import importlib
import sys

import click

_COMMANDS = {
    "ask": "bot.cli.ask",
    "card": "bot.cli.card",
    "check": "bot.cli.check",
    "eval": "bot.cli.evaluate",
    "inspect": "bot.cli.inspect",
    "match": "bot.cli.match",
    "poster": "bot.cli.poster",
    "replay": "bot.cli.replay",
    "run": "bot.cli.run",
    "stats": "bot.cli.stats",
    "try": "bot.cli.try_",
    "unanswered": "bot.cli.unanswered",
}
"""Each module has its command as `command`."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = importlib.import_module(module).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.command is not a click command")
        return command


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def group() -> None:
    """Hỏi Đáp Số: answers residents' questions about digital public services from curated content."""


def main() -> None:
    """Entry point of the `hoidap` command: expected errors become one line on standard error and exit code 2."""
    from bot.config import ConfigError
    from intents.content.loader import ContentError
    from intents.match.questions import QuestionFileError

    try:
        group()
    except (ConfigError, ContentError, QuestionFileError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
