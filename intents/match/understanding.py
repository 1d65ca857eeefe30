"""A question as the matcher reads it: words rewritten by the lexicon, misspelt ones mended, names found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from intents.match.entities import Entity, EntityFinder
from intents.match.messages import without_courtesies, without_header
from intents.match.repair import Repairer
from intents.match.rewriting import Applied, Rewriter
from intents.match.text import Token, tokens

KEPT_KINDS = frozenset({"phuong-xa"})
"""Directories whose names stand beside their kind instead of giving way to it."""


class Mended(NamedTuple):
    """A misspelt word and the known word it was taken for."""

    written: str
    taken_for: str


class Understood(NamedTuple):
    """A question ready to be compared."""

    words: tuple[Token, ...]
    trust: tuple[float, ...]
    """How far each word counts as evidence (0…1)."""
    rewritten: tuple[Applied, ...]
    mended: tuple[Mended, ...]
    entities: tuple[Entity, ...]

    @property
    def folded(self) -> list[str]:
        """The folded words."""
        return [word.folded for word in self.words]

    def compared(self) -> tuple[tuple[Token, ...], list[float]]:
        """The words that are compared, with their trust: each name from a directory stands for its kind."""
        if not self.entities:
            return self.words, list(self.trust)
        return name_as_kind(self.words, self.trust, self.entities)


class Reader:
    """Turns text into `Understood`; examples and questions go through the same one."""

    def __init__(self, rewriter: Rewriter, entities: EntityFinder) -> None:
        self._rewriter = rewriter
        self._entities = entities
        self.known: dict[str, Token] = {}
        """The words of the examples, so that a question's are looked up instead of taken apart."""

    def fingerprint(self) -> str:
        """Different for readers that may read an example differently."""
        return f"{self._rewriter.fingerprint()} {self._entities.fingerprint()}"

    def remember(self, words: Iterable[Token]) -> None:
        """Takes words as known."""
        self.known.update((word.surface, word) for word in words)

    def name_words(self) -> set[str]:
        """The folded words of the directories' names."""
        return self._entities.words()

    def plain_words(self, text: str) -> list[Token]:
        """The words of a text as they stand."""
        return tokens(text, self.known)

    def example_words(self, text: str) -> tuple[Token, ...]:
        """The words of an example: as a question's, but nothing is mended, since examples are spelt right."""
        plain = self.plain_words(text)
        self.remember(plain)
        words = without_courtesies(self._rewriter.apply(plain)[0])
        found = self._entities.find(words)
        return name_as_kind(words, [1.0] * len(words), found)[0]

    def read(self, text: str, repairer: Repairer) -> Understood:
        """A question as understood; any text gives one, perhaps without words."""
        plain = repairer.segmenter.together(self.plain_words(without_header(text)))
        words, rewritten = self._rewriter.apply(plain)
        words = without_courtesies(words)
        spelt, trust, mended = _mended(words, repairer)
        entities = self._entities.find(words) or (self._entities.find(spelt) if mended else [])
        return Understood(tuple(spelt), tuple(trust), tuple(rewritten), tuple(mended), tuple(entities))


def _mended(words: list[Token], repairer: Repairer) -> tuple[list[Token], list[float], list[Mended]]:
    """The words as they should be spelt, how far each counts, and what was changed."""
    if all(repairer.knows(word.folded) for word in words):
        return words, [1.0] * len(words), []
    spelt: list[Token] = []
    trust: list[float] = []
    mended: list[Mended] = []
    for word in words:
        repaired = repairer.repair(word)
        if repaired is None:
            spelt.append(word)
            trust.append(1.0)
        else:
            spelt.extend(repaired.words)
            trust.extend([repaired.trust] * len(repaired.words))
            mended.append(Mended(word.surface, " ".join(one.surface for one in repaired.words)))
    return spelt, trust, mended


def name_as_kind(
    words: Sequence[Token], trust: Sequence[float], entities: Sequence[Entity]
) -> tuple[tuple[Token, ...], list[float]]:
    """The words with each entity replaced by one word for its kind, so that what was said of one street holds for
    all; the trust that goes with them. Names of wards stay, since articles speak of single ones."""
    kept: list[Token] = []
    weights: list[float] = []
    at = 0
    for entity in entities:
        until = entity.end if entity.kind in KEPT_KINDS else entity.start
        kept.extend(words[at:until])
        weights.extend(trust[at:until])
        kind = f"@{entity.kind}"
        kept.append(Token(kind, kind, entity.text))
        weights.append(1.0)
        at = entity.end
    kept.extend(words[at:])
    weights.extend(trust[at:])
    return tuple(kept), weights
