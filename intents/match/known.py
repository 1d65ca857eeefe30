"""The features of a question that the model knows, found word by word without making those that it does not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from intents.match.features import (
    ACCENT_WEIGHT,
    CONCEPT_WEIGHT,
    GAP_WEIGHT,
    PAIR_WEIGHT,
    Vocabulary,
    is_concept,
    over_a_gap,
    side_by_side,
    words_of,
)
from intents.match.text import Token

_Followers = dict[str, int]
"""The words that may follow a word, with the row of the pair."""


class KnownFeatures:
    """Rows of features. Gives for any text what `Vocabulary.bag` gives, as far as it is known."""

    def __init__(self, vocabulary: Vocabulary, keys: npt.NDArray[np.int64]) -> None:
        """`keys` are the known features, in the order of the rows."""
        words = list(vocabulary.words)
        row_of = {key: row for row, key in enumerate(keys.tolist())}
        self._vocabulary = vocabulary
        self._words: dict[str, tuple[int | None, _Followers, _Followers]] = {
            word: (row_of.get(number), {}, {}) for word, number in vocabulary.words.items()
        }
        entries = list(self._words.values())
        self._accents = {form: row_of[feature] for form, feature in vocabulary.accented_features() if feature in row_of}
        self._concepts = {feature: row for feature, row in row_of.items() if is_concept(feature)}
        for of_kind, is_gap in ((side_by_side(keys), False), (over_a_gap(keys), True)):
            rows = np.flatnonzero(of_kind)
            firsts, seconds = words_of(keys[rows])
            for row, first, second in zip(rows.tolist(), firsts.tolist(), seconds.tolist(), strict=True):
                _, followers, gaps = entries[first]
                (gaps if is_gap else followers)[words[second]] = row

    def rows(self, words: Sequence[Token], trust: Sequence[float] | None = None) -> dict[int, float]:
        """The rows of the known features of a text with their weights; `trust` as for `Vocabulary.bag`."""
        found: dict[int, float] = {}
        known, accents = self._words, self._accents
        next_to: _Followers | None = None
        after_gap: _Followers | None = None
        gaps_of_last: _Followers | None = None
        before_trust = last_trust = 0.0
        for word, weight in zip(words, trust or (1.0,) * len(words), strict=True):
            folded = word.folded
            entry = known.get(folded)
            if entry is None:
                after_gap, next_to, gaps_of_last = gaps_of_last, None, None
            else:
                row, followers, gaps = entry
                if row is not None:
                    found[row] = weight
                if word.accented in accents:
                    found[accents[word.accented]] = ACCENT_WEIGHT * weight
                if next_to is not None and folded in next_to:
                    found[next_to[folded]] = PAIR_WEIGHT * (weight if weight < last_trust else last_trust)
                if after_gap is not None and folded in after_gap:
                    found[after_gap[folded]] = GAP_WEIGHT * (weight if weight < before_trust else before_trust)
                after_gap, next_to, gaps_of_last = gaps_of_last, followers, gaps
            before_trust, last_trust = last_trust, weight
        if self._concepts:
            for concept in self._vocabulary.concepts([word.folded for word in words]):
                if concept in self._concepts:
                    found[self._concepts[concept]] = CONCEPT_WEIGHT
        return found

    def is_pair(self, left: str, right: str) -> bool:
        """Whether two folded words are known to stand side by side."""
        entry = self._words.get(left)
        return entry is not None and right in entry[1]
