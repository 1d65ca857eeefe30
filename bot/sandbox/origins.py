"""Where a forwarded message comes from: MessageOrigin objects."""

from .errors import Json
from .model import Chat, Message, User
from .wire import chat_json, user_json


def from_user(user: User, date: int) -> Json:
    """Written by somebody who lets others see that."""
    return {"type": "user", "date": date, "sender_user": user_json(user)}


def from_hidden_user(name: str, date: int) -> Json:
    """Written by somebody who hides their account; only the name is told."""
    return {"type": "hidden_user", "date": date, "sender_user_name": name}


def from_chat(chat: Chat, date: int) -> Json:
    """Written in the name of a group."""
    return {"type": "chat", "date": date, "sender_chat": chat_json(chat)}


def from_channel(channel: Chat, date: int, message_id: int = 1) -> Json:
    """Posted in a channel."""
    return {"type": "channel", "date": date, "chat": chat_json(channel), "message_id": message_id}


def origin_of(message: Message, hide_sender: bool = False) -> Json:
    """The origin of a forward of this message: a forward of a forward keeps the first one."""
    if message.forward_origin is not None:
        return message.forward_origin
    if message.sender is None:
        return from_channel(message.chat, message.date, message.id)
    if hide_sender:
        return from_hidden_user(message.sender.full_name, message.date)
    return from_user(message.sender, message.date)
