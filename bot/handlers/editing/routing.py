"""Which update about content goes where."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.handlers.cases.routing import StaffGroup
from bot.handlers.cases.staff import StaffHandlers
from bot.handlers.editing.buttons import EditingButtons
from bot.handlers.editing.commands import EditingCommands
from bot.handlers.editing.documents import EditedDocuments
from bot.handlers.questions import QuestionHandlers
from bot.services import Services
from bot.staff.desk import Desk
from bot.staff.editing_presses import PREFIX


def editing_handlers(services: Services, desk: Desk, questions: QuestionHandlers) -> list[BaseHandler[Any, Any, Any]]:
    """The handlers of content; they come before those of cases, to which files that are no content are passed on."""
    commands = EditingCommands(services, desk)
    documents = EditedDocuments(services, desk, commands, StaffHandlers(services, desk, questions), questions)
    here, new = StaffGroup(desk), filters.UpdateType.MESSAGE
    return [
        CommandHandler("sua", commands.edit, filters=here & new),
        CommandHandler("lichsu", commands.history, filters=here & new),
        CommandHandler("hoantac", commands.undo, filters=here & new),
        MessageHandler(here & new & filters.Document.ALL, documents.received),
        CallbackQueryHandler(EditingButtons(services, desk).pressed, pattern=rf"^{PREFIX}:"),
    ]
