"""Every call that bots have made, for tests to look at."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from .errors import ApiError, Json


@dataclass(eq=False)
class Call:
    """One call: what was asked, and what came of it.

    `accepted` is true once the server has acted on it, even when the caller never hears (a dropped connection).
    """

    bot_id: int
    method: str
    params: Json
    at: float
    file_names: dict[str, str] = field(default_factory=dict)
    accepted: bool = False
    result: object = None
    error: ApiError | None = None
    fault: str = ""


class CallLog:
    """The latest calls in order of arrival."""

    def __init__(self, keep: int = 100_000) -> None:
        self._calls: deque[Call] = deque(maxlen=keep)

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls)

    def __len__(self) -> int:
        return len(self._calls)

    def add(self, call: Call) -> None:
        """Keep one more call."""
        self._calls.append(call)

    def clear(self) -> None:
        """Forget all calls so far."""
        self._calls.clear()

    def of(self, method: str) -> list[Call]:
        """All calls of a method (any case), refused and faulty ones too."""
        return [call for call in self._calls if call.method.lower() == method.lower()]

    def accepted(self, method: str) -> list[Call]:
        """The calls of a method on which the server acted."""
        return [call for call in self.of(method) if call.accepted]

    def refused(self, method: str | None = None) -> list[Call]:
        """The calls (of a method) that were answered with an error."""
        return [call for call in self._calls if call.error and method in (None, call.method)]
