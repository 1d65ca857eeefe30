"""Updates that came: stored before Telegram hears of it, kept until three days after their outcome."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bot.store.times import stored_time
from bot.store.writer import Job, Writer

_KNOWN = "SELECT update_id FROM inbox WHERE bot_id = ? AND update_id IN (SELECT value FROM json_each(?))"
_ADD = "INSERT INTO inbox (id, bot_id, update_id, received_at, payload) VALUES (?, ?, ?, ?, ?)"

SET_ASIDE = "set_aside"
"""The outcome of an update that we could not work off."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update as it came, sealed."""

    update_id: int
    payload: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """A stored update without an outcome."""

    id: int
    update_id: int
    payload: bytes
    received_at: datetime
    failures: int
    """How often an attempt at it failed by our own fault, the death of the process in it included."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What the rows still kept say together."""

    set_aside: int
    uncertain: int
    """Attempts after which an answer may have come twice."""


class InboxStore:
    """The updates of one bot. Every verb returns once what it wrote is safe, and raises `StoreError` when it is not."""

    def __init__(self, writer: Writer, numbers: count[int], bot_id: int) -> None:
        self._writer = writer
        self._numbers = numbers
        self._bot_id = bot_id

    async def add(self, arrived: Sequence[Arrived]) -> dict[int, int]:
        """Stores what is not stored yet, in one transaction on the disk; gives the new rows' ids by update id. No
        update id may stand in it twice."""
        rows = [
            (next(self._numbers), self._bot_id, one.update_id, stored_time(one.received_at), one.payload)
            for one in arrived
        ]
        wanted = json.dumps([one.update_id for one in arrived])

        def job(db: sqlite3.Connection) -> dict[int, int]:
            known = {update_id for (update_id,) in db.execute(_KNOWN, (self._bot_id, wanted))}
            new = [row for row in rows if row[2] not in known]
            db.executemany(_ADD, new)
            return {row[2]: row[0] for row in new}

        return dict(await self._do(job))

    async def recover(self) -> list[Pending]:
        """What still has its payload, in order of arrival, after a start: what has no outcome, and what could not be
        unsealed before. An attempt that was begun and not ended counts as failed, and as one after which an answer may
        come twice."""

        def job(db: sqlite3.Connection) -> list[Pending]:
            db.execute(
                "UPDATE inbox SET begun = 0, failures = failures + 1, uncertain = uncertain + 1 "
                "WHERE bot_id = ? AND begun AND outcome IS NULL",
                (self._bot_id,),
            )
            rows = db.execute(
                "SELECT id, update_id, payload, received_at, failures FROM inbox "
                "WHERE bot_id = ? AND payload IS NOT NULL ORDER BY id",
                (self._bot_id,),
            )
            return [
                Pending(row_id, update_id, payload, datetime.fromisoformat(received), failures)
                for row_id, update_id, payload, received, failures in rows
            ]

        return list(await self._do(job))

    async def payload(self, row_id: int) -> bytes:
        """The sealed payload of a pending update."""
        statement = "SELECT payload FROM inbox WHERE id = ?"
        return bytes((await self._do(lambda db: db.execute(statement, (row_id,)).fetchone(), durable=False))[0])

    async def begin(self, row_id: int) -> None:
        """An attempt begins: should the process die in it, that will be known."""
        await self._set("begun = 1", row_id)

    async def give_back(self, row_id: int, *, uncertain: bool = False) -> None:
        """The attempt waits for Telegram, or was stopped in good order: it is not to blame when the process dies.
        `uncertain` when an answer may have come already."""
        await self._set(f"begun = 0, uncertain = uncertain + {int(uncertain)}", row_id)

    async def fail(self, row_id: int) -> None:
        """The attempt failed by our own fault."""
        await self._set("begun = 0, failures = failures + 1", row_id)

    async def finish(self, row_id: int, outcome: str, at: datetime, records: Sequence[Job] = ()) -> None:
        """Ends an update: its outcome, its payload's end and what was recorded meanwhile, in one transaction."""

        def job(db: sqlite3.Connection) -> None:
            for record in records:
                record(db)
            db.execute(
                "UPDATE inbox SET outcome = ?, ended_at = ?, payload = NULL, begun = 0 WHERE id = ?",
                (outcome, stored_time(at), row_id),
            )

        await self._do(job)

    async def keep_aside(self, row_id: int, at: datetime) -> None:
        """Sets an update aside that cannot be unsealed; its payload stays, for the day when the key is back."""
        statement = "UPDATE inbox SET outcome = ?, ended_at = coalesce(ended_at, ?) WHERE id = ?"
        await self._do(lambda db: db.execute(statement, (SET_ASIDE, stored_time(at), row_id)).rowcount)

    async def forget(self, ended_before: datetime) -> int:
        """Deletes what ended before that moment; gives how many rows that were."""
        statement = "DELETE FROM inbox WHERE ended_at < ?"
        return int(await self._do(lambda db: db.execute(statement, (stored_time(ended_before),)).rowcount))

    async def tally(self) -> Tally:
        """What the rows still kept say together."""
        statement = "SELECT coalesce(sum(outcome = ?), 0), coalesce(sum(uncertain), 0) FROM inbox WHERE bot_id = ?"
        return Tally(*await self._do(lambda db: db.execute(statement, (SET_ASIDE, self._bot_id)).fetchone()))

    async def probe(self) -> None:
        """Writes a row that is there for that: raises `StoreError` when nothing can be written now."""

        def job(db: sqlite3.Connection) -> None:
            db.execute("UPDATE probe SET at = ? WHERE id = 1", (stored_time(datetime.now(UTC)),))

        await self._do(job)

    async def _set(self, change: str, row_id: int) -> None:
        statement = f"UPDATE inbox SET {change} WHERE id = ? AND outcome IS NULL"  # noqa: S608 - our own words
        await self._do(lambda db: db.execute(statement, (row_id,)).rowcount, durable=False)

    async def _do(self, job: Callable[[sqlite3.Connection], Any], *, durable: bool = True) -> Any:
        return await self._writer.submit(job, durable=durable)
