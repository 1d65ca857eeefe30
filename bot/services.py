"""What the handlers work with, put together once at start."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from telegram import User

from bot.config import Settings
from bot.limits import Rate
from bot.locale import Locale, get_locale
from bot.metrics import Metrics
from bot.privacy import hash_id
from bot.store import Store
from intents.responder import Responder

_log = logging.getLogger(__name__)

DA_NANG = ZoneInfo("Asia/Ho_Chi_Minh")
"""The one time zone in which days begin and end here."""


def now() -> datetime:
    """The present moment in Da Nang: the clock handed in everywhere but in tests."""
    return datetime.now(DA_NANG)


NotifyStaff = Callable[[str], Awaitable[None]]
"""Tells staff something about the bot, in Vietnamese, without any resident's words. May raise `TelegramError`."""


async def log_for_staff(text: str) -> None:
    """Where there is no staff chat: whoever reads the log."""
    _log.warning("Gửi cán bộ: %s", text)


@lru_cache(maxsize=4096)
def _person(secret: bytes, user_id: int) -> str:
    return hash_id(secret, "user", user_id)


@dataclass(slots=True)
class Services:
    """The pieces behind the handlers."""

    settings: Settings
    responder: Responder
    store: Store
    secret: bytes = field(repr=False)
    """Key of the hashes that stand for people and messages."""
    clock: Callable[[], datetime] = now
    metrics: Metrics = field(default_factory=Metrics)
    notify_staff: NotifyStaff = log_for_staff
    erasers: list[Callable[[int], Awaitable[None]]] = field(default_factory=list)
    """What else erases everything of a person, each given their Telegram id."""
    higher_rate: Callable[[str], Rate | None] = lambda _: None
    """The limit of a person, by their hash, who may send more than others; None for everybody else."""

    on_serve: list[Callable[[], None]] = field(default_factory=list)
    """Called after other content has come to be served."""

    def serve(self, responder: Responder) -> None:
        """Serves other content from now on; replies being made are finished with what they began with."""
        self.responder = responder
        for listener in self.on_serve:
            listener()

    @property
    def served(self) -> str:
        """The digest of the content that is being served."""
        return self.responder.content.digest

    def rate_of(self, person: str) -> Rate:
        """How fast a person, by their hash, may send."""
        return self.higher_rate(person) or self.settings.per_person.rate()

    async def erase(self, user_id: int) -> None:
        """Erases everything that is stored of a person; nothing of it stays readable in the files. Raises
        `StoreError`."""
        for eraser in self.erasers:
            await eraser(user_id)
        await self.store.erase(self.person(user_id))
        await self.store.privacy.scrub()

    def person(self, user_id: int) -> str:
        """What is stored instead of a person's Telegram id."""
        return _person(self.secret, user_id)

    def locale(self, user: User | None) -> Locale:
        """The language that a person chose, else that of their Telegram."""
        if user is None:
            return get_locale(None)
        return get_locale(self.store.language(self.person(user.id)) or user.language_code)

    def message(self, chat_id: int, message_id: int) -> str:
        """What is stored instead of a message's place."""
        return hash_id(self.secret, "message", chat_id, message_id)
