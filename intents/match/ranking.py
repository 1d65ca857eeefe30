"""The order of the labels for a question: how the linear model and the likeness to single phrases are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intents.match.index import Example, Index, features
from intents.match.linear import LinearModel, linear_features
from intents.match.understanding import Understood

LIKENESS = 2.0
"""Weight of the likeness to phrases (0…1) beside the margin of the linear model (about -1…1)."""
OUTSIDE = "-"
"""The label of what is asked but not ours."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A label with what speaks for it."""

    label: str
    score: float
    """`margin + LIKENESS * likeness`: what the order is by."""
    margin: float
    likeness: float
    example: Example | None
    """The phrase most like the question."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every label, best first, and what else decides whether to answer."""

    labels: tuple[Ranked, ...]
    outside: float | None
    """The margin of `OUTSIDE`; None when nothing is known of what is not ours."""
    words: int
    trust: float
    """How far the words count as evidence on average (0…1): lower when many had to be mended."""


class Ranker:
    """Ranks questions. Immutable once built."""

    def __init__(self, index: Index, model: LinearModel) -> None:
        self.index = index
        self._model = model

    def rank(self, understood: Understood) -> Ranking:
        """The ranking of a question; ties are broken by label."""
        words, trust = understood.compared()
        margins = dict(zip(self._model.labels, self._model.scores(linear_features(words, trust)).tolist(), strict=True))
        outside = margins.pop(OUTSIDE, None)
        ranked = [
            Ranked(one.label, _total(margins[one.label], one.score), margins[one.label], one.score, one.example)
            for one in self.index.rank(features(words, trust))
        ]
        ranked.sort(key=lambda one: (-one.score, one.label))
        return Ranking(tuple(ranked), outside, len(understood.words), _mean(trust))


def _total(margin: float, likeness: float) -> float:
    return round(margin + LIKENESS * likeness, 6)


def _mean(trust: Sequence[float]) -> float:
    return sum(trust) / len(trust) if trust else 0.0
