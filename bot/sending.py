"""Sending and editing one reply, with what Telegram may answer to it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from telegram import Bot, ForceReply, InlineKeyboardMarkup
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.button_rows import Keyboard
from bot.delivery.outgoing import Outgoing
from bot.markup import utf16_length
from bot.rendered import Rendered

_log = logging.getLogger(__name__)
_NO_RIGHT = (
    "not enough rights",
    "have no rights to send",
    "have no write access",
    "chat_write_forbidden",
    "chat_send_plain_forbidden",
    "chat_restricted",
    "topic_closed",
)
"""What the Bot API says when a group lets us not write: rights taken, or a topic that is closed."""
_NO_PREVIEW = {"is_disabled": True}
Markup = Keyboard | InlineKeyboardMarkup | ForceReply
"""Buttons under a message, or the wish for a reply to it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message of ours stands."""

    chat_id: int
    message_id: int


async def send(
    bot: Bot,
    chat_id: int,
    rendered: Rendered,
    keyboard: Markup | None = None,
    reply_to: int | None = None,
    thread: int | None = None,
) -> Sent:
    """Sends a reply, in answer to message `reply_to` and in the forum topic `thread` when given; as plain text should
    Telegram not take our markup, to the supergroup that a group has become, outside a topic that is gone. Raises what
    python-telegram-bot raises for everything else."""
    parameters: dict[str, Any] = {"chat_id": chat_id, "link_preview_options": _NO_PREVIEW}
    parameters |= _buttons(keyboard) | _reply(reply_to)
    if thread is not None:
        parameters["message_thread_id"] = thread
    try:
        return await _send(bot, {**parameters, "text": rendered.html, "parse_mode": ParseMode.HTML})
    except ChatMigrated as error:
        return await send(bot, error.new_chat_id, rendered, keyboard)
    except BadRequest as error:
        if thread is not None and "thread not found" in error.message.lower():
            return await send(bot, chat_id, rendered, keyboard, reply_to)
        if not _markup_refused(error):
            raise
    return await _send(bot, {**parameters, "text": rendered.plain})


async def _send(bot: Bot, parameters: dict[str, Any]) -> Sent:
    message = await _call(bot, "sendMessage", parameters)
    return Sent(message["chat"]["id"], message["message_id"])


async def _call(bot: Bot, method: str, parameters: dict[str, Any]) -> Any:
    outgoing = bot.rate_limiter if isinstance(bot, ExtBot) else None
    if not isinstance(outgoing, Outgoing):
        raise TypeError("replies are sent by the bot of build_application")
    return await outgoing.call(bot.base_url, method, parameters)


def lacks_right(error: TelegramError) -> bool:
    """Whether Telegram refused a message because we may not write there."""
    said = error.message.lower()
    return isinstance(error, BadRequest | Forbidden) and any(words in said for words in _NO_RIGHT)


async def send_plain(bot: Bot, chat_id: int, text: str, reply_to: int | None = None) -> None:
    """Sends text to copy, without markup or buttons, in as many messages as it takes."""
    parameters: dict[str, Any] = {"chat_id": chat_id, "link_preview_options": _NO_PREVIEW, **_reply(reply_to)}
    for part in parts_of(text):
        await _send(bot, {**parameters, "text": part})


def parts_of(text: str, most: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """The text cut, between paragraphs where that can be, into parts of at most so many UTF-16 units."""
    parts: list[str] = []
    for piece in _pieces(text, most):
        if parts and utf16_length(parts[-1]) + utf16_length(piece) <= most:
            parts[-1] += piece
        else:
            parts.append(piece)
    return [part.strip("\n") for part in parts if part.strip()]


def _pieces(text: str, most: int) -> Iterable[str]:
    """Paragraphs; of those that are too long their lines; of those their letters. Together they are the text."""
    for paragraph in re.split(r"(?<=\n\n)", text):
        if utf16_length(paragraph) <= most:
            yield paragraph
            continue
        for line in paragraph.splitlines(keepends=True):
            yield from (line[at : at + most // 2] for at in range(0, len(line), most // 2))


async def edit(
    bot: Bot,
    chat_id: int,
    message_id: int,
    rendered: Rendered,
    keyboard: Markup | None = None,
) -> bool:
    """Edits a reply of ours in place; whether it stands as wanted afterwards. False when it is gone or too old."""
    try:
        await _edit(bot, chat_id, message_id, rendered.html, keyboard, ParseMode.HTML)
    except ChatMigrated:
        return False
    except BadRequest as error:
        if _markup_refused(error):
            await _edit(bot, chat_id, message_id, rendered.plain, keyboard, None)
        elif "message is not modified" in error.message.lower():
            return True
        elif _gone(error):
            return False
        else:
            raise
    return True


async def edit_buttons(bot: Bot, chat_id: int, message_id: int, keyboard: Markup | None) -> bool:
    """Puts other buttons under a reply of ours; whether they stand there afterwards."""
    try:
        parameters = {"chat_id": chat_id, "message_id": message_id}
        await _call(bot, "editMessageReplyMarkup", parameters | _buttons(keyboard))
    except BadRequest as error:
        if "message is not modified" in error.message.lower():
            return True
        if not _gone(error):
            raise
        return False
    return True


async def _edit(
    bot: Bot, chat_id: int, message_id: int, text: str, keyboard: Markup | None, mode: ParseMode | None
) -> None:
    parameters: dict[str, Any] = {
        "chat_id": chat_id,
        "message_id": message_id,
        "text": text,
        "link_preview_options": _NO_PREVIEW,
    }
    if mode is not None:
        parameters["parse_mode"] = mode
    await _call(bot, "editMessageText", parameters | _buttons(keyboard))


def _buttons(keyboard: Markup | None) -> dict[str, Any]:
    """The parameter with the buttons, left out where there are none."""
    if keyboard is None:
        return {}
    return {"reply_markup": keyboard if isinstance(keyboard, dict) else keyboard.to_dict()}


def _reply(reply_to: int | None) -> dict[str, Any]:
    return {"reply_parameters": {"message_id": reply_to, "allow_sending_without_reply": True}} if reply_to else {}


def _gone(error: BadRequest) -> bool:
    said = error.message.lower()
    return "message to edit not found" in said or "can't be edited" in said


def _markup_refused(error: BadRequest) -> bool:
    refused = "can't parse entities" in error.message.lower()
    if refused:
        _log.error("Telegram refused our markup, sent as plain text instead: %s", error.message)
    return refused
