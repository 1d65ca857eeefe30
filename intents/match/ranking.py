"""The order of the labels for a question, and the signals by which one tells whether the first is right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from intents.match.example import OUTSIDE
from intents.match.model import Compared, Model
from intents.match.understanding import Understood

RIVALS = 6
"""How many of the best labels are weighed against each other."""
SHARPNESS = 4.0
"""How quickly a rival behind the first stops to count."""

SIGNALS = (
    "score", "margin", "margin_next", "next", "lead", "rivals", "outside", "over_outside", "pull_outside",
    "likeness", "likeness_over_outside", "likeness_over_rivals", "words", "unknown", "unknown_share", "trust",
    "coverage", "foreign", "foreign_two", "coverage_outside", "coverage_over_outside", "telling",
)  # fmt: skip
"""Names of the signals, in the order in which `Ranking.signals` holds them."""


class Ranked(NamedTuple):
    """A label with what speaks for it."""

    label: str
    score: float
    """`margin + likeness`: what the order is by."""
    margin: float
    likeness: float


class Ranking(NamedTuple):
    """The best labels, best first, and what decides whether to answer with the first."""

    labels: tuple[Ranked, ...]
    signals: tuple[float, ...]
    """See `SIGNALS`; empty when the question has no word that is known."""

    @property
    def lead(self) -> float:
        """By how much the first leads the second."""
        return self.labels[0].score - self.labels[1].score if len(self.labels) > 1 else math.inf


class Ranker:
    """Ranks questions. Immutable once built."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._outside = model.labels.index(OUTSIDE) if OUTSIDE in model.labels else None

    def all(self, understood: Understood) -> list[tuple[str, float]]:
        """Every label but `OUTSIDE` with its score, best first, ties by label."""
        words, trust = understood.compared()
        compared = self._model.compare(words, trust)
        scores = np.round(compared.margins + compared.likeness, 6)
        ranked = [(label, float(score)) for label, score in zip(self._model.labels, scores, strict=True)]
        return sorted((one for one in ranked if one[0] != OUTSIDE), key=lambda one: (-one[1], one[0]))

    def rank(self, understood: Understood) -> Ranking:
        """The ranking of a question; ties are broken by label."""
        return self.compared(understood)[0]

    def compared(self, understood: Understood) -> tuple[Ranking, Compared]:
        """The same with the comparison behind it."""
        words, trust = understood.compared()
        compared = self._model.compare(words, trust)
        labels, number = self._model.labels, self._outside
        scores = (compared.margins + compared.likeness).round(6)
        outside = -1.0
        if number is not None:
            outside = float(scores[number])
            scores[number] = -np.inf
        best = (-scores).argsort(kind="stable")[: min(RIVALS, len(labels) - (number is not None))]
        ranked = tuple(
            map(
                Ranked,
                [labels[at] for at in best.tolist()],
                scores[best].tolist(),
                compared.margins[best].tolist(),
                compared.likeness[best].tolist(),
            )
        )
        if not len(compared.rows) or not ranked:
            return Ranking(ranked, ()), compared
        alike_outside = float(compared.likeness[number]) if number is not None else 0.0
        of_ranking = _of_ranking(ranked, outside, alike_outside)
        of_words = self._of_words([word.folded for word in words], trust, int(best[0]))
        return Ranking(ranked, (*of_ranking, *of_words)), compared

    def _of_words(self, folded: Sequence[str], trust: Sequence[float], best: int) -> tuple[float, ...]:
        """How far the words of the question are words of the best label, or of what is not ours."""
        model, numbers = self._model, self._model.vocabulary.words
        known: set[int] = set()
        strangers: set[str] = set()
        unknown_words = 0
        for word in folded:
            number = numbers.get(word)
            if number is not None:
                known.add(number)
            elif not word.isdigit():
                strangers.add(word)
                unknown_words += 1
        rarity_of, share = model.rarity_of_word, model.share.item
        elsewhere = best if self._outside is None else self._outside
        total = len(strangers) * model.unknown_rarity
        ours = theirs = telling = 0.0
        foreign = [model.unknown_rarity] * min(len(strangers), 2)
        for number in known:
            rarity = rarity_of[number]
            total += rarity
            own = share(number, best)
            if own > 0:
                ours += rarity
                telling = max(telling, own)
            else:
                foreign.append(rarity)
            if share(number, elsewhere) > 0:
                theirs += rarity
        foreign = sorted(foreign, reverse=True)[:2]
        coverage = ours / total if total > 0 else 0.0
        outside = theirs / total if total > 0 and self._outside is not None else 0.0
        return (
            math.log1p(len(folded)),
            float(unknown_words),
            unknown_words / (len(folded) + 1),
            sum(trust) / len(trust) if trust else 0.0,
            coverage,
            foreign[0] if foreign else 0.0,
            sum(foreign),
            outside,
            coverage - outside,
            telling,
        )


def _of_ranking(ranked: Sequence[Ranked], outside: float, alike_outside: float) -> tuple[float, ...]:
    """How far the best is ahead of its rivals, and of what is not ours."""
    best = ranked[0]
    second = ranked[1] if len(ranked) > 1 else Ranked("", -1.0, -1.0, 0.0)
    return (
        best.score,
        best.margin,
        second.margin,
        max(second.score, outside),
        best.score - ranked[1].score if len(ranked) > 1 else 2.0,
        math.log(sum(math.exp(SHARPNESS * (one.score - best.score)) for one in ranked)),
        outside,
        best.score - outside,
        math.log1p(math.exp(min(SHARPNESS * (outside - best.score), 20.0))),
        best.likeness,
        best.likeness - alike_outside,
        best.likeness - max((one.likeness for one in ranked[1:]), default=0.0),
    )
