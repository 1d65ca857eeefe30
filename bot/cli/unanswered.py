"""hoidap unanswered: what the bot could not answer, grouped by meaning or most asked first."""

from __future__ import annotations

import sys
from collections.abc import Collection
from datetime import datetime, timedelta

import click

from bot.cli.setting_up import load_responder
from bot.cli.tables import csv_text
from bot.config import load_settings
from bot.services import DA_NANG
from bot.statistics.missed import Group, grouped, still_missed
from bot.statistics.missed_words import solved_words
from bot.store import StoreError, UnansweredQuestion, read_put_aside, read_unanswered
from intents.clustering import Clustering

REASONS = {"not_found": "chưa có bài", "none_of_these": "không chọn bài nào", "unhelpful": "chê câu trả lời"}
COLUMNS = ("text", "reason", "count", "last_asked", "cluster", "put_aside", "answered_now")


@click.command("unanswered")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 3660), help="How many days back.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000), help="At most so many.")
@click.option("--plain", is_flag=True, help="A plain list instead of groups.")
@click.option(
    "--csv",
    "as_csv",
    is_flag=True,
    help="Write CSV: text, reason, count, last_asked, cluster (a number), put_aside, answered_now.",
)
def command(days: int, limit: int, plain: bool, as_csv: bool) -> None:
    """Print the questions that found no article, whose choices were refused, or whose answer got a thumb down; what
    means the same together, the largest group first, what staff have put aside last. What the content answers by now is
    only counted; it stands in the plain list and in the CSV."""
    settings = load_settings()
    since = datetime.now(DA_NANG) - timedelta(days=days)
    try:
        questions = read_unanswered(settings.data, since, limit)
        aside_keys = read_put_aside(settings.data)
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if plain and not as_csv:
        click.echo(_table(questions) or _nothing(days))
        return
    still, groups, aside = _still_missed(questions, aside_keys)
    if as_csv:
        click.echo(_csv(questions, still, groups, aside), nl=False)
    else:
        solved = sum(one.count for one in questions) - sum(one.count for one in still)
        click.echo(_grouped_table(still, groups, aside) or _nothing(days))
        if solved:
            click.echo(solved_words(solved))


def _still_missed(
    questions: list[UnansweredQuestion], aside_keys: Collection[str]
) -> tuple[list[UnansweredQuestion], tuple[Group, ...], tuple[Group, ...]]:
    """What is still not answered, its groups, and those put aside."""
    if not questions:
        return [], (), ()
    responder = load_responder()
    matches = [responder.matcher.match(one.text) for one in questions]
    still = still_missed(questions, matches, responder.content)
    return still, *grouped(Clustering(responder.content), still, aside_keys)


def _csv(
    questions: list[UnansweredQuestion],
    still: list[UnansweredQuestion],
    groups: tuple[Group, ...],
    aside: tuple[Group, ...],
) -> str:
    number_of = {one.text: number for number, group in _numbered(groups, aside) for one in group.cluster.members}
    missed = {(one.text, one.reason) for one in still}
    put_aside = {one.text for group in aside for one in group.cluster.members}
    rows = (
        (
            one.text,
            one.reason,
            one.count,
            one.last_asked.astimezone(DA_NANG).isoformat(timespec="seconds"),
            number_of.get(one.text, ""),
            int(one.text in put_aside),
            int((one.text, one.reason) not in missed),
        )
        for one in questions
    )
    return csv_text(COLUMNS, rows)


def _numbered(groups: tuple[Group, ...], aside: tuple[Group, ...]) -> list[tuple[int, Group]]:
    return list(enumerate((*groups, *aside), start=1))


def _grouped_table(questions: list[UnansweredQuestion], groups: tuple[Group, ...], aside: tuple[Group, ...]) -> str:
    left = {one.text: one for one in questions}
    parts = []
    for number, group in _numbered(groups, aside):
        mark = " (đã bỏ qua)" if number > len(groups) else ""
        members = [left.pop(one.text) for one in group.cluster.members]
        parts.append(f"Nhóm {number}: {group.cluster.size} câu{mark}\n{_table(members)}")
    if left:
        parts.append(f"Không gom nhóm\n{_table(list(left.values()))}")
    return "\n\n".join(parts)


def _table(questions: list[UnansweredQuestion]) -> str:
    return "\n".join(
        f"{one.count:>4}  {one.last_asked.astimezone(DA_NANG):%d/%m/%Y}  {REASONS[one.reason]:20}  "
        + " ".join(one.text.split())
        for one in questions
    )


def _nothing(days: int) -> str:
    return f"Không có câu hỏi nào chưa được trả lời trong {days} ngày qua."
