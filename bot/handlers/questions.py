"""Messages: a question in words gets its replies; an edited one gets its reply edited; anything else a kind line."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram import Bot, Chat, Message, Update, User
from telegram.ext import ContextTypes

from bot.handlers.addressing import addressed
from bot.handlers.pictures import codes_of
from bot.keyboards import keyboard
from bot.privacy import masked
from bot.rendering import render, render_late
from bot.sending import edit, send
from bot.services import Services
from bot.store import QuestionRecord, StoreError
from intents.reply import Notice, NoticeKind, Outcome
from intents.responder import Response

LATE = timedelta(minutes=10)
"""From this age on, an answer says that it comes late."""

_log = logging.getLogger(__name__)
_PRIVACY_NOTE = Notice(NoticeKind.PRIVACY)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with who asked it where."""

    text: str | None
    """None for a message without words."""
    person: User
    chat: Chat
    message_id: int | None
    """The message that is replied to; None for a suggestion that was tapped."""
    asked_at: datetime | None
    """When it was written, None for a suggestion."""
    codes: tuple[str, ...] | None = None
    """What the codes in its picture say; None for a message without one."""


class QuestionHandlers:
    """What becomes of a message that is no command of the menu."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers a new message in a private chat as a reply to it."""
        message = update.effective_message
        if message is None or message.from_user is None:
            return
        text = message.text if message.text is not None else message.caption
        codes = await self._codes(context.bot, message)
        await self._ask(context.bot, _asked(message, text, codes))

    async def asked_by_name(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers a message that is addressed to the bot: in a group, or by /hoi anywhere. Others are left alone."""
        message = update.effective_message
        text = addressed(message, context.bot.bot) if message else None
        if message is None or message.from_user is None or text is None:
            return
        if not text:
            locale = self._services.locale(message.from_user)
            rendered = render(Notice(NoticeKind.HOW_TO_ASK), locale)
            await send(context.bot, message.chat_id, rendered, reply_to=message.message_id)
            return
        await self._ask(context.bot, _asked(message, text, await self._codes(context.bot, message)))

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers an edited message anew by editing our reply to it; by a new reply when that is gone."""
        message = update.effective_message
        if message is not None and message.from_user is not None:
            await self._ask_again(context.bot, _asked(message, message.text or message.caption))

    async def edited_by_name(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The same for a message in a group, when it is (still) addressed to the bot."""
        message = update.effective_message
        text = addressed(message, context.bot.bot) if message else None
        if message is not None and message.from_user is not None and text:
            await self._ask_again(context.bot, _asked(message, text))

    async def answer_suggestion(self, bot: Bot, chat: Chat, person: User, question: str) -> None:
        """Answers a suggested question that a person tapped, as if they had typed it."""
        await self._ask(bot, _Asked(question, person, chat, None, None))

    async def _ask(self, bot: Bot, asked: _Asked) -> None:
        response = await self._with_privacy_note(self._response(asked), asked)
        question = await self._record(response, asked)
        await self._send(bot, asked, response, question)

    async def _ask_again(self, bot: Bot, asked: _Asked) -> None:
        place = self._services.message(asked.chat.id, asked.message_id or 0)
        link = await self._services.store.reply_to(place)
        if link is None:
            await self._ask(bot, asked)
            return
        response = await self._with_privacy_note(self._response(asked), asked)
        await self._services.store.update_question(link.question_id, self._question_record(response, asked))
        locale, first = self._services.locale(asked.person), response.replies[0]
        buttons = keyboard(first, link.question_id, locale)
        if not await edit(bot, asked.chat.id, link.reply_message_id, render(first, locale), buttons):
            await self._send(bot, asked, response, link.question_id)
        elif response.replies[-1] == _PRIVACY_NOTE:
            await send(bot, asked.chat.id, render(_PRIVACY_NOTE, locale), reply_to=asked.message_id)

    async def _codes(self, bot: Bot, message: Message) -> tuple[str, ...] | None:
        return await codes_of(bot, message) if self._services.responder.content.codes else None

    def _response(self, asked: _Asked) -> Response:
        responder = self._services.responder
        if asked.codes is not None and (asked.codes or not asked.text):
            day = self._services.clock().date()
            return responder.respond_to_picture(asked.codes, self._read(asked.text or ""), day)
        if asked.text is None:
            return Response(Outcome.UNSUPPORTED, (Notice(NoticeKind.UNSUPPORTED),), None)
        return responder.respond(self._read(asked.text), self._services.clock().date())

    def _read(self, text: str) -> str:
        """As much of a message as is read."""
        return text[: self._services.settings.matcher.max_chars]

    async def _with_privacy_note(self, response: Response, asked: _Asked) -> Response:
        """The response, at its end a word on personal numbers when the message held some, once a day."""
        if not masked(asked.text or "").found:
            return response
        person, today = self._services.person(asked.person.id), self._services.clock().date()
        try:
            due = await self._services.store.privacy.note_due(person, today)
        except StoreError:
            _log.exception("It could not be stored that somebody is told of personal numbers; they are told")
            due = True
        return replace(response, replies=(*response.replies, _PRIVACY_NOTE)) if due else response

    async def _send(self, bot: Bot, asked: _Asked, response: Response, question: int | None) -> None:
        locale = self._services.locale(asked.person)
        for number, reply in enumerate(response.replies):
            buttons = keyboard(reply, question, locale)
            rendered = render(reply, locale)
            if number == 0 and self._is_late(asked):
                rendered = render_late(rendered, locale)
            sent = await send(bot, asked.chat.id, rendered, buttons, asked.message_id)
            if number == 0 and question is not None and asked.message_id is not None:
                place = self._services.message(asked.chat.id, asked.message_id)
                await self._services.store.link_reply(place, sent.message_id, question)

    def _is_late(self, asked: _Asked) -> bool:
        return asked.asked_at is not None and self._services.clock() - asked.asked_at > LATE

    async def _record(self, response: Response, asked: _Asked) -> int | None:
        """The id under which the question is stored; None when storage failed: an answer is worth more than a row."""
        try:
            return await self._services.store.record_question(self._question_record(response, asked))
        except StoreError:
            _log.exception("A question could not be stored; it is answered all the same")
            return None

    def _question_record(self, response: Response, asked: _Asked) -> QuestionRecord:
        match = response.match
        answered = response.outcome is Outcome.ANSWERED and match is not None
        return QuestionRecord(
            asker=self._services.person(asked.person.id),
            chat_kind=asked.chat.type,
            text=asked.text or "",
            outcome=response.outcome,
            article=match.articles[0] if answered and match else None,
            facet=match.facet if answered and match else None,
            score=match.score if match else 0.0,
            top=match.top if match else (),
            locale=self._services.locale(asked.person).code,
            asked_at=self._services.clock(),
        )


def _asked(message: Message, text: str | None, codes: tuple[str, ...] | None = None) -> _Asked:
    if message.from_user is None:
        raise ValueError("a message without a sender asks nothing")
    return _Asked(text, message.from_user, message.chat, message.message_id, message.edit_date or message.date, codes)
