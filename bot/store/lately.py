"""Who asked something a short while ago: so that nearly all messages, which follow nothing, need no look-up."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

from bot.store.times import stored_time

SPAN = timedelta(hours=1)
"""How far back it is known who asked."""
MANY = 10_000
"""People remembered before those who asked longer ago than that are forgotten."""


class Lately:
    """When each person last asked, as far as that is longer ago than `known_since` for nobody."""

    def __init__(self, known_since: datetime, latest: dict[str, datetime]) -> None:
        self._known_since = known_since
        self._latest = latest
        self._most = max(MANY, 2 * len(latest))

    def asked(self, asker: str, at: datetime) -> None:
        """That person asks something."""
        self._latest[asker] = at
        if len(self._latest) > self._most:
            self._known_since = max(self._known_since, at - SPAN)
            self._latest = {one: when for one, when in self._latest.items() if when >= self._known_since}
            self._most = max(MANY, 2 * len(self._latest))

    def may_have_asked(self, asker: str, since: datetime) -> bool:
        """Whether that person may have asked something since then; False only when they have not."""
        latest = self._latest.get(asker)
        return since < self._known_since if latest is None else latest >= since

    def forget(self, asker: str) -> None:
        """Nothing of that person is stored any more."""
        self._latest.pop(asker, None)


def read_lately(connection: sqlite3.Connection) -> Lately:
    """The same as the database has it."""
    since = datetime.now(UTC) - SPAN
    rows = connection.execute(
        "SELECT asker, max(asked_at) FROM questions WHERE asked_at >= ? GROUP BY asker", (stored_time(since),)
    )
    return Lately(since, {asker: datetime.fromisoformat(at) for asker, at in rows})
