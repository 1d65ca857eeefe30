"""What inline buttons carry: short stable ids, at most 64 bytes, readable after a restart or a change of content."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BYTES = 64
"""Telegram's limit for callback_data (Bot API, InlineKeyboardButton), in bytes, not letters."""

FULL = "full"
"""The view of an article that shows all of it; other views are facet ids."""


@dataclass(frozen=True, slots=True)
class ShowArticle:
    """Edit the answer in place to another view of its article."""

    question: int
    article: str
    view: str


@dataclass(frozen=True, slots=True)
class PickArticle:
    """One of the offered articles, or none of them."""

    question: int
    article: str | None


@dataclass(frozen=True, slots=True)
class GiveFeedback:
    """A thumb up or down for the answer to a question."""

    question: int
    helpful: bool


Press = ShowArticle | PickArticle | GiveFeedback


def encode(press: Press) -> str:
    """The callback_data for a button. Raises `ValueError` over 64 bytes: ids are kept short by the content check."""
    match press:
        case ShowArticle(question, article, view):
            data = f"a:{question}:{article}:{view}"
        case PickArticle(question, article):
            data = f"c:{question}:{article or ''}"
        case GiveFeedback(question, helpful):
            data = f"f:{question}:{int(helpful)}"
    if len(data.encode()) > MAX_BYTES:
        raise ValueError(f"callback_data over {MAX_BYTES} bytes: {data!r}")
    return data


def decode(data: str) -> Press | None:
    """The press that a button's data stands for, or None for anything we did not write (stale or forged)."""
    match data.split(":"):
        case ["a", question, article, view] if _is_number(question):
            return ShowArticle(int(question), article, view)
        case ["c", question, article] if _is_number(question):
            return PickArticle(int(question), article or None)
        case ["f", question, "0" | "1" as helpful] if _is_number(question):
            return GiveFeedback(int(question), helpful == "1")
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
