"""How much one person may send: so many at once, then one every so often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

TELL_EVERY = 60.0
"""Seconds between two lines that say so; in between, what is over the limit stays unanswered on purpose."""
MANY_PEOPLE = 10_000
"""From so many on, those who could send as much as anyone are forgotten."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast one person may send."""

    burst: int
    """How many at once."""
    seconds: float
    """How long until one more is allowed."""


class Verdict(Enum):
    """What becomes of a message."""

    ALLOWED = "allowed"
    TELL = "tell"
    """Over the limit, and it is said."""
    SILENT = "silent"
    """Over the limit, and it was said less than a minute ago."""


@dataclass(slots=True)
class _Person:
    paid_until: float
    """When all that was sent would have been sent at the slow pace (the generic cell rate algorithm, ITU-T I.371)."""
    latest: float
    told: float | None = None


class PersonLimits:
    """Counts by the time at which people *wrote*, in seconds, so that what piled up while the bot was away is no flood.
    Kept in memory: a restart forgives."""

    def __init__(self, rate_of: Callable[[str], Rate]) -> None:
        self._rate_of = rate_of
        self._people: dict[str, _Person] = {}

    def take(self, person: str, at: float) -> Verdict:
        """What becomes of something that this person sent at that time. A time before their latest counts as that."""
        rate, known = self._rate_of(person), self._people.get(person)
        if known is None:
            self._forget_the_idle(at)
            known = self._people[person] = _Person(at, at)
        at = known.latest = max(at, known.latest)
        begins = max(known.paid_until, at)
        if begins - at <= rate.seconds * (rate.burst - 1):
            known.paid_until = begins + rate.seconds
            return Verdict.ALLOWED
        if known.told is not None and at - known.told < TELL_EVERY:
            return Verdict.SILENT
        known.told = at
        return Verdict.TELL

    def _forget_the_idle(self, at: float) -> None:
        if len(self._people) >= MANY_PEOPLE:
            kept = {one: state for one, state in self._people.items() if state.paid_until > at}
            self._people = kept
