"""Looking at what was asked, from the terminal: read-only, beside a running bot or without one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from bot.store.case_rows import top_of
from bot.store.interface import ASKED, HourCount, Stats, StoreError, TrustedQuestion, UnansweredQuestion
from bot.store.sqlite import BUSY_SECONDS, FILE, NONE_OF_THESE
from bot.store.times import stored_time

_TRUSTED = """
    WITH known AS (
        SELECT questions.id, questions.text, coalesce(nullif(choice, :none), article) AS proper, outcome, 0 AS by_staff
        FROM questions JOIN votes ON votes.question_id = questions.id AND helpful = 1
        WHERE proper IS NOT NULL
        UNION ALL
        SELECT questions.id, cases.text, body, outcome, 1
        FROM case_notes AS note JOIN cases ON cases.id = note.case_id JOIN questions ON questions.id = question_id
        WHERE kind = 'article' AND state = 'sent' AND coalesce(helped, 1) = 1 AND note.id =
            (SELECT max(id) FROM case_notes AS later WHERE later.case_id = cases.id AND later.kind = 'article')
    )
    SELECT id, text, proper, outcome, by_staff FROM known
    WHERE id IN (SELECT min(id) FROM known GROUP BY text, proper) ORDER BY id DESC LIMIT :limit
"""
"""`article` and `sent` are those of `bot.store.case_records`."""


def read_stats(folder: Path, since: datetime, until: datetime) -> Stats:
    """What was asked from `since` up to but not including `until`. Raises `StoreError` when there is no store."""
    span = (stored_time(since), stored_time(until))
    with reading(folder) as db:
        outcomes = db.execute(
            "SELECT outcome, count(*) FROM questions WHERE asked_at >= ? AND asked_at < ? "
            "GROUP BY outcome ORDER BY count(*) DESC, outcome",
            span,
        ).fetchall()
        articles = db.execute(
            "SELECT coalesce(nullif(choice, ?), article) AS answered, count(*) FROM questions "
            "WHERE asked_at >= ? AND asked_at < ? AND answered IS NOT NULL "
            "GROUP BY answered ORDER BY count(*) DESC, answered",
            (NONE_OF_THESE, *span),
        ).fetchall()
        helpful, unhelpful = db.execute(
            "SELECT coalesce(sum(helpful), 0), coalesce(sum(1 - helpful), 0) FROM votes WHERE at >= ? AND at < ?", span
        ).fetchone()
        teams = db.execute(
            "SELECT name, count(*) FROM questions JOIN teams ON teams.id = team WHERE asked_at >= ? AND asked_at < ? "
            "GROUP BY teams.id ORDER BY count(*) DESC, name",
            span,
        ).fetchall()
        handed_over = db.execute("SELECT count(*) FROM cases WHERE opened_at >= ? AND opened_at < ?", span).fetchone()
        answered = db.execute(
            "SELECT opened_at, first_answered_at FROM cases WHERE first_answered_at >= ? AND first_answered_at < ?",
            span,
        ).fetchall()
    waits = sorted(datetime.fromisoformat(end) - datetime.fromisoformat(begin) for begin, end in answered)
    return Stats(
        dict(outcomes), dict(articles), int(helpful), int(unhelpful), dict(teams), int(handed_over[0]), tuple(waits)
    )


def read_hours(folder: Path, since: datetime, until: datetime) -> list[HourCount]:
    """How many questions in words were asked in each hour of that span, by outcome, earliest first. Raises
    `StoreError` when there is no store."""
    statement = (
        f"SELECT substr(asked_at, 1, 13) AS hour, outcome, count(*) FROM questions "  # noqa: S608 - our own words
        f"WHERE asked_at >= ? AND asked_at < ? AND outcome IN ({', '.join('?' * len(ASKED))}) "
        "GROUP BY hour, outcome ORDER BY hour"
    )
    with reading(folder) as db:
        rows = db.execute(statement, (stored_time(since), stored_time(until), *ASKED)).fetchall()
    return [HourCount(datetime.fromisoformat(f"{hour}:00+00:00"), outcome, count) for hour, outcome, count in rows]


def read_unanswered(folder: Path, since: datetime, limit: int) -> list[UnansweredQuestion]:
    """The questions since then that found nothing, whose choices were all refused, or whose answer got a thumb down;
    the same words once, most asked first, then newest. Raises `StoreError` when there is no store."""
    with reading(folder) as db:
        rows = db.execute(
            "WITH missed AS ("
            " SELECT text, asked_at, top, CASE WHEN outcome = 'not_found' THEN 'not_found'"
            "  WHEN choice = ? THEN 'none_of_these' ELSE 'unhelpful' END AS reason"
            " FROM questions WHERE asked_at >= ? AND (outcome = 'not_found' OR choice = ?"
            "  OR id IN (SELECT question_id FROM votes WHERE helpful = 0)))"
            "SELECT text, min(reason), count(*), max(asked_at), min(asked_at), max(top) FROM missed "
            "GROUP BY text ORDER BY count(*) DESC, max(asked_at) DESC, text LIMIT ?",
            (NONE_OF_THESE, stored_time(since), NONE_OF_THESE, limit),
        ).fetchall()
    return [
        UnansweredQuestion(
            text,
            reason,
            count,
            datetime.fromisoformat(last),
            datetime.fromisoformat(first),
            tuple(one for one, _ in top_of(top)),
        )
        for text, reason, count, last, first, top in rows
    ]


def read_put_aside(folder: Path) -> frozenset[str]:
    """The keys of what staff have put aside. Raises `StoreError` when there is no store."""
    with reading(folder) as db:
        return frozenset(str(row[0]) for row in db.execute("SELECT text_key FROM put_aside"))


def read_trusted(folder: Path, limit: int) -> list[TrustedQuestion]:
    """The latest questions with a thumb up, and those for which staff have chosen an article; the same words with the
    same article once, as they were asked first. Raises `StoreError` when there is no store."""
    with reading(folder) as db:
        rows = db.execute(_TRUSTED, {"none": NONE_OF_THESE, "limit": limit}).fetchall()
    found = {
        (text, article): TrustedQuestion(number, text, article, outcome, bool(by_staff))
        for number, text, article, outcome, by_staff in rows
    }
    return list(found.values())


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database, to be read only. Raises `StoreError` when there is none, or it cannot be read."""
    path = folder / FILE
    if not path.is_file():
        raise StoreError(
            f"{path}: chưa có dữ liệu. Hãy chạy bot một lần, hoặc đặt HOIDAP_DATA là thư mục dữ liệu của bot."
        )
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise StoreError(
            f"{path}: không đọc được cơ sở dữ liệu ({error}). Nếu vừa nâng cấp, hãy chạy bot một lần."
        ) from error
