"""When staff are there: the week, days off, and days worked instead. Moments come in, moments go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

LOOK_AHEAD_DAYS = 40
"""How far the next opening is looked for: longer than any holiday."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of a day, its end not included."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class DayOff:
    """Days on which nobody is there."""

    name: str
    first: date
    last: date
    """Including that day."""
    expected: bool = False
    """Whether the days are only expected, not yet announced."""


Week = tuple[tuple[Shift, ...], ...]
"""The shifts of each day, Monday first."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When staff are there."""

    week: Week
    days_off: tuple[DayOff, ...] = ()
    made_up: Mapping[date, tuple[Shift, ...]] = field(default_factory=dict)
    """Days worked instead of others, whatever day of the week they are."""

    def shifts(self, day: date) -> tuple[Shift, ...]:
        """The shifts of a day, none when it is off."""
        if day in self.made_up:
            return self.made_up[day]
        return () if self.day_off(day) else self.week[day.weekday()]

    def day_off(self, day: date) -> DayOff | None:
        """The holiday on which a day falls."""
        return next((one for one in self.days_off if one.first <= day <= one.last), None)

    def is_open(self, moment: datetime) -> bool:
        """Whether staff are there at that moment (of the time zone of the office)."""
        clock = moment.time()
        return any(one.start <= clock < one.end for one in self.shifts(moment.date()))

    def next_opening(self, moment: datetime) -> datetime | None:
        """When staff are there next; None when that is further than `LOOK_AHEAD_DAYS` away."""
        for ahead in range(LOOK_AHEAD_DAYS):
            day = moment.date() + timedelta(days=ahead)
            for shift in self.shifts(day):
                start = datetime.combine(day, shift.start, moment.tzinfo)
                if start > moment:
                    return start
        return None

    def holiday_before(self, moment: datetime, opening: datetime) -> DayOff | None:
        """The holiday that lies between a moment and the next opening, for saying why it is so long."""
        days = (opening.date() - moment.date()).days
        found = (self.day_off(moment.date() + timedelta(days=ahead)) for ahead in range(days))
        return next((one for one in found if one is not None), None)
