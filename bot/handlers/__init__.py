"""Telegram on one side, `intents` on the other: handlers translate between them and decide nothing."""

from __future__ import annotations

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, TypeHandler, filters

from bot.handlers.addressing import ASK
from bot.handlers.buttons import ButtonHandlers
from bot.handlers.cases.residents import ResidentHandlers
from bot.handlers.cases.routing import case_handlers
from bot.handlers.commands import CommandHandlers
from bot.handlers.errors import ErrorHandler
from bot.handlers.limiting import LimitHandler
from bot.handlers.questions import QuestionHandlers
from bot.services import Services
from bot.staff.desk import Desk

ALLOWED_UPDATES = ("message", "edited_message", "callback_query")
"""The kinds of update that the handlers know; Telegram is asked for no others."""

FIRST = -1
"""The group of handlers that sees every update before the others."""


def register(application: Application, services: Services) -> ErrorHandler:  # type: ignore[type-arg]
    """Adds every handler to the application; gives the one for their failures."""
    desk = services.desk = Desk(services, application.bot)
    services.erasers.append(desk.erase)
    if desk.staff.id is not None:
        services.notify_staff = desk.tell
    residents = ResidentHandlers(services, desk)
    commands, questions = CommandHandlers(services), QuestionHandlers(services, residents)
    private, groups = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    said = ~filters.StatusUpdate.ALL
    application.add_handlers(
        [
            *case_handlers(services, desk, residents, questions),
            CommandHandler("start", commands.start, filters=private & new),
            CommandHandler("help", commands.help, filters=private & new),
            CommandHandler("chude", commands.topics, filters=private & new),
            CommandHandler("riengtu", commands.privacy, filters=private & new),
            CommandHandler("xoadulieu", commands.erase, filters=private & new),
            CommandHandler("ngonngu", commands.language, filters=private & new),
            CommandHandler(ASK, questions.asked_by_name, filters=private & new),
            CommandHandler(ASK, questions.edited_by_name, filters=private & edited),
            MessageHandler(private & new & filters.COMMAND, commands.help),
            MessageHandler(private & new & said, questions.asked),
            MessageHandler(private & edited & ~filters.COMMAND, questions.edited),
            MessageHandler(groups & new & said, questions.asked_by_name),
            MessageHandler(groups & edited & said, questions.edited_by_name),
            CallbackQueryHandler(ButtonHandlers(services, questions).pressed),
        ]
    )
    if services.settings.limits == "on":
        application.add_handler(TypeHandler(Update, LimitHandler(services).check), group=FIRST)
    errors = ErrorHandler(services)
    application.add_error_handler(errors.failed)
    return errors
