"""The inline keyboards under our replies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.button_rows import Button, Keyboard, Row, keyboard_of
from bot.buttons import (
    FULL,
    AskPerson,
    AskSuggestion,
    BackToTopic,
    ChooseLanguage,
    ErasePerson,
    Erasure,
    GiveFeedback,
    PickArticle,
    Press,
    ShowArticle,
    ShowRelated,
    ShowTopic,
    ShowTopics,
    encode,
    suggestion_key,
)
from bot.locale import CONTENT_LANGUAGE, SOURCE_LANGUAGE, Locale
from bot.locale.titles import article_title, facet_title, topic_title
from intents.reply import Answer, Choose, Fallback, Option, Reply, TopicPage, Topics, Urgent, Verdict

FACETS_A_ROW = 3
"""Short labels, so that three fit side by side on a narrow phone."""


def keyboard(reply: Reply, question: int | None, locale: Locale) -> Keyboard | None:
    """The buttons under a reply, or None for a reply without any; `question` is the id under which the question is
    stored, None when the reply answers none (the menu, a link to an article, or a storage that failed)."""
    match reply:
        case Answer():
            return keyboard_of(_answer_rows(reply, question, locale))
        case Choose(options):
            none = _button(locale.text("None of these"), PickArticle(question or 0, None))
            return keyboard_of([*_option_rows(options, question, locale), [none]])
        case Fallback(options):
            return keyboard_of([*_option_rows(options, question, locale), [_person(question, locale), _topics(locale)]])
        case Topics(topics):
            return keyboard_of([_button(topic_title(topic, locale), ShowTopic(topic.id, 1))] for topic in topics)
        case TopicPage():
            return keyboard_of(_topic_rows(reply, locale))
        case Urgent(article):
            see_all = _button(locale.text("See all"), ShowArticle(question or 0, article, FULL))
            return keyboard_of([[see_all, _person(question, locale)]])
        case Verdict():
            return keyboard_of([[_person(question, locale)]])
    return None


def related_keyboard(answer: Answer, question: int, view: str, locale: Locale) -> Keyboard | None:
    """The related articles instead of an answer's own buttons, with the way back to the view it was in."""
    rows = [[_button(article_title(one, locale), ShowArticle(question, one.article, ""))] for one in answer.related]
    return keyboard_of([*rows, [_button(locale.text("‹ Back"), ShowArticle(question, answer.article, view))]])


def suggestions_keyboard(questions: Iterable[str]) -> Keyboard | None:
    """Questions to tap, a row each."""
    return keyboard_of([_button(question, AskSuggestion(suggestion_key(question)))] for question in questions)


def titles_keyboard(options: Iterable[Option], locale: Locale) -> Keyboard | None:
    """Articles to tap, a row each, and the way to all topics."""
    rows = [[_button(article_title(one, locale), ShowArticle(0, one.article, ""))] for one in options]
    return keyboard_of([*rows, [_topics(locale)]])


def privacy_keyboard(locale: Locale) -> Keyboard | None:
    """The way to having everything erased."""
    return keyboard_of([[_button(locale.text("Erase what is stored of me"), ErasePerson(Erasure.ASK))]])


def erasure_keyboard(locale: Locale) -> Keyboard | None:
    """Yes or no, before anything is erased."""
    yes = _button(locale.text("Yes, erase"), ErasePerson(Erasure.YES))
    return keyboard_of([[yes, _button(locale.text("Cancel"), ErasePerson(Erasure.NO))]])


def language_keyboard() -> Keyboard | None:
    """The languages, each by its own name."""
    return keyboard_of(
        [
            [
                _button("Tiếng Việt", ChooseLanguage(CONTENT_LANGUAGE)),
                _button("English", ChooseLanguage(SOURCE_LANGUAGE)),
            ]
        ]
    )


def _answer_rows(answer: Answer, question: int | None, locale: Locale) -> Iterable[Row]:
    number = question or 0
    if not answer.full:
        others = [facet for facet in answer.facets if facet != answer.facet]
        facets = [_button(facet_title(one, locale), ShowArticle(number, answer.article, one)) for one in others]
        yield from (list(row) for row in _rows_of(facets, FACETS_A_ROW))
    more = []
    if answer.has_more:
        more.append(_button(locale.text("See all"), ShowArticle(number, answer.article, FULL)))
    if answer.related:
        view = FULL if answer.full else answer.facet or ""
        more.append(_button(locale.text("Related"), ShowRelated(number, answer.article, view)))
    yield more
    if question:
        yield [
            _button("👍", GiveFeedback(question, True)),
            _button("👎", GiveFeedback(question, False)),
            _person(question, locale),
        ]
    else:
        yield [_button(locale.text("‹ Back"), BackToTopic(answer.article)), _person(question, locale)]


def _topic_rows(page: TopicPage, locale: Locale) -> Iterable[Row]:
    for option in page.options:
        yield [_button(article_title(option, locale), ShowArticle(0, option.article, ""))]
    turning = []
    if page.page > 1:
        turning.append(_button(locale.text("‹ Previous page"), ShowTopic(page.topic.id, page.page - 1)))
    if page.page < page.pages:
        turning.append(_button(locale.text("Next page ›"), ShowTopic(page.topic.id, page.page + 1)))
    yield turning
    yield [_topics(locale)]


def _option_rows(options: Iterable[Option], question: int | None, locale: Locale) -> list[Row]:
    return [[_button(article_title(one, locale), PickArticle(question or 0, one.article))] for one in options]


def _person(question: int | None, locale: Locale) -> Button:
    return _button(locale.text("Ask a person"), AskPerson(question or 0))


def _topics(locale: Locale) -> Button:
    return _button(locale.text("All topics"), ShowTopics())


def _rows_of(buttons: Sequence[Button], most: int) -> Iterable[Sequence[Button]]:
    """Rows as even as can be, so that no button stands alone and wide."""
    rows = -(-len(buttons) // most)
    return (buttons[len(buttons) * row // rows : len(buttons) * (row + 1) // rows] for row in range(rows))


def _button(label: str, press: Press) -> Button:
    return {"text": label, "callback_data": encode(press)}
