"""When one of our own handlers fails: the person gets a line, the log gets the place, never the words."""

from __future__ import annotations

import logging

from telegram import Bot, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.delivery.attempt import current_attempt
from bot.logs import places
from bot.people import Person, Place
from bot.reading_updates import PlainQuestion
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

    async def failed(self, _update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The same for what python-telegram-bot caught."""
        if context.error is not None:
            self.note(context.error)

    def note(self, error: Exception) -> None:
        """Logs what failed and where, and leaves it in the attempt under way, whose end is not decided here."""
        attempt = current_attempt()
        if attempt is not None:
            attempt.error = error
        if isinstance(error, Forbidden):
            _log.info("A reply could not be delivered: the person has blocked the bot or never wrote to it")
        else:
            _log.error("%s while handling an update, at:\n%s", _name(error), places(error))

    async def apologize(self, bot: Bot, update: PlainQuestion | Update) -> None:
        """Tells the person that it was us, and records it: for an update that will not be tried again."""
        if isinstance(update, PlainQuestion):
            await self._tell(bot, update.chat.id, update.person, update.message_id)
            await self._record(update.person, update.chat, update.text)
            return
        message, person = update.message or update.edited_message, update.effective_user
        if update.effective_chat is not None:
            await self._tell(bot, update.effective_chat.id, person, message.message_id if message else None)
        if message is not None and person is not None:
            await self._record(person, message.chat, message.text or message.caption or "")

    async def apologize_to(self, bot: Bot, chat_id: int | None) -> None:
        """The same where only the chat of an update could be read, if even that."""
        if chat_id is not None:
            await self._tell(bot, chat_id, None, None)

    async def _tell(self, bot: Bot, chat_id: int, person: Person | None, reply_to: int | None) -> None:
        locale = self._services.locale(person)
        try:
            await send(bot, chat_id, render(Notice(NoticeKind.FAILED), locale), reply_to=reply_to)
        except TelegramError as error:
            _log.error("The person could not be told either: %s", _name(error))

    async def _record(self, person: Person, chat: Place, text: str) -> None:
        record = QuestionRecord(
            asker=self._services.person(person.id),
            chat_kind=chat.type,
            text=text,
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
