"""English names for the menu: topics, facets, and the articles that foreigners ask for most.

The Vietnamese ones stand in the content; everything without an English name is shown in Vietnamese.
"""

from __future__ import annotations

from bot.locale import CONTENT_LANGUAGE, Locale
from intents.content.facets import FACET_BY_ID
from intents.reply import Option, Topic

TOPICS = {
    "dich-vu-cong": "Online public services",
    "chu-ky-so": "Digital signatures",
    "thanh-toan-so": "Cashless payment",
    "to-cong-nghe-so": "Community technology teams",
    "chuyen-doi-so": "The city's digital transformation",
    "an-toan-so": "Online safety",
    "tro-ly": "About this assistant",
}
FACETS = {
    "ho-so": "Papers",
    "cach-lam": "Steps",
    "le-phi": "Fees",
    "thoi-gian": "Time",
    "o-dau": "Where",
    "ai-lam": "Who",
    "luu-y": "Notes",
}
ARTICLES = {
    "nop-ho-so-truc-tuyen": "Submitting papers online",
    "cks-dang-ky": "Getting a digital signature",
    "quet-ma-qr": "Paying by QR code",
    "tcnscd-lien-he": "Finding your community technology team",
}


def topic_title(topic: Topic, locale: Locale) -> str:
    """A topic's name in the reader's language."""
    return topic.title if locale.code == CONTENT_LANGUAGE else TOPICS.get(topic.id, topic.title)


def article_title(option: Option, locale: Locale) -> str:
    """An article's name in the reader's language, where it has one there."""
    return option.title if locale.code == CONTENT_LANGUAGE else ARTICLES.get(option.article, option.title)


def facet_title(facet: str, locale: Locale) -> str:
    """A facet's name in the reader's language."""
    return FACET_BY_ID[facet].heading if locale.code == CONTENT_LANGUAGE else FACETS[facet]
