"""The summary of several forwarded messages: which were answered, and with what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.locale import Locale
from bot.rendered import Rendered, lines, paragraphs, text
from intents.reply import Answer, Choose, Fallback, Notice, NoticeKind, Reply

EXCERPT = 40
"""Letters of a message by which it is recognised."""
MOST_LISTED = 25
"""Messages named one by one: with their answers' titles they stay below Telegram's 4,096."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A forwarded message and what it was answered."""

    author: str
    """Whose message it was, as Telegram tells; empty when it does not."""
    words: str
    replies: tuple[Reply, ...]

    @property
    def answers(self) -> list[Answer]:
        """The articles it was answered with."""
        return [reply for reply in self.replies if isinstance(reply, Answer)]


def render_summary(forwards: Sequence[Forwarded], locale: Locale) -> Rendered:
    """One message about all of them, in their order."""
    answered = sum(1 for one in forwards if one.answers)
    head = locale.text(
        "{count} forwarded messages read, {answered} of them answered:",
        count=locale.number(len(forwards)),
        answered=locale.number(answered),
    )
    listed = (_line(number, one, locale) for number, one in enumerate(forwards[:MOST_LISTED], start=1))
    rest = len(forwards) - MOST_LISTED
    more = [text(locale.text("… and {count} more messages.", count=locale.number(rest)))] if rest > 0 else []
    return paragraphs(text(head), lines(*listed, *more))


def _line(number: int, forwarded: Forwarded, locale: Locale) -> Rendered:
    mark = "✅" if forwarded.answers else "❔"
    return text(f"{number}. {mark} {_recognised(forwarded)}: {'; '.join(_results(forwarded, locale))}")


def _recognised(forwarded: Forwarded) -> str:
    """By whom and by its first words."""
    words = " ".join(forwarded.words.split())
    cut = f"{words[:EXCERPT].rstrip()}…" if len(words) > EXCERPT else words
    quoted = f"“{cut}”" if cut else ""
    return " ".join(part for part in (forwarded.author[:EXCERPT], quoted) if part) or "…"


def _results(forwarded: Forwarded, locale: Locale) -> Iterable[str]:
    for reply in forwarded.replies:
        match reply:
            case Answer(title=title):
                yield title
            case Choose(_):
                yield locale.text("choose an article")
            case Fallback(_):
                yield locale.text("no sure answer")
            case Notice(NoticeKind.EMPTY | NoticeKind.UNSUPPORTED):
                yield locale.text("nothing to read in it")
