"""What stands on a card or a poster, as the data of the template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.cards.tree import Node, tree
from bot.config import OperatorSettings
from bot.locale import CONTENT_LANGUAGE, Locale, get_locale
from bot.passing_on import who_says_so
from bot.rendering import about_operator, answer_footer
from intents.reply import Answer, Topic, TopicPage

BRAND = "Hỏi Đáp Số"
MOST_SOURCES = 3
"""Sources named on a card; the rest are counted."""
MOST_EXAMPLES = 6
"""Articles named on a topic's poster."""

Sheet = dict[str, Any]


def card_sheet(answer: Answer, operator: OperatorSettings, bot_name: str) -> Sheet:
    """The answer as it is shown, set as a card. The QR code leads to its first source, else to the bot."""
    locale = get_locale(CONTENT_LANGUAGE)
    entries = "\n".join(f"- {entry}" for entry in answer.entries)
    to_source = next((source.url for source in answer.sources if source.url), None)
    to_bot = f"https://t.me/{bot_name}?start={answer.article}" if bot_name else None
    return {
        "kind": "card",
        "brand": BRAND,
        "title": answer.title,
        "blocks": tree("\n\n".join((answer.asks_back, entries, answer.lead)).strip()),
        "sections": [{"heading": part.heading, "blocks": tree(part.markdown)} for part in answer.parts],
        "source_label": locale.text("Sources"),
        "sources": _sources(answer, locale),
        "footer": answer_footer(answer, locale),
        "who": who_says_so(operator, f"t.me/{bot_name}" if bot_name else "", locale),
        "qr": to_source or to_bot,
        "qr_label": locale.text("Scan for the source") if to_source else locale.text("Scan to ask"),
        "height": None,
    }


def article_poster(answer: Answer, operator: OperatorSettings, bot_name: str) -> Sheet:
    """A poster that leads to an article: its direct answer, and the QR code of the bot at that article."""
    locale = get_locale(CONTENT_LANGUAGE)
    small = [answer_footer(answer, locale)] if answer.sources else []
    return _poster(answer.title, answer.article, tree(answer.lead), small, operator, bot_name, locale)


def topic_poster(page: TopicPage, operator: OperatorSettings, bot_name: str) -> Sheet:
    """A poster that leads to a topic, with the first of its articles as examples."""
    topic: Topic = page.topic
    titles = [{"t": "text", "s": option.title} for option in page.options[:MOST_EXAMPLES]]
    examples: Node = {"t": "ul", "items": [{"c": [{"t": "p", "c": [title]}]} for title in titles]}
    return _poster(topic.title, topic.id, [examples], [], operator, bot_name, get_locale(CONTENT_LANGUAGE))


def _poster(
    title: str,
    start: str,
    blocks: list[Node],
    small: Sequence[str],
    operator: OperatorSettings,
    bot_name: str,
    locale: Locale,
) -> Sheet:
    about = about_operator(locale, operator.name, operator.contact, operator.official)
    return {
        "kind": "poster",
        "kicker": locale.text("Ask on your phone, free of charge"),
        "title": title,
        "blocks": blocks,
        "qr": f"https://t.me/{bot_name}?start={start}",
        "steps": [
            locale.text("Open the camera of your phone and point it at this code."),
            locale.text("Tap the link that appears: Telegram opens."),
            locale.text("Press Start and read, or type your question."),
        ],
        "address": f"t.me/{bot_name}",
        "small": [locale.text("No Telegram? Call 1022 (dial 0236 1022)."), *small, f"{BRAND}. {about}".strip()],
    }


def _sources(answer: Answer, locale: Locale) -> list[str]:
    """Titles and dates; the addresses are in the QR code and behind the bot's link."""
    named = [
        source.title if source.date is None else f"{source.title}, {locale.day(source.date)}"
        for source in answer.sources[:MOST_SOURCES]
    ]
    rest = len(answer.sources) - MOST_SOURCES
    return [*named, locale.text("and {count} more", count=rest)] if rest > 0 else named
