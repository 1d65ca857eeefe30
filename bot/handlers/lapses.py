"""The list of what should be looked at: every week, by /hethan, and what its buttons do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from telegram import Bot, CallbackQuery, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.handlers.cases.routing import StaffGroup
from bot.handlers.pressing import answer_query
from bot.lapses import words
from bot.lapses.confirming import Confirmation, How, confirm
from bot.lapses.listing import Item, Listing, file_of, from_json, listed, to_json
from bot.lapses.presses import PREFIX, AnyListPress, ExtendTo, ListPress, Verb, decode
from bot.locale import get_locale
from bot.sending import edit, edit_buttons, send
from bot.services import Services
from bot.staff.desk import Desk
from intents.content.lapses import LapseKind
from intents.content.received import RefusedError

LATELY = timedelta(days=30)
"""How far back it is counted what residents ask most."""
FORGET = timedelta(days=60)
"""How long a list's buttons work."""


class LapseHandlers:
    """Registered for the staff group only."""

    def __init__(self, services: Services, desk: Desk) -> None:
        self._services = services
        self._desk = desk
        self._editing = desk.editing
        self._lists = services.store.lapse_lists

    async def show(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/hethan: the list as it is now."""
        message = update.effective_message
        if message is not None and self._desk.staff.speaks_for_staff(message):
            await self._post(context.bot, message.chat_id, weekly=False, reply_to=message.message_id)

    async def weekly(self, bot: Bot) -> None:
        """The list, by itself. Raises what Telegram and the store raise."""
        if self._desk.staff.id is not None:
            await self._post(bot, self._desk.staff.id, weekly=True)

    async def _post(self, bot: Bot, chat_id: int, *, weekly: bool, reply_to: int | None = None) -> None:
        now = self._services.clock()
        asked = await self._lists.answered_since(now - LATELY)
        made = listed(self._services.responder.content, now.date(), asked)
        sent = await send(bot, chat_id, words.listing(made, weekly=weekly), words.buttons(made), reply_to)
        await self._keep(sent.chat_id, sent.message_id, made)

    async def _keep(self, chat_id: int, message_id: int, made: Listing) -> None:
        await self._lists.keep(chat_id, message_id, to_json(made), made.page, self._services.clock())

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Does what a button says, for whoever is in the group."""
        query = update.callback_query
        if query is None:
            return
        press, message = decode(query.data or ""), query.message
        here = message is not None and self._desk.staff.is_here(message.chat)
        if (
            press is None
            or message is None
            or not here
            or not await self._desk.staff.is_member(context.bot, query.from_user.id)
        ):
            unused = get_locale(query.from_user.language_code).text(
                "This button is no longer in use. Please ask again."
            )
            await answer_query(query, unused)
            return
        stored = await self._lists.at(message.chat.id, message.message_id)
        shown = None if stored is None else from_json(*stored)
        if shown is None or (press.number >= len(shown.items) and not _turns(press)):
            await answer_query(query, words.unknown_list())
            return
        await self._do(context.bot, query, press, shown)

    async def _do(self, bot: Bot, query: CallbackQuery, press: AnyListPress, shown: Listing) -> None:
        match press:
            case ListPress(Verb.TURN, page):
                await answer_query(query, None)
                await self._put(bot, query, shown.turned(page))
            case ListPress(Verb.BACK):
                await answer_query(query, None)
                await self._put(bot, query, shown)
            case ListPress(Verb.EDIT, number):
                await self._edit(bot, query, shown, number)
            case ListPress(Verb.CONFIRM, number) if shown.items[number].kind is LapseKind.FACT_OVER:
                await self._ask_until(bot, query, shown, number)
            case ListPress(_, number):
                await self._confirm(bot, query, shown, number, None)
            case ExtendTo(number, until):
                await self._confirm(bot, query, shown, number, until)

    async def _edit(self, bot: Bot, query: CallbackQuery, shown: Listing, number: int) -> None:
        file = file_of(shown.items[number], self._services.responder.content)
        if file is None or query.message is None:
            await answer_query(query, words.gone())
            await self._put(bot, query, shown.settled(number, words.gone()))
            return
        await answer_query(query, None)
        try:
            await self._editing.send_file(file, query.message.message_id)
        except RefusedError as error:
            said = words.about(number, shown.items[number].title, words.failed(str(error)))
            await send(bot, query.message.chat.id, said, reply_to=query.message.message_id)

    async def _ask_until(self, bot: Bot, query: CallbackQuery, shown: Listing, number: int) -> None:
        if shown.items[number].done:
            await answer_query(query, shown.items[number].done)
            return
        await answer_query(query, words.until_when())
        if query.message is not None:
            days = words.days_to_choose(number, self._services.today())
            await edit_buttons(bot, query.message.chat.id, query.message.message_id, days)

    async def _confirm(self, bot: Bot, query: CallbackQuery, shown: Listing, number: int, until: date | None) -> None:
        item = shown.items[number]
        if item.done:
            await answer_query(query, item.done[:200])
            await self._put(bot, query, shown)
            return
        await answer_query(query, words.working())
        file, role = file_of(item, self._services.responder.content), await self._editing.role_of(query.from_user.id)
        if file is None:
            came = Confirmation(How.GONE)
        else:
            came = await confirm(self._editing.publisher, item, file, role, self._services.today(), until)
        undo = "" if file is None else file.asked_by
        await self._settle(bot, query, shown, number, came, _said(item, came, role, undo))

    async def _settle(
        self, bot: Bot, query: CallbackQuery, shown: Listing, number: int, came: Confirmation, said: str
    ) -> None:
        """Shows in the list what became of it; what the person has to do is said in a message of its own."""
        if came.how in (How.DONE, How.ALREADY, How.GONE):
            await self._put(bot, query, shown.settled(number, said))
            return
        await self._put(bot, query, shown.seen(number, came.mark) if came.how is How.CHANGED else shown)
        if query.message is not None:
            title = shown.items[number].title
            await send(bot, query.message.chat.id, words.about(number, title, said), reply_to=query.message.message_id)

    async def _put(self, bot: Bot, query: CallbackQuery, shown: Listing) -> None:
        """Stores the list, then shows it where it was."""
        message = query.message
        if message is None:
            return
        await self._keep(message.chat.id, message.message_id, shown)
        if not await edit(bot, message.chat.id, message.message_id, words.listing(shown), words.buttons(shown)):
            sent = await send(bot, message.chat.id, words.listing(shown), words.buttons(shown))
            await self._keep(sent.chat_id, sent.message_id, shown)

    async def forget(self) -> None:
        """Forgets lists of long ago."""
        await self._lists.forget_before(self._services.clock() - FORGET)


def _turns(press: AnyListPress) -> bool:
    return isinstance(press, ListPress) and press.verb is Verb.TURN


def _said(item: Item, came: Confirmation, who: str, undo: str) -> str:
    match came.how:
        case How.DONE:
            return words.confirmed(item, who, came.day, undo)
        case How.ALREADY:
            return words.already(came.role, came.day)
        case How.GONE:
            return words.gone()
        case How.CHANGED:
            return words.changed()
        case How.BY_HAND:
            return words.by_hand(came.why)
        case How.FAILED:
            return words.failed(came.why)


def lapse_handlers(lapses: LapseHandlers, desk: Desk) -> list[BaseHandler[Any, Any, Any]]:
    """The handlers of the list."""
    return [
        CommandHandler("hethan", lapses.show, filters=StaffGroup(desk) & filters.UpdateType.MESSAGE),
        CallbackQueryHandler(lapses.pressed, pattern=rf"^{PREFIX}:"),
    ]
