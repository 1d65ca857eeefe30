"""Which messages of a group are meant for the bot, and what they ask once its name is taken out."""

from __future__ import annotations

import re

from telegram import Message, MessageEntity, User

ASK = "hoi"
"""The command that asks in a group: /hoi …"""

_COMMAND = re.compile(rf"/{ASK}(?:@(\w+))?(?:\s+|$)", re.IGNORECASE)


def addressed(message: Message, bot: User) -> str | None:
    """What a message asks of the bot: the words after /hoi, a reply to a message of the bot, or a text that mentions
    it, without the mention. The words of the message it replies to when it has none of its own. None when the message
    is not meant for the bot."""
    text = message.text if message.text is not None else message.caption
    if text is None:
        return None
    command = _COMMAND.match(text)
    if command:
        to_us = command[1] is None or command[1].lower() == (bot.username or "").lower()
        return _or_replied_to(text[command.end() :], message, bot) if to_us else None
    mention = _mention(message, bot)
    if mention is not None:
        return _or_replied_to(text.replace(mention, " "), message, bot)
    if text.startswith("/"):
        return None
    replied_to = message.reply_to_message
    by_us = replied_to is not None and replied_to.from_user is not None and replied_to.from_user.id == bot.id
    return text if by_us else None


def _mention(message: Message, bot: User) -> str | None:
    """The words by which the message names the bot."""
    entities = message.parse_entities([MessageEntity.MENTION]) or message.parse_caption_entities(
        [MessageEntity.MENTION]
    )
    ours = f"@{bot.username}".lower()
    return next((words for words in entities.values() if words.lower() == ours), None)


def _or_replied_to(text: str, message: Message, bot: User) -> str:
    """The text, or what it replies to when it says nothing: "/hoi" under somebody's question asks that question."""
    replied_to = message.reply_to_message
    if text.strip() or replied_to is None or (replied_to.from_user and replied_to.from_user.id == bot.id):
        return text.strip()
    return (replied_to.text or replied_to.caption or "").strip()


def topic_of(message: Message) -> int | None:
    """The topic of a forum in which a message stands. A thread of replies in a plain supergroup has a thread id too
    (Bot API, Message), but nothing can be sent to it by that id."""
    if message.is_topic_message or message.chat.is_forum or message.reply_to_message is None:
        return message.message_thread_id
    return None
