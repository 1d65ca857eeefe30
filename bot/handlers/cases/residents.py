"""The resident's side: asking for a person, confirming, adding something, saying whether it helped."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot, CallbackQuery, Chat, ForceReply, Message, Update
from telegram.ext import ContextTypes

from bot.buttons import AskPerson, decode
from bot.handlers.pressing import answer_query
from bot.locale import Locale
from bot.people import Person
from bot.rendered import Rendered
from bot.rendering import render
from bot.sending import edit, send
from bot.services import Services
from bot.staff import keyboards, words
from bot.staff.desk import Desk
from bot.staff.presses import CasePress, Step
from bot.store import StoreError
from bot.store.case_records import Case, NewCase, NewNote, NoteKind, Refusal
from intents.reply import Notice, NoticeKind

TWICE_WITHIN = timedelta(minutes=30)
"""Two questions in a row that found nothing count as twice when no more time lies between them."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question by its id and in its words; the row may still wait to be written."""

    question_id: int
    text: str


class ResidentHandlers:
    """What residents, and volunteers for them, do about cases."""

    def __init__(self, services: Services, desk: Desk) -> None:
        self._services = services
        self._desk = desk
        self._cases = services.store.cases

    async def asked_for_person(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Shows what would be sent to staff; without a staff group, says how to reach a person."""
        query = update.callback_query
        if query is None:
            return
        press = decode(query.data or "")
        if isinstance(press, AskPerson):
            toast = await self._asked_for_person(context.bot, query, press.question)
        else:  # a press without data is handed to the first handler of presses, whatever its pattern
            toast = self._services.locale(query.from_user).text("This button is no longer in use. Please ask again.")
        await answer_query(query, toast)

    async def _asked_for_person(self, bot: Bot, query: CallbackQuery, question_id: int) -> str | None:
        locale, message = self._services.locale(query.from_user), query.message
        if message is None:
            return None
        if self._desk.staff.is_here(message.chat):
            return locale.text("This is the staff group already.")
        if not self._desk.open:
            await send(bot, message.chat.id, render(Notice(NoticeKind.PERSON), locale), reply_to=message.message_id)
            return None
        if not question_id:
            await send(bot, message.chat.id, words.type_question(locale), reply_to=message.message_id)
            return None
        asked = await self._cases.question(question_id, self._services.person(query.from_user.id))
        if asked is None:
            return locale.text("Only who asked this can send it to staff; the question may also be erased already.")
        asked_in = message.reply_to_message if isinstance(message, Message) else None
        reply_to = message.message_id if asked_in is None else asked_in.message_id
        await self._preview(bot, message.chat.id, reply_to, Asked(question_id, asked.text), locale)
        return None

    async def fell_back(self, bot: Bot, chat_id: int, message_id: int | None, person: Person, asked: Asked) -> None:
        """After a question that found nothing: offers staff by itself when it is the second in a row."""
        if not self._desk.open:
            return
        try:
            since = self._services.clock() - TWICE_WITHIN
            twice = await self._cases.fell_back_before(asked.question_id, self._services.person(person.id), since)
        except StoreError:
            _log.exception("A second fallback could not be looked up; nothing more is offered")
            return
        if twice:
            await self._preview(bot, chat_id, message_id, asked, self._services.locale(person))

    async def _preview(self, bot: Bot, chat_id: int, reply_to: int | None, asked: Asked, locale: Locale) -> None:
        shown = words.preview(words.presentable(asked.text), self._desk.promise(locale), locale)
        await send(bot, chat_id, shown, keyboards.confirm(asked.question_id, locale), reply_to)

    async def pressed(self, bot: Bot, query: CallbackQuery, press: CasePress) -> str | None:
        """Does what a resident's button says; gives the toast, if any."""
        locale = self._services.locale(query.from_user)
        match press.step:
            case Step.SEND:
                return await self._send(bot, query, press.number, locale)
            case Step.CANCEL:
                return await self._cancel(bot, query, press.number, locale)
            case Step.HELPED | Step.NOT_HELPED:
                return await self._vote(query, press.number, press.step is Step.HELPED, locale)
            case _:
                return await self._more(bot, query, press.number, locale)

    async def _send(self, bot: Bot, query: CallbackQuery, question_id: int, locale: Locale) -> str | None:
        message = query.message
        asker = self._services.person(query.from_user.id)
        asked = await self._cases.question(question_id, asker)
        if asked is None or message is None:
            return words.refused(Refusal.GONE, 0, locale).plain
        if not self._desk.open:
            await self._put(bot, message, render(Notice(NoticeKind.PERSON), locale).plain)
            return None
        settings, team = self._services.settings.handover, self._services.team_of(asker)
        asked_in = message.reply_to_message if isinstance(message, Message) else None
        new = NewCase(
            question_id=question_id,
            asker=asker,
            chat_id=message.chat.id,
            message_id=None if asked_in is None else asked_in.message_id,
            text=words.presentable(asked.text),
            top=asked.top,
            team=team.name if team else "",
            locale=locale.code,
            at=self._services.clock(),
        )
        opened = await self._cases.open(new, settings.open_cases, settings.cases_a_day)
        if opened.case is None:
            refusal = words.refused(opened.refusal or Refusal.GONE, settings.open_cases, locale)
            await self._put(bot, message, refusal.plain)
            return None
        await self._cases.remember(message.chat.id, message.message_id, opened.case.id)
        self._desk.outbox.wake(opened.case.id)
        shown = words.sent(opened.case, self._desk.promise(locale, opened.waiting_before), locale)
        await edit(bot, message.chat.id, message.message_id, shown)
        return words.refused(Refusal.ALREADY, 0, locale).plain if opened.refusal else None

    async def _cancel(self, bot: Bot, query: CallbackQuery, question_id: int, locale: Locale) -> str | None:
        asked = await self._cases.question(question_id, self._services.person(query.from_user.id))
        if asked is None or query.message is None:
            return words.refused(Refusal.GONE, 0, locale).plain
        await self._put(bot, query.message, words.cancelled(locale).plain)
        return None

    async def _put(self, bot: Bot, message: object, text: str) -> None:
        if isinstance(message, Message):
            await edit(bot, message.chat.id, message.message_id, words.notice(text))

    async def _vote(self, query: CallbackQuery, case_id: int, helped: bool, locale: Locale) -> str:
        if not await self._cases.vote(case_id, self._services.person(query.from_user.id), helped):
            return locale.text("This question is no longer stored, so the rating was not kept.")
        self._desk.outbox.wake(case_id)
        return words.thanks(helped, locale)

    async def _more(self, bot: Bot, query: CallbackQuery, case_id: int, locale: Locale) -> str | None:
        case = await self._cases.case(case_id)
        if case is None or query.message is None or case.asker != self._services.person(query.from_user.id):
            return locale.text("This button is no longer in use. Please ask again.")
        if not case.open:
            return locale.text("This question is closed. Please ask again; below the answer you can send it to staff.")
        chat, words_to_add = query.message.chat, words.more_please(locale)
        private = chat.type == Chat.PRIVATE
        reply_to = query.message.message_id if private else case.message_id
        prompt = await send(bot, chat.id, words_to_add, ForceReply(selective=not private), reply_to)
        await self._cases.remember(chat.id, prompt.message_id, case.id)
        return None

    async def took(self, bot: Bot, message: Message) -> bool:
        """Whether a message is about a case of its sender, and has been passed on or kindly refused."""
        if self._desk.staff.id is None or message.from_user is None:
            return False
        case = await self._case_of(bot, message)
        if case is None or not case.open or case.asker != self._services.person(message.from_user.id):
            return False
        locale = self._services.locale(message.from_user)
        note = _note(case, message, locale)
        if isinstance(note, Rendered):
            await send(bot, message.chat_id, note, reply_to=message.message_id)
            return True
        if await self._cases.follow_up(note, self._services.clock()):
            shown = words.passed_on(self._desk.promise(locale), locale)
            await send(bot, message.chat_id, shown, reply_to=message.message_id)
        self._desk.outbox.wake(case.id)
        return True

    async def took_edit(self, message: Message) -> bool:
        """Tells staff that the words of a case have changed; whether the message is no question to be answered anew."""
        if self._desk.staff.id is None:
            return False
        key = f"u:{message.chat_id}:{message.message_id}"
        added = await self._cases.notes.case_with(key)
        case = added or await self._cases.case_asked_at(message.chat_id, message.message_id)
        if case is not None and case.open and message.text and message.edit_date is not None:
            changed = f"{key}:{int(message.edit_date.timestamp())}"
            text = words.presentable(message.text)
            await self._cases.follow_up(NewNote(case.id, changed, NoteKind.FOLLOW_UP, text), self._services.clock())
            self._desk.outbox.wake(case.id)
        return added is not None

    async def _case_of(self, bot: Bot, message: Message) -> Case | None:
        replied = message.reply_to_message
        if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
            case = await self._cases.case_at(message.chat_id, replied.message_id)
            if case is not None:
                return case
        if (message.photo or message.document) and message.from_user is not None:
            asker = self._services.person(message.from_user.id)
            return await self._cases.case_wanting_file(asker, message.chat_id)
        return None


def _note(case: Case, message: Message, locale: Locale) -> NewNote | Rendered:
    """What a message adds to a case, or what to say when it cannot be passed on."""
    key = f"u:{message.chat_id}:{message.message_id}"
    if message.text:
        return NewNote(case.id, key, NoteKind.FOLLOW_UP, words.presentable(message.text))
    caption = words.presentable(message.caption or "")
    if message.photo:
        kind, file = NoteKind.THEIR_PHOTO, message.photo[-1].file_id
    elif message.document:
        kind, file = NoteKind.THEIR_DOCUMENT, message.document.file_id
    else:
        return words.words_only(locale)
    return NewNote(case.id, key, kind, caption, file) if case.wants_file else words.no_files(locale)
