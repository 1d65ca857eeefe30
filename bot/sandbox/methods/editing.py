"""editMessageText, editMessageCaption, editMessageMedia and editMessageReplyMarkup."""

from ..context import Context
from ..errors import EDIT_FORBIDDEN, NOT_MODIFIED, Json, refuse
from ..keyboards import parse_inline_markup
from ..links import with_found_entities
from ..media import photo_json
from ..model import Message
from ..params import Params
from ..text import Formatted
from ..wire import message_json
from .content import caption, checked_text, formatted, link_preview
from .media import given_file


async def edit_message_text(context: Context) -> Json | bool:
    """Put another text, and other buttons, into a message of the bot."""
    message = _editable(context)
    content = checked_text(formatted(context.params, "text", "entities"))
    if message.has_media:
        refuse("there is no text in the message to edit")
    preview = link_preview(context.params)
    if preview is not None:
        message.link_preview = preview
    return _changed(context, message, content)


async def edit_message_caption(context: Context) -> Json | bool:
    """Put another caption, and other buttons, under a photo or file of the bot."""
    message = _editable(context)
    content = caption(context.params)
    if not message.has_media:
        refuse("there is no caption in the message to edit")
    return _changed(context, message, content)


async def edit_message_media(context: Context) -> Json | bool:
    """Put another picture, with its caption and buttons, in place of a message of the bot. Pictures only."""
    message = _editable(context)
    media = context.params.object("media")
    if media is None or media.get("type") != "photo":
        refuse("the sandbox edits pictures only")
    inner = Params(media, context.params.uploads)
    content, stored = caption(inner), given_file(context.world.files, inner, "photo", "media")
    markup = parse_inline_markup(context.params.data("reply_markup"))
    if stored is message.file and with_found_entities(content) == message.content and markup == message.markup:
        refuse(NOT_MODIFIED)
    message.file, message.media = stored, photo_json(stored)
    context.world.change(message, content, markup)
    return True if context.params.has("inline_message_id") else message_json(message)


async def edit_message_reply_markup(context: Context) -> Json | bool:
    """Put other buttons, or none, under a message of the bot."""
    return _changed(context, _editable(context), None)


def _editable(context: Context) -> Message:
    if context.params.has("inline_message_id"):
        found = context.world.inline_messages.get(context.params.text("inline_message_id"))
        if found is None or found.via_bot is not context.bot.user:
            refuse("MESSAGE_ID_INVALID")
        return found
    message = context.message()
    if message.sender is not context.bot.user or message.forward_origin is not None:
        refuse(EDIT_FORBIDDEN)
    return message


def _changed(context: Context, message: Message, content: Formatted | None) -> Json | bool:
    markup = parse_inline_markup(context.params.data("reply_markup"))
    same_words = content is None or with_found_entities(content) == message.content
    if same_words and markup == message.markup:
        refuse(NOT_MODIFIED)
    context.world.change(message, content, markup)
    return True if context.params.has("inline_message_id") else message_json(message)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
