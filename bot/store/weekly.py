"""When the weekly work was last done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bot.store.case_rows import Rows
from bot.store.times import stored_time


class WeeklyStore(Rows):
    """The last run of each weekly task, by the task's name."""

    async def last_runs(self, tasks: Iterable[str], now: datetime) -> dict[str, datetime]:
        """When each of these tasks was last done. One never heard of before counts as done `now`, so that a first
        start is not followed by a week's news at once."""
        names = list(tasks)

        def job(db: sqlite3.Connection) -> dict[str, datetime]:
            statement = "INSERT OR IGNORE INTO weekly_runs (task, at) VALUES (?, ?)"
            db.executemany(statement, [(name, stored_time(now)) for name in names])
            known = dict(db.execute("SELECT task, at FROM weekly_runs").fetchall())
            return {name: datetime.fromisoformat(known[name]) for name in names}

        runs: dict[str, datetime] = await self._do(job)
        return runs

    async def ran(self, task: str, at: datetime) -> None:
        """Stores that a task was done."""
        statement = "INSERT OR REPLACE INTO weekly_runs (task, at) VALUES (?, ?)"
        await self._do(lambda db: db.execute(statement, (task, stored_time(at))).rowcount)
