"""The tables, as migrations that the file itself records. A migration, once released, is never changed."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.db import Table
from sqlite_utils.migrations import Migrations

migrations = Migrations("hoidap")


@migrations()
def m001_questions_votes_and_replies(db: Database) -> None:
    """Questions with their outcome, one vote a person and question, and our replies by message."""
    questions = _table(db, "questions")
    questions.create(
        {
            "id": int,
            "asker": str,
            "chat_kind": str,
            "text": str,
            "outcome": str,
            "article": str,
            "facet": str,
            "score": float,
            "top": str,
            "locale": str,
            "asked_at": str,
            "choice": str,
        },
        pk="id",
        not_null={"asker", "chat_kind", "text", "outcome", "score", "top", "locale", "asked_at"},
    )
    questions.create_index(["asked_at"])
    votes = _table(db, "votes")
    votes.create(
        {"question_id": int, "asker": str, "helpful": int, "at": str},
        pk=("question_id", "asker"),
        foreign_keys=[("question_id", "questions", "id")],
        not_null={"helpful", "at"},
    )
    votes.create_index(["at"])
    _table(db, "replies").create(
        {"message_key": str, "reply_message_id": int, "question_id": int},
        pk="message_key",
        foreign_keys=[("question_id", "questions", "id")],
        not_null={"reply_message_id", "question_id"},
    )


@migrations()
def m002_languages(db: Database) -> None:
    """The language that a person has chosen for the words around the answers."""
    _table(db, "languages").create({"asker": str, "code": str}, pk="asker", not_null={"code"})
    _table(db, "questions").create_index(["asker"])


@migrations()
def m003_inbox(db: Database) -> None:
    """Updates, from the moment they come until three days after their outcome is known; the payload, sealed, only
    until then. `id` is also the id of the question that an update asks."""
    db.execute(
        "CREATE TABLE inbox ("
        " id INTEGER PRIMARY KEY,"
        " bot_id INTEGER NOT NULL,"
        " update_id INTEGER NOT NULL,"
        " received_at TEXT NOT NULL,"
        " payload BLOB,"
        " begun INTEGER NOT NULL DEFAULT 0,"
        " failures INTEGER NOT NULL DEFAULT 0,"
        " uncertain INTEGER NOT NULL DEFAULT 0,"
        " outcome TEXT,"
        " ended_at TEXT,"
        " UNIQUE (bot_id, update_id))"
    )
    _table(db, "probe").create({"id": int, "at": str}, pk="id")
    _table(db, "probe").insert({"id": 1, "at": ""})


@migrations()
def m010_privacy_notes(db: Database) -> None:
    """The day on which a person was last told not to send personal numbers."""
    _table(db, "privacy_notes").create({"asker": str, "day": str}, pk="asker", not_null={"day"})


@migrations()
def m020_chats_that_moved(db: Database) -> None:
    """Groups that have become supergroups, which changes their id."""
    _table(db, "chat_moves").create({"old_id": int, "new_id": int}, pk="old_id", not_null={"new_id"})


@migrations()
def m021_teams_invitations_and_members(db: Database) -> None:
    """Community teams: invitations as hashes of their tokens, members as hashes of their ids with the name that staff
    see."""
    _table(db, "teams").create({"id": int, "key": str, "name": str}, pk="id", not_null={"key", "name"})
    _table(db, "teams").create_index(["key"], unique=True)
    _table(db, "invitations").create(
        {"token_hash": str, "team_id": int, "uses_left": int, "expires_at": str},
        pk="token_hash",
        foreign_keys=[("team_id", "teams", "id")],
        not_null={"team_id", "uses_left", "expires_at"},
    )
    members = _table(db, "members")
    members.create(
        {"id": int, "asker": str, "team_id": int, "name": str, "joined_at": str},
        pk="id",
        foreign_keys=[("team_id", "teams", "id")],
        not_null={"asker", "team_id", "name", "joined_at"},
    )
    members.create_index(["asker"], unique=True)


@migrations()
def m022_the_team_of_a_question(db: Database) -> None:
    """Which team a question was asked for."""
    _table(db, "questions").add_column("team", int)
    _table(db, "questions").create_index(["team", "asked_at"])


def unknown_migrations(db: Database) -> list[str]:
    """Migrations that the file has and this version does not know: a newer version wrote it."""
    return sorted({migration.name for migration in migrations.applied(db)} - _registered())


def _registered() -> set[str]:
    empty = Database(memory=True)
    try:
        return {migration.name for migration in migrations.pending(empty)}
    finally:
        empty.close()


def _table(db: Database, name: str) -> Table:
    table = db[name]
    if not isinstance(table, Table):
        raise TypeError(f"{name} is a view")
    return table
