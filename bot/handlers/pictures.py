"""The picture in a message: fetched from Telegram, its codes read, and forgotten."""

from __future__ import annotations

import logging

from telegram import Bot, Message
from telegram.error import TelegramError

from bot.delivery.outgoing import is_passing
from bot.pictures import read_codes
from intents.safety.pictures import MAX_BYTES, NO_CODES, Codes

_log = logging.getLogger(__name__)


async def codes_of(bot: Bot, message: Message) -> Codes | None:
    """The codes in a message's picture; None when it has no picture."""
    picture = message.photo[-1] if message.photo else None
    document = message.document
    if picture is None and (document is None or not (document.mime_type or "").startswith("image/")):
        return None
    sent = picture or document
    if sent is None or (sent.file_size or 0) > MAX_BYTES:
        return NO_CODES
    try:
        file = await bot.get_file(sent.file_id)
        if file.file_path is None:
            return NO_CODES
        raw = bytes(await file.download_as_bytearray())
    except TelegramError as error:
        if is_passing(error):
            raise
        _log.warning("A picture could not be fetched: %s", type(error).__name__)
        return NO_CODES
    return await read_codes(raw)
