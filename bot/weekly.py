"""Weekly work for the staff group: each task once a week, at the day and hour of the settings."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services import Services
from bot.store import StoreError

WEEK = timedelta(days=7)
LONGEST_WAIT = 3600.0
"""Seconds between two looks at the clock: what failed is tried again by then, and a machine that slept catches up."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WeeklyTask:
    """Something that the staff group gets once a week; registered in `Services.weekly`."""

    name: str
    """What its last run is stored under: never changed."""
    run: Callable[[], Awaitable[None]]
    """Does it. What it raises is logged, and the task is tried again within the hour; so it says to the staff group
    only once all else has succeeded."""


async def keep_weekly(services: Services) -> None:
    """Never returns while there is a staff group: does what is due, then waits for the next time."""
    if services.settings.staff_chat is None:
        _log.warning(
            "Chưa đặt nhóm cán bộ (staff_chat) nên bản tin hằng tuần không có nơi gửi; đặt xong bot sẽ gửi từ tuần đó."
        )
        return
    while True:
        await services.sleep(await run_due(services))


async def run_due(services: Services) -> float:
    """Does every task that has not been done since it was last due; how many seconds to wait until the next look.
    While the staff group cannot be reached, nothing is done and nothing counts as done."""
    if services.desk is None or not services.desk.open:
        _log.info("The staff group cannot be reached; the weekly work waits")
        return LONGEST_WAIT
    now = services.clock()
    due = last_due(now, services.settings.staff.weekday, services.settings.staff.weekly_hour)
    try:
        runs = await services.store.weekly.last_runs([task.name for task in services.weekly], now)
        for task in services.weekly:
            if runs[task.name] < due:
                await _run(services, task)
    except StoreError as error:
        _log.error("What is due this week could not be looked up, tried again in an hour: %s", error)
    return min(LONGEST_WAIT, (due + WEEK - services.clock()).total_seconds())


async def _run(services: Services, task: WeeklyTask) -> None:
    try:
        await task.run()
    except Exception as error:  # noqa: BLE001 - whatever it is, the other tasks are done and this one is tried again
        _log.error("The weekly task %s failed, it is tried again within the hour", task.name, exc_info=error)
        return
    await services.store.weekly.ran(task.name, services.clock())


def last_due(now: datetime, weekday: int, hour: int) -> datetime:
    """The last moment not after `now`, in its time zone, that was that full hour of that weekday (0 for Monday)."""
    this_week = now - timedelta(days=(now.weekday() - weekday) % 7)
    due = this_week.replace(hour=hour, minute=0, second=0, microsecond=0)
    return due if due <= now else due - WEEK
