"""Answer, offer a choice, or say that we do not know: one rule, its thresholds named settings.

A wrong answer costs a resident money or a day; a choice costs a tap; "I do not know" costs a question to a person. So
an article is answered at once only when it is likely right and leads its runner-up; less likely ones are offered; and
below `min_score` nothing is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from intents.match.ranking import Ranking

NEAR = 1.0
"""What is offered beside a best of score `s` must itself score at least `s - NEAR`."""
WORTH_NAMING = 0.05
"""Probability below which a fallback names no article: to someone who asks of the weather they would be noise."""
SHARPNESS = 3.0
_INTERCEPT, _PER_RIVALS, _PER_OUTSIDE, _PER_LIKENESS, _PER_WORDS, _PER_TRUST, _PER_MARGIN = (
    0.93, -2.54, -2.13, 0.35, 0.67, 1.0, -0.44,
)  # fmt: skip
"""Logistic regression of "the first article is right", fitted on 2026-11-24 to the content's own phrases, each matched
by a model that had not seen it, and to its out-of-scope questions, left out likewise and weighted four times."""
RIVALS = 6
MAX_MARGIN = 0.5


class Decision(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CHOOSE = "choose"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The matcher's settings, from `[matcher]` in config.toml."""

    min_score: float = 0.15
    """Probability below which nothing is answered or offered."""
    answer_score: float = 0.8
    """Probability from which the best article is answered at once."""
    min_lead: float = 0.02
    """By how much the best must lead the runner-up to be answered at once (scores run from about -1 to 3)."""
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


def decide(ranking: Ranking, thresholds: Thresholds) -> Decided:
    """The decision for a ranking."""
    ranked = ranking.labels
    if not ranked or not ranking.words or ranked[0].likeness <= 0:
        return Decided(Decision.FALLBACK, (), 0.0, 0.0)
    best = ranked[0].score
    lead = best - ranked[1].score if len(ranked) > 1 else math.inf
    near = tuple(one.label for one in ranked[: thresholds.max_choices] if one.score >= best - NEAR)
    probability = _probability(ranking)
    if probability < thresholds.min_score:
        return Decided(Decision.FALLBACK, near if probability >= WORTH_NAMING else (), lead, probability)
    if probability < thresholds.answer_score or lead < thresholds.min_lead:
        return Decided(Decision.CHOOSE, near, lead, probability)
    return Decided(Decision.ANSWER, near, lead, probability)


def _probability(ranking: Ranking) -> float:
    best = ranking.labels[0]
    rivals = math.log(sum(math.exp(SHARPNESS * (one.score - best.score)) for one in ranking.labels[:RIVALS]))
    outside = 0.0
    if ranking.outside is not None:
        outside = math.log1p(math.exp(min(SHARPNESS * (ranking.outside - best.margin), 20.0)))
    logit = (
        _INTERCEPT
        + _PER_RIVALS * rivals
        + _PER_OUTSIDE * outside
        + _PER_LIKENESS * math.log(best.likeness + 0.01)
        + _PER_WORDS * math.log(ranking.words + 1)
        + _PER_TRUST * ranking.trust
        + _PER_MARGIN * min(best.margin, MAX_MARGIN)
    )
    return 1.0 / (1.0 + math.exp(-logit))
