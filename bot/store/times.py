"""How moments are stored."""

from __future__ import annotations

from datetime import UTC, datetime


def stored_time(moment: datetime) -> str:
    """A moment as it is stored: UTC, so that texts sort like times."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def read_time(stored: str | None) -> datetime | None:
    """The moment that was stored, None for none."""
    return None if stored is None else datetime.fromisoformat(stored)
