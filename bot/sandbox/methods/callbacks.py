"""answerCallbackQuery."""

from ..context import Context
from ..errors import QUERY_INVALID, refuse
from ..text import utf16_length

_TEXT_LIMIT = 200


async def answer_callback_query(context: Context) -> bool:
    """End the waiting of somebody who pressed a button, with a toast, an alert or nothing."""
    query = context.world.callbacks.get(context.params.text("callback_query_id"))
    if query is None or query.bot_id != context.bot.id or query.expired or query.answer is not None:
        refuse(QUERY_INVALID)
    if context.world.clock() - query.asked_at > context.world.query_lifetime:
        refuse(QUERY_INVALID)
    text = context.params.text("text")
    if utf16_length(text) > _TEXT_LIMIT:
        refuse("MESSAGE_TOO_LONG")
    url = context.params.text("url")
    if url and not url.startswith(("https://t.me/", "tg://")):
        refuse("URL_INVALID")
    query.answer = {"text": text, "show_alert": context.params.flag("show_alert"), "url": url}
    described = {"callback_query_id": query.id, "user_id": query.user.id, **query.answer}
    context.world.feed.emit("callback_answer", query.message.chat.id, described)
    return True


METHODS = {"answerCallbackQuery": answer_callback_query}
