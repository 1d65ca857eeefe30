"""hoidap run: the bot on Telegram."""

from __future__ import annotations

import asyncio
import sys

import click

from bot.config import load_settings
from bot.logs import configure_logging
from bot.running import run
from bot.store import StoreError


@click.command("run")
def command() -> None:
    """Run the bot on Telegram: by polling, or by webhook when HOIDAP_WEBHOOK_URL is set. Needs HOIDAP_TOKEN."""
    settings = load_settings()
    configure_logging(settings.secrets())
    try:
        asyncio.run(run(settings))
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
