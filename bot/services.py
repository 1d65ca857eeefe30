"""What the handlers work with, put together once at start."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from telegram.constants import ChatType

from bot.cards.press import Press
from bot.config import Settings
from bot.limits import Rate
from bot.locale import Locale, get_locale
from bot.metrics import Metrics
from bot.people import Person, Place
from bot.privacy import hash_id
from bot.showing import Manner
from bot.store import Store, Team
from intents.responder import Responder

if TYPE_CHECKING:
    from bot.staff.desk import Desk
    from bot.weekly import WeeklyTask

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
    desk: Desk | None = None
    """Hands questions over to staff; put in place when the handlers are registered."""
    metrics: Metrics = field(default_factory=Metrics)
    press: Press = field(default_factory=Press)
    """Sets pictures; its process is started by the first."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Waits so many seconds: handed in like the clock."""
    notify_staff: NotifyStaff = log_for_staff
    erasers: list[Callable[[int], Awaitable[None]]] = field(default_factory=list)
    """What else erases everything of a person, each given their Telegram id."""

    weekly: list[WeeklyTask] = field(default_factory=list)
    """What the staff group gets once a week, in this order."""

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
        """How fast a person, by their hash, may send: members of community teams pass on what others ask."""
        return self.settings.teams.rate() if self.team_of(person) else self.settings.per_person.rate()

    async def erase(self, user_id: int) -> None:
        """Erases everything that is stored of a person; nothing of it stays readable in the files. Raises
        `StoreError`."""
        for eraser in self.erasers:
            await eraser(user_id)
        await self.store.erase(self.person(user_id))
        await self.store.privacy.scrub()

    def today(self) -> date:
        """The day in Da Nang."""
        return self.clock().date()

    def person(self, user_id: int) -> str:
        """What is stored instead of a person's Telegram id."""
        return _person(self.secret, user_id)

    def manner(self, chat: Place, person: Person) -> Manner:
        """How a person is replied to in a chat."""
        if chat.type != ChatType.PRIVATE:
            return Manner.GROUP
        return Manner.MEMBER if self.team_of(self.person(person.id)) else Manner.PRIVATE

    def team_of(self, person: str) -> Team | None:
        """The community team of a person, by their hash; None for a resident."""
        return self.store.teams.team_of(person)

    def is_staff_chat(self, chat: Place | None) -> bool:
        """Whether a chat is the staff group, wherever it has moved to."""
        return self.desk is not None and self.desk.staff.is_here(chat)

    def locale(self, person: Person | None) -> Locale:
        """The language that a person chose, else that of their Telegram."""
        if person is None:
            return get_locale(None)
        return get_locale(self.store.language(self.person(person.id)) or person.language_code)

    def message(self, chat_id: int, message_id: int) -> str:
        """What is stored instead of a message's place."""
        return hash_id(self.secret, "message", chat_id, message_id)
