"""The lists as they stand in the staff group: changed one at a time, stored before they are shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from telegram import Bot

from bot.lapses import words
from bot.lapses.listing import Listing, from_json, to_json
from bot.sending import edit, send
from bot.services import Services
from bot.store.publishing_records import Place


class Board:
    """Every list by the message that shows it."""

    def __init__(self, services: Services, bot: Bot) -> None:
        self._services = services
        self._bot = bot
        self._lists = services.store.lapse_lists
        self._changing = asyncio.Lock()

    async def post(self, chat_id: int, made: Listing, *, weekly: bool, reply_to: int | None = None) -> None:
        """Shows a new list. Raises `TelegramError`, `StoreError`."""
        sent = await send(self._bot, chat_id, words.listing(made, weekly=weekly), words.buttons(made), reply_to)
        await self._keep(Place(sent.chat_id, sent.message_id), made)

    async def at(self, place: Place) -> Listing | None:
        """The list of a message, None when none is stored."""
        stored = await self._lists.at(place.chat_id, place.message_id)
        return None if stored is None else from_json(*stored)

    async def change(self, place: Place, how: Callable[[Listing], Listing]) -> Listing | None:
        """Stores the list as `how` makes it, then shows it so; None when there is none. Raises `TelegramError`,
        `StoreError`."""
        async with self._changing:
            shown = await self.at(place)
            if shown is None:
                return None
            changed = how(shown)
            await self._keep(place, changed)
            listing, buttons = words.listing(changed), words.buttons(changed)
            await edit(self._bot, place.chat_id, place.message_id, listing, buttons)
            return changed

    async def waiting(self) -> list[Place]:
        """The messages whose lists have lines that somebody has confirmed and that are not written yet."""
        return [Place(*place) for place in await self._lists.waiting()]

    async def _keep(self, place: Place, shown: Listing) -> None:
        wanted, now = sum(item.wanted for item in shown.items), self._services.clock()
        await self._lists.keep(place.chat_id, place.message_id, to_json(shown), shown.page, wanted, now)
