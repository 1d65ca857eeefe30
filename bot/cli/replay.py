"""hoidap replay: which questions that were answered well would now be answered differently."""

from __future__ import annotations

import sys

import click

from bot.cli.setting_up import load_responder, today
from bot.cli.tables import csv_text
from bot.config import load_settings
from bot.statistics.replay import MOST, Replay, Replayed, Verdict, ask_again, compared
from bot.statistics.weekly_words import article_before, article_now
from bot.store import StoreError, read_trusted
from intents.content.model import Content

COLUMNS = ("text", "by", "article", "verdict", "now")


@click.command("replay")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV, all questions: text, by, article, verdict, now.")
def command(as_csv: bool) -> None:
    """Ask the questions that got a thumb up, and those for which staff chose an article, of the content as it is, and
    print which of them that article no longer answers."""
    try:
        questions = read_trusted(load_settings().data, MOST)
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    responder, day = load_responder(), today()
    done = compared([ask_again(one, responder, day) for one in questions], {})
    click.echo(_csv(done) if as_csv else _table(done, responder.content), nl=not as_csv)


def _csv(done: Replay) -> str:
    rows = ((one.question.text, _by(one), one.question.article, one.verdict, one.now or "") for one in done.replayed)
    return csv_text(COLUMNS, rows)


def _table(done: Replay, content: Content) -> str:
    if not done.replayed:
        return "Chưa có câu hỏi nào được khen hoặc được cán bộ chọn bài."
    counts = done.counts
    head = (
        f"Hỏi lại {len(done.replayed)} câu: đúng bài {counts[Verdict.SAME]}, trong các bài cho chọn "
        f"{counts[Verdict.OFFERED]}, bài khác {counts[Verdict.OTHER]}, không trả lời {counts[Verdict.LOST]}, "
        f"bài đã bỏ {counts[Verdict.GONE]}."
    )
    changed = (
        f"{' '.join(one.question.text.split())}\n    {article_before(one, content)} → {article_now(one, content)}"
        for one in done.replayed
        if one.verdict is not Verdict.SAME
    )
    return "\n".join((head, *changed))


def _by(one: Replayed) -> str:
    return "staff" if one.question.by_staff else "vote"
