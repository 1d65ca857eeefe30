"""answerInlineQuery."""

import re
from typing import Any

from ..context import Context
from ..errors import QUERY_INVALID, ApiError, Json, bad_request, refuse
from ..keyboards import parse_inline_markup
from ..text import Formatted, entity_json
from .content import checked_text, formatted_text

RESULT_LIMIT = 50
_ID_BYTES = 64
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
_WITHOUT_TEXT = frozenset(
    {
        "photo", "gif", "mpeg4_gif", "video", "audio", "voice", "document", "location", "venue", "contact", "game",
        "sticker",
    }
)  # fmt: skip


async def answer_inline_query(context: Context) -> bool:
    """Give the results to somebody who types `@bot …`."""
    results = _results(context)
    query = context.world.inline_queries.get(context.params.text("inline_query_id"))
    if query is None or query.bot_id != context.bot.id or query.expired or query.answer is not None:
        refuse(QUERY_INVALID)
    if context.world.clock() - query.asked_at > context.world.query_lifetime:
        refuse(QUERY_INVALID)
    if len(context.params.text("next_offset").encode()) > 64:
        refuse("NEXT_OFFSET_INVALID")
    query.answer = {
        "results": results,
        "cache_time": context.params.number("cache_time", 300),
        "is_personal": context.params.flag("is_personal"),
        "next_offset": context.params.text("next_offset"),
        "button": _button(context),
    }
    described = {"inline_query_id": query.id, "user_id": query.user.id, **query.answer}
    context.world.feed.emit("inline_answer", query.user.id, described)
    return True


def _results(context: Context) -> list[Json]:
    given = context.params.data("results")
    if not isinstance(given, list):
        refuse("can't parse inline query results: expected an Array")
    if len(given) > RESULT_LIMIT:
        refuse("RESULTS_TOO_MUCH")
    checked = [_checked(result) for result in given]
    ids = [result["id"] for result in checked]
    if len(set(ids)) != len(ids):
        refuse("RESULT_ID_DUPLICATE")
    return checked


def _checked(result: object) -> Json:
    if not isinstance(result, dict):
        refuse("can't parse inline query result: expected an Object")
    identifier = result.get("id")
    if not isinstance(identifier, str) or not 1 <= len(identifier.encode()) <= _ID_BYTES:
        refuse("RESULT_ID_INVALID")
    kind = str(result.get("type", ""))
    if kind != "article":
        if kind not in _WITHOUT_TEXT:
            refuse(f'can\'t parse inline query result: type "{kind}" is unsupported for the inline query result')
        return dict(result)
    if not isinstance(result.get("title"), str) or not result["title"].strip():
        refuse("ARTICLE_TITLE_EMPTY")
    checked = dict(result)
    checked["message"] = _message(result.get("input_message_content"))
    checked["reply_markup"] = parse_inline_markup(result.get("reply_markup"))
    return checked


def _message(content: Any) -> Json:
    """The text that the person would send, as text and entities."""
    if not isinstance(content, dict) or "message_text" not in content:
        refuse("can't parse inline query result: Can't find field \"input_message_content\"")
    try:
        found: Formatted = checked_text(
            formatted_text(str(content["message_text"]), str(content.get("parse_mode", "")), content.get("entities"))
        )
    except ApiError as error:
        reason = error.description.removeprefix("Bad Request: ")
        raise bad_request(f"can't parse inline query result: {reason[:1].upper()}{reason[1:]}") from error
    return {"text": found.text, "entities": [entity_json(entity) for entity in found.entities]}


def _button(context: Context) -> Json | None:
    button = context.params.object("button")
    if button is None:
        return None
    start = button.get("start_parameter")
    if start is not None and not _START.fullmatch(str(start)):
        refuse("START_PARAM_INVALID")
    if not str(button.get("text", "")).strip():
        refuse("BUTTON_TEXT_EMPTY")
    return button


METHODS = {"answerInlineQuery": answer_inline_query}
