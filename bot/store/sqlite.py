"""The store in one SQLite file."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from bot.privacy import Masked, masked
from bot.store.aside import AsideStore
from bot.store.cases import CaseStore
from bot.store.inbox import InboxStore
from bot.store.interface import Kept, QuestionRecord, ReplyLink, StoreDamagedError, StoreError, StorePassingError
from bot.store.lapse_lists import LapseListStore
from bot.store.lately import Lately, read_lately
from bot.store.mending import Mended, is_damage, is_sound, set_aside, take_over
from bot.store.privacy import PrivacyStore, erase_notes
from bot.store.publishing import ContentStore
from bot.store.recording import current_recording
from bot.store.replays import ReplayStore
from bot.store.schema import migrations, unknown_migrations
from bot.store.teams import TeamStore, open_teams
from bot.store.times import stored_time
from bot.store.weekly import WeeklyStore
from bot.store.writer import Job, Writer
from bot.store.writings import WritingStore

FILE = "hoidap.sqlite3"
BUSY_SECONDS = 5.0
"""How long another process may hold the database before we give up."""
MAX_TEXT = 4096
"""Characters kept of a question: as many as a message of Telegram's has."""
NONE_OF_THESE = "-"
"""Stands in `choice` when a person wanted none of what was offered."""

_PASSING = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
"""What may be over when it is tried again (https://www.sqlite.org/rescode.html)."""
_T = TypeVar("_T")

_COLUMNS = ("asker", "chat_kind", "text", "outcome", "article", "facet", "score", "top", "locale", "asked_at", "team")
_INSERT = (
    f"INSERT INTO questions (id, {', '.join(_COLUMNS)}) VALUES ({', '.join('?' * (len(_COLUMNS) + 1))}) "  # noqa: S608
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{column} = excluded.{column}' for column in _COLUMNS)}"
)


class SqliteStore:
    """`Store` over one file; made by `open_store`."""

    def __init__(
        self,
        writer: Writer,
        languages: dict[str, str],
        numbers: count[int],
        teams: TeamStore,
        cases: CaseStore,
        lately: Lately,
    ) -> None:
        self._writer = writer
        self._languages = languages
        self._numbers = numbers
        self._lately = lately
        self.privacy = PrivacyStore(writer)
        self.teams = teams
        self.cases = cases
        self.weekly = WeeklyStore(writer)
        self.writings = WritingStore(writer)
        self.lapse_lists = LapseListStore(writer)
        self.content = ContentStore(writer)
        self.aside = AsideStore(writer)
        self.replays = ReplayStore(writer)

    def inbox(self, bot_id: int) -> InboxStore:
        """The updates of that bot."""
        return InboxStore(self._writer, self._numbers, bot_id)

    async def record_question(self, record: QuestionRecord) -> int:
        """See `Store`."""
        values, kept_back = _row(record), current_recording()
        self._lately.asked(record.asker, record.asked_at)
        if kept_back is None or kept_back.asked:
            question_id = next(self._numbers)
            await self._do(lambda db: db.execute(_INSERT, (question_id, *values)).rowcount)
        else:
            question_id, kept_back.asked = kept_back.question_id, True
            kept_back.jobs.append(lambda db: db.execute(_INSERT, (question_id, *values)))
        return question_id

    async def update_question(self, question_id: int, record: QuestionRecord) -> None:
        """See `Store`. The choice made for the earlier wording no longer counts."""
        changes = ", ".join(f"{column} = ?" for column in _COLUMNS)
        statement = f"UPDATE questions SET {changes}, choice = NULL WHERE id = ?"  # noqa: S608 - our own names
        self._lately.asked(record.asker, record.asked_at)
        await self._do(lambda db: db.execute(statement, (*_row(record), question_id)).rowcount)

    async def record_choice(self, question_id: int, asker: str, article: str | None) -> None:
        """See `Store`."""
        statement = "UPDATE questions SET choice = ? WHERE id = ? AND asker = ?"
        await self._do(lambda db: db.execute(statement, (article or NONE_OF_THESE, question_id, asker)).rowcount)

    async def record_feedback(self, question_id: int, asker: str, helpful: bool, at: datetime) -> bool:
        """See `Store`."""
        statement = (
            "INSERT INTO votes (question_id, asker, helpful, at) "
            "SELECT id, asker, ?, ? FROM questions WHERE id = ? AND asker = ? "
            "ON CONFLICT (question_id, asker) DO UPDATE SET helpful = excluded.helpful, at = excluded.at"
        )
        values = (int(helpful), stored_time(at), question_id, asker)
        return bool(await self._do(lambda db: db.execute(statement, values).rowcount))

    async def question_text(self, question_id: int) -> str | None:
        """See `Store`."""
        row = await self._first("SELECT text FROM questions WHERE id = ?", (question_id,))
        return None if row is None else str(row[0])

    def may_have_asked(self, asker: str, since: datetime) -> bool:
        """See `Store`."""
        return self._lately.may_have_asked(asker, since)

    async def last_answered(self, asker: str, since: datetime, before: int | None = None) -> str | None:
        """See `Store`."""
        statement = (
            "SELECT coalesce(nullif(choice, ?), article) AS answered FROM questions WHERE asker = ? AND asked_at >= ? "
            "AND chat_kind = 'private' AND answered IS NOT NULL AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT 1"
        )
        row = await self._first(statement, (NONE_OF_THESE, asker, stored_time(since), before, before))
        return None if row is None else str(row[0])

    async def link_reply(self, message_key: str, reply_message_id: int, question_id: int) -> None:
        """See `Store`."""
        statement = "INSERT OR REPLACE INTO replies (message_key, reply_message_id, question_id) VALUES (?, ?, ?)"

        def job(db: sqlite3.Connection) -> None:
            db.execute(statement, (message_key, reply_message_id, question_id))

        kept_back = current_recording()
        if kept_back is None:
            await self._do(job)
        else:
            kept_back.jobs.append(job)

    async def reply_to(self, message_key: str) -> ReplyLink | None:
        """See `Store`."""
        statement = "SELECT reply_message_id, question_id FROM replies WHERE message_key = ?"
        row = await self._first(statement, (message_key,))
        return None if row is None else ReplyLink(int(row[0]), int(row[1]))

    def language(self, asker: str) -> str | None:
        """See `Store`."""
        return self._languages.get(asker)

    async def set_language(self, asker: str, code: str) -> None:
        """See `Store`."""
        statement = "INSERT OR REPLACE INTO languages (asker, code) VALUES (?, ?)"
        await self._do(lambda db: db.execute(statement, (asker, code)).rowcount)
        self._languages[asker] = code

    async def kept_of(self, asker: str) -> Kept:
        """See `Store`."""
        statement = (
            "SELECT (SELECT count(*) FROM questions WHERE asker = ?), (SELECT count(*) FROM votes WHERE asker = ?)"
        )
        questions, votes = await self._first(statement, (asker, asker)) or (0, 0)
        return Kept(int(questions), int(votes))

    async def erase(self, asker: str) -> None:
        """See `Store`. What is deleted is overwritten in the file (`secure_delete`) and leaves the write-ahead log."""
        theirs = "question_id IN (SELECT id FROM questions WHERE asker = ?)"

        def job(db: sqlite3.Connection) -> None:
            db.execute(f"DELETE FROM replies WHERE {theirs}", (asker,))  # noqa: S608 - our own words
            db.execute(f"DELETE FROM votes WHERE asker = ? OR {theirs}", (asker, asker))  # noqa: S608 - our own words
            db.execute("DELETE FROM questions WHERE asker = ?", (asker,))
            db.execute("DELETE FROM languages WHERE asker = ?", (asker,))
            erase_notes(db, asker)

        await self._do(job)
        self._languages.pop(asker, None)
        self._lately.forget(asker)
        await self.teams.erase(asker)
        await self.privacy.forget_damaged()  # nobody can be found in such a file and erased
        await self.privacy.scrub()

    async def damaged(self) -> None:
        """Returns once the file turns out to be broken; `mend_store` mends it when this store is closed."""
        await asyncio.shield(asyncio.wrap_future(self._writer.damaged))

    async def aclose(self) -> None:
        """See `Store`."""
        await asyncio.to_thread(self._writer.close)

    async def _first(self, statement: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """A look-up by key, on the writing connection: it sees all that was written before it was asked for."""
        row = await self._do(lambda db: db.execute(statement, values).fetchone())
        return row if row is None else tuple(row)

    async def _do(self, job: Job) -> Any:
        return await self._writer.submit(job)


def open_store(folder: Path) -> SqliteStore:
    """The store in that data folder, made when missing, brought to this version's schema. Raises `StoreError`."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{folder}: không tạo được thư mục dữ liệu ({error.strerror}). Hãy đặt HOIDAP_DATA là thư mục ghi được."
        ) from error
    return _opening(path, lambda: _opened(path))


def mend_store(folder: Path, now: datetime) -> Mended | None:
    """Puts a new store in the place of a damaged one, with what can still be read of it; None when the file is sound.
    Raises `StoreError`."""
    path = folder / FILE

    def mend() -> Mended | None:
        if is_sound(path):
            return None
        aside = set_aside(path, now)
        connection = _connect(path)
        try:
            return Mended(aside, take_over(aside, connection))
        finally:
            connection.close()

    try:
        return _opening(path, mend)
    except OSError as error:
        raise StorePassingError(f"{path}: không dời được tệp hỏng ({error.strerror}).") from error


def _opened(path: Path) -> SqliteStore:
    connection = _connect(path)
    try:
        languages = dict(connection.execute("SELECT asker, code FROM languages"))
        highest = "SELECT max((SELECT coalesce(max(id), 0) FROM questions), (SELECT coalesce(max(id), 0) FROM inbox))"
        numbers = count(connection.execute(highest).fetchone()[0] + 1)
        staff_chats = dict(connection.execute("SELECT configured, current FROM staff_chats"))
        lately = read_lately(connection)
        writer = Writer(connection, path)
        teams, cases = open_teams(writer, connection), CaseStore(writer, staff_chats)
        return SqliteStore(writer, languages, numbers, teams, cases, lately)
    except sqlite3.Error:
        connection.close()
        raise


def _connect(path: Path) -> sqlite3.Connection:
    with suppress(OSError):  # else made by SQLite, for everybody on the machine to read; SQLite says what is wrong
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        _migrate(Database(connection), path)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(db: Database, path: Path) -> None:
    newer = unknown_migrations(db)
    if newer:
        raise StoreError(
            f"{path}: cơ sở dữ liệu do một bản mới hơn của chương trình tạo ra ({', '.join(newer)}). "
            "Hãy chạy bản mới đó, hoặc đặt HOIDAP_DATA là thư mục khác."
        )
    migrations.apply(db)


def _opening(path: Path, connect: Callable[[], _T]) -> _T:
    try:
        return connect()
    except sqlite3.DatabaseError as error:
        raise _kind(error)(f"{path}: {_reason(error)}") from error


def _kind(error: sqlite3.DatabaseError) -> type[StoreError]:
    if is_damage(error):
        return StoreDamagedError
    return StorePassingError if getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING else StoreError


def _reason(error: sqlite3.DatabaseError) -> str:
    text = str(error).lower()
    if is_damage(error):
        return "tệp này hỏng hoặc không phải cơ sở dữ liệu."
    if "locked" in text or "busy" in text:
        return "cơ sở dữ liệu đang bị chương trình khác giữ. Hãy tắt chương trình đó; bot sẽ tự chạy tiếp."
    if "full" in text or "disk" in text:
        return f"không ghi được vào đĩa ({error}). Hãy dọn chỗ trống; bot sẽ tự chạy tiếp."
    if "readonly" in text or "unable to open" in text or "permission" in text:
        return "không ghi được vào tệp này. Hãy kiểm tra quyền ghi, hoặc đặt HOIDAP_DATA là thư mục ghi được."
    return f"không mở được cơ sở dữ liệu ({error})."


def _row(record: QuestionRecord) -> tuple[Any, ...]:
    kept = record.text if isinstance(record.text, Masked) else masked(record.text)
    return (
        record.asker,
        record.chat_kind,
        kept.text[:MAX_TEXT],
        record.outcome,
        record.article,
        record.facet,
        record.score,
        json.dumps(record.top, ensure_ascii=False),
        record.locale,
        stored_time(record.asked_at),
        record.team,
    )
