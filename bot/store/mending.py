"""A damaged database file: moved aside whole, what can still be read of it taken over into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.store.schema import migrations

KEPT = timedelta(days=7)
"""How long a damaged file is kept for whoever can mend it better: it holds what people wrote."""
_ASIDE = ".hong-"
_PARTS = ("", "-wal", "-shm")
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a damaged file."""

    aside: Path
    rows: int
    """Rows taken over into the new file."""


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, so that waiting mends nothing."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def is_sound(path: Path) -> bool:
    """Whether every page and index of the file can be read and fits the others. Raises `sqlite3.Error` for what is no
    damage."""
    try:
        with closing(sqlite3.connect(path)) as db:
            return bool(db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise


def set_aside(path: Path, now: datetime) -> Path:
    """Moves the file with its log to another name in the same folder, and gives that. Raises `OSError`."""
    aside = path.with_name(f"{path.name}{_ASIDE}{now:%Y%m%d-%H%M%S}")
    for part in reversed(_PARTS):
        with suppress(FileNotFoundError):
            path.with_name(path.name + part).rename(aside.with_name(aside.name + part))
    return aside


def take_over(aside: Path, db: sqlite3.Connection) -> int:
    """Copies into an empty store whatever rows of the damaged file can be read; how many those are."""
    taken = 0
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN IMMEDIATE")
    with closing(sqlite3.connect(f"{aside.as_uri()}?mode=ro", uri=True)) as old:
        for table in _tables(db):
            columns = _shared_columns(old, db, table)
            if not columns:
                continue
            names = ", ".join(columns)
            insert = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
            for row in _readable(old, f"SELECT {names} FROM {table}"):  # noqa: S608 - names of our own schema
                with suppress(sqlite3.Error):  # a row that is no row of ours any more
                    taken += db.execute(insert, row).rowcount
    while orphans := db.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, *_ in orphans:
            taken -= db.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,)).rowcount  # noqa: S608
    db.execute("COMMIT")
    db.execute("PRAGMA foreign_keys = ON")
    return taken


def forget_damaged(path: Path, before: datetime | None = None) -> int:
    """Deletes the damaged files beside a store, only those set aside before a moment when given; how many files."""
    old = [
        file
        for file in path.parent.glob(f"{path.name}{_ASIDE}*")
        if before is None or file.stat().st_mtime < before.timestamp()
    ]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _tables(db: sqlite3.Connection) -> list[str]:
    named = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'")
    return [name for (name,) in named if name != migrations.migrations_table]


def _shared_columns(old: sqlite3.Connection, db: sqlite3.Connection, table: str) -> list[str]:
    try:
        there = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
    except sqlite3.DatabaseError:
        return []
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] in there]


def _readable(old: sqlite3.Connection, select: str) -> Iterator[tuple[object, ...]]:
    """The rows before the first damage, and, read from the end, those behind the last."""
    for order in (" ORDER BY rowid", " ORDER BY rowid DESC"):
        try:
            yield from old.execute(select + order)
        except sqlite3.DatabaseError:
            continue
        return
