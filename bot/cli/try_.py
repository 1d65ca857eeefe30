"""hoidap try: the bot, a Telegram of its own and a chat page, all on this machine."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from bot.sandbox.trying import BotRefusedError, try_out

DEFAULT_PORT = 8765


@click.command("try")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="Port of the page; 0 = any."
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the bot's database; without it, a temporary one that is gone afterwards.",
)
def command(port: int, data: Path | None) -> None:
    """Try the bot in the browser: no token, no network. Prints the page's address alone on a line once the bot runs;
    Ctrl+C ends it."""
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hoidap-")))
        try:
            asyncio.run(try_out(port, folder))
        except OSError as error:
            click.echo(f"--port {port}: không mở được cổng này ({error.strerror}). Hãy chọn cổng khác.", err=True)
            sys.exit(2)
        except BotRefusedError:
            sys.exit(2)
