"""What the staff group reads once a week: the numbers, what is new among the misses, what is answered differently."""

from __future__ import annotations

from collections.abc import Iterable

from bot.rendered import Rendered, bold, code, join, lines, paragraphs
from bot.rendered import text as plain
from bot.staff.staff_words import staff_locale
from bot.statistics.missed import Group, Missed
from bot.statistics.missed_words import excerpt
from bot.statistics.replay import Replay, Replayed, Verdict
from bot.statistics.report import Report
from bot.statistics.words import three_lines
from intents.content.model import Content

NEW_GROUPS = 3
"""New groups of misses named in the digest: with the chart it is one phone screen."""
SHORT = 60
"""Letters of a question in the digest."""
DIFFERENT = 10
"""Questions named that are answered differently; the terminal lists all."""


def digest(report: Report, missed: Missed) -> Rendered:
    """The week's numbers, and the largest groups of misses that are new in it."""
    locale = staff_locale
    named = [
        join("", plain(f"• {locale.number(one.cluster.size)} × "), code(excerpt(one.examples[0], SHORT)))
        for one in new_groups(report, missed)
    ]
    rest = len(missed.new_since(report.span.since)) - len(named)
    return paragraphs(
        three_lines(report),
        lines(
            bold(locale.text("New and not answered:")),
            *named,
            *([plain(locale.text("and {count} more groups", count=rest))] if rest else []),
        )
        if named
        else plain(""),
    )


def new_groups(report: Report, missed: Missed) -> list[Group]:
    """The groups that the digest names."""
    return missed.new_since(report.span.since)[:NEW_GROUPS]


def replayed(replay: Replay, content: Content) -> Rendered:
    """How many questions with a known article still find it, and which are newly answered differently."""
    locale, counts = staff_locale, replay.counts
    head = locale.text(
        "Asked again: {count} questions that were answered well. The same article answers {same}, {offered} have it "
        "among the choices, {others} neither.",
        count=locale.number(len(replay.replayed)),
        same=locale.number(counts[Verdict.SAME]),
        offered=locale.number(counts[Verdict.OFFERED]),
        others=locale.number(len(replay.replayed) - counts[Verdict.SAME] - counts[Verdict.OFFERED]),
    )
    if not replay.different:
        return lines(plain(head), plain(locale.text("Nothing is answered worse than a week ago.")))
    return paragraphs(
        plain(head),
        lines(bold(locale.text("Newly answered differently:")), *_different(replay, content)),
        plain(locale.text("If the new answer is right, there is nothing to do: each change is told once.")),
    )


def _different(replay: Replay, content: Content) -> Iterable[Rendered]:
    for one in replay.different[:DIFFERENT]:
        yield join("", plain("• "), code(excerpt(one.question.text, SHORT)))
        yield plain(f"   {article_before(one, content)} → {article_now(one, content)}")
    rest = len(replay.different) - DIFFERENT
    if rest > 0:
        yield plain(staff_locale.text("and {count} more; hoidap replay lists all", count=rest))


def article_before(one: Replayed, content: Content) -> str:
    """The right article's title; its id when it is no longer there."""
    article = content.articles.get(one.question.article)
    if article is None:
        return staff_locale.text("{article} (no longer there)", article=one.question.article)
    return article.title


def article_now(one: Replayed, content: Content) -> str:
    """What answers it now."""
    locale = staff_locale
    if one.now is not None:
        return content.articles[one.now].title
    match one.verdict:
        case Verdict.OFFERED:
            return locale.text("offered among others")
        case Verdict.OTHER:
            return locale.text("a warning only")
    return locale.text("no answer")
