"""When one of our own handlers fails: the person gets a line, the log gets the place, never the words."""

from __future__ import annotations

import logging
import traceback

from telegram import Update
from telegram.error import Forbidden, NetworkError, TelegramError
from telegram.ext import ContextTypes

from bot.rendering import render
from bot.sending import send
from bot.services import Services
from bot.store import QuestionRecord, StoreError
from intents.reply import Notice, NoticeKind, Outcome

_log = logging.getLogger(__name__)


class ErrorHandler:
    """The last resort of every handler."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Logs what failed and where, and tells the person that it was us."""
        error = context.error
        if error is None:
            return
        if isinstance(error, Forbidden):
            _log.info("A reply could not be delivered: the person has blocked the bot or never wrote to it")
            return
        _log.error("%s while handling an update, at:\n%s", _name(error), _places(error))
        if isinstance(error, NetworkError) or not isinstance(update, Update):
            return
        await self._tell(update, context)
        await self._record(update)

    async def _tell(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        chat, person = update.effective_chat, update.effective_user
        if chat is None:
            return
        locale = self._services.locale(person)
        try:
            await send(context.bot, chat.id, render(Notice(NoticeKind.FAILED), locale))
        except TelegramError as error:
            _log.error("The person could not be told either: %s", _name(error))

    async def _record(self, update: Update) -> None:
        message, person = update.message or update.edited_message, update.effective_user
        if message is None or person is None:
            return
        record = QuestionRecord(
            asker=self._services.person(person.id),
            chat_kind=message.chat.type,
            text=message.text or message.caption or "",
            outcome=Outcome.FAILED,
            article=None,
            facet=None,
            score=0.0,
            top=(),
            locale=self._services.locale(person).code,
            asked_at=self._services.clock(),
        )
        try:
            await self._services.store.record_question(record)
        except StoreError as error:
            _log.error("The failure could not be stored: %s", _name(error))


def _name(error: BaseException) -> str:
    """The kind of error; its message only where Telegram wrote it, since ours could hold a resident's words."""
    return f"{type(error).__name__}: {error}" if isinstance(error, TelegramError) else type(error).__name__


def _places(error: BaseException) -> str:
    """File, line and function of each frame, without the values in them."""
    return "\n".join(f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__))
