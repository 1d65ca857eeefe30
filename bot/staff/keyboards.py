"""The buttons of a case, for the resident and for staff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import buttons
from bot.locale import Locale
from bot.staff.presses import AddPhrasing, AnyCasePress, ArticlePage, CasePress, SendArticle, Step, encode
from bot.staff.staff_words import staff_locale, topic_guess
from bot.store.case_records import Case
from intents.content.model import Content
from intents.reply import Answer

PAGE = 8
"""Articles on one page."""


def confirm(question: int, locale: Locale) -> InlineKeyboardMarkup:
    """Send or not."""
    send = _button(locale.text("Send"), CasePress(Step.SEND, question))
    return _markup([[send, _button(locale.text("Cancel"), CasePress(Step.CANCEL, question))]])


def under_answer(case: Case, locale: Locale, article: Answer | None = None) -> InlineKeyboardMarkup:
    """Under what staff answered: did it help, and something to add; all of an article that staff chose."""
    rows = [[*_thumbs(case), _button(locale.text("Ask more"), CasePress(Step.MORE, case.id))]]
    if article is not None and article.has_more:
        full = buttons.encode(buttons.ShowArticle(0, article.article, buttons.FULL))
        rows.insert(0, [InlineKeyboardButton(locale.text("See all"), callback_data=full)])
    return _markup(rows)


def under_closing(case: Case) -> InlineKeyboardMarkup:
    """Did it help?"""
    return _markup([_thumbs(case)])


def card_buttons(case: Case) -> InlineKeyboardMarkup | None:
    """What staff can do with a case."""
    if not case.open:
        return _markup([[_step("draft", case)]]) if case.answered_at else None
    rows = [
        [_step("reply", case), _step("choose", case)],
        [_step("not_ours", case), _step("spam", case)],
        [_step("file", case), *([_step("release", case)] if case.owner is not None else [])],
    ]
    if case.answered_at is not None:
        rows.append([_step("close", case), _step("draft", case)])
    return _markup(rows)


def under_follow_up(case: Case) -> InlineKeyboardMarkup:
    """What staff can do with what a resident adds."""
    return _markup([[_step("reply", case), _step("close", case)]])


def under_receipt(case: Case) -> InlineKeyboardMarkup:
    """What comes after an answer."""
    return _markup([[_step("close", case), _step("draft", case)]])


def draft_buttons(case: Case) -> InlineKeyboardMarkup:
    """What kind of draft."""
    new = _button(staff_locale.text("New article"), CasePress(Step.DRAFT_NEW, case.id))
    added = _button(staff_locale.text("Add to an article"), ArticlePage(case.id, 1, drafting=True))
    return _markup([[new, added], [_back(case)]])


def article_list(case: Case, content: Content, page: int, drafting: bool) -> InlineKeyboardMarkup:
    """A page of articles, the nearest first; the nearest page there is when it no longer exists."""
    ids = likely_first(case, content)
    pages = max(1, -(-len(ids) // PAGE))
    page = min(max(page, 1), pages)
    rows = [
        [_button(content.articles[one].title, AddPhrasing(case.id, one) if drafting else SendArticle(case.id, one))]
        for one in ids[(page - 1) * PAGE : page * PAGE]
    ]
    turning = []
    if page > 1:
        turning.append(_button(staff_locale.text("‹ Previous page"), ArticlePage(case.id, page - 1, drafting)))
    if page < pages:
        turning.append(_button(staff_locale.text("Next page ›"), ArticlePage(case.id, page + 1, drafting)))
    return _markup([*rows, turning, [_back(case)]])


def likely_first(case: Case, content: Content) -> list[str]:
    """All articles: those considered, then those of the same topic, then the rest."""
    considered = [one for one, _ in case.top if one in content.articles]
    topic = topic_guess(case, content)
    same = [one.id for one in content.articles.values() if one.topic == topic]
    return list(dict.fromkeys([*considered, *same, *content.articles]))


def _step(name: str, case: Case) -> InlineKeyboardButton:
    locale, number = staff_locale, case.id
    match name:
        case "reply":
            return _button(locale.text("Reply"), CasePress(Step.REPLY, number))
        case "choose":
            return _button(locale.text("Choose an article"), ArticlePage(number, 1))
        case "not_ours":
            return _button(locale.text("Not ours"), CasePress(Step.NOT_OURS, number))
        case "spam":
            return _button(locale.text("Spam"), CasePress(Step.SPAM, number))
        case "file":
            return _button(locale.text("Ask for a picture or file"), CasePress(Step.FILE, number))
        case "release":
            return _button(locale.text("Let go"), CasePress(Step.RELEASE, number))
        case "close":
            return _button(locale.text("Close"), CasePress(Step.CLOSE, number))
        case "draft":
            return _button(locale.text("Make an article"), CasePress(Step.DRAFT, number))
    raise ValueError(f"no step {name!r}")


def _thumbs(case: Case) -> list[InlineKeyboardButton]:
    return [
        _button("👍", CasePress(Step.HELPED, case.id)),
        _button("👎", CasePress(Step.NOT_HELPED, case.id)),
    ]


def _back(case: Case) -> InlineKeyboardButton:
    return _button(staff_locale.text("‹ Back"), CasePress(Step.BACK, case.id))


def _button(label: str, press: AnyCasePress) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=encode(press))


def _markup(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([row for row in rows if row])
