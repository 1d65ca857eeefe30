"""Whether the bot does its work, for /healthz."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

POLL_PATIENCE = 90.0
"""Seconds without a successful getUpdates from which polling counts as dead; one takes 25 at most."""
PENDING_PATIENCE = 60.0
"""Seconds that an update may wait while Telegram answers us."""


@dataclass(slots=True)
class Vitals:
    """Signs of life, in seconds of the monotonic clock; where nothing has happened yet, the start counts."""

    polls: bool
    """Whether updates come by polling."""
    started: float = field(default_factory=time.monotonic)
    polled: float | None = None
    """The last successful getUpdates."""
    polling_ended: bool = False
    last_update: float | None = None
    answered: float | None = None
    """The last time the Bot API answered, were it by a refusal."""
    silent: float | None = None
    """The last time it did not."""

    def poll_succeeded(self) -> None:
        """getUpdates gave something, be it nothing new."""
        self.polled = time.monotonic()
        self.api_answered()

    def update_came(self) -> None:
        """An update was stored."""
        self.last_update = time.monotonic()

    def api_answered(self) -> None:
        """The Bot API answered a call."""
        self.answered = time.monotonic()

    def api_silent(self) -> None:
        """The Bot API could not be reached, or failed."""
        self.silent = time.monotonic()

    def api_answers(self) -> bool:
        """Whether the last we heard of the Bot API was an answer."""
        return self.answered is not None and (self.silent is None or self.answered >= self.silent)

    def problems(self, oldest_pending: float | None) -> list[str]:
        """What is wrong, in Vietnamese for whoever runs the bot; nothing when all is well. `oldest_pending` is the age
        in seconds of the oldest update without an outcome."""
        found = []
        if self.polls and self.polling_ended:
            found.append("việc lấy tin từ Telegram đã dừng")
        elif self.polls and time.monotonic() - (self.polled or self.started) > POLL_PATIENCE:
            found.append(f"đã hơn {POLL_PATIENCE:.0f} giây không lấy được tin từ Telegram")
        if oldest_pending is not None and oldest_pending > PENDING_PATIENCE and self.api_answers():
            found.append(f"có tin đã chờ {oldest_pending:.0f} giây chưa được trả lời")
        return found
