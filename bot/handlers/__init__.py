"""Telegram on one side, `intents` on the other: handlers translate between them and decide nothing."""

from __future__ import annotations

from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.handlers.buttons import ButtonHandlers
from bot.handlers.commands import CommandHandlers
from bot.handlers.errors import ErrorHandler
from bot.handlers.questions import QuestionHandlers
from bot.services import Services

ALLOWED_UPDATES = ("message", "edited_message", "callback_query")
"""The kinds of update that the handlers know; Telegram is asked for no others."""


def register(application: Application, services: Services) -> None:  # type: ignore[type-arg]
    """Adds every handler to the application."""
    commands, questions, buttons = CommandHandlers(services), QuestionHandlers(services), ButtonHandlers(services)
    private = filters.ChatType.PRIVATE
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    application.add_handlers(
        [
            CommandHandler("start", commands.start, filters=private & new),
            CommandHandler("help", commands.help, filters=private & new),
            MessageHandler(private & new & filters.COMMAND, commands.help),
            MessageHandler(private & new & ~filters.StatusUpdate.ALL, questions.asked),
            MessageHandler(private & edited & ~filters.COMMAND, questions.edited),
            CallbackQueryHandler(buttons.pressed),
        ]
    )
    application.add_error_handler(ErrorHandler(services).failed)
