"""An inverted index over example phrases: which labels a question resembles, and why.

Two views of the same examples are combined. The *phrase* view compares the question with single examples (cosine of
idf-weighted words and word pairs) and takes the best few of a label: it knows wordings. The *label* view compares it
with all examples of a label at once, a word weighing more the fewer labels use it: it knows which words tell labels
apart. Words that no example has count against both. Measured on phrasings of writers whose own were left out, both
together are right more often than either (see `bench/`).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from intents.match.text import Token

ACCENT_WEIGHT = 0.5
"""Weight of a word's accented form beside its folded form."""
PAIR_WEIGHT = 0.7
"""Weight of two neighbouring words beside the words themselves."""
PHRASE_SHARE = 0.3
"""Share of the phrase view in the score; the rest is the label view's."""
BEST_PHRASES = (0.5, 0.25, 0.15, 0.1)
"""How much a label's best, second, third, fourth phrase counts in the phrase view."""

_DIGITS = 9
"""Scores are rounded, so that the order in which floats were added never decides a tie."""

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """One phrase of a label, as tokens, with what an explanation shows of it."""

    label: str
    words: tuple[Token, ...]
    text: str
    weight: float = 1.0
    """How much it counts in the label view: what people said counts whole, what we made up at build time less."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A label with its score (0…1) and the example most like the question; None when none shares a word."""

    label: str
    score: float
    example: Example | None


def features(words: Sequence[Token], trust: Sequence[float] | None = None) -> dict[str, float]:
    """The features of a text: folded words, accented forms (marked `=`) and pairs of folded words, each with its
    weight; `trust` (0…1, one a word) lowers the weight of mended words."""
    found: dict[str, float] = {}
    for at, word in enumerate(words):
        weight = trust[at] if trust else 1.0
        found[word.folded] = weight
        if word.accented != word.folded:
            found["=" + word.accented] = weight * ACCENT_WEIGHT
        if at:
            pair = f"{words[at - 1].folded} {word.folded}"
            found[pair] = PAIR_WEIGHT * min(weight, trust[at - 1] if trust else 1.0)
    return found


class Index:
    """The examples, ready to be compared with a question. Immutable once built."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self.examples: tuple[Example, ...] = tuple(examples)
        self.labels: tuple[str, ...] = tuple(sorted({example.label for example in self.examples}))
        self._number = {label: number for number, label in enumerate(self.labels)}
        self._label_of = [self._number[example.label] for example in self.examples]
        bags = [features(example.words) for example in self.examples]
        self._phrase_idf = _phrase_idf(bags)
        self._unknown_phrase_idf = math.log((len(bags) + 1) / 0.5)
        self._phrases = self._phrase_postings(bags)
        counts = self._label_counts(bags)
        self._label_idf = {feature: math.log((len(self.labels) + 1) / len(seen)) for feature, seen in counts.items()}
        self._unknown_label_idf = math.log(len(self.labels) + 1)
        self._weights = self._label_postings(counts)

    def vocabulary(self) -> dict[str, int]:
        """The folded words of the examples with the number of examples that have each."""
        counts: Counter[str] = Counter()
        for example in self.examples:
            counts.update({word.folded for word in example.words})
        return dict(counts)

    def knows(self, folded: str) -> bool:
        """Whether any example has the word."""
        return folded in self._phrase_idf

    def rank(self, bag: Features) -> list[Scored]:
        """Every label with its score, best first, ties by label."""
        phrase_scores, best = self._phrase_view(bag)
        label_scores = self._label_view(bag)
        scored = [
            Scored(
                label,
                round(PHRASE_SHARE * phrase_scores[number] + (1 - PHRASE_SHARE) * label_scores[number], _DIGITS),
                self.examples[best[number]] if number in best else None,
            )
            for number, label in enumerate(self.labels)
        ]
        scored.sort(key=lambda one: (-one.score, one.label))
        return scored

    def evidence(self, bag: Features, label: str) -> list[tuple[str, float]]:
        """What each feature of a question contributed to a label in the label view, most first."""
        number = self._number[label]
        contributions = [
            (feature, weight * self._label_idf[feature] * strength)
            for feature, weight in bag.items()
            for owner, strength in self._weights.get(feature, ())
            if owner == number
        ]
        return sorted(contributions, key=lambda one: (-one[1], one[0]))

    def _phrase_view(self, bag: Features) -> tuple[list[float], dict[int, int]]:
        likeness: defaultdict[int, float] = defaultdict(float)
        square = 0.0
        for feature, weight in bag.items():
            weight *= self._phrase_idf.get(feature, self._unknown_phrase_idf)
            square += weight * weight
            for number, strength in self._phrases.get(feature, ()):
                likeness[number] += weight * strength
        by_label: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        for number, value in likeness.items():
            by_label[self._label_of[number]].append((-value, number))
        length = math.sqrt(square) or 1.0
        scores = [0.0] * len(self.labels)
        best: dict[int, int] = {}
        for label, values in by_label.items():
            values.sort()
            best[label] = values[0][1]
            scores[label] = (
                sum(-value * share for (value, _), share in zip(values, BEST_PHRASES, strict=False)) / length
            )
        return scores, best

    def _label_view(self, bag: Features) -> list[float]:
        scores = [0.0] * len(self.labels)
        square = 0.0
        for feature, weight in bag.items():
            weight *= self._label_idf.get(feature, self._unknown_label_idf)
            square += weight * weight
            for label, strength in self._weights.get(feature, ()):
                scores[label] += weight * strength
        length = math.sqrt(square) or 1.0
        return [score / length for score in scores]

    def _phrase_postings(self, bags: Sequence[Features]) -> dict[str, list[tuple[int, float]]]:
        postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, bag in enumerate(bags):
            weighted = {feature: weight * self._phrase_idf[feature] for feature, weight in bag.items()}
            length = math.sqrt(sum(weight * weight for weight in weighted.values())) or 1.0
            for feature, weight in weighted.items():
                postings[feature].append((number, weight / length))
        return dict(postings)

    def _label_counts(self, bags: Sequence[Features]) -> dict[str, dict[int, float]]:
        counts: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
        for example, label, bag in zip(self.examples, self._label_of, bags, strict=True):
            for feature in bag:
                counts[feature][label] += example.weight
        return {feature: dict(seen) for feature, seen in counts.items()}

    def _label_postings(self, counts: Mapping[str, Mapping[int, float]]) -> dict[str, list[tuple[int, float]]]:
        weights: dict[str, list[tuple[int, float]]] = {
            feature: [(label, math.log1p(count) * self._label_idf[feature]) for label, count in seen.items()]
            for feature, seen in counts.items()
        }
        squares = [0.0] * len(self.labels)
        for owners in weights.values():
            for label, weight in owners:
                squares[label] += weight * weight
        lengths = [math.sqrt(square) or 1.0 for square in squares]
        return {
            feature: [(label, weight / lengths[label]) for label, weight in owners]
            for feature, owners in weights.items()
        }


def _phrase_idf(bags: Sequence[Features]) -> dict[str, float]:
    frequency: Counter[str] = Counter()
    for bag in bags:
        frequency.update(bag.keys())
    return {feature: math.log((len(bags) + 1) / (count + 0.5)) for feature, count in frequency.items()}
