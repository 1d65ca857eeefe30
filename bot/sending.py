"""Sending and editing one reply, with what Telegram may answer to it."""

from __future__ import annotations

import logging

from telegram import Bot, ForceReply, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.rendering import Rendered

_log = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(
    bot: Bot,
    chat_id: int,
    rendered: Rendered,
    keyboard: InlineKeyboardMarkup | ForceReply | None = None,
    reply_to: int | None = None,
) -> Message:
    """Sends a reply, in answer to message `reply_to` when given; as plain text should Telegram not take our markup,
    or to the supergroup that the group has become. Raises what python-telegram-bot raises for everything else."""
    try:
        return await _send(bot, chat_id, rendered, keyboard, reply_to)
    except ChatMigrated as error:
        return await _send(bot, error.new_chat_id, rendered, keyboard, reply_to)


async def _send(
    bot: Bot, chat_id: int, rendered: Rendered, keyboard: InlineKeyboardMarkup | ForceReply | None, reply_to: int | None
) -> Message:
    parameters = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
    try:
        return await bot.send_message(
            chat_id,
            rendered.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard,
            reply_parameters=parameters,
        )
    except BadRequest as error:
        if not _markup_refused(error):
            raise
    return await bot.send_message(
        chat_id,
        rendered.plain,
        link_preview_options=_NO_PREVIEW,
        reply_markup=keyboard,
        reply_parameters=parameters,
    )


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
