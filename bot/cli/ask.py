"""hoidap ask: one answer, or a conversation, in the terminal."""

from __future__ import annotations

import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from bot.cli.setting_up import load_responder
from bot.locale import get_locale
from bot.rendering import render
from intents.content.facets import FACET_BY_ID
from intents.match.matcher import Explanation
from intents.responder import Responder

PROMPT = "Bạn hỏi: "


@click.command("ask")
@click.argument("question", nargs=-1)
@click.option("--explain", is_flag=True, help="Say why: what was read, which phrase won, by how much, against what.")
@click.option("--on", "day", metavar="YYYY-MM-DD", help="Answer as on that day: fees and rules have a life span.")
def command(question: tuple[str, ...], explain: bool, day: str | None) -> None:
    """Answer QUESTION in the terminal; without one, hold a conversation until the end of input."""
    on = _day(day)
    responder = load_responder()
    if question:
        _answer(responder, " ".join(question), on, explain)
        return
    while (line := _next_line()) is not None:
        if line.strip():
            _answer(responder, line, on, explain)
            click.echo()


def _next_line() -> str | None:
    if sys.stdin.isatty():
        click.echo(PROMPT, nl=False)
    raw = sys.stdin.buffer.readline()
    return raw.decode("utf-8", errors="replace") if raw else None


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} không phải ngày dạng năm-tháng-ngày, ví dụ 2027-01-05.") from error


def _answer(responder: Responder, question: str, day: date, explain: bool) -> None:
    locale = get_locale("vi")
    for reply in responder.respond(question, day).replies:
        click.echo(render(reply, locale).plain)
    if explain:
        click.echo()
        click.echo("\n".join(_explained(responder.matcher.explain(question))))


def _explained(explanation: Explanation) -> list[str]:
    match, decided, understood = explanation.match, explanation.decided, explanation.understood
    lines = ["— Vì sao —", f"Đọc là: {' '.join(word.surface for word in understood.words) or '(không có chữ nào)'}"]
    lines += [f"  theo từ điển: {one.written} → {one.meant}" for one in understood.rewritten]
    lines += [f"  sửa chính tả: {one.written} → {one.taken_for}" for one in understood.mended]
    lines += [
        f"  tên riêng: {one.text} ({one.kind}: {one.id or ' hoặc '.join(one.alternatives)})" for one in match.entities
    ]
    if match.facet:
        lines.append(f"Hỏi về: {FACET_BY_ID[match.facet].heading}")
    lines.append(
        f"Quyết định: {match.decision.value} · xác suất đúng {match.score:.2f} · hơn bài sau {decided.lead:.2f}"
    )
    for number, (one, alike) in enumerate(explanation.best, start=1):
        phrase = f' · giống câu "{alike}"' if alike else ""
        lines.append(f"  {number}. {one.label} {one.score:.3f}{phrase}")
    evidence = ", ".join(f"{feature.removeprefix('=')} {weight:.2f}" for feature, weight in explanation.evidence[:8])
    lines.append(f"Bằng chứng cho bài đầu: {evidence or 'không có'}")
    return lines
