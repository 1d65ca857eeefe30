"""The list of what should be looked at: every week, by /hethan, and what its buttons do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from telegram import Bot, CallbackQuery, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.handlers.cases.routing import StaffGroup
from bot.handlers.pressing import answer_query
from bot.lapses import words
from bot.lapses.board import Board
from bot.lapses.confirmations import Confirmations
from bot.lapses.listing import FACTS_ENDING, Listing, file_of, listed
from bot.lapses.presses import PREFIX, AnyListPress, ExtendTo, ListPress, Verb, decode
from bot.locale import get_locale
from bot.sending import edit_buttons, send
from bot.services import Services
from bot.staff.desk import Desk
from bot.store.publishing_records import Place
from intents.content.lapses import LapseKind
from intents.content.received import RefusedError

LATELY = timedelta(days=30)
"""How far back it is counted what residents ask most."""
FORGET = timedelta(days=60)
"""How long a list's buttons work."""


class LapseHandlers:
    """Registered for the staff group only."""

    def __init__(self, services: Services, desk: Desk, bot: Bot) -> None:
        self._services = services
        self._desk = desk
        self._board = Board(services, bot)
        self._confirmations = Confirmations(services, desk, self._board, bot)

    async def show(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/hethan: the list as it is now."""
        message = update.effective_message
        if message is not None and self._desk.staff.speaks_for_staff(message):
            await self._board.post(message.chat_id, await self._made(), weekly=False, reply_to=message.message_id)

    async def weekly(self) -> None:
        """The list, by itself. Raises what Telegram and the store raise."""
        if self._desk.staff.id is not None:
            await self._board.post(self._desk.staff.id, await self._made(), weekly=True)

    async def _made(self) -> Listing:
        now = self._services.clock()
        asked = await self._services.store.lapse_lists.answered_since(now - LATELY)
        return listed(self._services.responder.content, now.date(), asked)

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Does what a button says, for whoever is in the group."""
        query = update.callback_query
        if query is not None:
            await answer_query(query, await self._do(context.bot, query, decode(query.data or "")))

    async def _do(self, bot: Bot, query: CallbackQuery, press: AnyListPress | None) -> str | None:
        message, staff = query.message, self._desk.staff
        here = message is not None and staff.is_here(message.chat)
        if press is None or message is None or not here or not await staff.is_member(bot, query.from_user.id):
            return get_locale(query.from_user.language_code).text("This button is no longer in use. Please ask again.")
        place = Place(message.chat.id, message.message_id)
        shown = await self._board.at(place)
        turns = isinstance(press, ListPress) and press.verb is Verb.TURN
        if shown is None or (press.number >= len(shown.items) and not turns):
            return words.unknown_list()
        match press:
            case ListPress(Verb.TURN, page):
                await self._board.change(place, lambda shown: shown.turned(page))
            case ListPress(Verb.BACK):
                await self._board.change(place, lambda shown: shown)
            case ListPress(Verb.EDIT, number):
                return await self._edit(bot, place, shown, number)
            case ListPress(_, number):
                return await self._confirm(bot, query, place, shown, number, None)
            case ExtendTo(number, until):
                return await self._confirm(bot, query, place, shown, number, until)
        return None

    async def _edit(self, bot: Bot, place: Place, shown: Listing, number: int) -> str | None:
        item = shown.items[number]
        file = file_of(item, self._services.responder.content)
        if file is None:
            await self._board.change(place, lambda shown: shown.settled(number, words.gone()))
            return words.gone()
        try:
            fact = item.id if item.kind in FACTS_ENDING else None
            await self._desk.editing.send_file(file, place.message_id, fact)
        except RefusedError as error:
            said = words.about(number, item.title, words.failed(str(error)))
            await send(bot, place.chat_id, said, reply_to=place.message_id)
        return None

    async def _confirm(
        self, bot: Bot, query: CallbackQuery, place: Place, shown: Listing, number: int, until: date | None
    ) -> str | None:
        item = shown.items[number]
        if item.done or item.wanted:
            await self._board.change(place, lambda shown: shown)
            return item.done[:200] or words.working()
        if item.kind is LapseKind.FACT_OVER and until is None:
            days = words.days_to_choose(number, self._services.today())
            await edit_buttons(bot, place.chat_id, place.message_id, days)
            return words.until_when()
        role = await self._desk.editing.role_of(query.from_user.id)
        await self._confirmations.want(place, number, role, until)
        return words.working()

    async def tick(self) -> None:
        """Goes on with what an earlier process has left, and forgets lists of long ago."""
        await self._confirmations.resume()
        await self._services.store.lapse_lists.forget_before(self._services.clock() - FORGET)


def lapse_handlers(lapses: LapseHandlers, desk: Desk) -> list[BaseHandler[Any, Any, Any]]:
    """The handlers of the list."""
    return [
        CommandHandler("hethan", lapses.show, filters=StaffGroup(desk) & filters.UpdateType.MESSAGE),
        CallbackQueryHandler(lapses.pressed, pattern=rf"^{PREFIX}:"),
    ]
