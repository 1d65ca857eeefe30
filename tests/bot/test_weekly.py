"""Weekly work: when it is due, that it is done once, and what happens when it cannot be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot

from bot.config import load_settings
from bot.services import DA_NANG, Services
from bot.staff.desk import Desk
from bot.store import StoreError, open_store
from bot.store.weekly import WeeklyStore
from bot.weekly import LONGEST_WAIT, WEEK, WeeklyTask, keep_weekly, last_due, run_due
from intents.content.model import Content
from intents.responder import Responder

TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=DA_NANG)
NEXT_MONDAY_8 = datetime(2026, 11, 30, 8, 0, tzinfo=DA_NANG)


class Clock:
    """A clock that moves only while somebody sleeps by it, until a moment is reached."""

    def __init__(self, until: datetime) -> None:
        self.now = TUESDAY
        self._until = until

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += timedelta(seconds=seconds)
        if self.now > self._until:
            raise asyncio.CancelledError


class Task:
    """A weekly task that notes when it was done, and fails as long as it is told to."""

    def __init__(self, services: Services, name: str = "tin") -> None:
        self.done: list[datetime] = []
        self.fails = False
        self._clock = services.clock
        services.weekly.append(WeeklyTask(name, self._run))

    async def _run(self) -> None:
        if self.fails:
            raise RuntimeError("hỏng giữa chừng")
        self.done.append(self._clock())


@pytest.fixture
async def services(tmp_path: Path, small_content: Content) -> AsyncIterator[Services]:
    settings = load_settings({"HOIDAP_STAFF_CHAT": "-1001"}, tmp_path)
    store = open_store(settings.data)
    clock = Clock(TUESDAY + 2 * WEEK)
    services = Services(
        settings, Responder(small_content), store, b"khoa" * 8, lambda: clock.now, sleep=lambda s: clock.sleep(s)
    )
    services.desk = Desk(services, Bot("123:abc"))
    yield services
    await store.aclose()


async def at(services: Services, moment: datetime) -> None:
    """What a bot does that looks at the clock at that moment."""
    services.clock = lambda: moment
    await run_due(services)


async def test_each_task_is_done_once_a_week_at_the_hour_of_the_settings(services: Services) -> None:
    task = Task(services)
    with pytest.raises(asyncio.CancelledError):
        await keep_weekly(services)
    assert task.done == [NEXT_MONDAY_8, NEXT_MONDAY_8 + WEEK]


async def test_a_first_start_is_not_followed_by_weekly_work_at_once(services: Services) -> None:
    task = Task(services)
    await run_due(services)
    assert task.done == []


async def test_after_a_restart_it_is_not_done_again(services: Services) -> None:
    await at(services, TUESDAY)
    task = Task(services)
    for moment in (TUESDAY, NEXT_MONDAY_8, NEXT_MONDAY_8 + timedelta(hours=1)):
        await at(services, moment)
    assert len(task.done) == 1


async def test_what_was_due_while_the_bot_was_down_is_done_once_when_it_is_back(services: Services) -> None:
    task = Task(services)
    await at(services, TUESDAY)
    back = NEXT_MONDAY_8 + 2 * WEEK + timedelta(days=2)
    await at(services, back)
    await at(services, back + timedelta(hours=1))
    assert len(task.done) == 1


async def test_a_task_that_fails_stops_no_other_and_is_tried_again(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = Task(services, "hỏng"), Task(services, "lành")
    first.fails = True
    await at(services, TUESDAY)
    await at(services, NEXT_MONDAY_8)
    assert (len(first.done), len(second.done)) == (0, 1)
    assert "The weekly task hỏng failed" in caplog.text
    first.fails = False
    await at(services, NEXT_MONDAY_8 + timedelta(seconds=LONGEST_WAIT))
    assert (len(first.done), len(second.done)) == (1, 1)


async def test_while_the_staff_group_cannot_be_reached_it_waits(services: Services) -> None:
    task = Task(services)
    await at(services, TUESDAY)
    assert services.desk is not None
    services.desk.staff.reachable = False
    await at(services, NEXT_MONDAY_8)
    assert task.done == []
    services.desk.staff.reachable = True
    await at(services, NEXT_MONDAY_8 + timedelta(hours=5))
    assert len(task.done) == 1


async def test_without_a_staff_group_the_log_says_that_nothing_is_sent(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    services.settings = services.settings.model_copy(update={"staff_chat": None})
    await keep_weekly(services)
    assert "staff_chat" in caplog.text


async def test_a_storage_that_fails_is_tried_again_within_the_hour(
    services: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(*_: object) -> dict[str, datetime]:
        raise StoreError("đĩa đầy")

    Task(services)
    monkeypatch.setattr(WeeklyStore, "last_runs", full)
    assert await run_due(services) <= LONGEST_WAIT
    assert "đĩa đầy" in caplog.text


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(DA_NANG)),
    st.integers(0, 6),
    st.integers(0, 23),
)
def test_the_last_time_it_was_due_is_within_the_week(now: datetime, weekday: int, hour: int) -> None:
    due = last_due(now, weekday, hour)
    assert now - WEEK < due <= now
    assert (due.weekday(), due.hour, due.minute) == (weekday, hour, 0)
