"""What of a text is compared: its words, their accented forms, pairs of words, and the concepts they stand for.

Each feature is one whole number, so that thousands of them are found by a binary search in one array instead of a
dictionary of strings. Measured on writers whose phrases were left out (see `README.md` beside this file): word pairs
carry most after the words themselves, pairs over a gap and concepts a little; character n-grams add nothing once
misspelt words are mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from intents.match.phrasebook import Phrasebook
from intents.match.text import Token

ACCENT_WEIGHT = 0.5
"""Weight of a word's accented form beside its folded form."""
PAIR_WEIGHT = 0.7
"""Weight of two neighbouring words beside the words themselves."""
GAP_WEIGHT = 0.4
"""Weight of two words with one between them."""
CONCEPT_WEIGHT = 0.7
"""Weight of a concept, however many of its words are there."""

_BITS = 24
_LOW = (1 << _BITS) - 1
_WORD, _ACCENT, _PAIR, _GAP, _CONCEPT = (kind << 2 * _BITS for kind in range(5))

Bag = dict[int, float]
"""Features with their weights."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A meaning and the ways of saying it, each as words."""

    name: str
    phrases: tuple[tuple[Token, ...], ...]


@dataclass(slots=True)
class Vocabulary:
    """Numbers for words, accented forms and concepts; a word without a number is no feature."""

    words: dict[str, int] = field(default_factory=dict)
    accents: dict[str, int] = field(default_factory=dict)
    _concepts: Phrasebook[tuple[list[str], int]] = field(default_factory=lambda: Phrasebook(()))
    """What says a concept: the words after the second, and the feature."""
    _names: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, texts: Iterable[Sequence[Token]], concepts: Iterable[Concept] = ()) -> Vocabulary:
        """The vocabulary of some texts: words in alphabetical order, so that equal texts give equal numbers."""
        words: set[str] = set()
        accents: set[str] = set()
        for text in texts:
            for word in text:
                words.add(word.folded)
                if word.accented != word.folded:
                    accents.add(word.accented)
        return cls.listed(sorted(words), sorted(accents), concepts)

    @classmethod
    def listed(cls, words: Iterable[str], accents: Iterable[str], concepts: Iterable[Concept]) -> Vocabulary:
        """The vocabulary with these words and accented forms in this order."""
        made = cls(
            {word: number for number, word in enumerate(words)}, {form: number for number, form in enumerate(accents)}
        )
        listed: list[tuple[list[str], tuple[list[str], int]]] = []
        for number, concept in enumerate(concepts):
            made._names.append(concept.name)
            for phrase in concept.phrases:
                folded = [word.folded for word in phrase]
                listed.append((folded, (folded[2:], _CONCEPT | number)))
        made._concepts = Phrasebook(listed)
        return made

    def bag(self, words: Sequence[Token], trust: Sequence[float] | None = None) -> Bag:
        """The features of a text; `trust` (0…1, one a word) lowers the weight of mended words."""
        found: Bag = {}
        number_of, accent_of = self.words.get, self.accents.get
        before, last, before_trust, last_trust = -1, -1, 0.0, 0.0
        for word, weight in zip(words, trust or (1.0,) * len(words), strict=True):
            folded = word.folded
            number = number_of(folded, -1)
            if number >= 0:
                found[number] = weight
                accented = word.accented
                if accented != folded:
                    form = accent_of(accented)
                    if form is not None:
                        found[_ACCENT | form] = ACCENT_WEIGHT * weight
                if last >= 0:
                    lower = weight if weight < last_trust else last_trust
                    found[_PAIR | last << _BITS | number] = PAIR_WEIGHT * lower
                if before >= 0:
                    lower = weight if weight < before_trust else before_trust
                    found[_GAP | before << _BITS | number] = GAP_WEIGHT * lower
            before, last, before_trust, last_trust = last, number, last_trust, weight
        for concept in self.concepts([word.folded for word in words]):
            found[concept] = CONCEPT_WEIGHT
        return found

    def concepts(self, folded: list[str]) -> list[int]:
        """The concepts that folded words say, as features."""
        first = self._concepts.first
        return [
            concept
            for at, word in enumerate(folded)
            if word in first
            for rest, concept in self._concepts.beginning(folded, at)
            if not rest or folded[at + 2 : at + 2 + len(rest)] == rest
        ]

    def accented_features(self) -> Iterable[tuple[str, int]]:
        """The accented forms with their features."""
        return ((form, _ACCENT | number) for form, number in self.accents.items())

    def named(self, features: Iterable[int]) -> Mapping[int, str]:
        """What a person reads for these features: words, pairs ("ký số"), gaps ("ký … số"), concepts ("[phí]")."""
        words, accents = list(self.words), list(self.accents)
        names: dict[int, str] = {}
        for feature in features:
            kind, (first, second) = feature >> 2 * _BITS << 2 * _BITS, (feature >> _BITS & _LOW, feature & _LOW)
            if kind == _WORD:
                names[feature] = words[second]
            elif kind == _ACCENT:
                names[feature] = f"={accents[second]}"
            elif kind == _CONCEPT:
                names[feature] = f"[{self._names[second]}]"
            else:
                between = " " if kind == _PAIR else " … "
                names[feature] = f"{words[first]}{between}{words[second]}"
        return names


def without_accents(bag: Bag) -> Bag:
    """The features that the same text has when written without accents."""
    return {feature: weight for feature, weight in bag.items() if not _ACCENT <= feature < _PAIR}


def side_by_side(features: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of the features are pairs of neighbouring words."""
    return (features >= _PAIR) & (features < _GAP)


def over_a_gap(features: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of the features are pairs of words with one between them."""
    return (features >= _GAP) & (features < _CONCEPT)


def words_of(
    pairs: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The numbers of the first and of the second words of pairs."""
    return pairs >> _BITS & _LOW, pairs & _LOW


def is_concept(feature: int) -> bool:
    """Whether the feature is a concept."""
    return feature >= _CONCEPT


def is_of_two(feature: int) -> bool:
    """Whether the feature is a pair of words, neighbours or over a gap."""
    return _PAIR <= feature < _CONCEPT
