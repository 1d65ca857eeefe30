"""Before every other handler: whoever sends far more than a person can ask gets one line a minute, no more."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.handlers.addressing import addressed
from bot.limits import PersonLimits, Rate, Verdict
from bot.rendering import render
from bot.sending import send
from bot.services import Services
from bot.store import QuestionRecord, StoreError
from intents.reply import Notice, NoticeKind, Outcome

PRESSES = Rate(burst=30, seconds=1.0)
"""Buttons, counted apart and by our own clock: Telegram does not say when one was pressed."""

_log = logging.getLogger(__name__)


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
        person = self._services.person(message.from_user.id)
        verdict = self._messages.take(person, (message.edit_date or message.date).timestamp())
        if verdict is Verdict.ALLOWED:
            return
        await self._record(message, person)
        if verdict is Verdict.TELL:
            rendered = render(Notice(NoticeKind.LIMITED), self._services.locale(message.from_user))
            await send(context.bot, message.chat_id, rendered, reply_to=message.message_id)
        raise ApplicationHandlerStop

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

    async def _record(self, message: Message, person: str) -> None:
        record = QuestionRecord(
            asker=person,
            chat_kind=message.chat.type,
            text=message.text or message.caption or "",
            outcome=Outcome.LIMITED,
            article=None,
            facet=None,
            score=0.0,
            top=(),
            locale=self._services.locale(message.from_user).code,
            asked_at=self._services.clock(),
        )
        try:
            await self._services.store.record_question(record)
        except StoreError:
            _log.exception("A message over the limit could not be counted")
