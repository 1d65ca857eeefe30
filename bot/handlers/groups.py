"""What happens to the bot in a group: rights are given and taken away."""

from __future__ import annotations

import logging

from telegram import ChatMemberRestricted, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden
from telegram.ext import ContextTypes

from bot.brevity import render_no_right
from bot.sending import send
from bot.services import Services

_log = logging.getLogger(__name__)


class GroupHandlers:
    """Changes in groups."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def member_changed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Tells whoever took the right to write from the bot what it needs it for, if they have written to it. In the
        staff group it looks at once whether it can work there."""
        change, desk = update.my_chat_member, self._services.desk
        if change is None or change.chat.type == ChatType.PRIVATE:
            return
        if desk is not None and desk.staff.is_here(change.chat):
            desk.outbox.start(desk.check())
        after = change.new_chat_member
        if not isinstance(after, ChatMemberRestricted) or after.can_send_messages:
            return
        _log.warning("The bot may not write any more in a group (chat %d)", change.chat.id)
        rendered = render_no_right(change.chat.title or "", self._services.locale(change.from_user))
        try:
            await send(context.bot, change.from_user.id, rendered)
        except (Forbidden, BadRequest):
            _log.info("Whoever changed it could not be told: they have not started the bot")
