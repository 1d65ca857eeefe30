"""What the handlers work with, put together once at start."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from telegram import User

from bot.config import Settings
from bot.locale import Locale, get_locale
from bot.privacy import hash_id
from bot.store import Store
from intents.responder import Responder

if TYPE_CHECKING:
    from bot.staff.desk import Desk

_log = logging.getLogger(__name__)

DA_NANG = ZoneInfo("Asia/Ho_Chi_Minh")
"""The one time zone in which days begin and end here."""


def now() -> datetime:
    """The present moment in Da Nang: the clock handed in everywhere but in tests."""
    return datetime.now(DA_NANG)


async def no_team(_user_id: int) -> str:
    """The name of the team that a person is of, where no teams are known."""
    return ""


@dataclass(slots=True)
class Services:
    """The pieces behind the handlers."""

    settings: Settings
    responder: Responder
    store: Store
    secret: bytes
    """Key of the hashes that stand for people and messages."""
    clock: Callable[[], datetime] = now
    team_of: Callable[[int], Awaitable[str]] = no_team
    """The name of a person's community team, empty when they are of none."""
    desk: Desk | None = None
    """Hands questions over to staff; put in place when the handlers are registered."""

    def person(self, user_id: int) -> str:
        """What is stored instead of a person's Telegram id."""
        return hash_id(self.secret, "user", user_id)

    def locale(self, user: User | None) -> Locale:
        """The language that a person chose, else that of their Telegram."""
        if user is None:
            return get_locale(None)
        return get_locale(self.store.language(self.person(user.id)) or user.language_code)

    def message(self, chat_id: int, message_id: int) -> str:
        """What is stored instead of a message's place."""
        return hash_id(self.secret, "message", chat_id, message_id)

    async def notify_staff(self, text: str) -> None:
        """Tells the staff group something, in Vietnamese; the log when there is no group."""
        if self.desk is None:
            _log.warning("For staff: %s", text)
        else:
            await self.desk.notify(text)

    async def erase(self, user_id: int) -> None:
        """Erases everything that is stored of a person, also what the staff group sees of it."""
        asker = self.person(user_id)
        if self.desk is not None:
            await self.desk.erase(asker)
        await self.store.erase(asker)
