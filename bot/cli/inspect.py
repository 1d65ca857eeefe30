"""hoidap inspect: one message a line in, one JSON object a line out: what the safety checks make of it."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import click

from bot.cli.setting_up import load_content
from bot.config import load_settings
from bot.pictures import read_codes
from intents.content.model import Content
from intents.safety.desk import Inspection, SafetyDesk, verdict_word
from intents.safety.payment_codes import Payment, read_payment
from intents.safety.pictures import Codes


@click.command("inspect")
@click.option("--image", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read a picture's codes.")
def command(image: Path | None) -> None:
    """Read one message a line on standard input, write exactly one JSON object a line on standard output."""
    settings = load_settings()
    content = load_content(settings)
    desk = SafetyDesk(content, settings.models if settings.data.is_dir() else None)
    if image is not None:
        codes = asyncio.run(read_codes(image.read_bytes()))
        click.echo(json.dumps({"message": str(image)} | _picture(codes, desk, content), ensure_ascii=False))
        return
    for line in sys.stdin.buffer:
        message = line.rstrip(b"\r\n").decode("utf-8", errors="replace")
        click.echo(json.dumps({"message": message} | as_json(desk.inspect(message)), ensure_ascii=False))
        sys.stdout.flush()


def _picture(codes: Codes, desk: SafetyDesk, content: Content) -> dict[str, object]:
    """The same of all codes of a picture together, and each code by itself."""
    payments = {code: read_payment(code) for code in codes.texts}
    return as_json(desk.inspect("\n".join(code for code in codes.texts if payments[code] is None))) | {
        "codes": [_code(code, payments[code], content) for code in codes.texts],
        "unread": codes.unread,
    }


def _code(code: str, payment: Payment | None, content: Content) -> dict[str, object]:
    if payment is None:
        return {"kind": "text", "text": code}
    banks = content.codes.banks if content.codes else {}
    return {
        "kind": "payment",
        "bank": banks.get(payment.bank, payment.bank),
        "account": payment.account,
        "amount": payment.amount,
        "note": payment.note,
        "name": payment.name,
        "sound": payment.sound,
    }


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
