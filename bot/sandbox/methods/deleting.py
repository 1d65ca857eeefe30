"""deleteMessage and deleteMessages."""

from ..context import Context
from ..errors import refuse
from ..model import ADMINS, Message

_TWO_DAYS = 48 * 3600


async def delete_message(context: Context) -> bool:
    """Delete a message that the bot may delete."""
    message = context.message("message to delete not found")
    if not _may_delete(context, message):
        refuse("message can't be deleted")
    context.world.delete(message)
    return True


async def delete_messages(context: Context) -> bool:
    """Delete up to a hundred; those that are gone or may not be deleted are passed over."""
    chat = context.writable_chat()
    ids = context.params.data("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= 100:
        refuse("message identifiers are not specified")
    for number in ids:
        message = chat.messages.get(number) if isinstance(number, int) else None
        if message is not None and _may_delete(context, message):
            context.world.delete(message)
    return True


def _may_delete(context: Context, message: Message) -> bool:
    chat, bot = message.chat, context.bot
    if not chat.is_private and chat.status_of(bot.id) in ADMINS:
        return True
    if context.world.now() - message.date > _TWO_DAYS:
        return False
    return chat.is_private or message.sender is bot.user


METHODS = {"deleteMessage": delete_message, "deleteMessages": delete_messages}
