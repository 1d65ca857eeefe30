"""The chart of a span, as the data of its template."""

from __future__ import annotations

from typing import Any

from bot.cards.sheets import BRAND, Sheet
from bot.staff.staff_words import staff_locale
from bot.statistics.report import Column, Report
from bot.statistics.spans import Length
from bot.statistics.words import before_name, share, span_days, span_name
from bot.store import ASKED

MOST_BARS = 5
"""Articles named in the chart: it stays one phone screen."""
MANY_COLUMNS = 7
"""With more columns than these, a number above each could not be read."""


def chart_sheet(report: Report) -> Sheet:
    """What the chart shows: all questions, how they were answered day by day, and what was asked most."""
    locale, stats = staff_locale, report.stats
    labels = (locale.text("answered"), locale.text("offered a choice"), locale.text("not answered"))
    few = len(report.columns) <= MANY_COLUMNS
    return {
        "kind": "chart",
        "qr": None,
        "brand": BRAND,
        "title": span_name(report.span.length),
        "days": span_days(report.span),
        "total": locale.number(stats.asked),
        "total_label": locale.text("questions"),
        "before": f"{before_name(report.span.length)}: {locale.number(report.before.asked)}",
        "legend": [
            {
                "label": label,
                "count": locale.number(stats.outcomes.get(outcome, 0)),
                "share": share(stats.outcomes.get(outcome, 0), stats.asked) if stats.asked else "",
            }
            for outcome, label in zip(ASKED, labels, strict=True)
        ],
        "columns": [
            {
                "label": _label(column, number, report.span.length),
                "parts": list(column.counts),
                "total": locale.number(column.total) if few and column.total else "",
            }
            for number, column in enumerate(report.columns)
        ],
        "top": axis_top(max(column.total for column in report.columns)),
        "bars_title": locale.text("Asked most") if report.articles else "",
        "bars": [_bar(title, count) for title, count in report.articles[:MOST_BARS]],
        "empty": "" if stats.asked else locale.text("No questions yet"),
    }


def axis_top(most: int) -> int:
    """The number at which the axis ends: the next even one that is 1, 2, 4, 6 or 8 times a power of ten and at least
    as large."""
    power = 1
    while most > 10 * power:
        power *= 10
    return next(
        (step * power for step in (2, 4, 6, 8, 10) if step * power >= most),
        10 * power,
    )


def _bar(title: str, count: int) -> dict[str, Any]:
    return {"title": title, "count": count, "shown": staff_locale.number(count)}


def _label(column: Column, number: int, length: Length) -> str:
    """What stands below a column; nothing below most of many, whose labels would run into each other."""
    begins = column.begins
    match length:
        case Length.DAY:
            return staff_locale.text("{hour}h", hour=begins.hour) if begins.hour % 6 == 0 else ""
        case Length.WEEK:
            return f"{short_weekday(begins.weekday())}\n{begins:%d/%m}"
        case Length.MONTH:
            return f"{begins:%d/%m}" if number % 7 == 1 else ""


def short_weekday(day: int) -> str:
    """The day of the week in two letters, 0 for Monday."""
    return ("T2", "T3", "T4", "T5", "T6", "T7", "CN")[day]
