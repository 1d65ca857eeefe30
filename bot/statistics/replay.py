"""Questions whose right article is known, asked again: would they still be answered as they were?

Known are those whose answer got a thumb up, and those for which staff chose an article; the text is the stored one,
with personal numbers masked. Asked again of the content that is served now, a question is

- `SAME` when that article is the answer, whichever facet stands first;
- `OFFERED` when it is one of the choices;
- `OTHER` when another article, or only a warning, is the answer;
- `LOST` when there is no answer, or the choices lack it;
- `GONE` when there is no such article any more (removed, or its file renamed).

It is answered *differently* when this is not `SAME`, is not what it was before (at the last replay, or, the first time,
when it was asked), and is no better than that. So each change is told once. A question that only follows up another
("còn phí thì sao?") is left out: alone it means nothing.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from bot.statistics.slices import in_slices
from bot.store import TrustedQuestion, read_trusted
from intents.reply import Outcome
from intents.responder import Responder

MOST = 2000
"""So many questions, the latest, are asked again."""


class Verdict(StrEnum):
    """How a question is answered now, beside its right article."""

    SAME = "same"
    OFFERED = "offered"
    OTHER = "other"
    LOST = "lost"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Replayed:
    """A question, asked again."""

    question: TrustedQuestion
    verdict: Verdict
    now: str | None
    """The article that is the answer now, None when none is."""

    @property
    def result(self) -> str:
        """What is remembered of it until the next replay."""
        return f"{self.verdict}:{self.now or ''}"

    @property
    def as_before(self) -> str:
        """The same for how it was answered when it was asked; of one that staff took over there is nothing to lose."""
        match self.question.outcome:
            case Outcome.ANSWERED:
                return f"{Verdict.SAME}:{self.question.article}"
            case Outcome.OFFERED:
                return f"{Verdict.OFFERED}:"
        return f"{Verdict.LOST}:"

    def differs(self, last: str | None) -> bool:
        """Whether it is answered differently, and no better, than at the last replay, if there was one."""
        before = last or self.as_before
        if self.verdict in (Verdict.SAME, Verdict.OFFERED):
            return self.verdict is Verdict.OFFERED and before.startswith(Verdict.SAME)
        return self.result != before


@dataclass(frozen=True, slots=True)
class Replay:
    """All of them."""

    replayed: tuple[Replayed, ...]
    different: tuple[Replayed, ...]
    """Those that are newly answered differently."""

    @property
    def counts(self) -> Counter[Verdict]:
        """How many there are of each verdict."""
        return Counter(one.verdict for one in self.replayed)

    @property
    def results(self) -> dict[int, str]:
        """What is remembered until the next replay, by question."""
        return {one.question.id: one.result for one in self.replayed}


async def replay(data: Path, responder: Responder, day: date, last: Mapping[int, str]) -> Replay:
    """Asks them again; the event loop goes on meanwhile. `last` is what the last replay gave. Raises `StoreError`."""
    questions = await asyncio.to_thread(read_trusted, data, MOST)
    replayed = await in_slices(lambda one: ask_again(one, responder, day), questions)
    return compared(replayed, last)


def compared(replayed: Sequence[Replayed | None], last: Mapping[int, str]) -> Replay:
    """The replay of these, without those that mean nothing alone."""
    kept = tuple(one for one in replayed if one is not None)
    return Replay(kept, tuple(one for one in kept if one.differs(last.get(one.question.id))))


def ask_again(question: TrustedQuestion, responder: Responder, day: date) -> Replayed | None:
    """The question as it would be answered on that day; None when it means nothing alone."""
    if responder.matcher.may_follow(question.text):
        return None
    response = responder.respond(question.text, day)
    match = response.match
    answered = response.outcome is Outcome.ANSWERED
    now = [part.articles[0] for part in match.parts or (match,)] if answered and match is not None else []
    right = question.article
    if right not in responder.content.articles:
        verdict = Verdict.GONE
    elif right in now:
        verdict = Verdict.SAME
    elif answered:
        verdict = Verdict.OTHER
    elif response.outcome is Outcome.OFFERED and match is not None and right in match.articles:
        verdict = Verdict.OFFERED
    else:
        verdict = Verdict.LOST
    return Replayed(question, verdict, right if verdict is Verdict.SAME else next(iter(now), None))
