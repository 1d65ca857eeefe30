"""What staff have confirmed, written one after the other while the group goes on: a press is stored at once, and what
was not written when the process ended is written after the next start."""

from __future__ import annotations

import logging
from datetime import date

from telegram import Bot
from telegram.error import TelegramError

from bot.lapses import words
from bot.lapses.board import Board
from bot.lapses.confirming import Confirmation, How, confirm
from bot.lapses.listing import Item, Listing, file_of
from bot.sending import send
from bot.services import Services
from bot.staff.desk import Desk
from bot.store import StoreError
from bot.store.publishing_records import Place

_log = logging.getLogger(__name__)


class Confirmations:
    """Works off the lines of lists that somebody has confirmed."""

    def __init__(self, services: Services, desk: Desk, board: Board, bot: Bot) -> None:
        self._services = services
        self._desk = desk
        self._board = board
        self._bot = bot
        self._busy: set[Place] = set()

    async def want(self, place: Place, number: int, role: str, until: date | None) -> None:
        """Stores that somebody in that role confirms a line, and begins. Raises `TelegramError`, `StoreError`."""
        await self._board.change(place, lambda shown: shown.wanted(number, role, until))
        self._begin(place)

    async def resume(self) -> None:
        """Goes on with what is stored and not written."""
        for place in await self._board.waiting():
            self._begin(place)

    def _begin(self, place: Place) -> None:
        if place not in self._busy:
            self._busy.add(place)
            self._desk.outbox.start(self._work(place))

    async def _work(self, place: Place) -> None:
        try:
            while (line := _first_wanted(await self._board.at(place))) is not None:
                await self._one(place, *line)
        except (TelegramError, StoreError) as error:
            _log.warning("What staff confirmed could not be written or shown, it is tried again: %s", error)
        finally:
            self._busy.discard(place)

    async def _one(self, place: Place, number: int, item: Item) -> None:
        file = file_of(item, self._services.responder.content)
        if file is None:
            came, undo = Confirmation(How.GONE), ""
        else:
            publisher, today = self._desk.editing.publisher, self._services.today()
            came, undo = await confirm(publisher, item, file, item.role, today, item.until), file.asked_by
        said = _said(item, came, undo)
        if came.how in (How.DONE, How.ALREADY, How.GONE):
            await self._board.change(place, lambda shown: shown.settled(number, said))
            return
        await self._board.change(place, lambda shown: shown.seen(number, came.mark or item.mark))
        await send(self._bot, place.chat_id, words.about(number, item.title, said), reply_to=place.message_id)


def _first_wanted(shown: Listing | None) -> tuple[int, Item] | None:
    if shown is None:
        return None
    return next(((number, item) for number, item in enumerate(shown.items) if item.wanted), None)


def _said(item: Item, came: Confirmation, undo: str) -> str:
    match came.how:
        case How.DONE:
            return words.confirmed(item, came.day, undo)
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
