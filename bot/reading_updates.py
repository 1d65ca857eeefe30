"""From the JSON of an update to what handlers may rely on.

python-telegram-bot takes any type anywhere ("id": [] makes its own bookkeeping fail), so an update whose parts are not
what Telegram sends is refused here, before anything works with it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, CallbackQuery, Chat, MaybeInaccessibleMessage, Message, MessageEntity, Update, User

from bot.people import PrivateChat, Resident

_UNREADABLE = (TypeError, ValueError, KeyError, AttributeError, RecursionError, OverflowError, OSError)
"""What python-telegram-bot raises on the way."""

_PLAIN = {"message_id", "from", "chat", "date", "text"}
"""What Telegram tells of words without links or commands in them that somebody writes to the bot."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """Words in a private chat and nothing besides: what nearly every update is."""

    person: Resident
    chat: PrivateChat
    message_id: int
    text: str
    date: datetime


def plain_question(raw: Any) -> PlainQuestion | None:
    """The question that an update is; None for any update that is more than that, or not what Telegram sends. It is
    read here without python-telegram-bot, whose objects take a sixth of the time of an answer."""
    message = raw.get("message") if isinstance(raw, dict) and len(raw) == 2 else None
    if not isinstance(message, dict) or message.keys() != _PLAIN:
        return None
    match message:
        case {
            "message_id": int(number),
            "date": int(date),
            "text": str(text),
            "chat": {"type": "private", "id": int(chat)},
            "from": {"id": int(person), "is_bot": False, "first_name": str()} as whom,
        } if 0 <= date < 2**32 and bool not in map(type, (number, date, chat, person)):
            language = whom.get("language_code")
            if language is None or isinstance(language, str):
                when = datetime.fromtimestamp(date, UTC)
                return PlainQuestion(Resident(person, language), PrivateChat(chat), number, text, when)
    return None


def read_update(raw: object, bot: Bot) -> Update | None:
    """The update; None for one that cannot be read, which is logged without anything of what is in it."""
    try:
        update = Update.de_json(raw, bot) if isinstance(raw, dict) else None
        if update is not None and _is_wellformed(update):
            return update
        reason = "its parts are not what Telegram sends"
    except _UNREADABLE as error:
        reason = type(error).__name__
    _log.warning("An update was set aside that cannot be read: %s", reason)
    return None


def _is_wellformed(update: Update) -> bool:
    message, query = update.message or update.edited_message, update.callback_query
    return (message is None or _is_message(message)) and (query is None or _is_query(query))


def _is_message(message: object) -> bool:
    return (
        isinstance(message, Message)
        and type(message.message_id) is int
        and _is_chat(message.chat)
        and (message.from_user is None or _is_user(message.from_user))
        and isinstance(message.date, datetime)
        and all(text is None or isinstance(text, str) for text in (message.text, message.caption))
        and all(_is_entity(one) for one in (*message.entities, *message.caption_entities))
        and (message.reply_to_message is None or _is_message(message.reply_to_message))
    )


def _is_query(query: CallbackQuery) -> bool:
    place = query.message
    return (
        isinstance(query.id, str)
        and _is_user(query.from_user)
        and (query.data is None or isinstance(query.data, str))
        and (
            place is None
            or (
                _is_message(place)
                if isinstance(place, Message)
                else isinstance(place, MaybeInaccessibleMessage)
                and type(place.message_id) is int
                and _is_chat(place.chat)
            )
        )
    )


def _is_chat(chat: object) -> bool:
    return isinstance(chat, Chat) and type(chat.id) is int and isinstance(chat.type, str)


def _is_user(user: object) -> bool:
    return (
        isinstance(user, User)
        and type(user.id) is int
        and (user.language_code is None or isinstance(user.language_code, str))
    )


def _is_entity(entity: object) -> bool:
    return (
        isinstance(entity, MessageEntity)
        and isinstance(entity.type, str)
        and type(entity.offset) is int
        and type(entity.length) is int
    )
