"""Sending an answer as a picture, one or several; one that was sent before is not set again."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Sequence

from telegram import Bot, InputFile, ReplyParameters

from bot.cards.press import Press
from bot.cards.sheets import Sheet

KEPT = 256
"""Cards whose pictures Telegram is known to have."""


class CardSender:
    """Sends cards. Remembers under which ids Telegram keeps the pictures of each."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._sent: OrderedDict[str, tuple[str, ...]] = OrderedDict()

    async def send(self, bot: Bot, chat_id: int, reply_to: int, sheet: Sheet) -> None:
        """Sends the card in answer to a message. Raises `PressError`, and what python-telegram-bot raises."""
        key = hashlib.sha256(json.dumps(sheet, sort_keys=True).encode()).hexdigest()
        known = self._sent.get(key)
        pictures: Sequence[str | InputFile]
        if known is not None:
            self._sent.move_to_end(key)
            pictures = known
        else:
            pictures = [InputFile(one, "hoi-dap-so.png") for one in await self._press.pictures(sheet)]
        self._remember(key, await _send(bot, chat_id, reply_to, str(sheet["title"]), pictures))

    def _remember(self, key: str, file_ids: tuple[str, ...]) -> None:
        self._sent[key] = file_ids
        while len(self._sent) > KEPT:
            self._sent.popitem(last=False)


async def _send(
    bot: Bot, chat_id: int, reply_to: int, title: str, pictures: Sequence[str | InputFile]
) -> tuple[str, ...]:
    """Sends the pictures in order, the first with the title; gives their ids."""
    parameters = ReplyParameters(reply_to, allow_sending_without_reply=True)
    file_ids = []
    for number, picture in enumerate(pictures):
        sent = await bot.send_photo(
            chat_id, picture, caption=title if number == 0 else None, reply_parameters=parameters
        )
        file_ids.append(sent.photo[-1].file_id)
    return tuple(file_ids)
