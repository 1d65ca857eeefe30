"""Whether the words of an address imitate a name: look-alike letters, glued and cut words, one letter off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from intents.content.link_rules import LinkRules, ProtectedName
from intents.match.text import token

LONG = 9
"""From this length on a name may be two letters off, when a word that goes with it stands beside."""
SHORT = 5
"""Below this length a name counts only as a word of its own."""
DISGUISED = 4
"""From this length on a name written with digits or foreign letters is one, whatever stands beside."""
_COUNTRY = frozenset({"vn"})
_PLAIN = re.compile(r"[a-z]+")
_CUTS = re.compile(r"[-_.]+")


@dataclass(frozen=True, slots=True)
class Imitated:
    """A name that an address imitates."""

    name: ProtectedName
    letters: bool
    """Whether it is written with look-alike letters."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of an address, as they look."""

    pieces: frozenset[str]
    """Between dots and hyphens, and what is left of those without the words that stand beside names."""
    glued: tuple[str, ...]
    """Each label and all labels together without their cuts."""
    beside: frozenset[str]
    """The words that stand beside names."""
    disguised: frozenset[str]
    """The words written with digits or letters of other alphabets, as they look."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A protected name as it is looked for."""

    name: ProtectedName
    looks: str
    excepted: tuple[str, ...]
    beside: frozenset[str]


class Likeness:
    """Compares addresses with the protected names."""

    def __init__(self, rules: LinkRules) -> None:
        self._singles = {ord(key): value for key, value in rules.alike.items() if len(key) == 1}
        self._pairs = tuple((key, value) for key, value in rules.alike.items() if len(key) == 2)
        self._names = [
            _Name(one, self.looks(one.written), self._looks_of(one.excepted), frozenset(self._looks_of(one.beside)))
            for one in rules.names
        ]
        self._beside = frozenset(self._looks_of((*rules.lists["beside"], *rules.lists["beside-brand"])))
        self._others = frozenset(one.looks for one in self._names if not one.name.brand)
        by_length = sorted((word for word in self._beside if len(word) > 3), key=len, reverse=True)
        self._inside = re.compile("|".join(map(re.escape, by_length)))
        self._gov = frozenset(self._looks_of(rules.lists["gov-like"]))
        self._odd = frozenset(rules.lists["odd-endings"])
        self._swapped = frozenset(rules.lists["swapped-endings"])

    def _looks_of(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.looks(word) for word in words)

    def looks(self, text: str) -> str:
        """How a text looks at a glance: without accents, look-alike letters as one."""
        plain = "".join(_folded(part) for part in text.translate(self._singles))
        for pair, letter in self._pairs:
            plain = plain.replace(pair, letter)
        return plain.translate(self._singles)

    def is_odd(self, suffix: str) -> bool:
        """Whether an address ends as those of fraudsters often do."""
        return suffix.rpartition(".")[2] in self._odd

    def imitated(self, labels: Sequence[str], suffix: str, host: str) -> Imitated | None:
        """The name that the labels of an address imitate, if any; names that the host bears rightly are passed over."""
        words, odd = self._words(labels), self.is_odd(suffix)
        for one in self._names:
            if self._fits(one, words, odd, suffix) and not _bears(host, one.name):
                written = _CUTS.sub("", "".join(labels))
                return Imitated(one.name, one.looks in words.glued[-1] and one.name.written not in written)
        return None

    def claims_gov(self, labels: Sequence[str], suffix: str) -> bool:
        """Whether "gov" stands among the labels as if this were .gov.vn."""
        pieces = [self.looks(piece) for label in labels for piece in _CUTS.split(label) if piece]
        if not self._gov.intersection(pieces):
            return False
        if suffix.rpartition(".")[2] == "vn" or "vn" in pieces or any(piece.endswith("vn") for piece in pieces):
            return True
        if any(piece in self._beside - self._gov for piece in pieces):
            return True
        return any(self.looks(end) in self._gov for label in labels if "-" in label for end in _ends(label))

    def _words(self, labels: Sequence[str]) -> _Words:
        raw = [piece for label in labels for piece in _CUTS.split(label) if piece]
        pieces = {self.looks(piece) for piece in raw}
        beside = {piece for piece in pieces if piece in self._beside or piece == "vn"}
        glued = dict.fromkeys(self.looks(_CUTS.sub("", label)) for label in labels)
        for piece in (*pieces, *glued):
            found = self._inside.findall(piece)
            if found and piece not in self._beside:
                beside.update(found)
                pieces.update(left for left in self._inside.split(piece) if len(left) > 2)
        glued[self.looks(_CUTS.sub("", "".join(labels)))] = None
        disguised = frozenset(self.looks(piece) for piece in raw if not _PLAIN.fullmatch(piece))
        return _Words(frozenset(pieces), tuple(glued), frozenset(beside), disguised)

    def _fits(self, one: _Name, words: _Words, odd: bool, suffix: str) -> bool:
        if one.name.brand and not one.name.alone and one.looks not in words.pieces:
            return False
        if len(one.looks) >= DISGUISED and one.looks in words.disguised:
            return True
        if one.name.alone:
            return self._is_in(one, words)
        if one.looks not in words.pieces:
            return self._begins(one, words) and (odd or bool(self._company(one, words)))
        swapped = one.name.swapped and suffix in self._swapped and one.looks in words.glued
        return odd or swapped or bool(self._company(one, words))

    def _company(self, one: _Name, words: _Words) -> frozenset[str]:
        """The words that stand beside a name: those that make a suspicion of it, and other names."""
        company = (words.beside | (words.pieces & self._others)) - {one.looks}
        if one.beside:
            company &= one.beside | (_COUNTRY if len(one.looks) > SHORT else frozenset())
        return company

    def _is_in(self, one: _Name, words: _Words) -> bool:
        """Whether a name that is enough by itself is part of a word, or nearly one."""
        looks = one.looks
        if len(looks) < SHORT:
            return looks in words.pieces
        for glued in words.glued:
            for other in one.excepted:
                glued = glued.replace(other, "·")
            if looks in glued:
                return True
        off = 2 if len(looks) >= LONG and self._company(one, words) else 1
        return any(
            looks[0] == piece[0] and OSA.distance(looks, piece, score_cutoff=off) <= off
            for piece in (*words.pieces, *words.glued)
            if piece not in one.excepted and SHORT <= len(piece) <= len(looks) + off
        )

    def _begins(self, one: _Name, words: _Words) -> bool:
        """Whether a long enough name begins a word: "conganquan1"."""
        return len(one.looks) > SHORT and any(
            piece.startswith(one.looks) and not piece.startswith(one.excepted)
            for piece in (*words.pieces, *words.glued)
        )


def _bears(host: str, name: ProtectedName) -> bool:
    """Whether a host bears a name rightly."""
    return any(host == own or host.endswith(f".{own}") for own in name.own)


def _ends(label: str) -> tuple[str, str]:
    """The first and the last word of a label with hyphens."""
    return label.partition("-")[0], label.rpartition("-")[2]


def _folded(char: str) -> str:
    return char if char.isascii() else token(char.lower()).folded
