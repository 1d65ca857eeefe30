"""What is to be sent about cases, and what has been."""

from __future__ import annotations

import sqlite3

from bot.store.case_records import TO_RESIDENT, Case, Delivery, NewNote, Note, NoteKind, Reworded
from bot.store.case_rows import CASE, Rows, case_of, insert_note, insert_post, read_case

NOTE = "id, case_id, kind, key, body, file_id, reply_to, sealed"


class NoteStore(Rows):
    """Notes between residents and staff, each sent once."""

    async def known(self, key: str) -> bool:
        """Whether a note with that key is stored already: what it was made from has been worked off."""
        return await self._first("SELECT 1 FROM case_notes WHERE key = ?", (key,)) is not None

    async def case_with(self, key: str) -> Case | None:
        """The case about which a note with that key is stored."""
        statement = f"SELECT {CASE} FROM cases WHERE id = (SELECT case_id FROM case_notes WHERE key = ?)"  # noqa: S608
        row = await self._first(statement, (key,))
        return None if row is None else case_of(row)

    async def reword(self, key: str, text: str, sealed: bytes | None) -> Reworded | None:
        """Stores other words for an answer that staff have edited, masked and, where that hides something, sealed for
        as long as they are not sent. None when there is no answer in words under that
        key, or it took more than one message."""

        def job(db: sqlite3.Connection) -> Reworded | None:
            statement = (
                "SELECT case_id, sent_message FROM case_notes WHERE key = ? AND kind = ? AND NOT EXISTS "
                "(SELECT 1 FROM case_notes AS more WHERE more.key = case_notes.key || ':1')"
            )
            row = db.execute(statement, (key, NoteKind.TEXT)).fetchone()
            if row is None:
                return None
            changes = "body = ?, sealed = CASE state WHEN ? THEN ? END"
            db.execute(f"UPDATE case_notes SET {changes} WHERE key = ?", (text, Delivery.WAITING, sealed, key))  # noqa: S608
            case = read_case(db, row[0])
            return None if case is None else Reworded(case, row[1])

        reworded: Reworded | None = await self._do(job)
        return reworded

    async def add(self, note: NewNote) -> bool:
        """Stores something to be sent; False when it is stored already."""
        return bool(await self._do(lambda db: insert_note(db, note)))

    async def waiting(self, case_id: int) -> list[Note]:
        """What is to be sent about a case, in its order; to the resident first, since a group takes few messages a
        minute."""
        statement = f"SELECT {NOTE} FROM case_notes WHERE case_id = ? AND state = ? ORDER BY id"  # noqa: S608
        rows = await self._all(statement, (case_id, Delivery.WAITING))
        notes = [Note(row[0], row[1], NoteKind(row[2]), *row[3:]) for row in rows]
        return sorted(notes, key=lambda note: note.kind not in TO_RESIDENT)

    async def unfinished(self) -> list[int]:
        """The cases about which something is to be sent or shown anew."""
        statement = (
            "SELECT DISTINCT case_id FROM case_notes WHERE state = ? "
            "UNION SELECT id FROM cases WHERE card_stale = 1 AND card IS NOT NULL"
        )
        return [int(row[0]) for row in await self._all(statement, (Delivery.WAITING,))]

    async def done(self, note: Note, state: Delivery, place: tuple[int, int] | None) -> None:
        """Stores what became of a note, where it stands, and the receipt to staff for what a staff message said."""

        def job(db: sqlite3.Connection) -> None:
            stands = None if place is None else place[1]
            statement = "UPDATE case_notes SET state = ?, sent_message = ?, sealed = NULL WHERE id = ?"
            known = db.execute(statement, (state, stands, note.id)).rowcount
            if not known:  # erased while it was being sent
                if place is not None:
                    db.execute("INSERT OR IGNORE INTO erased_posts (chat_id, message_id) VALUES (?, ?)", place)
                return
            if place is not None:
                insert_post(db, place, note.case_id)
                if note.kind is NoteKind.CARD:
                    db.execute("UPDATE cases SET card = ?, card_stale = 0 WHERE id = ?", (place[1], note.case_id))
            if note.kind in TO_RESIDENT and note.kind not in (NoteKind.CLOSING, NoteKind.SPAM):
                receipt = NewNote(note.case_id, f"receipt:{note.id}", NoteKind.RECEIPT, state, reply_to=note.reply_to)
                insert_note(db, receipt)

        await self._do(job)

    async def answers(self, case_id: int) -> list[str]:
        """What staff have written to the resident, in its order."""
        statement = "SELECT body FROM case_notes WHERE case_id = ? AND kind IN (?, ?, ?) AND body != '' ORDER BY id"
        rows = await self._all(statement, (case_id, NoteKind.TEXT, NoteKind.PHOTO, NoteKind.DOCUMENT))
        return [str(row[0]) for row in rows]
