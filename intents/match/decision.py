"""Answer, offer a choice, or say that we do not know: one rule, its thresholds named settings.

A wrong answer costs a resident money or a day, ten times what "I do not know" costs, which is a question to a person;
a choice costs a tap, a tenth of that. So an article is answered at once only when it is likely right (`answer_score`,
which `make calibrate` finds) and leads its runner-up; others are offered as long as it is worth the tap (`min_score`,
0.1); and below that nothing is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from intents.match.calibration import Calibrations
from intents.match.ranking import Ranking

NEAR = 1.2
"""What is offered beside a best of score `s` must itself score at least `s - NEAR`."""
WORTH_NAMING = 0.05
"""The same probability below which a fallback names no article: who asks of the weather would only be confused."""


class Decision(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CHOOSE = "choose"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The matcher's settings, from `[matcher]` in config.toml."""

    min_score: float = 0.1
    """Probability that one of the offered articles is right below which nothing is answered or offered."""
    answer_score: float = 0.7
    """Probability from which the best article is answered at once."""
    min_lead: float = 0.02
    """By how much the best must lead the runner-up to be answered at once (scores run from about -1 to 2)."""
    max_choices: int = 4


class Decided(NamedTuple):
    """The decision with what led to it."""

    decision: Decision
    articles: tuple[str, ...]
    """`answer`: the article first, then the runners-up; `choose`: exactly what is offered; `fallback`: the nearest,
    when worth naming."""
    lead: float
    probability: float
    """That the first article is the right one."""


def decide(ranking: Ranking, thresholds: Thresholds, calibrations: Calibrations) -> Decided:
    """The decision for a ranking."""
    ranked = ranking.labels
    if not ranked or not ranking.signals:
        return Decided(Decision.FALLBACK, (), 0.0, 0.0)
    near = tuple(one.label for one in ranked[: thresholds.max_choices] if one.score >= ranked[0].score - NEAR)
    probability = calibrations.first.probability(ranking.signals)
    among = calibrations.among.probability(ranking.signals)
    lead = ranking.lead
    if among < thresholds.min_score:
        return Decided(Decision.FALLBACK, near if among >= WORTH_NAMING else (), lead, probability)
    if probability < thresholds.answer_score or lead < thresholds.min_lead:
        return Decided(Decision.CHOOSE, near, lead, probability)
    return Decided(Decision.ANSWER, near, lead, probability)
