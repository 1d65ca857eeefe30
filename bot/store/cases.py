"""Cases in the database: each verb is one transaction, so that two staff members at once cannot both win."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.store.case_notes import NoteStore
from bot.store.case_records import (
    AskedQuestion,
    Case,
    Claim,
    Delivery,
    Ending,
    NewCase,
    NewNote,
    NoteKind,
    Opened,
    Refusal,
)
from bot.store.case_rows import (
    CASE,
    Rows,
    case_of,
    insert_case,
    insert_note,
    insert_post,
    read_case,
    stored_or_none,
    top_of,
)
from bot.store.drafts import DraftStore
from bot.store.times import stored_time
from bot.store.writer import Writer

DAY = timedelta(days=1)


class CaseStore(Rows):
    """What was handed over to staff, with what is still to be sent about it."""

    def __init__(self, writer: Writer, staff_chats: dict[int, int]) -> None:
        super().__init__(writer)
        self._staff_chats = staff_chats
        self.notes = NoteStore(writer)
        self.drafts = DraftStore(writer)

    def staff_chat(self, configured: int) -> int:
        """The id that the staff group of the settings has by now: another one once it has become a supergroup."""
        return self._staff_chats.get(configured, configured)

    async def move_staff_chat(self, configured: int, current: int) -> None:
        """Stores the group's new id; every open case is to be shown there anew."""

        def job(db: sqlite3.Connection) -> None:
            db.execute("INSERT OR REPLACE INTO staff_chats (configured, current) VALUES (?, ?)", (configured, current))
            db.execute("UPDATE cases SET card = NULL WHERE ending IS NULL")
            db.execute(
                "UPDATE case_notes SET state = ?, reply_to = NULL WHERE kind = ? AND case_id IN "
                "(SELECT id FROM cases WHERE ending IS NULL)",
                (Delivery.WAITING, NoteKind.CARD),
            )
            db.execute("UPDATE case_notes SET reply_to = NULL WHERE state = ?", (Delivery.WAITING,))

        await self._do(job)
        self._staff_chats[configured] = current

    async def question(self, question_id: int, asker: str) -> AskedQuestion | None:
        """A person's own question, None when it is not stored or not theirs."""
        row = await self._first("SELECT text, top FROM questions WHERE id = ? AND asker = ?", (question_id, asker))
        return None if row is None else AskedQuestion(str(row[0]), top_of(row[1]))

    async def fell_back_before(self, question_id: int, asker: str, since: datetime) -> bool:
        """Whether the question that this person asked just before was not answered either, and not long ago."""
        statement = (
            "SELECT outcome FROM questions WHERE asker = ? AND id < ? AND asked_at >= ? ORDER BY id DESC LIMIT 1"
        )
        row = await self._first(statement, (asker, question_id, stored_time(since)))
        return row is not None and row[0] == "not_found"

    async def open(self, new: NewCase, most_open: int, most_a_day: int) -> Opened:
        """Opens a case, with its note to the staff group, unless a limit forbids it."""

        def job(db: sqlite3.Connection) -> Opened:
            row = db.execute(f"SELECT {CASE} FROM cases WHERE question_id = ?", (new.question_id,)).fetchone()  # noqa: S608
            if row is not None:
                return Opened(case_of(row), Refusal.ALREADY)
            count = "SELECT count(*) FROM cases WHERE asker = ? AND "
            if db.execute(f"{count} ending IS NULL", (new.asker,)).fetchone()[0] >= most_open:
                return Opened(None, Refusal.TOO_MANY_OPEN)
            recent = (new.asker, stored_time(new.at - DAY))
            if db.execute(f"{count} opened_at > ?", recent).fetchone()[0] >= most_a_day:
                return Opened(None, Refusal.TOO_OFTEN)
            others = db.execute("SELECT count(*) FROM cases WHERE ending IS NULL AND waiting_since IS NOT NULL")
            before = int(others.fetchone()[0])
            case_id = insert_case(db, new)
            insert_note(db, NewNote(case_id, f"card:{case_id}", NoteKind.CARD))
            return Opened(read_case(db, case_id), None, before)

        opened: Opened = await self._do(job)
        return opened

    async def case(self, case_id: int) -> Case | None:
        """A case by its number."""
        case: Case | None = await self._do(lambda db: read_case(db, case_id))
        return case

    async def case_at(self, chat_id: int, message_id: int) -> Case | None:
        """The case that a message of ours is about."""
        statement = (
            f"SELECT {CASE} FROM cases WHERE id = (SELECT case_id FROM case_posts WHERE chat_id = ? AND message_id = ?)"  # noqa: S608
        )
        row = await self._first(statement, (chat_id, message_id))
        return None if row is None else case_of(row)

    async def case_wanting_file(self, asker: str, chat_id: int) -> Case | None:
        """The newest open case of a person in which staff have asked for a file."""
        statement = f"SELECT {CASE} FROM cases WHERE asker = ? AND chat_id = ? AND ending IS NULL AND wants_file = 1 ORDER BY id DESC LIMIT 1"  # noqa: E501, S608
        row = await self._first(statement, (asker, chat_id))
        return None if row is None else case_of(row)

    async def open_cases(self) -> list[Case]:
        """What is open: those who wait first, longest first, then what is answered but not closed."""
        order = "ORDER BY waiting_since IS NULL, coalesce(waiting_since, answered_at), id"
        return await self._cases(f"SELECT {CASE} FROM cases WHERE ending IS NULL {order}", ())  # noqa: S608

    async def claim(self, case_id: int, staff: int, name: str, at: datetime, idle: timedelta) -> Claim | None:
        """Takes an open case for a staff member unless another has it and has touched it within `idle`. None when
        there is no such case."""
        statement = (
            "UPDATE cases SET owner = ?, owner_name = ?, owned_at = ?, card_stale = 1 "
            "WHERE id = ? AND ending IS NULL AND (owner IS NULL OR owner = ? OR owned_at < ?)"
        )
        values = (staff, name, stored_time(at), case_id, staff, stored_time(at - idle))

        def job(db: sqlite3.Connection) -> Claim | None:
            won = db.execute(statement, values).rowcount == 1
            case = read_case(db, case_id)
            return None if case is None else Claim(case, won)

        claim: Claim | None = await self._do(job)
        return claim

    async def release(self, case_id: int) -> None:
        """Lets go of a case, for others to take."""
        statement = "UPDATE cases SET owner = NULL, owner_name = '', owned_at = NULL, card_stale = 1 WHERE id = ?"
        await self._do(lambda db: db.execute(statement, (case_id,)).rowcount)

    async def answer(self, notes: Sequence[NewNote], at: datetime) -> bool:
        """Stores what staff say to the resident; False when it is stored already."""

        def job(db: sqlite3.Connection) -> bool:
            fresh = [insert_note(db, note) for note in notes]
            if any(fresh):
                statement = (
                    "UPDATE cases SET answered_at = :at, first_answered_at = coalesce(first_answered_at, :at), "
                    "waiting_since = NULL, owned_at = :at, card_stale = 1 WHERE id = :id"
                )
                db.execute(statement, {"at": stored_time(at), "id": notes[0].case_id})
            return any(fresh)

        return bool(await self._do(job))

    async def case_asked_at(self, chat_id: int, message_id: int) -> Case | None:
        """The newest case whose question that message is."""
        statement = f"SELECT {CASE} FROM cases WHERE chat_id = ? AND message_id = ? ORDER BY id DESC LIMIT 1"  # noqa: S608
        row = await self._first(statement, (chat_id, message_id))
        return None if row is None else case_of(row)

    async def follow_up(self, note: NewNote, at: datetime) -> bool:
        """Stores what the resident adds; False when it is stored already."""

        def job(db: sqlite3.Connection) -> bool:
            fresh = insert_note(db, note)
            if fresh:
                statement = "UPDATE cases SET waiting_since = coalesce(waiting_since, ?), card_stale = 1 WHERE id = ?"
                db.execute(statement, (stored_time(at), note.case_id))
            return fresh

        return bool(await self._do(job))

    async def want_file(self, note: NewNote) -> bool:
        """Asks the resident for a picture or file; False when that is asked already."""

        def job(db: sqlite3.Connection) -> bool:
            db.execute("UPDATE cases SET wants_file = 1, card_stale = 1 WHERE id = ?", (note.case_id,))
            return insert_note(db, note)

        return bool(await self._do(job))

    async def close(self, case_id: int, ending: Ending, note: NewNote | None, at: datetime) -> bool:
        """Closes a case, with what is said to the resident; False when it is closed already."""
        statement = (
            "UPDATE cases SET ending = ?, closed_at = ?, waiting_since = NULL, wants_file = 0, card_stale = 1 "
            "WHERE id = ? AND ending IS NULL"
        )

        def job(db: sqlite3.Connection) -> bool:
            closed = db.execute(statement, (ending, stored_time(at), case_id)).rowcount == 1
            if closed and note is not None:
                insert_note(db, note)
            return closed

        return bool(await self._do(job))

    async def vote(self, case_id: int, asker: str, helpful: bool) -> bool:
        """Stores whether it helped; False when the case is not theirs or not stored. Staff hear of the first no."""

        def job(db: sqlite3.Connection) -> bool:
            known = db.execute("UPDATE cases SET helped = ? WHERE id = ? AND asker = ?", (int(helpful), case_id, asker))
            if known.rowcount and not helpful:
                insert_note(db, NewNote(case_id, f"unhelpful:{case_id}", NoteKind.UNHELPFUL))
            return known.rowcount == 1

        return bool(await self._do(job))

    async def remember(self, chat_id: int, message_id: int, case_id: int) -> None:
        """Remembers that a message of ours is about a case."""
        await self._do(lambda db: insert_post(db, (chat_id, message_id), case_id))

    async def card_is_stale(self, case_id: int) -> bool:
        """Whether what the staff group sees of a case is no longer so."""
        statement = "SELECT card_stale FROM cases WHERE id = ? AND card IS NOT NULL"
        row = await self._first(statement, (case_id,))
        return row is not None and bool(row[0])

    async def card_shown(self, case: Case) -> None:
        """Remembers that the staff group sees a case as it stood in `case`."""
        statement = "UPDATE cases SET card_stale = 0 WHERE id = ? AND ending IS ? AND owned_at IS ? AND answered_at IS ? AND waiting_since IS ? AND wants_file = ?"  # noqa: E501
        moments = (stored_or_none(case.owned_at), stored_or_none(case.answered_at), stored_or_none(case.waiting_since))
        values = (case.id, case.ending, *moments, int(case.wants_file))
        await self._do(lambda db: db.execute(statement, values).rowcount)

    async def remind(self, at: datetime, after: timedelta) -> list[Case]:
        """The cases whose askers have waited that long since they asked and since staff were last reminded; they
        count as reminded now."""
        due = "ending IS NULL AND waiting_since <= ? AND (reminded_at IS NULL OR reminded_at <= ?)"
        before = stored_time(at - after)

        def job(db: sqlite3.Connection) -> list[Case]:
            statement = f"SELECT {CASE} FROM cases WHERE {due} ORDER BY waiting_since, id"  # noqa: S608
            rows = db.execute(statement, (before, before)).fetchall()
            db.execute(f"UPDATE cases SET reminded_at = ? WHERE {due}", (stored_time(at), before, before))  # noqa: S608
            return [case_of(row) for row in rows]

        cases: list[Case] = await self._do(job)
        return cases

    async def not_reminded(self, cases: Iterable[Case]) -> None:
        """Takes a reminder back that could not be sent."""
        ids = [(case.id,) for case in cases]
        await self._do(lambda db: db.executemany("UPDATE cases SET reminded_at = NULL WHERE id = ?", ids).rowcount)

    async def quiet(self, before: datetime) -> list[Case]:
        """Cases that were answered before then, and about which nobody has written since."""
        condition = "ending IS NULL AND waiting_since IS NULL AND answered_at < ?"
        return await self._cases(f"SELECT {CASE} FROM cases WHERE {condition}", (stored_time(before),))  # noqa: S608

    async def forget_places(self, before: datetime) -> None:
        """Forgets where cases that were closed before then came from: no Telegram id of theirs is kept."""
        gone = "case_id IN (SELECT id FROM cases WHERE closed_at < ? AND chat_id IS NOT NULL)"
        at = (stored_time(before),)

        def job(db: sqlite3.Connection) -> None:
            db.execute(
                f"DELETE FROM case_posts WHERE {gone} AND chat_id = (SELECT chat_id FROM cases WHERE id = case_id)",  # noqa: S608
                at,
            )
            db.execute(f"UPDATE case_notes SET key = id, file_id = '' WHERE {gone}", at)  # noqa: S608 - our own words
            db.execute("UPDATE cases SET owner = NULL, owner_name = '' WHERE closed_at < ?", at)
            db.execute("UPDATE cases SET chat_id = NULL, message_id = NULL WHERE closed_at < ?", at)

        await self._do(job)

    async def move_chat(self, old: int, new: int) -> None:
        """Stores the new id of a residents' group that has become a supergroup."""
        statement = "UPDATE cases SET chat_id = ?, message_id = NULL WHERE chat_id = ?"
        await self._do(lambda db: db.execute(statement, (new, old)).rowcount)

    async def count_of(self, asker: str) -> int:
        """How many cases of a person are stored."""
        row = await self._first("SELECT count(*) FROM cases WHERE asker = ?", (asker,))
        return 0 if row is None else int(row[0])

    async def erase(self, asker: str) -> None:
        """Erases all cases of a person; remembers which messages in the staff group are still to be overwritten."""

        def job(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT OR IGNORE INTO erased_posts (chat_id, message_id) SELECT chat_id, message_id FROM case_posts "
                "WHERE case_id IN (SELECT id FROM cases WHERE asker = ?) AND chat_id NOT IN "
                "(SELECT chat_id FROM cases WHERE asker = ? AND chat_id IS NOT NULL)",
                (asker, asker),
            )
            _delete(db, "asker = ?", asker)

        await self._do(job)

    async def forget_before(self, moment: datetime) -> None:
        """Erases the cases that were opened before that moment and are closed, with all that was said about them."""
        await self._do(lambda db: _delete(db, "ending IS NOT NULL AND opened_at < ?", stored_time(moment)))

    async def erased_posts(self) -> list[tuple[int, int]]:
        """Chat and message of what is still to be overwritten."""
        return [(int(chat), int(message)) for chat, message in await self._all("SELECT * FROM erased_posts", ())]

    async def overwritten(self, chat_id: int, message_id: int) -> None:
        """Remembers that a message no longer shows what was erased."""
        statement = "DELETE FROM erased_posts WHERE chat_id = ? AND message_id = ?"
        await self._do(lambda db: db.execute(statement, (chat_id, message_id)).rowcount)

    async def _cases(self, statement: str, values: tuple[Any, ...]) -> list[Case]:
        return [case_of(row) for row in await self._all(statement, values)]


def _delete(db: sqlite3.Connection, which: str, value: str) -> None:
    for table in ("case_posts", "case_notes", "drafts"):
        db.execute(f"DELETE FROM {table} WHERE case_id IN (SELECT id FROM cases WHERE {which})", (value,))  # noqa: S608
    db.execute(f"DELETE FROM cases WHERE {which}", (value,))  # noqa: S608 - our own words
