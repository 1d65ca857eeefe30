"""The numbers of a span beside those of the span before: what the staff group, the digest and the chart show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.statistics.spans import Length, Span
from bot.store import ASKED, HourCount, Stats, read_hours, read_stats
from intents.completing import ABOUT_US
from intents.content.model import TOPICS, Content

HOURS = 24


@dataclass(frozen=True, slots=True)
class Column:
    """One day, or one hour, of the chart."""

    begins: datetime
    counts: tuple[int, ...]
    """Questions by outcome, in the order of `bot.store.ASKED`."""

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Report:
    """What happened in a span."""

    span: Span
    stats: Stats
    before: Stats
    columns: tuple[Column, ...]
    topics: tuple[tuple[str, int], ...]
    """Titles of the topics with how often they were answered, most first; greetings and the like left out."""
    articles: tuple[tuple[str, int], ...]
    """The same for articles."""


def read_report(data: Path, content: Content, span: Span) -> Report:
    """The report of a span from the data folder. Blocks for as long as the database takes. Raises `StoreError`."""
    stats = read_stats(data, span.since, span.until)
    before = read_stats(data, span.before.since, span.before.until)
    hours = read_hours(data, span.since, span.until)
    titles = [(content.articles[one], count) for one, count in stats.articles.items() if one in content.articles]
    named = tuple((article.title, count) for article, count in titles if article.topic != ABOUT_US)
    return Report(span, stats, before, _columns(hours, span), _by_topic(stats.articles, content), named)


def topic_counts(articles: Mapping[str, int], topic_of: Mapping[str, str]) -> list[tuple[str, int]]:
    """How often each topic was answered, most first, by its folder; what is about the assistant itself left out."""
    counted: Counter[str] = Counter()
    for article, count in articles.items():
        topic = topic_of.get(article)
        if topic is not None and topic != ABOUT_US:
            counted[topic] += count
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _by_topic(articles: Mapping[str, int], content: Content) -> tuple[tuple[str, int], ...]:
    topic_of = {article.id: article.topic for article in content.articles.values()}
    return tuple((TOPICS[topic], count) for topic, count in topic_counts(articles, topic_of))


def _columns(hours: list[HourCount], span: Span) -> tuple[Column, ...]:
    by_hour = span.length is Length.DAY
    step = timedelta(hours=1) if by_hour else timedelta(days=1)
    zone = span.since.tzinfo
    counted: Counter[tuple[datetime, str]] = Counter()
    for one in hours:
        begins = one.hour.astimezone(zone)
        counted[(begins if by_hour else begins.replace(hour=0), one.outcome)] += one.count
    begins_at = [span.since + step * number for number in range(HOURS if by_hour else span.length.days)]
    return tuple(Column(begins, tuple(counted[(begins, outcome)] for outcome in ASKED)) for begins in begins_at)
