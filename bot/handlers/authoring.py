"""/them: a new article in five messages, for staff who touch no file. What was said is stored before anything is sent,
so a restart, a second press or a day's pause loses nothing."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram import Bot, CallbackQuery, ForceReply, Message, Update, User
from telegram.error import TelegramError
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.authoring import words
from bot.authoring.finishing import Finishing
from bot.authoring.presses import PREFIX, AnyWritingPress, ChooseTopic, Verb, WritingPress, decode
from bot.authoring.steps import Lacking, Step, check, kept, read_asking
from bot.handlers.cases.routing import StaffGroup
from bot.handlers.cases.staff import who_wrote
from bot.handlers.pressing import answer_query
from bot.locale import get_locale
from bot.privacy import masked
from bot.rendered import Rendered
from bot.sending import edit, edit_buttons, send
from bot.services import Services
from bot.staff.desk import Desk
from bot.staff.staff_words import staff_locale
from bot.staff.words import notice
from bot.store.writings import Writing
from intents.match.text import fold

IDLE = timedelta(hours=2)
"""How long an article may be left alone before its writer is told that it waits."""
FORGET = timedelta(days=30)
"""How long what was begun is kept."""

_log = logging.getLogger(__name__)


class AsksForStep(filters.MessageFilter):
    """Replies to a message of ours that asks for a step of a new article."""

    def __init__(self) -> None:
        super().__init__(name="AsksForStep")

    def filter(self, message: Message) -> bool:
        """See `MessageFilter`."""
        replied = message.reply_to_message
        ours = replied is not None and replied.from_user is not None and replied.from_user.id == message.get_bot().id
        return ours and replied is not None and words.step_of(replied.text or "") is not None


class AuthoringHandlers:
    """Registered for the staff group only."""

    def __init__(self, services: Services, desk: Desk, bot: Bot) -> None:
        self._services = services
        self._desk = desk
        self._finishing = Finishing(services, desk, bot)
        self._writings = services.store.writings

    async def begin(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/them: asks for the first step, or says what was begun already."""
        message = update.effective_message
        member = who_wrote(message) if message is not None else None
        if message is None or member is None or not self._desk.staff.speaks_for_staff(message):
            return
        if message.sender_chat is not None or message.from_user is None:
            await self._say(context.bot, message, words.nobody())
            return
        begun = await self._writings.of(self._services.person(member.id))
        if begun is not None and begun.messages:
            sent = await send(
                context.bot,
                message.chat_id,
                words.half_written(begun),
                words.half_written_buttons(begun),
                message.message_id,
            )
            await self._writings.posted(begun.author, sent.chat_id, sent.message_id)
            return
        writing = self._new(message.from_user)
        await self._writings.keep(writing)
        await self._ask(context.bot, message.chat_id, writing, message.from_user, message.message_id)

    async def said(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A reply to a step, new or edited: kept, and the next step is asked for."""
        message = update.effective_message
        replied = message.reply_to_message if message is not None else None
        step = words.step_of(replied.text or "") if replied is not None else None
        if message is None or replied is None or step is None or not self._desk.staff.speaks_for_staff(message):
            return
        if message.from_user is None or message.sender_chat is not None:
            await self._say(context.bot, message, words.nobody())
            return
        person = self._services.person(message.from_user.id)
        theirs = await self._writings.at(message.chat_id, replied.message_id)
        writing = await self._writings.of(person)
        if theirs is not None and theirs.author != person:
            await self._say(context.bot, message, words.somebody_elses(theirs))
        elif writing is None:
            await self._say(context.bot, message, words.over())
        elif writing.topic:
            await self._say(context.bot, message, notice(words.being_checked()))
        elif message.text is None:
            await self._say(context.bot, message, words.words_only())
        else:
            await self._take(context.bot, message, message.from_user, message.text, writing, step)

    async def _take(self, bot: Bot, message: Message, user: User, text: str, writing: Writing, step: Step) -> None:
        if step is Step.TOPIC:
            await self._ask(bot, message.chat_id, writing, user, message.message_id)
            return
        stored = kept(step, text)
        try:
            check(step, stored, self._services.today())
        except Lacking as lacking:
            sent = await send(
                bot,
                message.chat_id,
                words.lacking(step, str(lacking)),
                ForceReply(selective=True, input_field_placeholder=words.placeholder(step)),
                message.message_id,
            )
            await self._writings.posted(writing.author, sent.chat_id, sent.message_id)
            return
        replaced = step.value < writing.step and writing.messages.get(step.value) != stored
        said = dict(writing.messages) | {step.value: stored}
        on = min(max(writing.step, step.value + 1), Step.TOPIC.value)
        writing = replace(writing, step=on, messages=said, at=self._services.clock(), resting=False)
        await self._writings.keep(writing)
        for note in self._notes(step, text, stored, replaced=replaced):
            await self._say(bot, message, note)
        await self._ask(bot, message.chat_id, writing, user, message.message_id)

    def _notes(self, step: Step, text: str, stored: str, *, replaced: bool) -> list[Rendered]:
        """What is to be known of what was said, before the next step is asked for."""
        notes = [words.replaced_note(step)] if replaced else []
        if step is not Step.SOURCE and masked(text).found:
            notes.append(words.masked_note())
        if step is Step.ASKED:
            wanted = {fold(phrasing) for phrasing in read_asking(stored).phrasings}
            articles = self._services.responder.content.articles.values()
            known = next(
                (one for one in articles if any(fold(phrase.text) in wanted for phrase in one.questions)), None
            )
            if known is not None:
                notes.append(words.known_note(known.title, known.id))
        return notes

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Does what a button under a step says, for whoever is writing."""
        query = update.callback_query
        if query is not None:
            await answer_query(query, await self._do(context.bot, query, decode(query.data or "")))

    async def _do(self, bot: Bot, query: CallbackQuery, press: AnyWritingPress | None) -> str | None:
        message, user = query.message, query.from_user
        here = message is not None and self._desk.staff.is_here(message.chat)
        if press is None or message is None or not here or not await self._desk.staff.is_member(bot, user.id):
            return get_locale(user.language_code).text("This button is no longer in use. Please ask again.")
        person = self._services.person(user.id)
        theirs = await self._writings.at(message.chat.id, message.message_id)
        writing = await self._writings.of(person)
        if theirs is not None and theirs.author != person:
            return words.somebody_elses(theirs).plain
        if writing is None:
            await edit_buttons(bot, message.chat.id, message.message_id, None)
            return words.over().plain
        if writing.topic:
            return words.being_checked()
        match press:
            case ChooseTopic(topic):
                return await self._finish(bot, query, writing, topic)
            case WritingPress(Verb.CANCEL):
                shown, rows = words.really_cancel(writing), words.really_cancel_buttons(writing)
                await edit(bot, message.chat.id, message.message_id, shown, rows)
                return None
            case WritingPress(Verb.REALLY_CANCEL):
                await self._writings.drop(person)
                await edit(bot, message.chat.id, message.message_id, words.cancelled(writing))
                return None
            case WritingPress(Verb.DO_NOT_CANCEL | Verb.RESUME):
                await self._go(bot, query, writing, writing.step)
                return None
            case WritingPress(Verb.ANEW):
                writing = self._new(user)
                await self._go(bot, query, writing, writing.step)
                return None
            case WritingPress(verb, step):
                return await self._turn(bot, query, writing, verb, step)

    async def _turn(self, bot: Bot, query: CallbackQuery, writing: Writing, verb: Verb, step: Step) -> str | None:
        """One step back or on; a button of another step than the present one says where we are."""
        if step.value != writing.step:
            return staff_locale.text("You are at step {number} now.", number=writing.step)
        if verb is Verb.ON and step is not Step.DETAILS and not writing.messages.get(step.value):
            return staff_locale.text("Reply to the message with your words first.")
        await self._go(bot, query, writing, step.value + (1 if verb is Verb.ON else -1))
        return None

    async def _go(self, bot: Bot, query: CallbackQuery, writing: Writing, step: int) -> None:
        """Stores where the writer is now, takes the pressed buttons away, asks for that step."""
        step = min(max(step, Step.ASKED.value), Step.TOPIC.value)
        writing = replace(writing, step=step, at=self._services.clock(), resting=False)
        await self._writings.keep(writing)
        message = query.message
        if message is not None:
            await edit_buttons(bot, message.chat.id, message.message_id, None)
            await self._ask(bot, message.chat.id, writing, query.from_user, message.message_id)

    async def _finish(self, bot: Bot, query: CallbackQuery, writing: Writing, topic: str) -> str | None:
        """Stores the topic; the rest goes on by itself."""
        message = query.message
        if writing.topic or message is None:
            return words.being_checked()
        try:
            made = self._finishing.made(replace(writing, topic=topic))
        except Lacking as lacking:
            lacks = next((one for one in Step if one is not Step.DETAILS and one not in writing.messages), Step.ASKED)
            await self._go(bot, query, writing, lacks.value)
            return str(lacking)
        role = await self._desk.editing.role_of(query.from_user.id)
        finished = replace(writing, topic=topic, role=role, pressed=message.message_id, at=self._services.clock())
        await self._writings.keep(finished)
        await edit(bot, message.chat.id, message.message_id, words.being_made(made.title))
        self._finishing.begin(writing.author)
        return None

    async def tick(self, bot: Bot) -> None:
        """Goes on with what an earlier process has left; tells who has left an article alone that it waits for them;
        forgets what was begun long ago."""
        await self._finishing.resume()
        now, chat_id = self._services.clock(), self._desk.staff.id
        await self._writings.forget_before(now - FORGET)
        for writing in await self._writings.idle(now - IDLE):
            if chat_id is None:
                return
            try:
                sent = await send(bot, chat_id, words.resting(writing, IDLE), words.half_written_buttons(writing))
            except TelegramError as error:
                _log.warning("The writer of an article could not be told that it waits, tried again: %s", error)
                return
            await self._writings.keep(replace(writing, resting=True))
            await self._writings.posted(writing.author, sent.chat_id, sent.message_id)

    async def erase(self, user_id: int) -> None:
        """Erases what that person is writing."""
        await self._writings.erase(self._services.person(user_id))

    def _new(self, user: User) -> Writing:
        return Writing(self._services.person(user.id), user.first_name, Step.ASKED.value, self._services.clock())

    async def _ask(self, bot: Bot, chat_id: int, writing: Writing, user: User, reply_to: int) -> None:
        """The step with its buttons; then, where words are wanted, the message that opens the reply by itself."""
        sent = await send(bot, chat_id, words.asked(writing), words.buttons(writing), reply_to)
        await self._writings.posted(writing.author, sent.chat_id, sent.message_id)
        step = Step(writing.step)
        if step is not Step.TOPIC:
            opened = ForceReply(selective=True, input_field_placeholder=words.placeholder(step))
            sent = await send(bot, chat_id, words.reply_here(writing, user.id), opened, reply_to)
            await self._writings.posted(writing.author, sent.chat_id, sent.message_id)

    async def _say(self, bot: Bot, message: Message, rendered: Rendered) -> None:
        await send(bot, message.chat_id, rendered, reply_to=message.message_id)


def authoring_handlers(authoring: AuthoringHandlers, desk: Desk) -> list[BaseHandler[Any, Any, Any]]:
    """The handlers of new articles; they come before those of cases, which take every other reply in the group."""
    here, new, edited = StaffGroup(desk), filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    answers = here & filters.REPLY & ~filters.StatusUpdate.ALL & ~filters.COMMAND & AsksForStep()
    return [
        CommandHandler("them", authoring.begin, filters=here & new),
        MessageHandler(answers & (new | edited), authoring.said),
        CallbackQueryHandler(authoring.pressed, pattern=rf"^{PREFIX}:"),
    ]
