"""What the buttons of the list carry. All begin with `sll:` and mean the same after a restart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.buttons import is_number

PREFIX = "sll"


class Verb(StrEnum):
    """What is pressed."""

    EDIT = "e"
    CONFIRM = "v"
    BACK = "b"
    """Back from the days to which a value is to hold."""
    TURN = "p"
    """To another page."""


@dataclass(frozen=True, slots=True)
class ListPress:
    """A verb, of a line of the list from 0, or of a page."""

    verb: Verb
    number: int


@dataclass(frozen=True, slots=True)
class ExtendTo:
    """A value that has ended holds until that day."""

    number: int
    until: date


AnyListPress = ListPress | ExtendTo


def encode(press: AnyListPress) -> str:
    """The callback_data, some twenty bytes."""
    match press:
        case ListPress(verb, number):
            return f"{PREFIX}:{verb}:{number}"
        case ExtendTo(number, until):
            return f"{PREFIX}:u:{number}:{until}"


def decode(data: str) -> AnyListPress | None:
    """The press that this data stands for, None for anything we did not write."""
    match data.split(":"):
        case [prefix, verb, number] if prefix == PREFIX and verb in set(Verb) and is_number(number):
            return ListPress(Verb(verb), int(number))
        case [prefix, "u", number, day] if prefix == PREFIX and is_number(number):
            try:
                return ExtendTo(int(number), date.fromisoformat(day))
            except ValueError:
                return None
    return None
