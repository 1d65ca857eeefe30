"""How well questions are understood: counts by verdict, by topic and by style, and the worst confusions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from intents.match.decision import Decision
from intents.match.matcher import Match
from intents.match.questions import LabelledQuestion
from intents.match.reliability import Scored


class Verdict(StrEnum):
    """What a match was worth."""

    RIGHT = "right"
    """Answered at once with an accepted article; where nothing should be answered: not answered."""
    OFFERED = "offered"
    """An accepted article among the choices, without being answered at once."""
    WRONG = "wrong"
    """Answered with another article; where nothing should be answered: answered at all."""
    MISSED = "missed"
    """Neither: a fallback, or choices without an accepted article."""


@dataclass(slots=True)
class Tally:
    """Counts over a set of questions."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)

    def add(self, verdict: Verdict) -> None:
        """Counts one question."""
        self.verdicts[verdict] += 1

    @property
    def total(self) -> int:
        """How many questions were counted."""
        return self.verdicts.total()

    def share(self, *verdicts: Verdict) -> float:
        """Share of the questions that got one of these verdicts; 0 when there are none."""
        return sum(self.verdicts[verdict] for verdict in verdicts) / self.total if self.total else 0.0

    def as_dict(self) -> dict[str, float]:
        """Counts and shares, for JSON."""
        return {
            "total": self.total,
            "right": round(self.share(Verdict.RIGHT), 4),
            "right_or_offered": round(self.share(Verdict.RIGHT, Verdict.OFFERED), 4),
            "wrong": round(self.share(Verdict.WRONG), 4),
        }


@dataclass(slots=True)
class Evaluation:
    """The result of asking many labelled questions."""

    in_scope: Tally = field(default_factory=Tally)
    out_of_scope: Tally = field(default_factory=Tally)
    without_article: Tally = field(default_factory=Tally)
    """Questions for whose need no article exists yet: right when they are not answered with another."""
    by_topic: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_style: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(accepted, answered) pairs of wrong answers."""
    failures: list[tuple[LabelledQuestion, Match, Verdict]] = field(default_factory=list)
    """Every question that was neither right nor offered, with its match and verdict."""
    scored: list[Scored] = field(default_factory=list)
    """The probabilities given to questions in and out of scope; those without an article yet are left out."""


def judge(accept: Sequence[str], match: Match) -> Verdict:
    """The verdict on a match; `accept` holds the ids that may answer, none when nothing should."""
    if not accept:
        return Verdict.WRONG if match.decision is Decision.ANSWER else Verdict.RIGHT
    if match.decision is Decision.ANSWER:
        return Verdict.RIGHT if match.articles[0] in accept else Verdict.WRONG
    if match.decision is Decision.CHOOSE and any(one in accept for one in match.articles):
        return Verdict.OFFERED
    return Verdict.MISSED


def evaluate(
    questions: Iterable[LabelledQuestion], match: Callable[[str], Match], topics: Mapping[str, str]
) -> Evaluation:
    """Asks every question; `topics` gives the topic of each article there is."""
    result = Evaluation()
    for question in questions:
        made = match(question.text)
        known = [one for one in question.accept if one in topics]
        verdict = judge(known, made)
        if known or not question.accept:
            right = bool(made.articles) and made.articles[0] in known
            result.scored.append(Scored(made.score, right, bool(known)))
        if known:
            result.in_scope.add(verdict)
            result.by_style[question.style].add(verdict)
            result.by_topic[topics[known[0]]].add(verdict)
            if verdict is Verdict.WRONG:
                result.confusions[known[0], made.articles[0]] += 1
        elif question.accept:
            result.without_article.add(verdict)
        else:
            result.out_of_scope.add(verdict)
        if verdict in (Verdict.WRONG, Verdict.MISSED):
            result.failures.append((question, made, verdict))
    return result
