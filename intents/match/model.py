"""All that is learnt from the examples, as arrays: linear weights, the phrases, and which words a label knows.

A question is compared in three ways, each with every label at once: the *margin* of the linear model, the *likeness* to
the one phrase of the label that is most like it (cosine), and the *coverage* of its telling words by the words that the
label's texts have. The first two order the labels, all three say how sure that is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from intents.match.example import OUTSIDE, Example, Kind
from intents.match.features import Bag, Concept, Vocabulary, is_of_two, over_a_gap, without_accents
from intents.match.known import KnownFeatures
from intents.match.linear import Floats, Rows, fit_weights
from intents.match.text import Token

BARE_COST = 0.5
"""How much a mistake on a phrase written without accents costs beside one on the phrase itself."""
MOST_PHRASES = 16_000
"""How many phrases are learnt from: where there are more, the labels with the most are thinned out evenly. More of them
no longer help, and a question should not take longer for them."""
MOST_OUTSIDE = 4_000
"""How many of these may be out of scope: what is not ours is of all kinds, however much the content grows."""
COMMON = 0.015
"""A feature that more than this share of the phrases has says little of which phrase is like the question, and is left
out of that comparison; so are pairs over a gap."""
MANY = 3
"""A feature that more texts than this have is kept though no phrase has it."""
FEW = 20
"""So many phrases may always have a feature."""
TOUCHED = 1e-3
"""Share of a word that a label has in its article but in no phrase."""

STEPS = 127
"""In so many steps each side of zero the weights of a feature are stored: what is small stays near the processor."""
FINE_STEPS = 32767
"""The same for the strengths of features in phrases."""

Halves = npt.NDArray[np.float16]
Doubles = npt.NDArray[np.float64]


class Compared(NamedTuple):
    """A question compared with every label, in the order of `Model.labels`."""

    margins: Doubles
    """Of the linear model: above 0 the question looks like one of the label's."""
    likeness: Doubles
    """Cosine with the most alike phrase of the label, 0…1, without what pairs over a gap and common features add."""
    rows: Rows
    values: Doubles
    """The features of the question that are known, with their weights (unit length)."""


@dataclass(slots=True)
class Model:
    """Fitted by `fit`, then only read. Arrays have a row a feature (in the order of `keys`), a word or an example."""

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    keys: npt.NDArray[np.int64]
    """The known features, ascending."""
    rarity: Floats
    """Inverse document frequency of each feature."""
    weights: npt.NDArray[np.int8]
    """A row a feature, a column a label; each row in units of its own."""
    units: Floats
    bias: Floats
    """Of each label."""
    starts: npt.NDArray[np.int32]
    """Where the occurrences of each feature begin in `phrase` and `strength`."""
    phrase: npt.NDArray[np.uint32] | npt.NDArray[np.uint16]
    strength: npt.NDArray[np.int16]
    """How much each feature weighs in each phrase, in units of 1 / `FINE_STEPS`."""
    phrase_label: npt.NDArray[np.int32]
    """The label of each compared phrase; they stand in the order of labels."""
    phrase_example: npt.NDArray[np.int32]
    """The number of each compared phrase among the examples."""
    share: Halves
    """Which share of the phrases with a word is the label's; a row a word, a column a label."""
    word_rarity: Floats
    unknown_rarity: float
    """Of a word that no phrase has."""
    word_count: npt.NDArray[np.int32]
    """In how many phrases each word occurs."""
    _lengths: npt.NDArray[np.int32] = field(init=False)
    """How many phrases have each feature."""
    _first: npt.NDArray[np.intp] = field(init=False)
    """The first phrase of each label that has any, and in `_owner` that label."""
    _owner: npt.NDArray[np.int32] = field(init=False)
    _known: KnownFeatures = field(init=False)
    rarity_of_word: list[float] = field(init=False)
    """`word_rarity`, quicker to look up one by one."""

    def __post_init__(self) -> None:
        self._lengths = np.diff(self.starts)
        self._first = np.flatnonzero(np.diff(self.phrase_label, prepend=-1))
        self._owner = self.phrase_label[self._first]
        self._known = KnownFeatures(self.vocabulary, self.keys)
        self.rarity_of_word = self.word_rarity.tolist()

    @classmethod
    def fit(
        cls, examples: Sequence[Example], words: Sequence[Sequence[Token]], concepts: Sequence[Concept] = ()
    ) -> Model:
        """The model for these examples, `words` being those of each. Raises `ValueError` when there are none."""
        if not examples:
            raise ValueError("nothing to learn from")
        labels = tuple(sorted({example.label for example in examples}))
        number = {label: at for at, label in enumerate(labels)}
        kept = _kept(examples, labels)  # label by label
        vocabulary = Vocabulary.of((words[at] for at in kept), concepts)
        owners = [number[examples[at].label] for at in kept]
        kinds = [examples[at].kind for at in kept]
        bags = [vocabulary.bag(words[at]) for at in kept]
        bare = [at for at, bag in enumerate(bags) if kinds[at] is Kind.PHRASE and len(without_accents(bag)) < len(bag)]
        keys, rarity = _rarities([*bags, *(without_accents(bags[at]) for at in bare)], kinds)
        vectors = [_vector(bag, keys, rarity) for bag in bags]
        weights = fit_weights(
            [*vectors, *(_vector(without_accents(bags[at]), keys, rarity) for at in bare)],
            [*owners, *(owners[at] for at in bare)],
            [*(kind.value for kind in kinds), *(BARE_COST for _ in bare)],
            len(keys),
            len(labels),
        )
        units = np.maximum(np.abs(weights[:-1]).max(axis=1, initial=0.0), 1e-6) / STEPS
        phrases = [at for at, kind in enumerate(kinds) if kind is Kind.PHRASE] or list(range(len(kept)))
        starts, phrase, strength = _occurrences([vectors[at] for at in phrases], ~over_a_gap(keys))
        share, count = _shares(vocabulary, [words[at] for at in kept], kinds, owners, len(labels))
        return cls(
            labels=labels,
            vocabulary=vocabulary,
            keys=keys,
            rarity=rarity,
            weights=np.round(weights[:-1] / units[:, None]).astype("i1"),
            units=units,
            bias=weights[-1],
            starts=starts,
            phrase=phrase,
            strength=strength,
            phrase_label=np.array([owners[at] for at in phrases], "i4"),
            phrase_example=np.array([kept[at] for at in phrases], "i4"),
            share=share,
            word_rarity=np.array([math.log((len(phrases) + 1) / (one + 0.5)) for one in count.tolist()], "f4"),
            unknown_rarity=math.log((len(phrases) + 1) / 0.5),
            word_count=count,
        )

    def compare(self, words: Sequence[Token], trust: Sequence[float] | None = None) -> Compared:
        """The question of these words compared with every label; `trust` (0…1, one a word) lowers the weight of mended
        ones."""
        features = self._known.rows(words, trust)
        found = np.fromiter(features, "i4", len(features))
        values: Doubles = np.fromiter(features.values(), "f8", len(features)) * self.rarity.take(found)
        values /= math.sqrt(values @ values) or 1.0
        margins = (values * self.units.take(found)) @ self.weights.take(found, 0).astype("f8") + self.bias
        likeness = np.zeros(len(self.labels))
        likeness[self._owner] = np.maximum.reduceat(self._alike(found, values), self._first) / FINE_STEPS
        return Compared(margins, likeness, found, values)

    def most_alike(self, compared: Compared, label: int) -> int | None:
        """The number of the example of a label that is most like the question, or None when none has a word of it."""
        alike = self._alike(compared.rows, compared.values)
        alike[self.phrase_label != label] = -1.0
        best = int(alike.argmax()) if alike.size else 0
        return int(self.phrase_example[best]) if alike.size and alike[best] > 0 else None

    def evidence(self, compared: Compared, label: int) -> list[tuple[str, float]]:
        """What each feature of the question contributed to the margin of a label, most first."""
        parts = compared.values * self.weights[compared.rows, label] * self.units[compared.rows]
        features = [int(key) for key in self.keys[compared.rows]]
        names = self.vocabulary.named(features)
        found = [(names[feature], float(part)) for feature, part in zip(features, parts, strict=True)]
        return sorted(found, key=lambda one: (-one[1], one[0]))

    def is_pair(self, left: str, right: str) -> bool:
        """Whether two folded words stand side by side in some example."""
        return self._known.is_pair(left, right)

    def counted_words(self) -> dict[str, int]:
        """The folded words of the phrases with the number of phrases that have each."""
        return {word: int(self.word_count[at]) for word, at in self.vocabulary.words.items()}

    def _alike(self, rows: Rows, values: Doubles) -> Doubles:
        """The cosine of the question with each phrase, in units of 1 / `FINE_STEPS`."""
        lengths = self._lengths.take(rows)
        ends = lengths.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        where = np.arange(total)
        where += (self.starts.take(rows) - ends + lengths).repeat(lengths)
        shares = values.repeat(lengths)
        shares *= self.strength.take(where)
        cosines: Doubles = np.bincount(self.phrase.take(where), shares, len(self.phrase_label)).astype("f8", copy=False)
        return cosines


def _kept(examples: Sequence[Example], labels: Sequence[str]) -> list[int]:
    """The numbers of the examples that are learnt from, label by label."""
    by_label: dict[str, list[int]] = {label: [] for label in labels}
    for at in sorted(range(len(examples)), key=lambda at: (examples[at].text, examples[at].kind.value)):
        by_label[examples[at].label].append(at)
    phrases = {label: [at for at in numbers if examples[at].kind is Kind.PHRASE] for label, numbers in by_label.items()}
    outside = min(len(phrases.get(OUTSIDE, ())), MOST_OUTSIDE)
    ours = [len(numbers) for label, numbers in phrases.items() if label != OUTSIDE]
    most_ours = _most_each(ours, MOST_PHRASES - outside)
    kept: list[int] = []
    for label, numbers in by_label.items():
        said = phrases[label]
        most = outside if label == OUTSIDE else most_ours
        step = max(len(said) / most, 1.0) if said else 1.0
        kept.extend(said[int(at * step)] for at in range(min(len(said), most)))
        kept.extend(at for at in numbers if examples[at].kind is not Kind.PHRASE)
    return kept


def _most_each(counts: Sequence[int], together: int) -> int:
    """How many phrases a label may keep so that all are at most so many together."""
    left, waiting = together, sorted(counts)
    for at, count in enumerate(waiting):
        if count * (len(waiting) - at) > left:
            return max(left // (len(waiting) - at), 1)
        left -= count
    return max([1, *waiting])


def _rarities(bags: Sequence[Bag], kinds: Sequence[Kind]) -> tuple[npt.NDArray[np.int64], Floats]:
    """The features worth keeping, ascending, with their inverse document frequency. A feature of a single article's
    body says nothing that its words do not say."""
    counts: dict[int, int] = {}
    said: dict[int, int] = {}
    texts = 0
    for at, bag in enumerate(bags):
        if at < len(kinds) and kinds[at] is Kind.MADE:
            continue
        texts += 1
        for feature in bag:
            counts[feature] = counts.get(feature, 0) + 1
        if at < len(kinds) and kinds[at] is not Kind.BODY:
            for feature in bag:
                said[feature] = said.get(feature, 0) + 1
    kept = (one for one, count in counts.items() if said.get(one, 0) >= (2 if is_of_two(one) else 1) or count > MANY)
    keys = np.array(sorted(kept), np.int64)
    rarity = [math.log((1 + texts) / (1 + counts[key])) + 1 for key in keys.tolist()]
    return keys, np.array(rarity, "f4")


def _vector(bag: Bag, keys: npt.NDArray[np.int64], rarity: Floats) -> tuple[Rows, Floats]:
    """The known features as rows and values of unit length."""
    features = np.fromiter(bag.keys(), np.int64, len(bag))
    found = keys.searchsorted(features)
    found[found == len(keys)] = 0
    known = keys[found] == features if len(keys) else np.zeros(len(bag), bool)
    rows = found[known].astype("i4")
    values = np.fromiter(bag.values(), "f4", len(bag))[known] * rarity[rows]
    length = math.sqrt(math.fsum((values * values).tolist()))
    return rows, values / length if length else values


def _occurrences(
    vectors: Sequence[tuple[Rows, Floats]], compared: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint32] | npt.NDArray[np.uint16], npt.NDArray[np.int16]]:
    """Of each feature: where its phrases begin, the phrases and its strength in each. `compared` tells for each feature
    whether phrases are compared by it at all."""
    features = len(compared)
    rows = np.concatenate([rows for rows, _ in vectors])
    values = np.concatenate([values for _, values in vectors])
    numbers = np.arange(len(vectors), dtype="u2" if len(vectors) < 1 << 16 else "u4")
    owner = np.repeat(numbers, [len(rows) for rows, _ in vectors])
    telling = (compared & (np.bincount(rows, minlength=features) <= max(COMMON * len(vectors), FEW)))[rows]
    rows, values, owner = rows[telling], values[telling], owner[telling]
    order = np.argsort(rows, kind="stable")
    starts = np.zeros(features + 1, "i4")
    starts[1:] = np.cumsum(np.bincount(rows, minlength=features))
    return starts, owner[order], np.round(values[order] * FINE_STEPS).astype("i2")


def _shares(
    vocabulary: Vocabulary, texts: Sequence[Sequence[Token]], kinds: Sequence[Kind], owners: Sequence[int], labels: int
) -> tuple[Halves, npt.NDArray[np.int32]]:
    """Of each word: the share of each label among the phrases that have it, and how many those are."""
    counts = np.zeros((len(vocabulary.words), labels), "f4")
    touched = np.zeros((len(vocabulary.words), labels), bool)
    for words, kind, owner in zip(texts, kinds, owners, strict=True):
        numbers = list({vocabulary.words[word.folded] for word in words})
        if kind is Kind.PHRASE:
            counts[numbers, owner] += 1
        touched[numbers, owner] = True
    total = counts.sum(axis=1)
    share = counts / np.maximum(total, 1)[:, None]
    share[touched & (share < TOUCHED)] = TOUCHED
    return share.astype("f2"), total.astype("i4")
