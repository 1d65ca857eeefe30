"""Answers as they are passed on: nothing chatty around them, source and date under them.

They are read by people who did not ask the bot, so the words around them are Vietnamese, whoever passes them on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.config import OperatorSettings
from bot.locale import CONTENT_LANGUAGE, Locale, get_locale
from bot.rendered import Rendered, bold, bullets, italic, join, lines, markdown, paragraphs, text
from bot.rendering import about_operator, answer_footer, dated_source, shown_entries, shown_part
from intents.content.model import Source
from intents.reply import Answer


def render_to_pass_on(answer: Answer) -> Rendered:
    """The answer to a forwarded message: what was asked, its source with the date, how old the sources are."""
    return paragraphs(*_answer(answer, get_locale(CONTENT_LANGUAGE), every_source=answer.full))


def render_card(answer: Answer, operator: OperatorSettings, address: str) -> Rendered:
    """The answer as it stands in a chat where nobody asked for a bot: with who runs it. `address` is where the bot is
    found, for instance `t.me/HoiDapSoBot`."""
    locale = get_locale(CONTENT_LANGUAGE)
    said = _answer(answer, locale, every_source=False)
    return paragraphs(*said, italic(who_says_so(operator, address, locale)))


def text_to_copy(answer: Answer, operator: OperatorSettings, address: str) -> str:
    """The same without any markup, with every source, its address and its date: to copy into another app."""
    locale = get_locale(CONTENT_LANGUAGE)
    said = _answer(answer, locale, every_source=True)
    return paragraphs(*said, text(who_says_so(operator, address, locale))).plain


def who_says_so(operator: OperatorSettings, address: str, locale: Locale) -> str:
    """The bot's name and address (when known), who runs it, and that it is no official channel unless it is."""
    about = about_operator(locale, operator.name, operator.contact, operator.official)
    named = f"Hỏi Đáp Số · {address}" if address else "Hỏi Đáp Số"
    return f"{named}. {about}".rstrip()


def _answer(answer: Answer, locale: Locale, *, every_source: bool) -> Iterable[Rendered]:
    yield bold(answer.title)
    yield from shown_entries(answer)
    if answer.lead:
        yield markdown(answer.lead)
    yield from (shown_part(part) for part in answer.parts)
    yield from _sources(answer.sources, locale, every_source)
    yield italic(answer_footer(answer, locale))


def _sources(sources: Sequence[Source], locale: Locale, every_source: bool) -> Iterable[Rendered]:
    dated = [dated_source(source, locale) for source in sources]
    if len(dated) > 1 and every_source:
        yield lines(bold(locale.text("Sources")), *bullets(dated))
    elif dated:
        rest = [text(locale.text("and {count} more", count=len(dated) - 1))] if len(dated) > 1 else []
        yield join(" ", text(locale.text("Source:")), dated[0], *rest)
