"""What the buttons about content carry. All begin with `st:` and mean the same after a restart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.buttons import is_number, within_limit

PREFIX = "st"


class Step(StrEnum):
    """A press that needs a number only."""

    PUBLISH = "p"
    """Publish this proposal."""
    CANCEL = "x"
    """Drop this proposal."""
    MINE = "m"
    """The text of this proposal again, as a file."""
    VERSION = "v"
    """This version as a file."""
    RESTORE = "b"
    """Propose to go back to this version."""
    DRAFT = "d"
    """Propose this draft as it is."""


@dataclass(frozen=True, slots=True)
class EditingPress:
    """A step with the number of the proposal, version or draft that it is about."""

    step: Step
    number: int


@dataclass(frozen=True, slots=True)
class SendFile:
    """Send the file that is called so, to be edited."""

    asked_by: str


AnyEditingPress = EditingPress | SendFile


def encode(press: AnyEditingPress) -> str:
    """The callback_data. Raises `ValueError` over 64 bytes."""
    match press:
        case EditingPress(step, number):
            data = f"{PREFIX}:{step}:{number}"
        case SendFile(asked_by):
            data = f"{PREFIX}:f:{asked_by}"
    return within_limit(data)


def decode(data: str) -> AnyEditingPress | None:
    """The press that this data stands for, None for anything we did not write."""
    match data.split(":"):
        case [prefix, "f", asked_by] if prefix == PREFIX and asked_by:
            return SendFile(asked_by)
        case [prefix, step, number] if prefix == PREFIX and step in set(Step) and is_number(number):
            return EditingPress(Step(step), int(number))
    return None
