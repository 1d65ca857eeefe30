"""Which update about a case goes where."""

from __future__ import annotations

from typing import Any

from telegram import Message
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.handlers.cases.buttons import CaseButtons
from bot.handlers.cases.residents import ResidentHandlers
from bot.handlers.cases.staff import StaffHandlers
from bot.handlers.questions import QuestionHandlers
from bot.services import Services
from bot.staff.desk import Desk
from bot.staff.presses import PREFIX


class StaffGroup(filters.MessageFilter):
    """Messages in the staff group, whatever its id is by now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(name="StaffGroup")
        self._desk = desk

    def filter(self, message: Message) -> bool:
        """See `MessageFilter`."""
        return self._desk.staff.is_here(message.chat)


def case_handlers(
    services: Services, desk: Desk, residents: ResidentHandlers, questions: QuestionHandlers
) -> list[BaseHandler[Any, Any, Any]]:
    """The handlers of cases; they come before the general ones and pass on what is not theirs."""
    staff, buttons = StaffHandlers(services, desk, questions), CaseButtons(services, desk, residents)
    here, new, said = StaffGroup(desk), filters.UpdateType.MESSAGE, ~filters.StatusUpdate.ALL
    return [
        MessageHandler(filters.StatusUpdate.MIGRATE, staff.migrated),
        CommandHandler("choxuly", staff.waiting, filters=here & new),
        MessageHandler(here & new & filters.REPLY & said & ~filters.COMMAND, staff.said),
        MessageHandler(here & filters.UpdateType.EDITED_MESSAGE & said, staff.edited),
        CallbackQueryHandler(residents.asked_for_person, pattern=r"^h:\d+$"),
        CallbackQueryHandler(buttons.pressed, pattern=rf"^{PREFIX}:"),
    ]
