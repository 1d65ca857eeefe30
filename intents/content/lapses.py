"""What in the content has lapsed, lapses soon, or has been checked by nobody: the one place that says so, for
`hoidap check` and for the list that staff get every week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from intents.content.model import Article, Content, Fact, FactValue

SOON = timedelta(days=45)
"""How long before something lapses it is warned of: a new fee or holiday is announced some weeks ahead, and somebody
has to find it and write it down."""
REVIEW_SOON = timedelta(days=7)
"""How long before its `review_by` an article stands in the weekly list: reading it again takes minutes."""
OLD = timedelta(days=365)
"""How old the newest source of a directory's row may be."""


class LapseKind(StrEnum):
    """Why something should be looked at; the order is that in which it harms residents, the value stands in buttons."""

    FACT_OVER = "x"
    """No value of a fact holds any more: residents read its `otherwise`."""
    FACT_ENDS = "f"
    """The value in force ends soon."""
    HOLIDAY = "h"
    """Days off come near that are only expected: what residents are promised depends on them."""
    REVIEW_PASSED = "r"
    REVIEW_SOON = "s"
    UNCHECKED = "u"
    """An article that no official has checked."""
    OLD_ROWS = "d"
    """A directory with rows whose sources are old."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """One thing to look at."""

    kind: LapseKind
    id: str
    """Of the article, fact or directory; of a holiday its first day."""
    title: str
    """What it is, in a few words."""
    day: date | None = None
    """The last day of a value, the day of a review, the first day of a holiday, the day of a directory's oldest row."""
    rows: int = 0
    """How many rows of a directory are old."""


def lapses(content: Content, today: date, asked: Mapping[str, int] | None = None) -> list[Lapse]:
    """All that should be looked at, what harms residents first; among articles for the same reason those most asked
    first. `asked` says how often each article was lately answered."""
    often, order = asked or {}, list(LapseKind)
    found = [
        *fact_lapses(content, today),
        *_holidays(content, today),
        *review_lapses(content, today, REVIEW_SOON),
        *_old_rows(content, today),
    ]
    reviewed = {one.id for one in found if one.kind in (LapseKind.REVIEW_PASSED, LapseKind.REVIEW_SOON)}
    found += [
        Lapse(LapseKind.UNCHECKED, article.id, article.title)
        for article in content.articles.values()
        if not article.checked_by and article.id not in reviewed
    ]
    return sorted(found, key=lambda one: (order.index(one.kind), -often.get(one.id, 0), one.day or today, one.id))


def fact_lapses(content: Content, today: date) -> Iterator[Lapse]:
    """Facts of which no value holds any more, and facts whose value ends soon and was not confirmed for that."""
    for fact in content.facts.values():
        over = lapsed_value(fact, today)
        if over is not None:
            yield Lapse(LapseKind.FACT_OVER, fact.id, over.text, over.valid_until)
        for value in fact.values:
            if _ends_soon(value, today):
                yield Lapse(LapseKind.FACT_ENDS, fact.id, value.text, value.valid_until)


def lapsed_value(fact: Fact, today: date) -> FactValue | None:
    """The value that held last, when none holds today and none is still to come; None otherwise."""
    last = fact.values[-1]
    return last if last.valid_until is not None and last.valid_until < today else None


def ending_value(fact: Fact, today: date) -> FactValue | None:
    """The value that ends soon and was not confirmed for that; None when there is none."""
    return next((value for value in fact.values if _ends_soon(value, today)), None)


def _ends_soon(value: FactValue, today: date) -> bool:
    """Whoever confirms a value within the last weeks before its end knows that it ends."""
    until = value.valid_until
    if until is None or not today <= until <= today + SOON:
        return False
    return value.checked_on is None or value.checked_on < until - SOON


def review_lapses(content: Content, today: date, within: timedelta) -> Iterator[Lapse]:
    """Articles whose day of review has passed, or comes within that time."""
    for article in content.articles.values():
        if article.review_by < today:
            yield _review(LapseKind.REVIEW_PASSED, article)
        elif article.review_by <= today + within:
            yield _review(LapseKind.REVIEW_SOON, article)


def _review(kind: LapseKind, article: Article) -> Lapse:
    return Lapse(kind, article.id, article.title, article.review_by)


def _holidays(content: Content, today: date) -> Iterator[Lapse]:
    for one in content.office_hours.days_off if content.office_hours else ():
        if one.expected and one.last >= today and one.first <= today + SOON:
            yield Lapse(LapseKind.HOLIDAY, one.first.isoformat(), one.name, one.first)


def _old_rows(content: Content, today: date) -> Iterator[Lapse]:
    for kind, entries in content.directories.items():
        old = [entry.as_of for entry in entries if entry.as_of < today - OLD]
        if old:
            yield Lapse(LapseKind.OLD_ROWS, kind, kind, min(old), len(old))
