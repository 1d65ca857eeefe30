"""The spans of time that are compared: a day, a week, a month, each with the same before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from intents.match.text import fold

MOMENT = timedelta(milliseconds=1)


class Length(StrEnum):
    """How long a span is; the value stands in commands and buttons."""

    DAY = "ngay"
    WEEK = "tuan"
    MONTH = "thang"

    @property
    def days(self) -> int:
        """How many days it has."""
        return {Length.DAY: 1, Length.WEEK: 7, Length.MONTH: 30}[self]

    @classmethod
    def named(cls, words: str) -> Length | None:
        """The length that somebody wrote, with or without accents; None for anything else."""
        return next((one for one in cls if one == fold(words)), None)


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` up to but not including `until`, both in the time zone in which days begin here."""

    length: Length
    since: datetime
    until: datetime

    @property
    def before(self) -> Span:
        """The span of the same length just before, as far as this one has come: a morning is compared with the
        morning before."""
        earlier = timedelta(days=self.length.days)
        return Span(self.length, self.since - earlier, self.until - earlier)

    @property
    def last_day(self) -> date:
        """The day in which it ends."""
        return (self.until - MOMENT).date()


def up_to_now(length: Length, now: datetime) -> Span:
    """Today with as many days before it as the length has."""
    since = _midnight(now) - timedelta(days=length.days - 1)
    return Span(length, since, now + MOMENT)


def whole_days(length: Length, now: datetime) -> Span:
    """The last whole days: up to the last midnight."""
    until = _midnight(now)
    return Span(length, until - timedelta(days=length.days), until)


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
