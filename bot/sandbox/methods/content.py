"""What the sending and editing methods read from their parameters."""

from ..context import Context
from ..errors import CAPTION_TOO_LONG, TEXT_EMPTY, TEXT_TOO_LONG, Json, refuse
from ..keyboards import parse_reply_markup
from ..markup import parse_html
from ..model import Chat, Message
from ..params import Params
from ..text import CAPTION_LIMIT, TEXT_LIMIT, Formatted, clean, parse_entities, trimmed, utf16_length


def formatted(params: Params, field: str, entities_field: str) -> Formatted:
    """A text with the formatting that parse_mode or the explicit entities give it."""
    return formatted_text(params.text(field), params.text("parse_mode"), params.data(entities_field))


def formatted_text(raw: str, parse_mode: str, entities: object) -> Formatted:
    """The same for values that stand elsewhere. The sandbox knows plain text and HTML."""
    text = clean(raw)
    if parse_mode.lower() == "html":
        return trimmed(parse_html(text))
    if parse_mode:
        refuse("unsupported parse_mode")
    return trimmed(Formatted(text, parse_entities(entities, text) if entities is not None else ()))


def checked_text(found: Formatted) -> Formatted:
    """The text of a message. Raises ApiError when it is empty or too long."""
    if not found.text:
        refuse(TEXT_EMPTY)
    if utf16_length(found.text) > TEXT_LIMIT:
        refuse(TEXT_TOO_LONG)
    return found


def caption(params: Params) -> Formatted:
    """The caption of a photo or file. Raises ApiError when it is too long."""
    found = formatted(params, "caption", "caption_entities")
    if utf16_length(found.text) > CAPTION_LIMIT:
        refuse(CAPTION_TOO_LONG)
    return found


def link_preview(params: Params) -> Json | None:
    """The link preview options, under their new or their old name."""
    options = params.object("link_preview_options")
    if options is None and params.flag("disable_web_page_preview"):
        return {"is_disabled": True}
    return options


def draft(context: Context, content: Formatted) -> Message:
    """A message of the bot with everything that all sending methods share.

    Raises ApiError when the chat, the replied-to message, the thread or the keyboard is refused.
    """
    chat = context.writable_chat()
    message = context.world.draft(chat, context.bot.user, content)
    message.markup = parse_reply_markup(context.params.data("reply_markup"))
    message.reply_to = _reply(context, chat)
    message.silent = context.params.flag("disable_notification")
    if context.params.has("message_thread_id"):
        message.thread_id = context.params.number("message_thread_id")
        if message.thread_id not in chat.threads:
            refuse("message thread not found")
    return message


def _reply(context: Context, chat: Chat) -> Message | None:
    options = context.params.object("reply_parameters")
    if options is None:
        if not context.params.has("reply_to_message_id"):
            return None
        options = {
            "message_id": context.params.number("reply_to_message_id"),
            "allow_sending_without_reply": context.params.flag("allow_sending_without_reply"),
        }
    if not isinstance(options.get("message_id"), int):
        refuse('can\'t parse reply parameters: Field "message_id" must be of type Number')
    found = chat.messages.get(options["message_id"])
    if found is None:
        if options.get("allow_sending_without_reply"):
            return None
        refuse("message to be replied not found")
    if options.get("quote") and str(options["quote"]) not in found.text:
        refuse("QUOTE_TEXT_INVALID")
    return found
