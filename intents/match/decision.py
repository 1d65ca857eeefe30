"""Answer, offer a choice, or say that we do not know: one rule, its thresholds named settings.

A wrong answer costs a resident money or a day; a choice costs a tap; "I do not know" costs a question to a person. So
an article is answered at once only when it is likely right and leads its runner-up; less likely ones are offered; and
below `min_score` nothing is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intents.match.index import Scored

NEAR = 0.6
"""What is offered beside a best of `s` must itself score at least `NEAR * s`."""
WORTH_NAMING = 0.05
"""Probability below which a fallback names no article: to someone who asks of the weather they would be noise."""
_INTERCEPT, _PER_LOG_SCORE, _PER_LOG_WORDS, _PER_LEAD = 5.56, 5.04, 1.59, 1.26
"""Logistic regression of "the first article is right", fitted on 2026-11-24 to the content's own phrases, each left
out of the index, against phrasings out of scope and of needs without an article. Words count because the score, a
cosine, falls with every word of a long message that no phrase of ours has."""


class Decision(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CHOOSE = "choose"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The matcher's settings, from `[matcher]` in config.toml."""

    min_score: float = 0.3
    """Probability below which nothing is answered or offered."""
    answer_score: float = 0.7
    """Probability from which the best article is answered at once."""
    min_lead: float = 0.12
    """How far the best must lead the runner-up, as a share of its own score, to be answered at once."""
    max_choices: int = 4


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision with what led to it."""

    decision: Decision
    articles: tuple[str, ...]
    """`answer`: the article first, then the runners-up; `choose`: exactly what is offered; `fallback`: the nearest,
    when worth naming."""
    lead: float
    probability: float
    """That the first article is the right one."""


def decide(ranked: Sequence[Scored], words: int, thresholds: Thresholds) -> Decided:
    """The decision for a ranking, best first, of a question of so many words."""
    best = ranked[0].score if ranked else 0.0
    if best <= 0:
        return Decided(Decision.FALLBACK, (), 0.0, 0.0)
    lead = (best - (ranked[1].score if len(ranked) > 1 else 0.0)) / best
    near = tuple(one.label for one in ranked[: thresholds.max_choices] if one.score >= NEAR * best)
    probability = _probability(best, words, lead)
    if probability < thresholds.min_score:
        return Decided(Decision.FALLBACK, near if probability >= WORTH_NAMING else (), lead, probability)
    if probability < thresholds.answer_score or (lead < thresholds.min_lead and len(near) > 1):
        return Decided(Decision.CHOOSE, near, lead, probability)
    return Decided(Decision.ANSWER, near, lead, probability)


def _probability(score: float, words: int, lead: float) -> float:
    logit = _INTERCEPT + _PER_LOG_SCORE * math.log(score) + _PER_LOG_WORDS * math.log(words + 1) + _PER_LEAD * lead
    return 1.0 / (1.0 + math.exp(-logit))
