"""The numbers of a span in three lines, for staff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.rendered import Rendered, bold, lines
from bot.rendered import text as plain
from bot.staff.staff_words import staff_locale
from bot.statistics.report import Report
from bot.statistics.spans import Length, Span
from bot.store import Stats

MOST_NAMED = 3
"""Topics and teams named in a line: it stays a line on a phone."""


def three_lines(report: Report) -> Rendered:
    """A heading with the days, then: what was asked, what people thought and asked about, who helped."""
    stats, before, length = report.stats, report.before, report.span.length
    return lines(
        bold(f"{span_name(length)} · {span_days(report.span)}"),
        plain(_asked(stats, before, length)),
        plain(_liked(report)),
        plain(_helped(stats, before, length)),
    )


def span_name(length: Length) -> str:
    """What a span is called."""
    match length:
        case Length.DAY:
            return staff_locale.text("Today")
        case Length.WEEK:
            return staff_locale.text("7 days")
        case Length.MONTH:
            return staff_locale.text("30 days")


def span_days(span: Span) -> str:
    """Its first and last day."""
    last = staff_locale.day(span.last_day)
    return last if span.length is Length.DAY else f"{span.since:%d/%m} – {last}"


def before_name(length: Length) -> str:
    """What the span before is called."""
    match length:
        case Length.DAY:
            return staff_locale.text("by this time yesterday")
        case Length.WEEK:
            return staff_locale.text("the week before")
        case Length.MONTH:
            return staff_locale.text("the 30 days before")


def minutes(wait: timedelta) -> str:
    """How long somebody waited, as people say it."""
    locale, total = staff_locale, max(1, round(wait.total_seconds() / 60))
    if total < 60:
        return locale.text("{count} minutes", count=total)
    if total < 24 * 60:
        hours = locale.text("{count} hours", count=total // 60)
        return f"{hours} {locale.text('{count} minutes', count=total % 60)}" if total % 60 else hours
    return locale.text("{count} days", count=locale.number(round(total / (24 * 60))))


def share(part: int, whole: int) -> str:
    """A part of a whole as a percentage."""
    return f"{round(100 * part / whole)} %" if whole else "0 %"


def _asked(stats: Stats, before: Stats, length: Length) -> str:
    locale, count = staff_locale, stats.outcomes.get
    if not stats.asked:
        return locale.text(
            "No questions yet ({before}: {count}).", before=before_name(length), count=locale.number(before.asked)
        )
    return locale.text(
        "Questions: {asked} ({before}: {earlier}). Answered {answered} ({share}), offered {offered}, not answered "
        "{missed}.",
        asked=locale.number(stats.asked),
        before=before_name(length),
        earlier=locale.number(before.asked),
        answered=locale.number(count("answered", 0)),
        share=share(count("answered", 0), stats.asked),
        offered=locale.number(count("offered", 0)),
        missed=locale.number(count("not_found", 0)),
    )


def _liked(report: Report) -> str:
    locale, stats, before = staff_locale, report.stats, report.before
    votes = locale.text(
        "Votes: 👍 {helpful}, 👎 {unhelpful} (before: {was_helpful} and {was_unhelpful}).",
        helpful=locale.number(stats.helpful),
        unhelpful=locale.number(stats.unhelpful),
        was_helpful=locale.number(before.helpful),
        was_unhelpful=locale.number(before.unhelpful),
    )
    busiest = ", ".join(_counted(report.topics))
    return f"{votes} {locale.text('Busiest topics: {topics}.', topics=busiest)}" if busiest else votes


def _helped(stats: Stats, before: Stats, length: Length) -> str:
    locale = staff_locale
    said = []
    if stats.teams:
        said.append(locale.text("Teams passed on: {teams}.", teams=_teams(tuple(stats.teams.items()))))
    said.append(_staff(stats, before, length))
    return " ".join(said)


def _staff(stats: Stats, before: Stats, length: Length) -> str:
    locale, wait, waited = staff_locale, stats.median_wait, before.median_wait
    handed = locale.number(stats.handed_over)
    if wait is None:
        return locale.text("Sent to staff: {count}.", count=handed)
    words = {"count": handed, "answered": locale.number(len(stats.waits)), "time": minutes(wait)}
    if waited is None:
        return locale.text(
            "Sent to staff: {count}; {answered} answered, half of them within {time}.",
            count=words["count"],
            answered=words["answered"],
            time=words["time"],
        )
    return locale.text(
        "Sent to staff: {count}; {answered} answered, half of them within {time} ({before}: {earlier}).",
        count=words["count"],
        answered=words["answered"],
        time=words["time"],
        before=before_name(length),
        earlier=minutes(waited),
    )


def _teams(counted: Sequence[tuple[str, int]]) -> str:
    rest = len(counted) - MOST_NAMED
    more = [staff_locale.text("and {count} more teams", count=rest)] if rest > 0 else []
    return ", ".join([*_counted(counted), *more])


def _counted(named: Sequence[tuple[str, int]]) -> Iterable[str]:
    """The first few with their counts."""
    return (f"{name} ({staff_locale.number(count)})" for name, count in named[:MOST_NAMED])
