"""getChat and its kin, leaveChat, setMessageReaction."""

from ..context import Context
from ..delivery import set_status
from ..errors import Json, forbidden, refuse
from ..model import ADMINS, PRESENT, Chat
from ..wire import full_chat_json, member_json


async def get_chat(context: Context) -> Json:
    """What is known of a chat."""
    return full_chat_json(_visible(context))


async def get_chat_member(context: Context) -> Json:
    """What somebody is in a chat."""
    chat = _visible(context)
    user = context.world.users.get(context.params.user_id())
    if user is None:
        refuse("member not found")
    if chat.is_private:
        if user not in (chat.person, context.bot.user):
            refuse("member not found")
        return {"user": member_json(chat, user)["user"], "status": "member"}
    return member_json(chat, user)


async def get_chat_administrators(context: Context) -> list[Json]:
    """The administrators who are people (other bots are left out, as Telegram does)."""
    chat = _visible(context)
    if chat.is_private:
        refuse("there are no administrators in the private chat")
    found = [context.world.users[user_id] for user_id, status in chat.members.items() if status in ADMINS]
    return [member_json(chat, user) for user in found if not user.is_bot or user is context.bot.user]


async def get_chat_member_count(context: Context) -> int:
    """How many are in a chat."""
    chat = _visible(context)
    return 2 if chat.is_private else sum(1 for status in chat.members.values() if status in PRESENT)


async def leave_chat(context: Context) -> bool:
    """The bot leaves a group."""
    chat = context.writable_chat()
    if chat.is_private:
        refuse("chat member status can't be changed in private chats")
    set_status(context.world, chat, context.bot.user, context.bot.user, "left")
    return True


async def set_message_reaction(context: Context) -> bool:
    """The bot reacts to a message."""
    message = context.message("message to react not found")
    reactions = context.params.data("reaction") or []
    if not isinstance(reactions, list) or not all(isinstance(item, dict) and "type" in item for item in reactions):
        refuse("can't parse reaction types JSON array")
    if len(reactions) > 1:
        refuse("REACTIONS_TOO_MANY")
    described = {"message_id": message.id, "bot_id": context.bot.id, "reaction": reactions}
    context.world.feed.emit("reaction", message.chat.id, described)
    return True


def _visible(context: Context) -> Chat:
    chat = context.chat()
    if chat.is_private:
        if not chat.started:
            refuse("chat not found")
        return chat
    status = chat.status_of(context.bot.id)
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if status not in PRESENT and not chat.username:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "setMessageReaction": set_message_reaction,
}
