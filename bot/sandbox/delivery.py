"""Which update goes to which bot."""

from .accounts import BotAccount
from .errors import Json
from .model import ADMINS, PRESENT, Chat, Message, Status, User
from .wire import chat_json, member_json, message_json, user_json
from .world import World


def deliver_message(world: World, message: Message, kind: str = "message") -> None:
    """Queue a person's new or edited message for every bot that may hear it."""
    for bot in listeners(world, message.chat):
        if message.via_bot is bot.user or hears(bot, message):
            bot.inbox.push(kind, message.chat.id, message_json(message))


def listeners(world: World, chat: Chat) -> list[BotAccount]:
    """The bots that are in the chat."""
    if chat.is_private:
        return [bot for bot in world.accounts.all() if bot.id == chat.bot_id]
    return [bot for bot in world.accounts.all() if chat.status_of(bot.id) in PRESENT]


def hears(bot: BotAccount, message: Message) -> bool:
    """Whether the bot receives this message: everything, unless privacy mode holds in a group."""
    chat = message.chat
    if chat.is_private or not bot.privacy_mode or chat.status_of(bot.id) in ADMINS:
        return True
    if message.has_media and not message.file and not message.text and _is_service(message):
        return True
    if message.reply_to is not None and message.reply_to.sender is bot.user:
        return True
    return _commands_for(bot, message)


def _is_service(message: Message) -> bool:
    return not {"location", "contact"} & message.media.keys()


def _commands_for(bot: BotAccount, message: Message) -> bool:
    """A command that names the bot, or one that names nobody when no other bot spoke last."""
    for entity in message.entities:
        if entity.type == "bot_command" and entity.offset == 0:
            name = message.content.part(entity).partition("@")[2]
            if name:
                return name.lower() == bot.user.username.lower()
            return message.chat.last_bot_id in (0, bot.id)
    return False


def announce_member(world: World, chat: Chat, actor: User, changed: User, before: Json) -> None:
    """Queue `my_chat_member` for the bot that was changed, `chat_member` for the admin bots otherwise."""
    after = member_json(chat, changed)
    payload = {
        "chat": chat_json(chat),
        "from": user_json(actor),
        "date": world.now(),
        "old_chat_member": before,
        "new_chat_member": after,
    }
    for bot in world.accounts.all():
        if bot.id == changed.id:
            bot.inbox.push("my_chat_member", chat.id, payload)
        elif chat.status_of(bot.id) in ADMINS:
            bot.inbox.push("chat_member", chat.id, payload)
    world.feed.emit("chat_member", chat.id, payload)


def set_status(world: World, chat: Chat, actor: User, changed: User, status: Status) -> None:
    """Change what somebody is in a group, and tell those who are told."""
    before = member_json(chat, changed)
    chat.members[changed.id] = status
    announce_member(world, chat, actor, changed, before)


def set_blocked(world: World, chat: Chat, bot: BotAccount, blocked: bool) -> None:
    """A person stops or restarts the bot in their private chat."""
    if chat.person is None or chat.blocked == blocked:
        return
    states: list[Json] = [
        {"user": user_json(bot.user), "status": "member"},
        {"user": user_json(bot.user), "status": "kicked"},
    ]
    states[1]["until_date"] = 0
    chat.blocked = blocked
    payload = {
        "chat": chat_json(chat),
        "from": user_json(chat.person),
        "date": world.now(),
        "old_chat_member": states[0 if blocked else 1],
        "new_chat_member": states[1 if blocked else 0],
    }
    bot.inbox.push("my_chat_member", chat.id, payload)
    world.feed.emit("chat_member", chat.id, payload)
