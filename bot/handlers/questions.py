"""Messages: a question in words gets its replies; an edited one gets its reply edited; anything else a kind line."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram import Bot, Message, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.brevity import render_no_right
from bot.handlers.addressing import addressed, topic_of
from bot.handlers.cases.residents import Asked, ResidentHandlers
from bot.handlers.pictures import codes_of
from bot.people import Person, Place, PrivateChat
from bot.privacy import Masked, masked
from bot.reading_updates import PlainQuestion
from bot.rendering import render, render_late
from bot.sending import edit, lacks_right, send
from bot.services import Services
from bot.showing import Manner, Shown, show
from bot.store import QuestionRecord, StoreError
from intents.reply import Notice, NoticeKind, Outcome, Reply, Urgent, Verdict
from intents.responder import Response
from intents.safety.pictures import Codes

LATE = timedelta(minutes=10)
"""From this age on, an answer says that it comes late."""
JUST_BEFORE = timedelta(minutes=10)
"""How long an answer can be followed up ("còn phí thì sao?") without naming the thing again."""

_log = logging.getLogger(__name__)
_PRIVACY_NOTE = Notice(NoticeKind.PRIVACY)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with who asked it where."""

    text: str | None
    """None for a message without words."""
    person: Person
    chat: Place
    message_id: int | None
    """The message that is replied to; None for a suggestion that was tapped."""
    asked_at: datetime | None
    """When it was written, None for a suggestion."""
    manner: Manner
    thread: int | None = None
    """The topic of a forum in which it was asked."""
    codes: Codes | None = None
    """The codes in its picture; None for a message without one."""


class QuestionHandlers:
    """What becomes of a message that is no command of the menu."""

    def __init__(self, services: Services, residents: ResidentHandlers) -> None:
        self._services = services
        self._residents = residents

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers a new message in a private chat as a reply to it."""
        message = update.effective_message
        if message is None or message.from_user is None or await self._residents.took(context.bot, message):
            return
        text = message.text if message.text is not None else message.caption
        await self._ask(context.bot, await self._with_codes(context.bot, message, self._asked(message, text)))

    async def asked_plainly(self, bot: Bot, asked: PlainQuestion) -> None:
        """The same for a plain question: it is no reply, so it is about no case, and has no picture."""
        manner = self._services.manner(asked.chat, asked.person)
        await self._ask(bot, _Asked(asked.text, asked.person, asked.chat, asked.message_id, asked.date, manner))

    async def answer_forwarded(self, bot: Bot, message: Message, text: str | None) -> Response:
        """Answers a forwarded message as a reply to it, ready to pass on; gives what was made of it."""
        asked = self._asked(message, text, Manner.FORWARDED)
        return await self._ask(bot, await self._with_codes(bot, message, asked))

    async def asked_by_name(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers a message that is addressed to the bot: in a group, or by /hoi anywhere. Others are left alone."""
        message = update.effective_message
        text = addressed(message, context.bot.bot) if message else None
        if message is None or message.from_user is None:
            return
        if not (text and text.startswith("/")) and await self._residents.took(context.bot, message):
            return
        if text is None:
            return
        if not text:
            locale = self._services.locale(message.from_user)
            rendered = render(Notice(NoticeKind.HOW_TO_ASK), locale)
            await send(context.bot, message.chat_id, rendered, None, message.message_id, topic_of(message))
            return
        await self._ask(context.bot, await self._with_codes(context.bot, message, self._asked(message, text)))

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers an edited message anew by editing our reply to it; by a new reply when that is gone."""
        message = update.effective_message
        if message is not None and message.from_user is not None and not await self._residents.took_edit(message):
            asked = self._asked(message, message.text or message.caption)
            await self._ask_again(context.bot, await self._with_codes(context.bot, message, asked))

    async def edited_by_name(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """The same for a message in a group, when it is (still) addressed to the bot."""
        message = update.effective_message
        text = addressed(message, context.bot.bot) if message else None
        if (
            message is not None
            and message.from_user is not None
            and text
            and not await self._residents.took_edit(message)
        ):
            asked = self._asked(message, text)
            await self._ask_again(context.bot, await self._with_codes(context.bot, message, asked))

    async def answer_suggestion(self, bot: Bot, chat: Place, person: Person, question: str) -> None:
        """Answers a suggested question that a person tapped, as if they had typed it."""
        await self._ask(bot, _Asked(question, person, chat, None, None, self._services.manner(chat, person)))

    async def _ask(self, bot: Bot, asked: _Asked) -> Response:
        kept = masked(asked.text or "")
        response = await self._with_privacy_note(await self._response(asked), asked, kept)
        self._services.metrics.questions.labels(response.outcome).inc()
        question = await self._record(response, asked, kept)
        try:
            await self._send(bot, asked, response, question)
        except TelegramError as error:
            if asked.manner is not Manner.GROUP or not lacks_right(error):
                raise
            await self._answer_privately(bot, asked, response, question)
        await self._offer_staff(bot, asked, response, question)
        return response

    async def _offer_staff(self, bot: Bot, asked: _Asked, response: Response, question: int | None) -> None:
        """In a private chat, for one's own question: what is forwarded has a button for it and nothing more."""
        own = asked.manner in (Manner.PRIVATE, Manner.MEMBER)
        if own and response.outcome is Outcome.NOT_FOUND and question is not None:
            fallen = Asked(question, asked.text or "")
            await self._residents.fell_back(bot, asked.chat.id, asked.message_id, asked.person, fallen)

    async def _answer_privately(self, bot: Bot, asked: _Asked, response: Response, question: int | None) -> None:
        """For a group that does not let us write: says so to whoever asked, with the answer, if they let us."""
        _log.warning("A group does not let the bot write (chat %d); the answer goes to whoever asked", asked.chat.id)
        locale, chat = self._services.locale(asked.person), PrivateChat(asked.person.id)
        manner = self._services.manner(chat, asked.person)
        privately = replace(asked, chat=chat, message_id=None, thread=None, manner=manner)
        try:
            await send(bot, chat.id, render_no_right(asked.chat.title or "", locale))
            await self._send(bot, privately, response, question)
        except Forbidden:
            _log.warning("Nor could they be told: they have not started the bot")

    async def _ask_again(self, bot: Bot, asked: _Asked) -> None:
        place = self._services.message(asked.chat.id, asked.message_id or 0)
        link = await self._services.store.reply_to(place)
        if link is None:
            await self._ask(bot, asked)
            return
        kept = masked(asked.text or "")
        response = await self._with_privacy_note(await self._response(asked, before=link.question_id), asked, kept)
        await self._services.store.update_question(link.question_id, self._question_record(response, asked, kept))
        shown = self._shown(bot, asked, response.replies[0], link.question_id)
        if not await edit(bot, asked.chat.id, link.reply_message_id, shown.rendered, shown.buttons):
            await self._send(bot, asked, response, link.question_id)
        else:
            await self._send_rest(bot, asked, response, link.question_id)

    async def _send_rest(self, bot: Bot, asked: _Asked, response: Response, question: int) -> None:
        """What an edited message gets beside the reply that was edited: the privacy note, and what follows a safety
        check, which says nothing of the question itself."""
        checked = isinstance(response.replies[0], Verdict | Urgent)
        for reply in response.replies[1:]:
            if checked or reply == _PRIVACY_NOTE:
                shown = self._shown(bot, asked, reply, None if reply == _PRIVACY_NOTE else question)
                await send(bot, asked.chat.id, shown.rendered, shown.buttons, asked.message_id, asked.thread)

    async def _response(self, asked: _Asked, before: int | None = None) -> Response:
        """What is said to a message; `before` is the id of its question when it was asked earlier and is edited now."""
        text = (asked.text or "")[: self._services.settings.matcher.max_chars]
        if asked.codes is not None and (asked.codes.texts or asked.codes.unread or not text):
            return self._services.responder.respond_to_picture(asked.codes, text, self._services.clock().date())
        if asked.text is None:
            return Response(Outcome.UNSUPPORTED, (Notice(NoticeKind.UNSUPPORTED),), None)
        after = await self._answered_before(asked, text, before)
        return self._services.responder.respond(text, self._services.clock().date(), after)

    async def _with_codes(self, bot: Bot, message: Message, asked: _Asked) -> _Asked:
        """The question with what the codes in its picture say, where there are rules to judge them by."""
        return replace(asked, codes=await codes_of(bot, message)) if self._services.responder.content.codes else asked

    async def _answered_before(self, asked: _Asked, text: str, before: int | None) -> str | None:
        """The article with which a follow-up is read: in a private chat, for a message of one's own."""
        own = asked.manner in (Manner.PRIVATE, Manner.MEMBER)
        asker, since = self._services.person(asked.person.id), self._services.clock() - JUST_BEFORE
        if not own or not self._services.store.may_have_asked(asker, since):
            return None
        if not self._services.responder.matcher.may_follow(text):
            return None
        try:
            return await self._services.store.last_answered(asker, since, before)
        except StoreError:
            _log.exception("The answer before a follow-up could not be looked up; the message is read by itself")
            return None

    async def _with_privacy_note(self, response: Response, asked: _Asked, kept: Masked) -> Response:
        """The response, at its end a word on personal numbers when the message held some, once a day."""
        if not kept.found:
            return response
        person, today = self._services.person(asked.person.id), self._services.clock().date()
        try:
            due = await self._services.store.privacy.note_due(person, today)
        except StoreError:
            _log.exception("It could not be stored that somebody is told of personal numbers; they are told")
            due = True
        return replace(response, replies=(*response.replies, _PRIVACY_NOTE)) if due else response

    async def _send(self, bot: Bot, asked: _Asked, response: Response, question: int | None) -> None:
        for number, reply in enumerate(response.replies):
            shown = self._shown(bot, asked, reply, question)
            rendered = shown.rendered
            if number == 0 and self._is_late(asked):
                rendered = render_late(rendered, self._services.locale(asked.person))
            sent = await send(bot, asked.chat.id, rendered, shown.buttons, asked.message_id, asked.thread)
            if number == 0 and question is not None and asked.message_id is not None:
                place = self._services.message(asked.chat.id, asked.message_id)
                await self._services.store.link_reply(place, sent.message_id, question)

    def _is_late(self, asked: _Asked) -> bool:
        """Whether the answer is to say that it is late; one that is passed on says nothing of the kind."""
        if asked.asked_at is None or asked.manner is Manner.FORWARDED:
            return False
        return self._services.clock() - asked.asked_at > LATE

    def _shown(self, bot: Bot, asked: _Asked, reply: Reply, question: int | None) -> Shown:
        return show(reply, question, self._services.locale(asked.person), asked.manner, bot.username)

    async def _record(self, response: Response, asked: _Asked, kept: Masked) -> int | None:
        """The id under which the question is stored; None when storage failed: an answer is worth more than a row."""
        try:
            return await self._services.store.record_question(self._question_record(response, asked, kept))
        except StoreError:
            _log.exception("A question could not be stored; it is answered all the same")
            return None

    def _question_record(self, response: Response, asked: _Asked, kept: Masked) -> QuestionRecord:
        match = response.match
        answered = response.outcome is Outcome.ANSWERED and match is not None
        asker = self._services.person(asked.person.id)
        team = self._services.team_of(asker)
        return QuestionRecord(
            asker=asker,
            chat_kind=asked.chat.type,
            text=kept,
            outcome=response.outcome,
            article=match.articles[0] if answered and match else None,
            facet=match.facet if answered and match else None,
            score=match.score if match else 0.0,
            top=match.top if match else (),
            locale=self._services.locale(asked.person).code,
            asked_at=self._services.clock(),
            team=team.id if team else None,
        )

    def _asked(self, message: Message, text: str | None, manner: Manner | None = None) -> _Asked:
        person = message.from_user
        if person is None:
            raise ValueError("a message without a sender asks nothing")
        manner = manner or self._services.manner(message.chat, person)
        asked_at = message.edit_date or message.date
        return _Asked(text, person, message.chat, message.message_id, asked_at, manner, topic_of(message))
