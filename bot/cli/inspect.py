"""hoidap inspect: one message a line in, one JSON object a line out: what the safety checks make of it."""

from __future__ import annotations

import json
import sys

import click

from bot.cli.setting_up import load_content
from bot.config import load_settings
from intents.safety.desk import Inspection, SafetyDesk, verdict_word


@click.command("inspect")
def command() -> None:
    """Read one message a line on standard input, write exactly one JSON object a line on standard output."""
    desk = SafetyDesk(load_content(load_settings()))
    for line in sys.stdin.buffer:
        message = line.rstrip(b"\r\n").decode("utf-8", errors="replace")
        click.echo(json.dumps({"message": message} | as_json(desk.inspect(message)), ensure_ascii=False))
        sys.stdout.flush()


def as_json(inspection: Inspection) -> dict[str, object]:
    """The interface of `hoidap inspect` but for the message itself; its keys and their meaning are fixed."""
    return {
        "links": [
            {"domain": one.domain, "verdict": verdict_word(one.standing), "reason": one.reason.replace("`", "")}
            for one in inspection.links
        ],
        "phones": [
            {"number": one.number, "verdict": "official" if one.official else "unknown"} for one in inspection.phones
        ],
        "kind": inspection.reading.kind.value,
        "signals": [signal.name for signal in inspection.reading.signals],
    }
