"""What the words of messages weigh beside the signals, learnt from the example messages of the content.

A logistic regression on single words and pairs of neighbours, on top of what the signals already say: a word weighs
only as far as the signals leave something to explain. Deterministic: the same examples give the same weights.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from intents.match.text import Token

FORMAT = 1
"""Raised when the way of learning changes, so that no weights learnt otherwise are read."""
COST, STEP, STEPS = 0.3, 0.3, 100
"""How strongly weights are held down; the first step of AdaGrad, and how many."""
LEAST = 0.03
"""Smaller weights are dropped."""
MOST_FOR, MOST_AGAINST = 4.0, 1.0
"""How much all words of a message together may weigh, for or against: a long one has many."""
NUMBER = "#"
"""The word that stands for every number."""
_log = logging.getLogger(__name__)


def evidence(words: Sequence[Token]) -> set[str]:
    """The words of a message as written, and the pairs of neighbours, numbers as one."""
    plain = [word.accented if word.surface.isalpha() else _without_number(word) for word in words]
    return {*plain, *map(" ".join, pairwise(plain))}


def _without_number(word: Token) -> str:
    return NUMBER if any(sign.isdigit() for sign in word.folded) else word.accented


@dataclass(frozen=True, slots=True)
class WordWeights:
    """What the words say for one kind of message: positive speaks for it."""

    bias: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)

    def of(self, words: set[str]) -> float:
        """The sum over the words of a message, held within bounds."""
        if not self.weights:
            return 0.0
        known = self.weights
        return max(-MOST_AGAINST, min(MOST_FOR, self.bias + sum([known[word] for word in words if word in known])))


@dataclass(frozen=True, slots=True)
class Lesson:
    """One example as it is learnt from."""

    words: set[str]
    before: float
    """What the signals say already."""
    holds: bool
    share: float = 1.0
    """How much it counts."""


def learnt(lessons: Sequence[Lesson]) -> WordWeights:
    """The weights of the words in the lessons."""
    import numpy as np

    names = sorted({word for lesson in lessons for word in lesson.words})
    place = {word: number for number, word in enumerate(names)}
    at = np.array([place[word] for lesson in lessons for word in sorted(lesson.words)])
    row = np.repeat(np.arange(len(lessons)), [len(lesson.words) for lesson in lessons])
    before, holds, share = np.array([(one.before, one.holds, one.share) for one in lessons], float).T
    weights, bias, seen, bias_seen = np.zeros(len(names)), 0.0, np.full(len(names), 1e-8), 1e-8
    for _ in range(STEPS):
        sums = np.bincount(row, weights[at], len(lessons)) + bias + before
        off = share * (1 / (1 + np.exp(-np.clip(sums, -30, 30))) - holds)
        slope = np.bincount(at, off[row], len(names)) + COST * weights
        seen += slope * slope
        weights -= STEP * slope / np.sqrt(seen)
        bias_seen += off.sum() ** 2
        bias -= STEP * off.sum() / bias_seen**0.5
    kept = {word: round(float(weight), 3) for word, weight in zip(names, weights, strict=True) if abs(weight) >= LEAST}
    return WordWeights(round(float(bias), 3), kept)


def kept(folder: Path, key: str) -> list[WordWeights] | None:
    """The weights that an earlier start has left in the folder under this key; None when there are none to be read."""
    try:
        stored = json.loads(_path(folder, key).read_text(encoding="utf-8"))
        return [WordWeights(float(one["bias"]), dict(one["weights"])) for one in stored]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("The stored weights of words cannot be read and are learnt anew (%s)", type(error).__name__)
        return None


def keep(folder: Path, key: str, weights: Sequence[WordWeights]) -> None:
    """Leaves weights for the next start, instead of older ones; a folder that cannot be written costs time, no more."""
    text = json.dumps([{"bias": one.bias, "weights": dict(one.weights)} for one in weights], ensure_ascii=False)
    path = _path(folder, key)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for older in folder.glob(_path(folder, "*").name):
            older.unlink()
        begun = path.with_suffix(".new")
        begun.write_text(text, encoding="utf-8")
        begun.replace(path)
    except OSError as error:
        _log.warning("The weights of words cannot be kept for the next start (%s)", error.strerror)


def _path(folder: Path, key: str) -> Path:
    return folder / f"words-{FORMAT}-{key}.json"
