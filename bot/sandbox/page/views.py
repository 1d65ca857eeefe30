"""What the page is told: who one is, which chats there are, and what stands in them now."""

from __future__ import annotations

import json

from ..accounts import BotAccount
from ..errors import Json
from ..model import Chat, Message
from ..people import Seat
from ..wire import message_json
from .cast import Cast, Role

NEWEST = 300
"""Messages of a chat that the page is given."""


def described(cast: Cast, role: Role, bot: BotAccount) -> Json:
    """The person, the bot, the chats and the other people one can be."""
    language = role.person.user.language_code
    return {
        "me": {"id": role.person.id, "key": role.key, "name": role.person.user.full_name, "about": role.about},
        "bot": {
            "id": bot.id,
            "username": bot.user.username,
            "name": "Hỏi Đáp Số",
            "description": bot.texts.get(("description", language)) or bot.texts.get(("description", ""), ""),
            "commands": {
                "bot": commands(bot, language, "all_private_chats"),
                "group": commands(bot, language, "all_group_chats"),
            },
        },
        "people": [
            {"key": one.key, "name": one.person.user.full_name, "about": one.about} for one in cast.roles.values()
        ],
        "chats": [_chat(seat) for seat in cast.seats(role)],
    }


def commands(bot: BotAccount, language: str, scope: str) -> list[Json]:
    """The command menu that a person of this language sees in chats of this scope: its own, else the default one, each
    in their language or else for all (Bot API, "Determining list of commands")."""
    places = ((one, code) for one in (scope, "default") for code in (language, ""))
    keys = ((json.dumps({"type": one}, sort_keys=True), code) for one, code in places)
    return next((found for key in keys if (found := bot.commands.get(key))), [])


def messages(seat: Seat) -> list[Json]:
    """The newest messages of a chat, oldest first, as the Bot API would describe them."""
    return [_message(message) for message in seat.messages[-NEWEST:]]


def _message(message: Message) -> Json:
    """What an app is told and a bot is not: that the message opens a reply to itself, for all or whom it mentions."""
    asking = message.markup if message.markup and message.markup.get("force_reply") else None
    return message_json(message) | ({"force_reply": asking} if asking else {})


def _chat(seat: Seat) -> Json:
    chat: Chat = seat.chat
    if chat.is_private:
        return {"id": chat.id, "title": "Hỏi Đáp Số", "kind": "bot", "about": "bot"}
    people = [seat.world.users[one] for one in chat.members]
    return {"id": chat.id, "title": chat.title, "kind": "group", "about": f"{len(people)} thành viên"}
