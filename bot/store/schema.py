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


@migrations()
def m030_cases(db: Database) -> None:
    """Questions handed over to staff, what is to be sent about them, and which message of ours is about which."""
    cases = _table(db, "cases")
    cases.create(
        {
            "id": int,
            "question_id": int,
            "asker": str,
            "chat_id": int,
            "message_id": int,
            "text": str,
            "top": str,
            "team": str,
            "locale": str,
            "ending": str,
            "opened_at": str,
            "waiting_since": str,
            "answered_at": str,
            "closed_at": str,
            "owner": int,
            "owner_name": str,
            "owned_at": str,
            "wants_file": int,
            "card": int,
            "card_stale": int,
            "reminded_at": str,
            "helped": int,
        },
        pk="id",
        not_null={"question_id", "asker", "text", "top", "team", "locale", "opened_at", "owner_name", "card_stale"},
        defaults={"owner_name": "", "wants_file": 0, "card_stale": 0},
    )
    cases.create_index(["question_id"], unique=True)
    cases.create_index(["asker"])
    cases.create_index(["ending"])
    notes = _table(db, "case_notes")
    notes.create(
        {
            "id": int,
            "case_id": int,
            "key": str,
            "kind": str,
            "body": str,
            "file_id": str,
            "reply_to": int,
            "state": str,
        },
        pk="id",
        foreign_keys=[("case_id", "cases", "id")],
        not_null={"case_id", "key", "kind", "body", "file_id", "state"},
    )
    notes.create_index(["key"], unique=True)
    notes.create_index(["case_id", "state"])
    notes.create_index(["state"])
    posts = _table(db, "case_posts")
    posts.create(
        {"chat_id": int, "message_id": int, "case_id": int},
        pk=("chat_id", "message_id"),
        foreign_keys=[("case_id", "cases", "id")],
        not_null={"case_id"},
    )
    posts.create_index(["case_id"])


@migrations()
def m031_staff_chats(db: Database) -> None:
    """The id that a staff group has by now, by the id in the settings."""
    _table(db, "staff_chats").create({"configured": int, "current": int}, pk="configured", not_null={"current"})


@migrations()
def m032_drafts(db: Database) -> None:
    """What staff answered, on its way to becoming content."""
    drafts = _table(db, "drafts")
    drafts.create(
        {"id": int, "case_id": int, "article": str, "question": str, "markdown": str, "made_at": str},
        pk="id",
        foreign_keys=[("case_id", "cases", "id")],
        not_null={"case_id", "question", "markdown", "made_at"},
    )
    drafts.create_index(["case_id"])


@migrations()
def m033_erased_posts(db: Database) -> None:
    """Messages in the staff group that still show what a person has had erased."""
    _table(db, "erased_posts").create({"chat_id": int, "message_id": int}, pk=("chat_id", "message_id"))


@migrations()
def m034_note_places(db: Database) -> None:
    """Where a note stands once it is sent, so that it can be edited."""
    _table(db, "case_notes").add_column("sent_message", int)
    _table(db, "cases").create_index(["chat_id", "message_id"])


@migrations()
def m004_sealed_words(db: Database) -> None:
    """What staff have written with numbers in it, as written, until it is sent; for good it is kept masked only."""
    _table(db, "case_notes").add_column("sealed", bytes)


@migrations()
def m040_content_texts_and_versions(db: Database) -> None:
    """What content files said, by the SHA-256 of their bytes; which of it was sent to staff as a file, and what was
    published of each file."""
    _table(db, "content_texts").create({"digest": str, "data": bytes}, pk="digest", not_null={"data"})
    _table(db, "content_sent").create(
        {"chat_id": int, "message_id": int, "name": str, "digest": str, "at": str},
        pk=("chat_id", "message_id"),
        not_null={"name", "at"},
    )
    _table(db, "content_sent").create_index(["name"])
    versions = _table(db, "content_versions")
    versions.create(
        {"id": int, "name": str, "digest": str, "before": str, "kind": str, "role": str, "summary": str, "at": str},
        pk="id",
        not_null={"name", "kind", "role", "summary", "at"},
    )
    versions.create_index(["name"])


@migrations()
def m041_content_proposals(db: Database) -> None:
    """Changes to content on their way from staff to being served."""
    proposals = _table(db, "content_proposals")
    proposals.create(
        {
            "id": int,
            "name": str,
            "kind": str,
            "state": str,
            "digest": str,
            "began": str,
            "base": str,
            "onto": str,
            "target": str,
            "role": str,
            "author": str,
            "version": int,
            "chat_id": int,
            "document": int,
            "message_id": int,
            "made_at": str,
            "changed_at": str,
        },
        pk="id",
        not_null={"name", "kind", "state", "role", "author", "made_at", "changed_at"},
    )
    proposals.create_index(["state"])
    proposals.create_index(["chat_id", "message_id"])


@migrations()
def m042_articles_being_written(db: Database) -> None:
    """New articles that staff write step by step, one a person, and the messages of ours that ask for the steps."""
    writings = _table(db, "writings")
    writings.create(
        {
            "author": str,
            "name": str,
            "step": int,
            "messages": str,
            "at": str,
            "resting": int,
            "topic": str,
            "role": str,
            "pressed": int,
        },
        pk="author",
        not_null={"name", "step", "messages", "at", "resting", "topic", "role", "pressed"},
    )
    _table(db, "writing_posts").create(
        {"chat_id": int, "message_id": int, "author": str},
        pk=("chat_id", "message_id"),
        foreign_keys=[("author", "writings", "author")],
        not_null={"author"},
    )
    _table(db, "writing_posts").create_index(["author"])


@migrations()
def m043_lapse_lists(db: Database) -> None:
    """What should be looked at, as it stands in messages of the staff group."""
    _table(db, "lapse_lists").create(
        {"chat_id": int, "message_id": int, "items": str, "page": int, "wanted": int, "at": str},
        pk=("chat_id", "message_id"),
        not_null={"items", "page", "wanted", "at"},
    )


@migrations()
def m044_weekly_runs(db: Database) -> None:
    """When each weekly task was last done; the moment it was first known, until then."""
    _table(db, "weekly_runs").create({"task": str, "at": str}, pk="task", not_null={"at"})


@migrations()
def m045_put_aside(db: Database) -> None:
    """Unanswered questions that staff have put aside, and which message of ours in the staff group shows which
    question: by a hash of their words, never the words."""
    _table(db, "put_aside").create({"text_key": str, "at": str}, pk="text_key", not_null={"at"})
    shown = _table(db, "shown_questions")
    shown.create(
        {"chat_id": int, "message_id": int, "text_key": str, "at": str},
        pk=("chat_id", "message_id", "text_key"),
        not_null={"at"},
    )
    shown.create_index(["text_key"])


@migrations()
def m046_first_answers(db: Database) -> None:
    """When staff first answered a case: what came later does not make them slower."""
    _table(db, "cases").add_column("first_answered_at", str)
    db.execute("UPDATE cases SET first_answered_at = answered_at")
    _table(db, "cases").create_index(["first_answered_at"])


@migrations()
def m047_replays(db: Database) -> None:
    """How each question whose right article is known was last answered when it was asked again; gone with it."""
    db.execute(
        "CREATE TABLE replays ("
        " question_id INTEGER PRIMARY KEY REFERENCES questions (id) ON DELETE CASCADE,"
        " result TEXT NOT NULL)"
    )
