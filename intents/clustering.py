"""Questions that mean the same put together, so that a few hundred misses are read in minutes.

Each question is read as the matcher reads it (rewritten by the lexicon, misspelt words mended, names as their kind)
and weighed by how telling its words are: a word that few phrases of the content have, or none, counts most, and "bao
nhiêu tiền" next to nothing. Questions then join, one after the other, the group whose middle is most like them. No
neural network and nothing random: the same questions always give the same groups.
"""

from __future__ import annotations

import hashlib
import heapq
import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from intents.content.facets import FACETS
from intents.content.model import Content
from intents.match.entities import EntityFinder
from intents.match.features import ACCENT_WEIGHT
from intents.match.repair import Repairer
from intents.match.rewriting import Rewriter
from intents.match.text import Token, fold, tokens
from intents.match.understanding import Reader

LIKE = 0.24
"""Cosine from which a question belongs to a group. This and the next are fitted to `tests/content/clusters.tsv`: of the
pairs brought together nine in ten are of one need, of the pairs of one need four in five come together."""
SAME = 0.34
"""Cosine from which one question means the same as another: seven in ten of those that do, hardly any other."""
PAIR = 1.0
"""Weight of two neighbouring words beside the words themselves."""
ASKING = 0.3
"""Weight of words that ask for a facet ("bao nhiêu tiền"), which tell what is wanted but not of what."""
SEEN = 2
"""A word that the content lacks is held for a word, not for a slip, once so many questions have it."""
MOST = 5000
"""So many questions are grouped at most: the first ones given."""

TELLING = 6
"""Features of a question by which groups are looked for."""
COMPARED = 8
"""Groups with which a question is then compared in full."""

Vector = dict[str, float]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was asked, once or more."""

    text: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that mean the same."""

    members: tuple[Utterance, ...]
    """Most asked first; among those asked equally often, the one most like the others."""

    @property
    def size(self) -> int:
        """How often they were asked, all together."""
        return sum(one.count for one in self.members)


def text_key(text: str) -> str:
    """What stands for a question's words where the words themselves are not kept: equal for texts that differ only in
    accents, case and signs."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:12]


class Clustering:
    """Groups questions by the words of a content. Built once for a content, then only read."""

    def __init__(self, content: Content) -> None:
        self._reader = Reader(Rewriter(content.lexicon), EntityFinder(content.directories))
        phrases = [self._reader.example_words(text) for text in _phrases(content)]
        self._ways: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for way in {tuple(fold(one).split()) for facet in FACETS for one in facet.asked_by}:
            if len(way) > 1:
                self._ways[way[0]].append(way)
        self._documents = len(phrases)
        self._documents_with = Counter(word for phrase in phrases for word in {one.folded for one in phrase})

    def clusters(self, asked: Sequence[Utterance]) -> list[Cluster]:
        """The groups, the largest first; every question with words in it is in exactly one."""
        order = sorted(range(len(asked[:MOST])), key=lambda at: -asked[at].count)
        read = self._vectors([one.text for one in asked[:MOST]])
        groups = _grouped({at: read[at] for at in order if read[at]})
        made = [Cluster(tuple(asked[at] for at in _central_first(group, asked, read))) for group in groups]
        return sorted(made, key=lambda one: (-one.size, -len(one.members), one.members[0].text))

    def like(self, asked: Sequence[str], others: Sequence[str]) -> list[bool]:
        """Of each question, whether it means the same as one of the others."""
        read = self._vectors([*asked, *others])
        known = _Groups()
        for vector in read[len(asked) :]:
            known.add(known.new(), vector)
        return [known.nearest(vector)[1] >= SAME for vector in read[: len(asked)]]

    def _vectors(self, texts: Sequence[str]) -> list[Vector]:
        """Each text by its telling words, of length 1; empty for one without words."""
        seen = Counter(word for text in texts for word in {one.folded for one in tokens(text)})
        known = {word: count for word, count in seen.items() if count >= SEEN} | dict(self._documents_with)
        repairer = Repairer(known)
        return [self._vector(*self._reader.read(text, repairer).compared()) for text in _politely(texts)]

    def _vector(self, words: Sequence[Token], trust: Sequence[float]) -> Vector:
        vector: Vector = {}
        asking = self._asking(words)
        last, last_weight = "", 0.0
        for at, word in enumerate(words):
            weight = self._telling(word.folded) * trust[at] * (ASKING if at in asking else 1.0)
            vector[word.folded] = max(weight, vector.get(word.folded, 0.0))
            if not word.bare:
                vector[f"={word.accented}"] = ACCENT_WEIGHT * weight
            if last:
                vector[f"{last} {word.folded}"] = PAIR * math.sqrt(weight * last_weight)
            last, last_weight = word.folded, weight
        length = math.sqrt(sum(weight * weight for weight in vector.values()))
        return {feature: weight / length for feature, weight in vector.items()} if length else {}

    def _telling(self, word: str) -> float:
        """How much a word tells (0…1): 1 when no phrase of the content has it."""
        return math.log((self._documents + 2) / (self._documents_with[word] + 1)) / math.log(self._documents + 2)

    def _asking(self, words: Sequence[Token]) -> set[int]:
        """Where words stand that ask for a facet of anything ("bao nhiêu tiền"): they tell next to nothing."""
        folded = [word.folded for word in words]
        found: set[int] = set()
        for at, word in enumerate(folded):
            for way in self._ways.get(word, ()):
                if tuple(folded[at : at + len(way)]) == way:
                    found.update(range(at, at + len(way)))
        return found


def _phrases(content: Content) -> Iterable[str]:
    """What people ask, as far as the content knows it."""
    for article in content.articles.values():
        yield from (phrase.text for phrase in article.questions)
    yield from (phrase.text for phrase in content.out_of_scope)


class _Groups:
    """Groups by the sum of their vectors, found by the most telling features of a vector."""

    def __init__(self) -> None:
        self._sums: list[Vector] = []
        self._squares: list[float] = []
        self._by_feature: defaultdict[str, dict[int, float]] = defaultdict(dict)

    def new(self) -> int:
        """The number of a new group."""
        self._sums.append({})
        self._squares.append(0.0)
        return len(self._sums) - 1

    def add(self, group: int, vector: Mapping[str, float]) -> None:
        """Puts a vector of length 1 into a group."""
        self._squares[group] += 2 * self._dot(group, vector) + 1
        total = self._sums[group]
        for feature, weight in vector.items():
            total[feature] = self._by_feature[feature][group] = total.get(feature, 0.0) + weight

    def nearest(self, vector: Mapping[str, float]) -> tuple[int, float]:
        """The group whose middle is most like a vector, with the cosine; (-1, 0) when none is at all."""
        rough: defaultdict[int, float] = defaultdict(float)
        for feature in sorted(vector, key=lambda one: -vector[one])[:TELLING]:
            weight = vector[feature]
            for group, there in self._by_feature.get(feature, {}).items():
                rough[group] += weight * there
        lengths = self._squares
        near = heapq.nlargest(COMPARED, rough, key=lambda group: (rough[group] ** 2 / lengths[group], -group))
        alike = ((self._dot(group, vector) / math.sqrt(lengths[group]), -group) for group in near)
        best, group = max(alike, default=(0.0, 1))
        return -group, best

    def _dot(self, group: int, vector: Mapping[str, float]) -> float:
        total = self._sums[group]
        return sum(weight * total.get(feature, 0.0) for feature, weight in vector.items())


def _grouped(vectors: Mapping[int, Vector]) -> list[list[int]]:
    """The groups of these vectors, as their keys. Each vector joins the group most like it or founds one; then each is
    put where it belongs best now that all groups are there."""
    groups = _Groups()
    for vector in _politely(vectors.values()):
        group, alike = groups.nearest(vector)
        groups.add(group if alike >= LIKE else groups.new(), vector)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for key, vector in _politely(vectors.items()):
        found[groups.nearest(vector)[0]].append(key)
    return list(found.values())


def _politely(items: Iterable[T]) -> Iterator[T]:
    """The items, letting another thread in between two: whoever answers residents must not wait for this one."""
    for item in items:
        yield item
        time.sleep(0)


def _central_first(group: Sequence[int], asked: Sequence[Utterance], read: Sequence[Vector]) -> list[int]:
    """The members by how often they were asked, then by how like they are to all of them."""
    total: defaultdict[str, float] = defaultdict(float)
    for at in group:
        for feature, weight in read[at].items():
            total[feature] += weight

    def central(at: int) -> float:
        return sum(weight * total[feature] for feature, weight in read[at].items())

    return sorted(group, key=lambda at: (-asked[at].count, -round(central(at), 9), asked[at].text))
