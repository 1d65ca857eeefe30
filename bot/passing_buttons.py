"""The buttons under an answer that is passed on. Their data begins with `te`; see `bot.buttons` for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.button_rows import Button, Keyboard, Row
from bot.buttons import FULL, AskPerson, within_limit
from bot.buttons import encode as encode_common
from bot.locale import Locale
from bot.locale.titles import article_title
from intents.reply import Answer, Option, Urgent, Verdict

PREFIX = "te"
MAX_QUERY = 256
"""Letters that Telegram hands on of an inline query (Bot API, InlineQuery)."""


@dataclass(frozen=True, slots=True)
class ShowToPassOn:
    """Edit an answer to a forwarded message in place to another view of its article."""

    question: int
    article: str
    view: str


@dataclass(frozen=True, slots=True)
class PickToPassOn:
    """One of the articles that were offered for a forwarded message."""

    question: int
    article: str


@dataclass(frozen=True, slots=True)
class GetText:
    """The whole article as plain text to copy."""

    question: int
    article: str


@dataclass(frozen=True, slots=True)
class GetPicture:
    """The answer as a picture."""

    question: int
    article: str
    view: str


PassingPress = ShowToPassOn | PickToPassOn | GetText | GetPicture


def encode(press: PassingPress) -> str:
    """The callback_data for a button. Raises `ValueError` over 64 bytes."""
    match press:
        case ShowToPassOn(question, article, view):
            data = f"{PREFIX}v:{question:x}:{article}:{view}"
        case PickToPassOn(question, article):
            data = f"{PREFIX}c:{question:x}:{article}"
        case GetText(question, article):
            data = f"{PREFIX}t:{question:x}:{article}"
        case GetPicture(question, article, view):
            data = f"{PREFIX}i:{question:x}:{article}:{view}"
    return within_limit(data)


def decode(data: str) -> PassingPress | None:
    """The press that a button's data stands for, or None for anything we did not write (stale or forged)."""
    match data.split(":"):
        case ["tev", question, article, view] if _is_number(question):
            return ShowToPassOn(int(question, 16), article, view)
        case ["tec", question, article] if _is_number(question):
            return PickToPassOn(int(question, 16), article)
        case ["tet", question, article] if _is_number(question):
            return GetText(int(question, 16), article)
        case ["tei", question, article, view] if _is_number(question):
            return GetPicture(int(question, 16), article, view)
    return None


def answer_keyboard(answer: Answer, question: int | None, locale: Locale) -> Keyboard:
    """Under the answer to a forwarded message."""
    number = question or 0
    rows = [[_share(answer, locale), _staff(question, locale)], _copies(answer, question, locale)]
    if answer.has_more:
        show_all = ShowToPassOn(number, answer.article, FULL)
        rows.insert(0, [{"text": locale.text("See all"), "callback_data": encode(show_all)}])
    return {"inline_keyboard": rows}


def offer_keyboard(options: Iterable[Option], question: int | None, locale: Locale) -> Keyboard:
    """Under a choice offered for a forwarded message, or under the words that nothing was found."""
    picks = [(article_title(one, locale), PickToPassOn(question or 0, one.article)) for one in options]
    rows: list[Row] = [[{"text": title, "callback_data": encode(pick)}] for title, pick in picks]
    return {"inline_keyboard": [*rows, [_staff(question, locale)]]}


def safety_keyboard(reply: Urgent | Verdict, question: int | None, locale: Locale) -> Keyboard:
    """Under the steps for somebody robbed and under a safety check: the steps as text to copy, and the way to staff. A
    check is passed on as it stands."""
    staff = _staff(question, locale)
    if isinstance(reply, Verdict):
        return {"inline_keyboard": [[staff]]}
    return {"inline_keyboard": [[text_button(reply, question, locale), staff]]}


def text_button(reply: Answer | Urgent, question: int | None, locale: Locale) -> Button:
    """Gets the whole article as text to copy."""
    return {"text": locale.text("As text"), "callback_data": encode(GetText(question or 0, reply.article))}


def member_row(answer: Answer, question: int | None, locale: Locale) -> Row:
    """What a team member has below the buttons that everybody has."""
    return [_share(answer, locale), *_copies(answer, question, locale)]


def _share(answer: Answer, locale: Locale) -> Button:
    return {"text": locale.text("Share"), "switch_inline_query": answer.title[:MAX_QUERY]}


def _staff(question: int | None, locale: Locale) -> Button:
    return {"text": locale.text("Send to staff"), "callback_data": encode_common(AskPerson(question or 0))}


def _copies(answer: Answer, question: int | None, locale: Locale) -> Row:
    number, view = question or 0, FULL if answer.full else answer.facet or ""
    return [
        text_button(answer, question, locale),
        {"text": locale.text("As picture"), "callback_data": encode(GetPicture(number, answer.article, view))},
    ]


def _is_number(text: str) -> bool:
    """Whether it is a question's id as we write it: hexadecimal, which leaves room for the longest article id."""
    return re.fullmatch(r"0|[1-9a-f][0-9a-f]{0,14}", text) is not None
