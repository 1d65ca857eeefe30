"""Community teams: invitations that expire, members, and what a team has asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from bot.store.times import stored_time
from bot.store.writer import Writer

OWN_QUESTIONS = 5
"""How many of a member's latest questions are shown to them."""
BUSIEST = 30
"""How many of the week's most asked articles are read."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Team:
    """A community technology team."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member as staff see them."""

    id: int
    name: str
    """The name they had on Telegram when they joined."""
    joined_at: datetime


class Joining(StrEnum):
    """What became of an invitation that was opened."""

    JOINED = "joined"
    MOVED = "moved"
    """Joined, and left another team by it."""
    ALREADY = "already"
    """Is a member of that team; no use was taken."""
    EXPIRED = "expired"
    USED_UP = "used_up"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Joined:
    """The outcome, and the team of the invitation when there is one."""

    how: Joining
    team: Team | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a member asked, with what answered it."""

    text: str
    article: str | None


@dataclass(frozen=True, slots=True)
class Week:
    """What a team did in a span of time, and what residents asked in it."""

    members: int
    asked: int
    answered: int
    """Answered at once, or by an article that was chosen."""
    sent_to_staff: int
    busiest: tuple[tuple[str, int], ...]
    """Articles that all residents asked for, with how often, most first."""
    own: tuple[Asked, ...]
    """The latest questions of the member who looks."""


class TeamStore:
    """Teams over the one writer. Who is in which team is kept in memory too, since it is read at every message."""

    def __init__(self, writer: Writer, team_by_member: dict[str, Team]) -> None:
        self._writer = writer
        self._team_by_member = team_by_member

    def team_of(self, asker: str) -> Team | None:
        """The team of a person, None for a resident."""
        return self._team_by_member.get(asker)

    async def invite(self, key: str, name: str, token_hash: str, uses: int, expires_at: datetime) -> Team:
        """Stores an invitation into the team of that key, which is made when there is none. Raises `StoreError`."""

        def job(db: sqlite3.Connection) -> Team:
            db.execute("DELETE FROM invitations WHERE uses_left < 1")
            db.execute("INSERT INTO teams (key, name) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", (key, name))
            team = Team(*db.execute("SELECT id, name FROM teams WHERE key = ?", (key,)).fetchone())
            db.execute(
                "INSERT INTO invitations (token_hash, team_id, uses_left, expires_at) VALUES (?, ?, ?, ?)",
                (token_hash, team.id, uses, stored_time(expires_at)),
            )
            return team

        return await self._do(job)

    async def join(self, token_hash: str, asker: str, name: str, at: datetime) -> Joined:
        """Makes a person a member by an invitation, taking one of its uses. Raises `StoreError`."""

        def job(db: sqlite3.Connection) -> Joined:
            found = db.execute(
                "SELECT teams.id, teams.name, uses_left, expires_at FROM invitations "
                "JOIN teams ON teams.id = team_id WHERE token_hash = ?",
                (token_hash,),
            ).fetchone()
            if found is None:
                return Joined(Joining.UNKNOWN, None)
            team_id, team_name, uses_left, expires_at = found
            team = Team(team_id, team_name)
            before = db.execute("SELECT team_id FROM members WHERE asker = ?", (asker,)).fetchone()
            if before is not None and before[0] == team.id:
                return Joined(Joining.ALREADY, team)
            if expires_at <= stored_time(at):
                return Joined(Joining.EXPIRED, team)
            if uses_left < 1:
                return Joined(Joining.USED_UP, team)
            db.execute("UPDATE invitations SET uses_left = uses_left - 1 WHERE token_hash = ?", (token_hash,))
            db.execute("DELETE FROM members WHERE asker = ?", (asker,))
            db.execute(
                "INSERT INTO members (asker, team_id, name, joined_at) VALUES (?, ?, ?, ?)",
                (asker, team.id, name, stored_time(at)),
            )
            return Joined(Joining.JOINED if before is None else Joining.MOVED, team)

        joined = await self._do(job)
        if joined.team is not None and joined.how in (Joining.JOINED, Joining.MOVED):
            self._team_by_member[asker] = joined.team
        return joined

    async def erase(self, asker: str) -> None:
        """Erases a person's membership, and from their questions the team they were asked for. Raises `StoreError`."""
        await self._do(lambda db: _erase(db, asker))
        self._team_by_member.pop(asker, None)

    async def remove(self, member_id: int) -> Team | None:
        """Removes a member, as leaving does; the team they were in, or None when there is no such member any more.
        Raises `StoreError`."""

        def job(db: sqlite3.Connection) -> tuple[str, Team] | None:
            found = db.execute(
                "SELECT asker, teams.id, teams.name FROM members JOIN teams ON teams.id = team_id WHERE members.id = ?",
                (member_id,),
            ).fetchone()
            if found is None:
                return None
            _erase(db, found[0])
            return str(found[0]), Team(*found[1:])

        removed = await self._do(job)
        if removed is None:
            return None
        self._team_by_member.pop(removed[0], None)
        return removed[1]

    async def all(self) -> list[tuple[Team, int]]:
        """Every team with its number of members, by name. Raises `StoreError`."""
        statement = (
            "SELECT teams.id, teams.name, count(members.id) FROM teams LEFT JOIN members ON team_id = teams.id "
            "GROUP BY teams.id ORDER BY teams.name"
        )
        rows = await self._do(lambda db: db.execute(statement).fetchall())
        return [(Team(number, name), count) for number, name, count in rows]

    async def named(self, key: str) -> Team | None:
        """The team of that key, or None. Raises `StoreError`."""
        found = await self._do(lambda db: db.execute("SELECT id, name FROM teams WHERE key = ?", (key,)).fetchone())
        return None if found is None else Team(*found)

    async def members(self, team_id: int) -> list[Member]:
        """The members of a team, who joined first standing first. Raises `StoreError`."""
        statement = "SELECT id, name, joined_at FROM members WHERE team_id = ? ORDER BY joined_at, id"
        rows = await self._do(lambda db: db.execute(statement, (team_id,)).fetchall())
        return [Member(number, name, datetime.fromisoformat(at)) for number, name, at in rows]

    async def week(self, team_id: int, asker: str, since: datetime, until: datetime) -> Week:
        """What the team asked from `since` up to but not including `until`, and what that member asked. Raises
        `StoreError`."""
        span = (stored_time(since), stored_time(until))
        return await self._do(lambda db: _week(db, team_id, asker, span))

    async def _do(self, job: Callable[[sqlite3.Connection], T]) -> T:
        done: T = await self._writer.submit(job)
        return done


def open_teams(writer: Writer, connection: sqlite3.Connection) -> TeamStore:
    """The teams as the file tells them."""
    rows = connection.execute("SELECT asker, teams.id, teams.name FROM members JOIN teams ON teams.id = team_id")
    return TeamStore(writer, {asker: Team(number, name) for asker, number, name in rows})


def _erase(db: sqlite3.Connection, asker: str) -> None:
    db.execute("DELETE FROM members WHERE asker = ?", (asker,))
    db.execute("UPDATE questions SET team = NULL WHERE asker = ? AND team IS NOT NULL", (asker,))


def _week(db: sqlite3.Connection, team_id: int, asker: str, span: tuple[str, str]) -> Week:
    answered_by = "coalesce(nullif(choice, '-'), article)"
    members = db.execute("SELECT count(*) FROM members WHERE team_id = ?", (team_id,)).fetchone()[0]
    asked, answered = db.execute(
        f"SELECT count(*), count({answered_by}) FROM questions "  # noqa: S608 - our own words
        "WHERE team = ? AND text <> '' AND asked_at >= ? AND asked_at < ?",
        (team_id, *span),
    ).fetchone()
    busiest = db.execute(
        f"SELECT {answered_by} AS answered, count(*) FROM questions "  # noqa: S608 - our own words
        "WHERE asked_at >= ? AND asked_at < ? AND answered IS NOT NULL "
        "GROUP BY answered ORDER BY count(*) DESC, answered LIMIT ?",
        (*span, BUSIEST),
    ).fetchall()
    own = db.execute(
        f"SELECT text, {answered_by} FROM questions "  # noqa: S608 - our own words
        "WHERE asker = ? AND team = ? AND text <> '' ORDER BY asked_at DESC, id DESC LIMIT ?",
        (asker, team_id, OWN_QUESTIONS),
    ).fetchall()
    sent = _sent_to_staff(db, team_id, span)
    return Week(members, asked, answered, sent, tuple(busiest), tuple(Asked(*row) for row in own))


def _sent_to_staff(db: sqlite3.Connection, team_id: int, span: tuple[str, str]) -> int:
    """How many of the team's questions became cases; none where this file has no cases."""
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'cases'").fetchone() is None:
        return 0
    statement = (
        "SELECT count(*) FROM cases JOIN questions ON questions.id = question_id "
        "WHERE questions.team = ? AND opened_at >= ? AND opened_at < ?"
    )
    return int(db.execute(statement, (team_id, *span)).fetchone()[0])
