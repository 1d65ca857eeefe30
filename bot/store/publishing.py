"""Changes to content in the database: texts by digest, what was sent to staff, proposals, versions.

Earlier versions are kept here rather than as files: they are then written in the same transaction as the proposal's
state, are part of the one backup, and no folder of old texts can be taken for content. Nobody's name is stored.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from bot.store.case_rows import Rows
from bot.store.publishing_records import (
    SETTLED,
    AskedText,
    Kind,
    NewProposal,
    Place,
    Proposal,
    State,
    Version,
    digest_of,
)
from bot.store.times import stored_time
from bot.store.writer import Writer

_PROPOSAL = (
    "id, name, kind, state, digest, sent, began, base, onto, target, role, author, version, chat_id, document, "
    "message_id, made_at"
)
_FORGOTTEN = (State.STALE, State.CANCELLED, State.REFUSED)
_VERSION = "id, name, digest, before, kind, role, summary, at"


class ContentStore(Rows):
    """What is known of content beside what stands in its folder."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(writer)

    async def keep(self, data: bytes) -> str:
        """Keeps the bytes of a file; gives their digest."""
        await self._do(lambda db: _keep(db, data))
        return digest_of(data)

    async def text(self, digest: str) -> bytes | None:
        """The bytes with that digest."""
        row = await self._first("SELECT data FROM content_texts WHERE digest = ?", (digest,))
        return None if row is None else bytes(row[0])

    async def sent(self, place: Place, name: str, data: bytes | None, at: datetime) -> None:
        """Remembers that a message of ours holds this file as it stood; None when there is no such file yet."""

        def job(db: sqlite3.Connection) -> None:
            digest = None if data is None else _keep(db, data)
            db.execute(
                "INSERT OR REPLACE INTO content_sent (chat_id, message_id, name, digest, at) VALUES (?, ?, ?, ?, ?)",
                (place.chat_id, place.message_id, name, digest, stored_time(at)),
            )

        await self._do(job)

    async def sent_at(self, place: Place) -> tuple[str, str | None] | None:
        """Name and digest of the file that a message of ours is about; None when it is about none."""
        statement = "SELECT name, digest FROM content_sent WHERE chat_id = ? AND message_id = ?"
        row = await self._first(statement, (place.chat_id, place.message_id))
        return None if row is None else (str(row[0]), row[1])

    async def known_texts(self, name: str) -> list[tuple[str, bytes]]:
        """Everything that this file has said as far as we know, with digests, the latest first."""
        rows = await self._all(
            "SELECT content_texts.digest, data, max(seen) FROM ("
            " SELECT digest, at AS seen FROM content_sent WHERE name = ?"
            " UNION ALL SELECT digest, at FROM content_versions WHERE name = ?"
            ") AS places JOIN content_texts ON content_texts.digest = places.digest "
            "GROUP BY content_texts.digest ORDER BY max(seen) DESC LIMIT 30",
            (name, name),
        )
        return [(str(digest), bytes(data)) for digest, data, _ in rows]

    async def published_by(self, author: str, name: str) -> list[bytes]:
        """What that person sent of a file and what was then published, as they sent it, the latest first."""
        rows = await self._all(
            "SELECT data FROM content_proposals JOIN content_texts ON content_texts.digest = content_proposals.sent "
            "WHERE author = ? AND author <> '' AND name = ? AND version IS NOT NULL "
            "ORDER BY content_proposals.id DESC LIMIT 3",
            (author, name),
        )
        return [bytes(row[0]) for row in rows]

    async def erase(self, author: str) -> None:
        """Forgets who sent what; what was published stays. Raises `StoreError`."""
        await self._do(lambda db: db.execute("UPDATE content_proposals SET author = '' WHERE author = ?", (author,)))

    async def propose(self, new: NewProposal, at: datetime) -> Proposal:
        """Stores a proposal. The same document (an update that came twice, a second press) is one proposal, as long as
        something may still become of it."""

        def job(db: sqlite3.Connection) -> Proposal:
            known = _of_document(db, new.chat_id, new.document)
            if known is not None:
                return known
            digest = None if new.text is None else _keep(db, new.text)
            moment = stored_time(at)
            number = db.execute(
                "INSERT INTO content_proposals (name, kind, state, digest, sent, began, base, role, author, chat_id, "
                "document, made_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    new.name, new.kind, new.state, digest, new.sent, new.began, new.base, new.role, new.author,
                    new.chat_id, new.document, moment, moment,
                ),
            ).lastrowid  # fmt: skip
            return _read(db, number or 0)

        proposal: Proposal = await self._do(job)
        return proposal

    async def of_document(self, chat_id: int | None, document: int | None) -> Proposal | None:
        """The proposal that a message has brought already, as long as something may still become of it."""
        known: Proposal | None = await self._do(lambda db: _of_document(db, chat_id, document))
        return known

    async def proposal_at(self, place: Place) -> Proposal | None:
        """The latest proposal that a message has brought, or that a message of ours shows."""
        row = await self._first(
            f"SELECT {_PROPOSAL} FROM content_proposals WHERE chat_id = ? AND (message_id = ? OR document = ?) "  # noqa: S608
            "ORDER BY id DESC LIMIT 1",
            (place.chat_id, place.message_id, place.message_id),
        )
        return None if row is None else _proposal(row)

    async def proposal(self, number: int) -> Proposal | None:
        """A proposal by its number."""
        row = await self._first(f"SELECT {_PROPOSAL} FROM content_proposals WHERE id = ?", (number,))  # noqa: S608
        return None if row is None else _proposal(row)

    async def in_state(self, *states: State) -> list[Proposal]:
        """The proposals that have come so far, oldest first."""
        marks = ", ".join("?" * len(states))
        statement = f"SELECT {_PROPOSAL} FROM content_proposals WHERE state IN ({marks}) ORDER BY id"  # noqa: S608
        return [_proposal(row) for row in await self._all(statement, states)]

    async def move(
        self,
        number: int,
        expected: Collection[State],
        state: State,
        at: datetime,
        **changes: str | int | None,
    ) -> bool:
        """Takes a proposal to another state, and changes columns with it; False when it was in none of those expected:
        somebody was quicker."""
        names = "".join(f", {name} = ?" for name in changes)
        marks = ", ".join("?" * len(expected))
        statement = f"UPDATE content_proposals SET state = ?, changed_at = ?{names} WHERE id = ? AND state IN ({marks})"  # noqa: S608
        values = (state, stored_time(at), *changes.values(), number, *expected)
        return bool(await self._do(lambda db: db.execute(statement, values).rowcount))

    async def shown_at(self, number: int, message_id: int) -> None:
        """Remembers the message of ours with a proposal's buttons."""
        statement = "UPDATE content_proposals SET message_id = ? WHERE id = ?"
        await self._do(lambda db: db.execute(statement, (message_id, number)).rowcount)

    async def begin_publishing(
        self, number: int, role: str, before: bytes | None, target: bytes | None, at: datetime
    ) -> bool:
        """Notes, before anything is written, that this is going to stand in the folder; False when it is no longer to
        be decided."""

        def job(db: sqlite3.Connection) -> bool:
            old = None if before is None else _keep(db, before)
            new = None if target is None else _keep(db, target)
            statement = (
                "UPDATE content_proposals SET state = ?, role = ?, onto = ?, target = ?, changed_at = ? "
                "WHERE id = ? AND state = ?"
            )
            values = (State.PUBLISHING, role, old, new, stored_time(at), number, State.READY)
            return db.execute(statement, values).rowcount == 1

        return bool(await self._do(job))

    async def written(self, proposal: Proposal, summary: str, at: datetime) -> Version:
        """Makes a version of what a proposal has written; what stood there before becomes one too where it was not
        published by us."""

        def job(db: sqlite3.Connection) -> Version:
            row = db.execute("SELECT version FROM content_proposals WHERE id = ?", (proposal.id,)).fetchone()
            if row is not None and row[0] is not None:
                return _version(_version_row(db, row[0]))
            last = db.execute(
                "SELECT digest FROM content_versions WHERE name = ? ORDER BY id DESC LIMIT 1", (proposal.name,)
            ).fetchone()
            if proposal.onto is not None and (last is None or last[0] != proposal.onto):
                before = last[0] if last is not None else None
                _insert_version(db, proposal.name, proposal.onto, before, Kind.OUTSIDE, "", "", at)
            number = _insert_version(
                db, proposal.name, proposal.target, proposal.onto, proposal.kind, proposal.role, summary, at
            )
            db.execute(
                "UPDATE content_proposals SET state = ?, version = ?, changed_at = ? WHERE id = ?",
                (State.WRITTEN, number, stored_time(at), proposal.id),
            )
            return _version(_version_row(db, number))

        version: Version = await self._do(job)
        return version

    async def versions(self, name: str, limit: int = 20) -> list[Version]:
        """The versions of a file, the latest first."""
        statement = f"SELECT {_VERSION} FROM content_versions WHERE name = ? ORDER BY id DESC LIMIT ?"  # noqa: S608
        return [_version(row) for row in await self._all(statement, (name, limit))]

    async def version(self, number: int) -> Version | None:
        """A version by its number."""
        row = await self._do(lambda db: _version_row(db, number))
        return None if row is None else _version(row)

    async def names_with_versions(self) -> list[str]:
        """All files of which something was published, those that are gone too."""
        return [str(row[0]) for row in await self._all("SELECT DISTINCT name FROM content_versions ORDER BY name", ())]

    async def asked_since(self, since: datetime, limit: int) -> list[AskedText]:
        """What residents asked since then, masked, the most frequent first."""
        rows = await self._all(
            "SELECT text, count(*) FROM questions WHERE asked_at >= ? AND text <> '' "
            "GROUP BY text ORDER BY count(*) DESC, max(asked_at) DESC LIMIT ?",
            (stored_time(since), limit),
        )
        return [AskedText(str(text), int(count)) for text, count in rows]

    async def forget(self, before: datetime) -> None:
        """Erases settled proposals and notes of sent files from before then, and texts that nothing refers to."""
        moment = stored_time(before)
        marks = ", ".join("?" * len(SETTLED))

        def job(db: sqlite3.Connection) -> None:
            db.execute(
                f"DELETE FROM content_proposals WHERE changed_at < ? AND state IN ({marks})",  # noqa: S608
                (moment, *SETTLED),
            )
            db.execute("DELETE FROM content_sent WHERE at < ?", (moment,))
            db.execute(
                "DELETE FROM content_texts WHERE digest NOT IN ("
                "SELECT digest FROM content_sent WHERE digest IS NOT NULL "
                "UNION SELECT digest FROM content_versions WHERE digest IS NOT NULL "
                "UNION SELECT before FROM content_versions WHERE before IS NOT NULL "
                "UNION SELECT digest FROM content_proposals WHERE digest IS NOT NULL "
                "UNION SELECT sent FROM content_proposals WHERE sent IS NOT NULL "
                "UNION SELECT began FROM content_proposals WHERE began IS NOT NULL "
                "UNION SELECT base FROM content_proposals WHERE base IS NOT NULL "
                "UNION SELECT onto FROM content_proposals WHERE onto IS NOT NULL "
                "UNION SELECT target FROM content_proposals WHERE target IS NOT NULL)"
            )

        await self._do(job)


KEPT = timedelta(days=60)
"""How long proposals that are settled, and notes of which file was sent, are kept; versions stay."""


def _keep(db: sqlite3.Connection, data: bytes) -> str:
    digest = digest_of(data)
    db.execute("INSERT OR IGNORE INTO content_texts (digest, data) VALUES (?, ?)", (digest, data))
    return digest


def _of_document(db: sqlite3.Connection, chat_id: int | None, document: int | None) -> Proposal | None:
    if document is None:
        return None
    marks = ", ".join("?" * len(_FORGOTTEN))
    row = db.execute(
        f"SELECT {_PROPOSAL} FROM content_proposals WHERE chat_id = ? AND document = ? "  # noqa: S608 - our own names
        f"AND state NOT IN ({marks}) ORDER BY id DESC LIMIT 1",
        (chat_id, document, *_FORGOTTEN),
    ).fetchone()
    return None if row is None else _proposal(row)


def _read(db: sqlite3.Connection, number: int) -> Proposal:
    row = db.execute(f"SELECT {_PROPOSAL} FROM content_proposals WHERE id = ?", (number,)).fetchone()  # noqa: S608
    return _proposal(row)


def _proposal(row: Any) -> Proposal:
    """The proposal in a row of `_PROPOSAL`."""
    number, name, kind, state, digest, sent, began, base, onto, target, role, author, version, *places, made = row
    chat_id, document, message_id = places
    return Proposal(
        number, name, Kind(kind), State(state), digest, sent, began, base, onto, target, role, author, version, chat_id,
        document, message_id, datetime.fromisoformat(made),
    )  # fmt: skip


def _insert_version(
    db: sqlite3.Connection,
    name: str,
    digest: str | None,
    before: str | None,
    kind: Kind,
    role: str,
    summary: str,
    at: datetime,
) -> int:
    statement = (
        "INSERT INTO content_versions (name, digest, before, kind, role, summary, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    return int(db.execute(statement, (name, digest, before, kind, role, summary, stored_time(at))).lastrowid or 0)


def _version_row(db: sqlite3.Connection, number: int) -> Any:
    return db.execute(f"SELECT {_VERSION} FROM content_versions WHERE id = ?", (number,)).fetchone()  # noqa: S608


def _version(row: Any) -> Version:
    """The version in a row of `_VERSION`."""
    number, name, digest, before, kind, role, summary, at = row
    return Version(number, name, digest, before, Kind(kind), role, summary, datetime.fromisoformat(at))
