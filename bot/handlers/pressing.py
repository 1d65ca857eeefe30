"""Answering a press: the button's waiting sign ends, whatever came of it."""

from __future__ import annotations

from telegram import CallbackQuery
from telegram.error import BadRequest


async def answer_query(query: CallbackQuery, toast: str | None) -> None:
    """Stops the button's waiting sign. A query too old to be answered (after a restart) has still been worked off."""
    try:
        await query.answer(toast)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
