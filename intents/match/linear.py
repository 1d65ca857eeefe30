"""A linear model fitted to the examples: what tells the labels apart, learnt from all of them at once.

One weight vector a label over words, their accented forms, word pairs and character n-grams within words, fitted one
label against the rest with the squared hinge loss by dual coordinate descent (Hsieh et al., "A Dual Coordinate Descent
Method for Large-scale Linear SVM", ICML 2008), all labels in one pass over an example. Everything is summed row by row,
so that the same examples give the same weights on every machine.
"""

from __future__ import annotations

import math
import os
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from intents.match.index import features
from intents.match.text import Token

COST = 1.0
"""How much a violated margin costs beside the length of the weights (C of the SVM)."""
EPOCHS = 8
BIAS = 1.0
GRAMS = (2, 3, 4)
"""Lengths of the character n-grams, counted within a word and its edges."""
UNKNOWN_SHARE = 0.5
"""How far a word that no example has lengthens a question: it is evidence for nothing, not against."""

Weights = npt.NDArray[np.float32]


def linear_features(words: Sequence[Token], trust: Sequence[float] | None = None) -> dict[str, float]:
    """The features of a text for this model: those of the index and the n-grams of each word, which weigh as much
    together as the word itself."""
    bag = dict(features(words, trust))
    for at, word in enumerate(words):
        grams = _grams(word.folded)
        share = (trust[at] if trust else 1.0) / math.sqrt(len(grams))
        for gram in grams:
            bag[gram] = bag.get(gram, 0.0) + share
    return bag


@cache
def _grams(word: str) -> tuple[str, ...]:
    edged = f"<{word}>"
    return tuple(f"#{edged[at : at + n]}" for n in GRAMS for at in range(len(edged) - n + 1))


@dataclass(slots=True)
class LinearModel:
    """Fitted weights; `labels` names the columns of what `scores` gives."""

    labels: tuple[str, ...]
    _row: dict[str, int]
    _rarity: npt.NDArray[np.float64]
    """Inverse document frequency of each feature."""
    _unknown: float
    _weights: Weights
    """A row a feature, a column a label; the last row is the bias."""

    @classmethod
    def fit(cls, labels: Sequence[str], bags: Sequence[Mapping[str, float]], costs: Sequence[float]) -> LinearModel:
        """The model for examples given as label, features and how much each counts (1 = whole)."""
        frequency: Counter[str] = Counter()
        for bag in bags:
            frequency.update(bag.keys())
        row = {feature: number for number, feature in enumerate(sorted(frequency))}
        rarity = np.array([math.log((len(bags) + 1) / (frequency[feature] + 0.5)) for feature in row])
        names = tuple(sorted(set(labels)))
        model = cls(names, row, rarity, math.log((len(bags) + 1) / 0.5), np.zeros((len(row) + 1, len(names)), "f4"))
        model._descend([names.index(label) for label in labels], bags, costs)
        return model

    def save(self, path: Path) -> None:
        """Writes the model, whole or not at all. Raises `OSError`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".model-", suffix=".npz")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(
                    file,
                    labels=np.array(self.labels),
                    features=np.array(list(self._row)),
                    rarity=self._rarity,
                    unknown=np.array(self._unknown),
                    weights=self._weights,
                )
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """A model as written by `save`. Raises `OSError` or `ValueError` when there is none that can be read."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                row = {str(feature): number for number, feature in enumerate(stored["features"])}
                labels = tuple(str(label) for label in stored["labels"])
                return cls(labels, row, stored["rarity"], float(stored["unknown"]), stored["weights"])
        except (KeyError, EOFError, BadZipFile) as error:
            raise ValueError(f"{path}: {error}") from error

    def scores(self, bag: Mapping[str, float]) -> Weights:
        """The margin of every label for a text: above 0 it looks like one of that label's."""
        rows, values = self._vector(bag)
        margins: Weights = (values[:, None] * self._weights[rows]).sum(axis=0) + self._weights[-1]
        return margins

    def _vector(self, bag: Mapping[str, float]) -> tuple[npt.NDArray[np.intp], Weights]:
        """The features as rows and values of unit length."""
        rows: list[int] = []
        values: list[float] = []
        square = 0.0
        for feature, weight in bag.items():
            number = self._row.get(feature)
            if number is None:
                if not feature.startswith("#"):
                    square += UNKNOWN_SHARE * (weight * self._unknown) ** 2
                continue
            value = weight * float(self._rarity[number])
            rows.append(number)
            values.append(value)
            square += value * value
        length = math.sqrt(square) or 1.0
        return np.array(rows, dtype=np.intp), (np.array(values) / length).astype("f4")

    def _descend(self, labels: Sequence[int], bags: Sequence[Mapping[str, float]], costs: Sequence[float]) -> None:
        vectors = [self._vector(bag) for bag in bags]
        signs = np.full((len(bags), len(self.labels)), -1.0, "f4")
        signs[np.arange(len(bags)), labels] = 1.0
        duals = np.zeros_like(signs)
        squares = [float((values * values).sum()) + BIAS for _, values in vectors]
        order = np.random.default_rng(0)
        for _ in range(EPOCHS):
            for number in order.permutation(len(bags)):
                rows, values = vectors[number]
                softness = 1.0 / (2.0 * COST * costs[number])
                margin = (values[:, None] * self._weights[rows]).sum(axis=0) + self._weights[-1]
                gradient = signs[number] * margin - 1.0 + duals[number] * softness
                dual = np.maximum(duals[number] - gradient / (squares[number] + softness), 0.0)
                step = (dual - duals[number]) * signs[number]
                duals[number] = dual
                self._weights[rows] += values[:, None] * step
                self._weights[-1] += step
