"""Sending and editing one reply, with what Telegram may answer to it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.rendering import Rendered

_log = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message of ours stands."""

    chat_id: int
    message_id: int


async def send(
    bot: Bot,
    chat_id: int,
    rendered: Rendered,
    keyboard: InlineKeyboardMarkup | None = None,
    reply_to: int | None = None,
) -> Sent:
    """Sends a reply, in answer to message `reply_to` when given; as plain text should Telegram not take our markup,
    or to the supergroup that the group has become. Raises what python-telegram-bot raises for everything else."""
    try:
        return await _send(bot, chat_id, rendered, keyboard, reply_to)
    except ChatMigrated as error:
        return await _send(bot, error.new_chat_id, rendered, keyboard, reply_to)


async def _send(
    bot: Bot, chat_id: int, rendered: Rendered, keyboard: InlineKeyboardMarkup | None, reply_to: int | None
) -> Sent:
    parameters: dict[str, Any] = {"chat_id": chat_id, "link_preview_options": {"is_disabled": True}}
    if keyboard is not None:
        parameters["reply_markup"] = _as_data(keyboard)
    if reply_to:
        parameters["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    try:
        return await _call(bot, {**parameters, "text": rendered.html, "parse_mode": ParseMode.HTML})
    except BadRequest as error:
        if not _markup_refused(error):
            raise
    return await _call(bot, {**parameters, "text": rendered.plain})


async def _call(bot: Bot, parameters: dict[str, Any]) -> Sent:
    """sendMessage as plain data: half the work of an answer is python-telegram-bot's objects of what was sent. Written
    small, since `Bot` has a method of the other spelling; the Bot API takes both."""
    message: Any = await bot.do_api_request("sendmessage", api_kwargs=parameters)
    return Sent(message["chat"]["id"], message["message_id"])


def _as_data(keyboard: InlineKeyboardMarkup) -> dict[str, Any]:
    """The keyboard as Telegram takes it; buttons that only have a text and data the short way."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in keyboard.inline_keyboard]}


def _button(button: InlineKeyboardButton) -> dict[str, Any]:
    if isinstance(button.callback_data, str):
        return {"text": button.text, "callback_data": button.callback_data}
    return button.to_dict()


async def edit(
    bot: Bot,
    chat_id: int,
    message_id: int,
    rendered: Rendered,
    keyboard: InlineKeyboardMarkup | None = None,
) -> bool:
    """Edits a reply of ours in place; whether it stands as wanted afterwards. False when it is gone or too old."""
    try:
        await _edit(bot, chat_id, message_id, rendered.html, keyboard, ParseMode.HTML)
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


async def edit_buttons(bot: Bot, chat_id: int, message_id: int, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Puts other buttons under a reply of ours; whether they stand there afterwards."""
    try:
        await bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id, reply_markup=keyboard)
    except BadRequest as error:
        if "message is not modified" in error.message.lower():
            return True
        if not _gone(error):
            raise
        return False
    return True


async def _edit(
    bot: Bot, chat_id: int, message_id: int, text: str, keyboard: InlineKeyboardMarkup | None, mode: ParseMode | None
) -> None:
    await bot.edit_message_text(
        text,
        chat_id=chat_id,
        message_id=message_id,
        parse_mode=mode,
        link_preview_options=_NO_PREVIEW,
        reply_markup=keyboard,
    )


def _gone(error: BadRequest) -> bool:
    said = error.message.lower()
    return "message to edit not found" in said or "can't be edited" in said


def _markup_refused(error: BadRequest) -> bool:
    refused = "can't parse entities" in error.message.lower()
    if refused:
        _log.error("Telegram refused our markup, sent as plain text instead: %s", error.message)
    return refused
