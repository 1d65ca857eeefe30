"""How fast messages may go out: sliding windows of a chat and a group, and the pauses that Telegram asks for."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

OVERALL_SECONDS, CHAT_SECONDS, GROUP_SECONDS = 1.0, 1.0, 60.0
"""The spans in which Telegram counts (Bots FAQ, "My bot is hitting limits")."""
SEVERAL = 3
"""So many refusals in a row, each of another chat, mean that all of us is too fast and not one chat."""
MANY_CHATS = 5_000
"""Chats remembered before those that are free again are forgotten."""

Chat = int | str


@dataclass(frozen=True, slots=True)
class Pace:
    """How many messages in each span."""

    overall: int = 28
    chat: int = 1
    group: int = 18


class SlidingWindow:
    """At most `limit` events in any span of so many seconds."""

    __slots__ = ("_limit", "_seconds", "_times")

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=limit)

    def free_at(self) -> float:
        """The moment from which one more is within the limit."""
        return self._times[0] + self._seconds if len(self._times) == self._limit else float("-inf")

    def add(self, now: float) -> None:
        """One more happened."""
        self._times.append(now)

    def idle(self, now: float) -> bool:
        """Whether everything in it is past."""
        return not self._times or self._times[-1] + self._seconds <= now


class Pacing:
    """Says from when on a message may go to a chat. Moments are seconds of whatever clock the caller has; without a
    `pace`, only the pauses count."""

    def __init__(self, pace: Pace | None) -> None:
        self._pace = pace
        self.overall = pace.overall if pace else None
        """How many messages may be out at once or have come within the last second; None for any number."""
        self._chats: dict[Chat, list[SlidingWindow]] = {}
        self._paused: dict[Chat, float] = {}
        self._all_paused = float("-inf")
        self._refused: set[Chat] = set()

    def chat_free_at(self, chat: Chat, *, message: bool) -> float:
        """When that chat may be called again; `message` when the call sends one."""
        free = max(self._all_paused, self._paused.get(chat, float("-inf")))
        if message and self._pace:
            free = max([free, *(window.free_at() for window in self._windows(chat))])
        return free

    def sent(self, chat: Chat, now: float) -> None:
        """The call that sent it is over: Telegram got it at this moment or before."""
        if self._pace:
            for window in self._windows(chat):
                window.add(now)
            if len(self._chats) > MANY_CHATS:
                self._forget(now)

    def accepted(self) -> None:
        """Telegram took a call: it is not all of us that is too fast."""
        self._refused.clear()

    def refused(self, chat: Chat, until: float) -> None:
        """Telegram wants no more for that chat until then."""
        self._paused[chat] = max(until, self._paused.get(chat, until))
        self._refused.add(chat)
        if len(self._refused) >= SEVERAL:
            self._all_paused = max(self._all_paused, *(self._paused[one] for one in self._refused))

    def _windows(self, chat: Chat) -> list[SlidingWindow]:
        windows = self._chats.get(chat)
        if windows is None and self._pace is not None:
            windows = [SlidingWindow(self._pace.chat, CHAT_SECONDS)]
            if is_group(chat):
                windows.append(SlidingWindow(self._pace.group, GROUP_SECONDS))
            self._chats[chat] = windows
        return windows or []

    def _forget(self, now: float) -> None:
        self._chats = {
            chat: windows for chat, windows in self._chats.items() if not all(window.idle(now) for window in windows)
        }
        self._paused = {chat: until for chat, until in self._paused.items() if until > now}


def is_group(chat: Chat) -> bool:
    """Whether a chat id is a group's or a channel's, as Telegram numbers them."""
    return str(chat).startswith(("-", "@"))
