"""Teams in storage: invitations, members, numbers."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import Joined, Joining, QuestionRecord, Team, open_store
from bot.store.sqlite import SqliteStore

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SOON = NOW + timedelta(days=1)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = open_store(tmp_path)
    yield opened
    await opened.aclose()


async def invited(store: SqliteStore, token: str, uses: int = 1, team: str = "An Khê") -> Team:
    return await store.teams.invite(team.lower(), team, token, uses, SOON)


def question(asker: str, team: int | None, article: str | None, days_ago: int = 1) -> QuestionRecord:
    outcome = "answered" if article else "not_found"
    asked_at = NOW - timedelta(days=days_ago)
    return QuestionRecord(asker, "private", f"câu của {asker}", outcome, article, None, 0.5, (), "vi", asked_at, team)


async def test_an_invitation_makes_a_member(store: SqliteStore) -> None:
    team = await invited(store, "mã")
    assert await store.teams.join("mã", "hạnh", "Hạnh Lê", NOW) == Joined(Joining.JOINED, team)
    assert store.teams.team_of("hạnh") == team
    assert [one.name for one in await store.teams.members(team.id)] == ["Hạnh Lê"]


async def test_a_used_up_an_expired_and_an_unknown_invitation_make_none(store: SqliteStore) -> None:
    await invited(store, "mã")
    await store.teams.join("mã", "hạnh", "Hạnh", NOW)
    assert (await store.teams.join("mã", "lan", "Lan", NOW)).how is Joining.USED_UP
    await invited(store, "cũ")
    assert (await store.teams.join("cũ", "lan", "Lan", SOON)).how is Joining.EXPIRED
    assert (await store.teams.join("lạ", "lan", "Lan", NOW)).how is Joining.UNKNOWN
    assert store.teams.team_of("lan") is None


async def test_opening_it_again_takes_no_second_use(store: SqliteStore) -> None:
    await invited(store, "mã", uses=2)
    assert (await store.teams.join("mã", "hạnh", "Hạnh", NOW)).how is Joining.JOINED
    assert (await store.teams.join("mã", "hạnh", "Hạnh", NOW)).how is Joining.ALREADY
    assert (await store.teams.join("mã", "lan", "Lan", NOW)).how is Joining.JOINED


async def test_two_at_once_on_the_last_use_make_one_member(store: SqliteStore) -> None:
    await invited(store, "mã")
    both = await asyncio.gather(*(store.teams.join("mã", who, who, NOW) for who in ("hạnh", "lan")))
    assert sorted(one.how for one in both) == [Joining.JOINED, Joining.USED_UP]


async def test_another_teams_invitation_moves_a_member(store: SqliteStore) -> None:
    first = await invited(store, "một")
    await store.teams.join("một", "hạnh", "Hạnh", NOW)
    second = await invited(store, "hai", team="Hòa Minh")
    assert (await store.teams.join("hai", "hạnh", "Hạnh", NOW)).how is Joining.MOVED
    assert store.teams.team_of("hạnh") == second
    assert await store.teams.members(first.id) == []


async def test_members_and_open_invitations_outlive_a_restart(tmp_path: Path) -> None:
    before = open_store(tmp_path)
    team = await invited(before, "mã", uses=2)
    await before.teams.join("mã", "hạnh", "Hạnh", NOW)
    await before.aclose()
    after = open_store(tmp_path)
    assert after.teams.team_of("hạnh") == team
    assert (await after.teams.join("mã", "lan", "Lan", NOW)).how is Joining.JOINED
    await after.aclose()


async def test_a_removed_member_is_gone_and_a_second_removal_says_so(store: SqliteStore) -> None:
    team = await invited(store, "mã")
    await store.teams.join("mã", "hạnh", "Hạnh", NOW)
    (member,) = await store.teams.members(team.id)
    assert await store.teams.remove(member.id) == team
    assert await store.teams.remove(member.id) is None
    assert store.teams.team_of("hạnh") is None


@pytest.mark.parametrize("erase", ["leaving", "erasing everything"])
async def test_leaving_and_erasing_leave_no_trace_of_the_membership(
    store: SqliteStore, tmp_path: Path, erase: str
) -> None:
    team = await invited(store, "mã")
    await store.teams.join("mã", "băm-của-hạnh", "Hạnh Thị Riêng", NOW)
    await store.record_question(question("băm-của-hạnh", team.id, "can-cuoc"))
    await (store.teams.erase("băm-của-hạnh") if erase == "leaving" else store.erase("băm-của-hạnh"))
    assert store.teams.team_of("băm-của-hạnh") is None
    assert await store.teams.members(team.id) == []
    assert (await store.teams.week(team.id, "băm-của-hạnh", NOW - timedelta(days=7), NOW)).asked == 0


async def test_the_week_counts_the_teams_questions_and_what_all_residents_asked(store: SqliteStore) -> None:
    team = await invited(store, "mã")
    await store.teams.join("mã", "hạnh", "Hạnh", NOW)
    for record in (
        question("hạnh", team.id, "can-cuoc"),
        question("hạnh", team.id, None),
        question("hạnh", team.id, "can-cuoc", days_ago=8),
        replace(question("hạnh", team.id, None), text=""),
        question("lan", None, "cks-dang-ky"),
        question("lan", None, "cks-dang-ky"),
    ):
        await store.record_question(record)
    week = await store.teams.week(team.id, "hạnh", NOW - timedelta(days=7), NOW)
    assert (week.members, week.asked, week.answered) == (1, 2, 1)
    assert week.busiest == (("cks-dang-ky", 2), ("can-cuoc", 1))
    assert [one.article for one in week.own] == [None, "can-cuoc", "can-cuoc"]


async def test_teams_are_listed_by_name_with_their_number_of_members(store: SqliteStore) -> None:
    first, second = await invited(store, "một"), await invited(store, "hai", team="An Hải")
    await store.teams.join("một", "hạnh", "Hạnh", NOW)
    assert await store.teams.all() == [(second, 0), (first, 1)]
    assert await store.teams.named("an khê") == first
    assert await store.teams.named("khác") is None
