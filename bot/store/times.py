"""How moments are stored."""

from __future__ import annotations

from datetime import UTC, datetime


def stored_time(moment: datetime) -> str:
    """A moment as it is stored: UTC, so that texts sort like times."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
