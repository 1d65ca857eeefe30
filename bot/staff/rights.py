"""Which chat the staff group is, and who may act there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextvars import Context
from datetime import datetime, timedelta

from telegram import Bot, ChatMember, Message
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.people import Place
from bot.store.cases import CaseStore

REMEMBERED = timedelta(seconds=60)
"""How long a membership, once looked up, counts without being looked up again."""
_INSIDE = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})
_log = logging.getLogger(__name__)


class StaffChat:
    """The staff group of the settings, wherever it has moved to."""

    def __init__(self, configured: int | None, cases: CaseStore, clock: Callable[[], datetime]) -> None:
        self._configured = configured
        self._cases = cases
        self._clock = clock
        self._members: dict[int, tuple[bool, datetime]] = {}
        self._titles: dict[int, str] = {}
        self.reachable = True
        """False once Telegram has said that the bot is not in the group: nothing is then offered to residents."""

    @property
    def id(self) -> int | None:
        """The group's id, None when no group is configured."""
        return None if self._configured is None else self._cases.staff_chat(self._configured)

    @property
    def open(self) -> bool:
        """Whether questions can be handed over."""
        return self._configured is not None and self.reachable

    def is_here(self, chat: Place | None) -> bool:
        """Whether that chat is the staff group."""
        return chat is not None and self.id is not None and chat.id == self.id

    def speaks_for_staff(self, message: Message) -> bool:
        """Whether a message is one of staff: written in the group by a member, or in the name of the group itself."""
        if not self.is_here(message.chat):
            return False
        if message.sender_chat is not None:
            return message.sender_chat.id == message.chat.id
        return message.from_user is not None and not message.from_user.is_bot

    async def is_member(self, bot: Bot, user_id: int) -> bool:
        """Whether that person is in the staff group at present; no when it cannot be found out."""
        now = self._clock()
        known = self._members.get(user_id)
        if known is not None and now - known[1] < REMEMBERED:
            return known[0]
        if self.id is None:
            return False
        try:
            # Not part of the update that asks, within which calls are repeated: an error here means no.
            member = await asyncio.create_task(self._look_up(bot, self.id, user_id), context=Context())
        except TelegramError as error:
            _log.warning("The membership of a person in the staff group could not be looked up: %s", error)
            return False
        inside = member.status in _INSIDE or bool(getattr(member, "is_member", False))
        self._members[user_id] = (inside, now)
        self._titles[user_id] = getattr(member, "custom_title", None) or ""
        return inside

    async def title_of(self, bot: Bot, user_id: int) -> str:
        """The title that the group has given a person beside their name: there, their role. Empty when it has not."""
        await self.is_member(bot, user_id)
        return self._titles.get(user_id, "")

    async def check(self, bot: Bot) -> bool | None:
        """Whether the bot is an administrator of the group; None when that could not be found out. Notes whether it
        is in the group at all."""
        if self.id is None:
            return None
        try:
            member = await bot.get_chat_member(self.id, bot.id)
        except (BadRequest, Forbidden) as error:
            if not self._absent(error):
                return None
            self.reachable = False
            _log.error(
                "Bot không vào được nhóm cán bộ %s (%s). Hãy thêm bot vào nhóm và đặt làm quản trị viên, hoặc sửa "
                "HOIDAP_STAFF_CHAT. Trong lúc đó người dân được chỉ tới 1022.",
                self.id,
                error.message,
            )
            return False
        except TelegramError as error:
            _log.warning("The bot's rights in the staff group could not be looked up: %s", error)
            return None
        self.reachable = member.status in _INSIDE
        admin = member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
        if not admin:
            _log.error(
                "Bot chưa là quản trị viên của nhóm cán bộ %s. Hãy mở nhóm, bấm tên nhóm, Sửa, Quản trị viên, Thêm "
                "quản trị viên, rồi chọn bot.",
                self.id,
            )
        return admin

    async def moved_to(self, new: int) -> bool:
        """Stores the group's new id; False when it is known already."""
        if self._configured is None or self.id == new:
            return False
        await self._cases.move_staff_chat(self._configured, new)
        self._members.clear()
        return True

    @staticmethod
    async def _look_up(bot: Bot, chat_id: int, user_id: int) -> ChatMember:
        return await bot.get_chat_member(chat_id, user_id)

    @staticmethod
    def _absent(error: BadRequest | Forbidden) -> bool:
        return isinstance(error, Forbidden) or "chat not found" in error.message.lower()
