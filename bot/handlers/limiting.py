"""Before every other handler: whoever sends far more than a person can ask gets one line a minute, no more."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot, CallbackQuery, Update
from telegram.error import BadRequest
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.handlers.addressing import addressed
from bot.limits import PersonLimits, Rate, Verdict
from bot.people import Person, Place
from bot.reading_updates import PlainQuestion
from bot.rendering import render
from bot.sending import send
from bot.services import Services
from bot.store import QuestionRecord, StoreError
from intents.reply import Notice, NoticeKind, Outcome

PRESSES = Rate(burst=30, seconds=1.0)
"""Buttons, counted apart and by our own clock: Telegram does not say when one was pressed."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Wrote:
    """A message that counts."""

    person: Person
    chat: Place
    message_id: int
    text: str


class LimitHandler:
    """Stops what is over a person's limit. Only what is meant for the bot counts: a group may talk as it likes."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._messages = PersonLimits(services.rate_of)
        self._presses = PersonLimits(lambda _: PRESSES)

    async def check(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Lets an update through, or ends its handling (`ApplicationHandlerStop`). Staff in their group have none."""
        if self._services.is_staff_chat(update.effective_chat):
            return
        if update.callback_query is not None:
            await self._press(update.callback_query)
            return
        message = update.message or update.edited_message
        if message is None or message.from_user is None:
            return
        if message.chat.type != message.chat.PRIVATE and addressed(message, context.bot.bot) is None:
            return
        wrote = _Wrote(message.from_user, message.chat, message.message_id, message.text or message.caption or "")
        if not await self._lets(context.bot, wrote, message.edit_date or message.date):
            raise ApplicationHandlerStop

    async def lets(self, bot: Bot, asked: PlainQuestion) -> bool:
        """Whether a plain question is within the limit."""
        return await self._lets(bot, _Wrote(asked.person, asked.chat, asked.message_id, asked.text), asked.date)

    async def _lets(self, bot: Bot, wrote: _Wrote, at: datetime) -> bool:
        verdict = self._messages.take(self._services.person(wrote.person.id), at.timestamp())
        if verdict is Verdict.ALLOWED:
            return True
        await self._record(wrote)
        if verdict is Verdict.TELL:
            rendered = render(Notice(NoticeKind.LIMITED), self._services.locale(wrote.person))
            await send(bot, wrote.chat.id, rendered, reply_to=wrote.message_id)
        return False

    async def _press(self, query: CallbackQuery) -> None:
        """A press is always answered, so that the button stops waiting."""
        person = self._services.person(query.from_user.id)
        if self._presses.take(person, self._services.clock().timestamp()) is Verdict.ALLOWED:
            return
        locale = self._services.locale(query.from_user)
        try:
            await query.answer(locale.text("You are pressing very fast. Please wait a few seconds and press again."))
        except BadRequest as error:
            if "query is too old" not in error.message.lower():
                raise
        raise ApplicationHandlerStop

    async def _record(self, wrote: _Wrote) -> None:
        record = QuestionRecord(
            asker=self._services.person(wrote.person.id),
            chat_kind=wrote.chat.type,
            text=wrote.text,
            outcome=Outcome.LIMITED,
            article=None,
            facet=None,
            score=0.0,
            top=(),
            locale=self._services.locale(wrote.person).code,
            asked_at=self._services.clock(),
        )
        try:
            await self._services.store.record_question(record)
        except StoreError:
            _log.exception("A message over the limit could not be counted")
