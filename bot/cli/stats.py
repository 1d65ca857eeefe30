"""hoidap stats: what was asked and what became of it."""

from __future__ import annotations

import csv
import io
import sys
from datetime import datetime, timedelta

import click

from bot.config import load_settings
from bot.services import DA_NANG
from bot.store import Stats, StoreError, read_stats
from intents.reply import Outcome

KINDS = {"outcome": "câu hỏi", "article": "bài", "vote": "đánh giá"}
NAMES = {
    Outcome.ANSWERED: "trả lời ngay",
    Outcome.OFFERED: "cho chọn bài",
    Outcome.NOT_FOUND: "chưa có bài",
    Outcome.EMPTY: "không có chữ",
    Outcome.UNSUPPORTED: "ảnh, tiếng nói, nhãn dán",
    Outcome.FAILED: "lỗi của bot",
    Outcome.LIMITED: "gửi quá nhanh, không trả lời",
    "helpful": "có ích",
    "unhelpful": "chưa ổn",
}


@click.command("stats")
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 3660), help="How many days back.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV: kind, name, count.")
def command(days: int, as_csv: bool) -> None:
    """Print what was asked in the last days: by outcome, busiest articles, votes."""
    until = datetime.now(DA_NANG)
    try:
        stats = read_stats(load_settings().data, until - timedelta(days=days), until)
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    rows = _rows(stats)
    click.echo(_csv(rows) if as_csv else _table(rows, days), nl=not as_csv)


def _rows(stats: Stats) -> list[tuple[str, str, int]]:
    rows = [("outcome", name, count) for name, count in stats.outcomes.items()]
    rows += [("article", name, count) for name, count in stats.articles.items()]
    return [*rows, ("vote", "helpful", stats.helpful), ("vote", "unhelpful", stats.unhelpful)]


def _csv(rows: list[tuple[str, str, int]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("kind", "name", "count"))
    writer.writerows(rows)
    return text.getvalue()


def _table(rows: list[tuple[str, str, int]], days: int) -> str:
    if not any(count for _, _, count in rows):
        return f"Chưa có câu hỏi nào trong {days} ngày qua."
    return "\n".join(f"{KINDS[kind]:10} {NAMES.get(name, name):32} {count:>6}" for kind, name, count in rows if count)
