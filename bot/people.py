"""Who writes and where, as far as replies need to know: python-telegram-bot's `User` and `Chat` are such, and so are
the small records here, which cost nothing to make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Person(Protocol):
    """Somebody on Telegram."""

    @property
    def id(self) -> int:
        """Their Telegram id."""

    @property
    def language_code(self) -> str | None:
        """The language of their Telegram."""


class Place(Protocol):
    """A chat."""

    @property
    def id(self) -> int:
        """Its Telegram id."""

    @property
    def type(self) -> str:
        """One of `telegram.constants.ChatType`."""

    @property
    def title(self) -> str | None:
        """What a group is called."""


@dataclass(frozen=True, slots=True)
class Resident:
    """A `Person`."""

    id: int
    language_code: str | None


@dataclass(frozen=True, slots=True)
class PrivateChat:
    """The `Place` where one person and the bot write to each other."""

    id: int
    type: str = "private"
    title: str | None = None
