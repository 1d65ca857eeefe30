"""The state of the sandbox in one place: who is there, which chats they have, what was said."""

import secrets
import time
from collections.abc import Callable

from .accounts import Accounts, BotAccount
from .errors import (
    BLOCKED,
    CHAT_NOT_FOUND,
    NEVER_WROTE,
    NO_RIGHT_TO_SEND,
    UPGRADED,
    Json,
    bad_request,
    forbidden,
    refuse,
)
from .events import EventFeed
from .files import FileShelf
from .links import with_found_entities
from .model import PRESENT, CallbackQuery, Chat, ChatType, InlineQuery, Message, User
from .text import NO_TEXT, Formatted
from .wire import chat_json, message_json

_SUPERGROUP_BASE = 1_000_000_000_000


class World:
    """People, chats, messages and open queries, and the feed of everything that changes in them."""

    def __init__(self, accounts: Accounts, clock: Callable[[], float] = time.time) -> None:
        self.accounts = accounts
        self.clock = clock
        self.feed = EventFeed()
        self.files = FileShelf()
        self.users: dict[int, User] = {bot.id: bot.user for bot in accounts.all()}
        self.groups: dict[int, Chat] = {}
        self.privates: dict[tuple[int, int], Chat] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.inline_messages: dict[str, Message] = {}
        self.query_lifetime = 60.0
        self._next_user_id = 700_000_001
        self._next_group_number = 4_000_001

    def now(self) -> int:
        """The clock in whole seconds, as dates on the wire are."""
        return int(self.clock())

    def add_user(self, user: User) -> User:
        """Make somebody known; an id of 0 is replaced by a free one."""
        if user.id == 0:
            user.id = self._next_user_id
            self._next_user_id += 1
        self.users[user.id] = user
        return user

    def add_group(self, kind: ChatType, title: str, chat_id: int = 0, username: str = "") -> Chat:
        """A new group, supergroup or channel, with an id as Telegram would give it unless one is given."""
        if chat_id == 0:
            self._next_group_number += 1
            chat_id = -self._next_group_number - (0 if kind == "group" else _SUPERGROUP_BASE)
        chat = Chat(chat_id, kind, title, username)
        self.groups[chat_id] = chat
        self.feed.emit("chat", chat.id, chat_json(chat))
        return chat

    def private_chat(self, bot: BotAccount, person: User) -> Chat:
        """The chat of a person with a bot, made when they meet first."""
        key = (bot.id, person.id)
        if key not in self.privates:
            self.privates[key] = Chat(person.id, "private", person=person, bot_id=bot.id)
        return self.privates[key]

    def chat_for(self, bot: BotAccount, chat_id: int | str) -> Chat:
        """The chat that a bot means by an id or @username.

        Raises ApiError when there is none or the group has become a supergroup.
        """
        chat = self._find_chat(bot, chat_id)
        if chat is None:
            refuse(CHAT_NOT_FOUND)
        if chat.migrated_to:
            raise bad_request(UPGRADED, {"migrate_to_chat_id": chat.migrated_to})
        return chat

    def writable_chat(self, bot: BotAccount, chat_id: int | str) -> Chat:
        """The same for sending: raises 403 where the bot was never written to, is blocked or is no member."""
        chat = self.chat_for(bot, chat_id)
        if chat.is_private:
            if chat.blocked:
                raise forbidden(BLOCKED)
            if not chat.started:
                raise forbidden(NEVER_WROTE)
            return chat
        status = chat.status_of(bot.id)
        name = f"{chat.type} chat"
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {name}")
        if status not in PRESENT:
            raise forbidden(f"bot is not a member of the {name}")
        if status == "restricted":
            refuse(NO_RIGHT_TO_SEND)
        return chat

    def _find_chat(self, bot: BotAccount, chat_id: int | str) -> Chat | None:
        if isinstance(chat_id, str):
            name = chat_id.removeprefix("@").lower()
            return next((one for one in self.groups.values() if name and one.username.lower() == name), None)
        if chat_id < 0:
            return self.groups.get(chat_id)
        person = self.users.get(chat_id)
        if person is None:
            return None
        if person.is_bot:
            raise forbidden("bots can't send messages to bots")
        return self.private_chat(bot, person)

    def post(self, message: Message) -> Message:
        """Give a new message its place in its chat, mark its links and commands, and tell the feed."""
        chat = message.chat
        chat.last_message_id += 1
        message.id = chat.last_message_id
        message.content = with_found_entities(message.content)
        chat.messages[message.id] = message
        if message.sender is not None and message.sender.is_bot:
            chat.last_bot_id = message.sender.id
        self.feed.emit("message", chat.id, self._described(message))
        return message

    def change(self, message: Message, content: Formatted | None = None, markup: Json | None = None) -> None:
        """Put other words (unless None) and other buttons into a message."""
        if content is not None:
            message.earlier.append(message.content)
            message.content = with_found_entities(content)
        message.markup = markup
        message.edit_date = self.now()
        self.feed.emit("message_edited", message.chat.id, self._described(message))

    def delete(self, message: Message) -> None:
        """Take a message out of its chat."""
        del message.chat.messages[message.id]
        message.deleted = True
        described = {"message_id": message.id, "bot_id": message.chat.bot_id}
        self.feed.emit("message_deleted", message.chat.id, described)

    def draft(self, chat: Chat, sender: User, content: Formatted = NO_TEXT) -> Message:
        """A message that is not posted yet."""
        return Message(0, chat, sender, self.now(), content)

    def fresh_id(self) -> str:
        """An id for a query, as long as Telegram's."""
        return str(secrets.randbelow(9 * 10**17) + 10**17)

    def _described(self, message: Message) -> Json:
        return {"message": message_json(message), "bot_id": message.chat.bot_id}
