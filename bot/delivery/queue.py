"""Which update is next: those of a chat in order, one at a time; chats take turns; so many at once and no more."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = Mapping[str, Any]

SUSPECT = 1
"""Failures after which an update runs alone: should the process die again, no neighbour is blamed for it."""
FIRST_THE_OTHERS = 256
"""Updates that may begin before a suspect does: what kills the process at once must not keep them from their answer."""


@dataclass(slots=True, eq=False)
class Waiting:
    """An update that is stored and has no outcome yet."""

    number: int
    """Its row; also the id of the question that it asks."""
    update_id: int
    lane: str
    """What is worked off in order: a chat, or a person where there is no chat."""
    received_at: datetime
    payload: Json | None
    """None when it is to be read from the database, where many wait."""
    failures: int = 0
    rests: int = 0
    """How often it has rested between attempts since the start."""
    parked: bool = False
    """Waits for Telegram without taking anybody's place."""


@dataclass(slots=True)
class _Lane:
    waiting: list[tuple[int, Waiting]] = field(default_factory=list)
    out: Waiting | None = None
    resting: bool = False
    """Between two attempts at the same update."""


class UpdateQueue:
    """Hands out updates. Nothing in it waits or locks: `take` until it gives None, again after every change."""

    def __init__(self, most_out: int) -> None:
        self._most_out = most_out
        self._lanes: dict[str, _Lane] = {}
        self._turns: deque[str] = deque()
        self._suspects: list[tuple[int, int, str]] = []
        """Lanes whose next update is suspect, those of the fewest failures first."""
        self._begun_before_suspects = 0
        self._all: dict[int, Waiting] = {}
        self._out = 0
        self._alone: Waiting | None = None
        self.closed = False
        """Nothing is handed out any more."""

    def __len__(self) -> int:
        return len(self._all)

    @property
    def out(self) -> int:
        """How many are being worked off; parked ones do not count."""
        return self._out

    @property
    def oldest(self) -> datetime | None:
        """When the longest waiting update came, those in work included."""
        return next(iter(self._all.values())).received_at if self._all else None

    def add(self, update: Waiting) -> None:
        """Queues an update behind those of its lane with a lower id."""
        self._all[update.number] = update
        lane = self._lanes.setdefault(update.lane, _Lane())
        heapq.heappush(lane.waiting, (update.update_id, update))
        if len(lane.waiting) == 1 and lane.out is None and not lane.resting:
            self._give_turn(update.lane)

    def take(self) -> Waiting | None:
        """The next update to work on, None when none may begin now."""
        if self.closed or self._alone is not None or self._out >= self._most_out:
            return None
        if self._suspects and (not self._turns or self._begun_before_suspects >= FIRST_THE_OTHERS):
            return None if self._out else self._take_suspect()
        if not self._turns:
            return None
        self._begun_before_suspects += bool(self._suspects)
        return self._take(self._turns.popleft())

    def _take(self, name: str) -> Waiting:
        lane = self._lanes[name]
        lane.out = heapq.heappop(lane.waiting)[1]
        self._out += 1
        return lane.out

    def _take_suspect(self) -> Waiting:
        self._begun_before_suspects = 0
        self._alone = self._take(heapq.heappop(self._suspects)[2])
        return self._alone

    def _give_turn(self, name: str) -> None:
        following = self._lanes[name].waiting[0][1]
        if following.failures >= SUSPECT:
            heapq.heappush(self._suspects, (following.failures, following.number, name))
        else:
            self._turns.append(name)

    def park(self, update: Waiting) -> None:
        """An update in work waits for Telegram: others may begin."""
        update.parked = True
        self._out -= 1
        self._not_alone(update)

    def unpark(self, update: Waiting) -> None:
        """It goes on, whether or not there is a place: it has one message to send."""
        update.parked = False
        self._out += 1

    def done(self, update: Waiting) -> None:
        """It has its outcome: the next of its lane may come."""
        del self._all[update.number]
        lane = self._leave(update)
        if lane.waiting:
            self._give_turn(update.lane)
        else:
            del self._lanes[update.lane]

    def rest(self, update: Waiting) -> None:
        """It will be tried again; until `again`, its lane stands still."""
        lane = self._leave(update)
        lane.resting = True
        heapq.heappush(lane.waiting, (update.update_id, update))

    def again(self, update: Waiting) -> None:
        """Ends the rest of its lane."""
        self._lanes[update.lane].resting = False
        self._give_turn(update.lane)

    def _leave(self, update: Waiting) -> _Lane:
        if update.parked:
            update.parked = False
        else:
            self._out -= 1
        self._not_alone(update)
        lane = self._lanes[update.lane]
        lane.out = None
        return lane

    def _not_alone(self, update: Waiting) -> None:
        if self._alone is update:
            self._alone = None


def lane_of(raw: Json) -> str:
    """The lane of a raw update, whatever its kind: the first chat named in it, else the person."""
    for body in raw.values():
        if not isinstance(body, Mapping):
            continue
        message = body.get("message")
        for holder in (body, message if isinstance(message, Mapping) else {}):
            chat = holder.get("chat")
            if isinstance(chat, Mapping) and isinstance(chat.get("id"), int):
                return f"chat {chat['id']}"
        person = body.get("from") or body.get("user")
        if isinstance(person, Mapping) and isinstance(person.get("id"), int):
            return f"person {person['id']}"
    return "nobody"


def private_chat_of(raw: Json) -> int | None:
    """The private chat in which a raw update waits for an answer, however broken the rest of it is; None when there is
    none."""
    for kind in ("message", "edited_message", "callback_query"):
        body = raw.get(kind)
        if not isinstance(body, Mapping):
            continue
        message = body.get("message") if kind == "callback_query" else body
        chat = message.get("chat") if isinstance(message, Mapping) else None
        chat_id = chat.get("id") if isinstance(chat, Mapping) else None
        if type(chat_id) is int and 0 < chat_id < 2**52:  # those of groups and channels are below zero
            return chat_id
    return None
