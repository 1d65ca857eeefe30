"""sendMessage and sendChatAction."""

from ..context import Context
from ..errors import Json, refuse
from ..wire import message_json
from .content import checked_text, draft, formatted, link_preview

_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "record_audio",
        "upload_audio", "upload_document", "choose_sticker", "find_location", "record_video_note",
        "upload_video_note",
    }
)  # fmt: skip


async def send_message(context: Context) -> Json:
    """Post a text."""
    context.writable_chat()
    message = draft(context, checked_text(formatted(context.params, "text", "entities")))
    message.link_preview = link_preview(context.params)
    return message_json(context.world.post(message))


async def send_chat_action(context: Context) -> bool:
    """Show that the bot is busy."""
    chat = context.writable_chat()
    action = context.params.text("action")
    if action not in _ACTIONS:
        refuse("wrong parameter action in request")
    context.world.feed.emit("chat_action", chat.id, {"action": action, "bot_id": context.bot.id})
    return True


METHODS = {"sendMessage": send_message, "sendChatAction": send_chat_action}
