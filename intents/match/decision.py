"""Answer, offer a choice, or say that we do not know: one rule, its thresholds named settings.

A wrong answer costs a resident money or a day; a choice costs a tap; "I do not know" costs a question to a person.
So a best score below `min_score` is no answer, and a best that does not lead its runner-up by `min_lead` is a choice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intents.match.index import Scored

NEAR = 0.6
"""What is offered with a best of `s` must itself score at least `NEAR * s`."""
_INTERCEPT, _PER_SCORE, _PER_LEAD = -3.0, 9.0, 4.0


class Decision(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CHOOSE = "choose"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The matcher's settings, from `[matcher]` in config.toml."""

    min_score: float = 0.25
    """Below it the best article is no answer."""
    min_lead: float = 0.15
    """How far the best must lead the runner-up, as a share of its own score, to be answered at once."""
    max_choices: int = 4


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision with what led to it."""

    decision: Decision
    articles: tuple[str, ...]
    """`answer`: the article first, then the runners-up; `choose`: exactly what is offered; `fallback`: the nearest."""
    lead: float
    probability: float
    """That the first article is the right one."""


def decide(ranked: Sequence[Scored], thresholds: Thresholds) -> Decided:
    """The decision for a ranking, best first."""
    best = ranked[0].score if ranked else 0.0
    if best <= 0:
        return Decided(Decision.FALLBACK, (), 0.0, 0.0)
    lead = (best - (ranked[1].score if len(ranked) > 1 else 0.0)) / best
    near = tuple(one.label for one in ranked[: thresholds.max_choices] if one.score >= NEAR * best)
    probability = _probability(best, lead)
    if best < thresholds.min_score:
        return Decided(Decision.FALLBACK, near, lead, probability)
    if lead < thresholds.min_lead and len(near) > 1:
        return Decided(Decision.CHOOSE, near, lead, probability)
    return Decided(Decision.ANSWER, near, lead, probability)


def _probability(score: float, lead: float) -> float:
    """A logistic curve over score and lead."""
    return 1.0 / (1.0 + math.exp(-(_INTERCEPT + _PER_SCORE * score + _PER_LEAD * lead)))
