"""How cases stand in the database, and the verbs' common ways to it."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import Any

from bot.store.case_records import Case, Delivery, Ending, NewCase, NewNote
from bot.store.times import stored_time
from bot.store.writer import Job, Writer

CASE = (
    "id, asker, chat_id, message_id, text, top, team, locale, ending, opened_at, waiting_since, answered_at, "
    "owner, owner_name, owned_at, wants_file, card"
)
"""The columns of a case, as `case_of` reads them."""


class Rows:
    """Statements on the writing connection: they see all that was written before they were asked for."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def _first(self, statement: str, values: tuple[Any, ...]) -> Any:
        return await self._do(lambda db: db.execute(statement, values).fetchone())

    async def _all(self, statement: str, values: tuple[Any, ...]) -> list[Any]:
        rows: list[Any] = await self._do(lambda db: db.execute(statement, values).fetchall())
        return rows

    async def _do(self, job: Job) -> Any:
        return await self._writer.submit(job)


def insert_case(db: sqlite3.Connection, new: NewCase) -> int:
    """Writes a new case; its number."""
    at = stored_time(new.at)
    statement = (
        "INSERT INTO cases (question_id, asker, chat_id, message_id, text, top, team, locale, opened_at, "
        "waiting_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    top = json.dumps(new.top, ensure_ascii=False)
    values = (new.question_id, new.asker, new.chat_id, new.message_id, new.text, top, new.team, new.locale, at, at)
    return int(db.execute(statement, values).lastrowid or 0)


def insert_note(db: sqlite3.Connection, note: NewNote) -> bool:
    """Writes a note to be sent, unless one with its key is there; whether it was written."""
    statement = (
        "INSERT OR IGNORE INTO case_notes (case_id, key, kind, body, file_id, reply_to, sealed, state) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    )
    words = (note.body, note.file_id, note.reply_to, note.sealed)
    values = (note.case_id, note.key, note.kind, *words, Delivery.WAITING)
    return db.execute(statement, values).rowcount == 1


def insert_post(db: sqlite3.Connection, place: tuple[int, int], case_id: int) -> None:
    """Writes that a message of ours is about a case."""
    statement = "INSERT OR REPLACE INTO case_posts (chat_id, message_id, case_id) VALUES (?, ?, ?)"
    db.execute(statement, (*place, case_id))


def read_case(db: sqlite3.Connection, case_id: int) -> Case | None:
    """The case with that number."""
    row = db.execute(f"SELECT {CASE} FROM cases WHERE id = ?", (case_id,)).fetchone()  # noqa: S608 - our own names
    return None if row is None else case_of(row)


def case_of(row: Any) -> Case:
    """The case in a row of `CASE`."""
    opened = read_time(row[9])
    if opened is None:
        raise ValueError(f"case {row[0]} was never opened")
    return Case(
        id=row[0],
        asker=row[1],
        chat_id=row[2],
        message_id=row[3],
        text=row[4],
        top=top_of(row[5]),
        team=row[6],
        locale=row[7],
        ending=Ending(row[8]) if row[8] else None,
        opened_at=opened,
        waiting_since=read_time(row[10]),
        answered_at=read_time(row[11]),
        owner=row[12],
        owner_name=row[13],
        owned_at=read_time(row[14]),
        wants_file=bool(row[15]),
        card=row[16],
    )


def top_of(stored: str) -> tuple[tuple[str, float], ...]:
    """The articles considered, from their JSON."""
    return tuple((str(article), float(score)) for article, score in json.loads(stored))


def stored_or_none(moment: datetime | None) -> str | None:
    """A moment as it is stored, None for none."""
    return None if moment is None else stored_time(moment)


def read_time(stored: str | None) -> datetime | None:
    """The moment that was stored, None for none."""
    return None if stored is None else datetime.fromisoformat(stored)
