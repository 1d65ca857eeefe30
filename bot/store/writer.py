"""The one thread that writes. What waits is written in one transaction, and reported done once that is on disk."""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.store.interface import StoreDamagedError, StoreError
from bot.store.mending import is_damage

MAX_BATCH = 500
"""Jobs in one transaction: bounds how long the first of them waits."""

LOG_AGAIN_SECONDS = 5.0
"""How long until a write-ahead log that was being read is looked at again."""

_log = logging.getLogger(__name__)

Job = Callable[[sqlite3.Connection], Any]


@dataclass(slots=True)
class _Task:
    job: Job
    durable: bool
    future: asyncio.Future[Any]


class Writer:
    """Owns the writing connection. Jobs run in the order in which they were handed in."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path
        self._synced = True
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._log_to_truncate: list[asyncio.Future[Any]] = []
        self._log_left_at: float | None = None
        """When the log was last found being read, and not emptied since."""
        self._closed = False
        self.damaged: Future[None] = Future()
        """Has its result once the file turns out to be broken."""
        self._thread = threading.Thread(target=self._work, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Job, *, durable: bool = True) -> asyncio.Future[Any]:
        """Hands in a job; its result, or `StoreError`, comes once its transaction is committed: on the disk, or, when
        not `durable`, where it outlives this process but not a power cut. Who stops waiting for it does not undo it.
        A job may be run a second time, after all that it did the first time was undone."""
        if self._closed:
            raise StoreError(f"{self.path}: cơ sở dữ liệu đã đóng.")
        task = _Task(job, durable, asyncio.get_running_loop().create_future())
        self._tasks.put(task)
        return task.future

    def truncate_log(self) -> asyncio.Future[Any]:
        """Empties the write-ahead log once all that was handed in is committed; False when a reader held it open: it is
        then emptied some seconds after the reader has gone."""
        future = asyncio.get_running_loop().create_future()
        self._log_to_truncate.append(future)
        self.submit(lambda _: None).add_done_callback(_heard)
        return future

    def close(self) -> None:
        """Finishes all that was handed in, then closes the connection. A second call does nothing."""
        if not self._closed:
            self._closed = True
            self._tasks.put(None)
        self._thread.join()

    def _work(self) -> None:
        open_ = True
        while open_:
            batch = [self._next()]
            while len(batch) < MAX_BATCH and not self._tasks.empty():
                batch.append(self._tasks.get())
            open_ = None not in batch
            self._write([task for task in batch if task is not None])
            while self._log_to_truncate:
                self._truncate(self._log_to_truncate.pop())
            self._look_at_the_log_again()
        self._connection.close()

    def _next(self) -> _Task | None:
        while self._log_left_at is not None:
            with suppress(queue.Empty):
                return self._tasks.get(timeout=LOG_AGAIN_SECONDS)
            self._look_at_the_log_again()
        return self._tasks.get()

    def _truncate(self, future: asyncio.Future[Any]) -> None:
        outcome: Any
        try:
            outcome = self._empty_the_log()
        except sqlite3.Error as error:
            outcome = self._failed(error)
        else:
            if not outcome:
                _log.warning("%s: the write-ahead log is being read and is emptied later", self.path)
        _tell([(future, outcome)])

    def _look_at_the_log_again(self) -> None:
        """Without waiting for whoever reads it: what is to be written comes first."""
        if self._log_left_at is None or time.monotonic() - self._log_left_at < LOG_AGAIN_SECONDS:
            return
        try:
            (patience,) = self._connection.execute("PRAGMA busy_timeout").fetchone()
            self._connection.execute("PRAGMA busy_timeout = 0")
            self._empty_the_log()
            self._connection.execute(f"PRAGMA busy_timeout = {patience}")
        except sqlite3.Error as error:
            _log.error("%s: the write-ahead log could not be emptied: %s", self.path, self._failed(error))

    def _empty_the_log(self) -> bool:
        busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._log_left_at = time.monotonic() if busy else None
        return not busy

    def _write(self, tasks: list[_Task]) -> None:
        if not tasks:
            return
        outcomes: list[Any]
        try:
            self._sync(any(task.durable for task in tasks))
            outcomes = self._together(tasks) or self._one_by_one(tasks)
        except sqlite3.Error as error:
            _log.error("%s: a transaction of %d jobs failed: %s", self.path, len(tasks), error)
            self._undo()
            outcomes = [self._failed(error)] * len(tasks)
        _tell(zip((task.future for task in tasks), outcomes, strict=True))

    def _together(self, tasks: list[_Task]) -> list[Any] | None:
        """The results of all jobs, committed; None when one of them failed: then nothing has happened."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            outcomes = [task.job(self._connection) for task in tasks]
        except Exception:  # noqa: BLE001 - which of them it was, and why, shows when each runs by itself
            self._undo()
            return None
        self._connection.execute("COMMIT")
        return outcomes

    def _one_by_one(self, tasks: list[_Task]) -> list[Any]:
        """The results of the jobs that succeed, committed, and the errors of the others."""
        self._connection.execute("BEGIN IMMEDIATE")
        outcomes = [self._run(task.job) for task in tasks]
        self._connection.execute("COMMIT")
        return outcomes

    def _undo(self) -> None:
        with suppress(sqlite3.Error):  # where SQLite has rolled back by itself already
            self._connection.execute("ROLLBACK")

    def _sync(self, wanted: bool) -> None:
        if wanted is not self._synced:
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if wanted else 'NORMAL'}")
            self._synced = wanted

    def _run(self, job: Job) -> Any:
        """One job in a savepoint of its own: what it raises is its result and undoes nobody else's work."""
        self._connection.execute("SAVEPOINT job")
        try:
            result = job(self._connection)
        except sqlite3.Error as error:
            if not self._connection.in_transaction:
                raise
            self._connection.execute("ROLLBACK TO job")
            result = self._failed(error)
        except Exception as error:  # noqa: BLE001 - a job that fails must not end the thread that writes for all
            self._connection.execute("ROLLBACK TO job")
            result = error
        self._connection.execute("RELEASE job")
        return result

    def _failed(self, error: sqlite3.Error) -> StoreError:
        if is_damage(error):
            if not self.damaged.done():
                self.damaged.set_result(None)
            return StoreDamagedError(f"{self.path}: tệp cơ sở dữ liệu bị hỏng ({error}).")
        return StoreError(
            f"{self.path}: không ghi được vào cơ sở dữ liệu ({error}). Hãy kiểm tra chỗ trống và quyền ghi."
        )


def _heard(future: asyncio.Future[Any]) -> None:
    """Takes note of an error that nobody waits for: it is in the log already."""
    if not future.cancelled():
        future.exception()


def _tell(outcomes: Iterable[tuple[asyncio.Future[Any], Any]]) -> None:
    """Gives each waiting future its outcome, all those of a loop in one go: each waking of a loop costs a system
    call."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]] = {}
    for future, outcome in outcomes:
        by_loop.setdefault(future.get_loop(), []).append((future, outcome))
    for loop, theirs in by_loop.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits
            loop.call_soon_threadsafe(_settle, theirs)


def _settle(outcomes: list[tuple[asyncio.Future[Any], Any]]) -> None:
    for future, outcome in outcomes:
        if future.done():
            continue  # cancelled
        if isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
