"""Forwarded messages in a private chat: each is answered as a reply to it, and several at once get one summary."""

from __future__ import annotations

import asyncio
import logging
import re
from contextvars import Context
from dataclasses import dataclass, field

from telegram import (
    Bot,
    Message,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.forward_summary import Forwarded, render_summary
from bot.handlers.questions import QuestionHandlers
from bot.locale import Locale
from bot.sending import send
from bot.services import Services

_COMMAND = re.compile(r"/\w+(?:@\w+)?\s*")
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Batch:
    """Forwards that came one soon after the other."""

    forwards: list[Forwarded] = field(default_factory=list)
    albums: set[str] = field(default_factory=set)
    """Albums of which a picture has been seen: the words of an album stand under one picture, mostly the first."""
    ending: asyncio.Task[None] | None = None


class ForwardHandlers:
    """What becomes of forwarded messages."""

    def __init__(self, services: Services, questions: QuestionHandlers) -> None:
        self._services = services
        self._questions = questions
        self._batches: dict[int, _Batch] = {}

    async def forwarded(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers a forwarded message; whose it was is said in the summary and stored nowhere."""
        message = update.effective_message
        if message is None or message.from_user is None:
            return
        batch = self._batches.setdefault(message.chat_id, _Batch())
        if batch.ending is not None:
            batch.ending.cancel()
        try:
            await self._answer(context.bot, message, batch)
        finally:
            locale = self._services.locale(message.from_user)
            # In a context of its own: it outlives the update that is being worked off.
            summing_up = self._sum_up(context.bot, message.chat_id, locale)
            batch.ending = asyncio.create_task(summing_up, context=Context())

    async def _answer(self, bot: Bot, message: Message, batch: _Batch) -> None:
        text = _words(message)
        album = message.media_group_id
        if album is not None:
            if text is None and album in batch.albums:
                return
            batch.albums.add(album)
        response = await self._questions.answer_forwarded(bot, message, text)
        batch.forwards.append(Forwarded(_author(message.forward_origin), text or "", response.replies))

    async def _sum_up(self, bot: Bot, chat_id: int, locale: Locale) -> None:
        """After a pause without another forward: says which of several were answered."""
        await self._services.sleep(self._services.settings.teams.summary_seconds)
        forwards = self._batches.pop(chat_id).forwards
        if len(forwards) < 2:
            return
        try:
            await send(bot, chat_id, render_summary(forwards, locale))
        except TelegramError as error:
            _log.warning("The summary of %d forwards could not be sent: %s", len(forwards), error)


def _words(message: Message) -> str | None:
    """What the message says, without the command it may begin with: it was meant for somebody else."""
    text = message.text if message.text is not None else message.caption
    return None if text is None else _COMMAND.sub("", text, count=1) if text.startswith("/") else text


def _author(origin: MessageOrigin | None) -> str:
    match origin:
        case MessageOriginUser(sender_user=user):
            return user.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return name
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return chat.effective_name or ""
    return ""
