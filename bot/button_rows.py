"""Rows of buttons as the Bot API takes them (InlineKeyboardMarkup): plain data.

Not python-telegram-bot's objects, of which every answer has a dozen: making and unmaking them took a tenth of its time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Required, TypedDict


class Button(TypedDict, total=False):
    """One button: its label, and one thing that it does."""

    text: Required[str]
    callback_data: str
    """1 to 64 bytes, which come back when it is pressed."""
    url: str
    switch_inline_query: str


Row = list[Button]


class Keyboard(TypedDict):
    """The buttons under a message."""

    inline_keyboard: list[Row]


def keyboard_of(rows: Iterable[Row]) -> Keyboard | None:
    """The rows that have buttons; None when none has."""
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None
