"""forwardMessage and copyMessage."""

from ..context import Context
from ..errors import Json, refuse
from ..model import Chat, Message
from ..origins import origin_of
from ..wire import message_json
from .content import caption, draft


async def forward_message(context: Context) -> Json:
    """Post a message again, saying whose it was."""
    chat = context.writable_chat()
    source = _source(context, "forward")
    message = context.world.draft(chat, context.bot.user, source.content)
    message.media, message.file = dict(source.media), source.file
    message.forward_origin = origin_of(source)
    message.silent = context.params.flag("disable_notification")
    return message_json(context.world.post(message))


async def copy_message(context: Context) -> Json:
    """Post a message again as the bot's own; a caption replaces the one of a photo or file."""
    context.writable_chat()
    source = _source(context, "copy")
    content = caption(context.params) if source.has_media and context.params.has("caption") else source.content
    message = draft(context, content)
    message.media, message.file = dict(source.media), source.file
    return {"message_id": context.world.post(message).id}


def _source(context: Context, verb: str) -> Message:
    chat: Chat = context.world.chat_for(context.bot, context.params.chat_id("from_chat_id"))
    if not context.params.has("message_id"):
        refuse("message identifier is not specified")
    found = chat.messages.get(context.params.number("message_id"))
    if found is None:
        refuse(f"message to {verb} not found")
    if found.has_media and not found.file and not {"location", "contact"} & found.media.keys():
        refuse(f"message can't be {'forwarded' if verb == 'forward' else 'copied'}")
    return found


METHODS = {"forwardMessage": forward_message, "copyMessage": copy_message}
