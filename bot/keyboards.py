"""The inline keyboards under our replies."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons import FULL, GiveFeedback, PickArticle, Press, ShowArticle, encode
from bot.locale import Locale
from intents.reply import Answer, Choose, Fallback, Option, Reply


def keyboard(reply: Reply, question: int | None, locale: Locale) -> InlineKeyboardMarkup | None:
    """The buttons under a reply, or None for a reply without any; `question` is the id under which the question is
    stored, None when the reply answers none (a link to an article, or a storage that failed)."""
    match reply:
        case Answer():
            return _markup(_answer_rows(reply, question, locale))
        case Choose(options):
            none = _button(locale.text("None of these"), PickArticle(question or 0, None))
            return _markup([*_option_rows(options, question), [none]])
        case Fallback(options):
            return _markup(_option_rows(options, question))
    return None


def _answer_rows(answer: Answer, question: int | None, locale: Locale) -> Iterable[list[InlineKeyboardButton]]:
    if not answer.full and answer.has_more:
        yield [_button(locale.text("See all"), ShowArticle(question or 0, answer.article, FULL))]
    if question:
        yield [_button("👍", GiveFeedback(question, True)), _button("👎", GiveFeedback(question, False))]


def _option_rows(options: Iterable[Option], question: int | None) -> list[list[InlineKeyboardButton]]:
    return [[_button(option.title, PickArticle(question or 0, option.article))] for option in options]


def _button(label: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=encode(press))


def _markup(rows: Iterable[list[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    kept = [row for row in rows if row]
    return InlineKeyboardMarkup(kept) if kept else None
