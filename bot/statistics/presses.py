"""What the buttons about numbers and unanswered questions carry. All begin with `sx:` and mean the same after a
restart: a cluster is named by one of its questions, whatever else belongs to it by then."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.buttons import MAX_BYTES
from bot.statistics.spans import Length

PREFIX = "sx"
_KEY = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class ShowSpan:
    """Edit the chart in place to another span."""

    length: Length


AnyPress = ShowSpan


def encode(press: AnyPress) -> str:
    """The callback_data. Raises `ValueError` over 64 bytes."""
    match press:
        case ShowSpan(length):
            data = f"{PREFIX}:t:{length}"
    if len(data.encode()) > MAX_BYTES:
        raise ValueError(f"callback_data over {MAX_BYTES} bytes: {data!r}")
    return data


def decode(data: str) -> AnyPress | None:
    """The press that this data stands for, None for anything we did not write."""
    match data.split(":"):
        case [prefix, "t", length] if prefix == PREFIX and length in set(Length):
            return ShowSpan(Length(length))
    return None
