"""hoidap unanswered: what the bot could not answer, most asked first."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

import click

from bot.cli.tables import csv_text
from bot.config import load_settings
from bot.services import DA_NANG
from bot.store import StoreError, UnansweredQuestion, read_unanswered

REASONS = {"not_found": "chưa có bài", "none_of_these": "không chọn bài nào", "unhelpful": "chê câu trả lời"}


@click.command("unanswered")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 3660), help="How many days back.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000), help="At most so many.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV: text, reason, count, last_asked.")
def command(days: int, limit: int, as_csv: bool) -> None:
    """Print the questions that found no article, whose choices were refused, or whose answer got a thumb down."""
    since = datetime.now(DA_NANG) - timedelta(days=days)
    try:
        questions = read_unanswered(load_settings().data, since, limit)
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(_csv(questions) if as_csv else _table(questions, days), nl=not as_csv)


def _csv(questions: list[UnansweredQuestion]) -> str:
    rows = (
        (one.text, one.reason, one.count, one.last_asked.astimezone(DA_NANG).isoformat(timespec="seconds"))
        for one in questions
    )
    return csv_text(("text", "reason", "count", "last_asked"), rows)


def _table(questions: list[UnansweredQuestion], days: int) -> str:
    if not questions:
        return f"Không có câu hỏi nào chưa được trả lời trong {days} ngày qua."
    return "\n".join(
        f"{one.count:>4}  {one.last_asked.astimezone(DA_NANG):%d/%m/%Y}  {REASONS[one.reason]:20}  "
        + " ".join(one.text.split())
        for one in questions
    )
