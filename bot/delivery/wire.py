"""From the bytes that Telegram sends to raw updates. One that cannot be read takes none of its neighbours along, and
nothing of what was sent is ever logged: it holds residents' words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_UNLOADABLE = (ValueError, RecursionError)
"""What the decoder raises: no JSON, nested too deep, a number of thousands of digits."""
_UPDATE_ID = re.compile(rb'"update_id"\s*:\s*([0-9]{1,19})(?![0-9])')
_RESULT = re.compile(rb'^\s*\{.{0,200}?"result"\s*:\s*\[', re.DOTALL)
_STEP = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{},]', re.DOTALL)
"""Strings, which are passed over, and what gives an array its shape."""


class UnreadableError(ValueError):
    """What came is no answer of the Bot API, or was cut off."""


def unreadable(update_id: int) -> dict[str, Any]:
    """Stands for an update of which only the id could be read: it is stored and set aside like any that handlers cannot
    work with."""
    return {"update_id": update_id, "message": "cannot be read"}


def update_in(body: bytes) -> Any:
    """The JSON of one update, as a webhook gets it. Raises `UnreadableError`."""
    loaded = _loaded(body)
    if loaded is None:
        raise UnreadableError("no JSON")
    return loaded


def updates_in(body: bytes) -> list[Any]:
    """The updates in an answer to getUpdates. Raises `UnreadableError`."""
    try:
        answer = json.loads(body.decode("utf-8", "replace"))
    except _UNLOADABLE:
        loaded = (_loaded(piece) for piece in _pieces(body))
        return [update for update in loaded if update is not None]
    updates = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(updates, list):
        raise UnreadableError("getUpdates gave no list")
    return updates


def _loaded(piece: bytes) -> Any:
    """One update; what stands for it when only its id can be read; None when not even that."""
    try:
        return json.loads(piece.decode("utf-8", "replace"))
    except _UNLOADABLE:
        found = _UPDATE_ID.search(piece)
        return unreadable(int(found[1])) if found else None


def _pieces(body: bytes) -> Iterator[bytes]:
    """The elements of the array `result`, by brackets alone. Raises `UnreadableError` when it has no end."""
    head = _RESULT.match(body)
    if head is None:
        raise UnreadableError("no JSON")
    depth, begin = 1, head.end()
    pieces = []
    for step in _STEP.finditer(body, head.end()):
        sign = step[0]
        if sign in (b"[", b"{"):
            depth += 1
        elif sign in (b"]", b"}"):
            depth -= 1
        if depth == 0 or (depth == 1 and sign == b","):
            pieces.append(body[begin : step.start()])
            begin = step.end()
        if depth == 0:
            yield from (piece for piece in pieces if piece.strip())
            return
    raise UnreadableError("cut off")
