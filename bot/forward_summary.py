"""The summary of several forwarded messages: which were answered, and with what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.locale import Locale
from bot.rendered import Rendered, code, join, lines, paragraphs, text
from intents.reply import Answer, Choose, Fallback, Notice, NoticeKind, Reply, Urgent, Verdict

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
    def is_answered(self) -> bool:
        """Whether it was answered: with an article, or with what there is to say of its safety."""
        return any(isinstance(reply, Answer | Urgent | Verdict) for reply in self.replies)


def render_summary(forwards: Sequence[Forwarded], locale: Locale) -> Rendered:
    """One message about all of them, in their order."""
    answered = sum(1 for one in forwards if one.is_answered)
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
    mark = "✅" if forwarded.is_answered else "❔"
    results = "; ".join(_results(forwarded, locale))
    return join("", text(f"{number}. {mark} "), _recognised(forwarded), text(f": {results}"))


def _recognised(forwarded: Forwarded) -> Rendered:
    """By whom and by its first words, in which no link can be tapped."""
    words = " ".join(forwarded.words.split())
    cut = f"{words[:EXCERPT].rstrip()}…" if len(words) > EXCERPT else words
    author, said = text(forwarded.author[:EXCERPT]), join("", text("“"), code(cut), text("”")) if cut else text("")
    return join(" ", *(part for part in (author, said) if part.plain)) if author.plain or cut else text("…")


def _results(forwarded: Forwarded, locale: Locale) -> Iterable[str]:
    for reply in forwarded.replies:
        match reply:
            case Answer(title=title):
                yield title
            case Urgent():
                yield locale.text("what to do at once after a fraud")
            case Verdict(signals=signals):
                yield locale.text("signs of fraud") if signals else locale.text("safety check")
            case Choose(_):
                yield locale.text("choose an article")
            case Fallback(_):
                yield locale.text("no sure answer")
            case Notice(NoticeKind.EMPTY | NoticeKind.UNSUPPORTED):
                yield locale.text("nothing to read in it")
