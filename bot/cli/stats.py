"""hoidap stats: what was asked and what became of it."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

import click

from bot.cli.tables import csv_text
from bot.config import Settings, load_settings
from bot.content_folder import resolve_content
from bot.services import DA_NANG
from bot.statistics.report import topic_counts
from bot.store import Stats, StoreError, read_stats
from intents.content.files import LANGUAGE
from intents.content.model import TOPICS
from intents.reply import Outcome

KINDS = {
    "outcome": "câu hỏi",
    "article": "bài",
    "vote": "đánh giá",
    "topic": "chủ đề",
    "team": "tổ",
    "staff": "cán bộ",
    "before": "kỳ trước",
}
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
    "handed_over": "câu chuyển cán bộ",
    "staff_answered": "câu đã trả lời",
    "median_minutes": "số phút chờ (trung vị)",
}


@click.command("stats")
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 3660), help="How many days back.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV: kind, name, count.")
def command(days: int, as_csv: bool) -> None:
    """Print what was asked in the last days: by outcome, busiest articles and topics, votes, teams, staff, and the
    outcomes of as many days before."""
    until, settings = datetime.now(DA_NANG), load_settings()
    since = until - timedelta(days=days)
    try:
        stats = read_stats(settings.data, since, until)
        before = read_stats(settings.data, since - timedelta(days=days), since)
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    rows = _rows(stats, before, _topics(settings))
    click.echo(csv_text(("kind", "name", "count"), rows) if as_csv else _table(rows, days), nl=not as_csv)


def _topics(settings: Settings) -> dict[str, str]:
    """The topic of each article, by the folders in which they stand: quicker than loading them."""
    return {path.stem: path.parent.name for path in (resolve_content(settings).path / LANGUAGE).glob("*/*.md")}


def _rows(stats: Stats, before: Stats, topic_of: dict[str, str]) -> list[tuple[str, str, int]]:
    wait = stats.median_wait
    return [
        *(("outcome", name, count) for name, count in stats.outcomes.items()),
        *(("article", name, count) for name, count in stats.articles.items()),
        ("vote", "helpful", stats.helpful),
        ("vote", "unhelpful", stats.unhelpful),
        *(("topic", topic, count) for topic, count in topic_counts(stats.articles, topic_of)),
        *(("team", name, count) for name, count in stats.teams.items()),
        ("staff", "handed_over", stats.handed_over),
        ("staff", "staff_answered", len(stats.waits)),
        *([] if wait is None else [("staff", "median_minutes", round(wait.total_seconds() / 60))]),
        *(("before", name, count) for name, count in before.outcomes.items()),
    ]


def _table(rows: list[tuple[str, str, int]], days: int) -> str:
    if not any(count for kind, _, count in rows if kind != "before"):
        return f"Chưa có câu hỏi nào trong {days} ngày qua."
    names = {**NAMES, **TOPICS}
    return "\n".join(f"{KINDS[kind]:10} {names.get(name, name):32} {count:>6}" for kind, name, count in rows if count)
