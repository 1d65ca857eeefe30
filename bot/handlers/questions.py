"""Messages: a question in words gets its replies; an edited one gets its reply edited; anything else a kind line."""

from __future__ import annotations

import logging

from telegram import Bot, Message, Update, User
from telegram.ext import ContextTypes

from bot.keyboards import keyboard
from bot.locale import get_locale
from bot.rendering import render
from bot.sending import edit, send
from bot.services import Services
from bot.store import QuestionRecord, StoreError
from intents.reply import Notice, NoticeKind, Outcome, Reply
from intents.responder import Response

_log = logging.getLogger(__name__)


class QuestionHandlers:
    """What becomes of a message that is no command."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers a new message as a reply to it."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        response = self._response(message)
        question = await self._record(response, message, person)
        await self._send(context.bot, message, person, response, question)

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers an edited message anew by editing our reply to it; by a new reply when that is gone."""
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        link = await self._services.store.reply_to(self._services.message(message.chat_id, message.message_id))
        if link is None:
            await self.asked(update, context)
            return
        response = self._response(message)
        await self._services.store.update_question(link.question_id, self._question_record(response, message, person))
        locale = get_locale(person.language_code)
        first = response.replies[0]
        stands = await edit(
            context.bot,
            message.chat_id,
            link.reply_message_id,
            render(first, locale),
            keyboard(first, _feedback_id(first, link.question_id), locale),
        )
        if not stands:
            await self._send(context.bot, message, person, response, link.question_id)

    def _response(self, message: Message) -> Response:
        text = message.text or message.caption
        if text is None:
            return Response(Outcome.UNSUPPORTED, (Notice(NoticeKind.UNSUPPORTED),), None)
        limit = self._services.settings.matcher.max_chars
        return self._services.responder.respond(text[:limit], self._services.clock().date())

    async def _send(self, bot: Bot, message: Message, person: User, response: Response, question: int | None) -> None:
        locale = get_locale(person.language_code)
        for number, reply in enumerate(response.replies):
            buttons = keyboard(reply, _feedback_id(reply, question), locale)
            sent = await send(bot, message.chat_id, render(reply, locale), buttons, message.message_id)
            if number == 0 and question is not None:
                place = self._services.message(message.chat_id, message.message_id)
                await self._services.store.link_reply(place, sent.message_id, question)

    async def _record(self, response: Response, message: Message, person: User) -> int | None:
        """The id under which the question is stored; None when storage failed: an answer is worth more than a row."""
        try:
            return await self._services.store.record_question(self._question_record(response, message, person))
        except StoreError:
            _log.exception("A question could not be stored; it is answered all the same")
            return None

    def _question_record(self, response: Response, message: Message, person: User) -> QuestionRecord:
        match = response.match
        answered = response.outcome is Outcome.ANSWERED and match is not None
        return QuestionRecord(
            asker=self._services.person(person.id),
            chat_kind=message.chat.type,
            text=message.text or message.caption or "",
            outcome=response.outcome,
            article=match.articles[0] if answered and match else None,
            facet=match.facet if answered and match else None,
            score=match.score if match else 0.0,
            top=match.top if match else (),
            locale=get_locale(person.language_code).code,
            asked_at=self._services.clock(),
        )


def _feedback_id(reply: Reply, question: int | None) -> int | None:
    """Notices carry no buttons at all; everything else names its question."""
    return None if isinstance(reply, Notice) else question
