"""What the handlers work with, put together once at start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import User

from bot.config import Settings
from bot.locale import Locale, get_locale
from bot.privacy import hash_id
from bot.store import Store
from intents.responder import Responder

DA_NANG = ZoneInfo("Asia/Ho_Chi_Minh")
"""The one time zone in which days begin and end here."""


def now() -> datetime:
    """The present moment in Da Nang: the clock handed in everywhere but in tests."""
    return datetime.now(DA_NANG)


@dataclass(slots=True)
class Services:
    """The pieces behind the handlers."""

    settings: Settings
    responder: Responder
    store: Store
    secret: bytes
    """Key of the hashes that stand for people and messages."""
    clock: Callable[[], datetime] = now

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
