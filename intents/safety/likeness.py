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


class Likeness:
    """Compares addresses with the protected names."""

    def __init__(self, rules: LinkRules) -> None:
        self._singles = {ord(key): value for key, value in rules.alike.items() if len(key) == 1}
        self._pairs = tuple((key, value) for key, value in rules.alike.items() if len(key) == 2)
        self._names = [
            (name, self.looks(name.written), self._looks_of(name.excepted), self._looks_of(name.beside))
            for name in rules.names
        ]
        self._beside = frozenset(self.looks(word) for word in rules.lists["beside"])
        by_length = sorted((word for word in self._beside if len(word) > 3), key=len, reverse=True)
        self._inside = re.compile("|".join(map(re.escape, by_length)))
        self._gov = frozenset(self.looks(word) for word in rules.lists["gov-like"])

    def _looks_of(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.looks(word) for word in words)

    def looks(self, text: str) -> str:
        """How a text looks at a glance: without accents, look-alike letters as one."""
        plain = "".join(_folded(part) for part in text.translate(self._singles))
        for pair, letter in self._pairs:
            plain = plain.replace(pair, letter)
        return plain.translate(self._singles)

    def imitated(self, labels: Sequence[str], host: str) -> Imitated | None:
        """The name that the labels of an address imitate, if any; names that the host bears rightly are passed over."""
        words = self._words(labels)
        for name, looks, excepted, beside in self._names:
            if any(host == own or host.endswith(f".{own}") for own in name.own):
                continue
            if self._fits(name, looks, excepted, beside, words):
                written = _CUTS.sub("", "".join(labels))
                return Imitated(name, looks in words.glued[-1] and name.written not in written)
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
        return _Words(frozenset(pieces), tuple(glued), frozenset(beside))

    def _fits(
        self, name: ProtectedName, looks: str, excepted: tuple[str, ...], beside: tuple[str, ...], words: _Words
    ) -> bool:
        company = words.beside - {looks}
        if beside:
            company &= set(beside)
        if not name.alone:
            return bool(company) and (looks in words.pieces or self._begins(looks, excepted, words))
        for glued in words.glued:
            for other in excepted:
                glued = glued.replace(other, "·")
            if len(looks) >= SHORT and looks in glued:
                return True
        off = 2 if company and len(looks) >= LONG else 1
        return any(
            looks[0] == one[0] and OSA.distance(looks, one, score_cutoff=off) <= off
            for one in (*words.pieces, *words.glued)
            if len(looks) >= SHORT and one not in excepted and SHORT <= len(one) <= len(looks) + off
        )

    def _begins(self, looks: str, excepted: tuple[str, ...], words: _Words) -> bool:
        """Whether a long enough name begins a word: "conganquan1"."""
        return len(looks) > SHORT and any(
            one.startswith(looks) and not one.startswith(excepted) for one in (*words.pieces, *words.glued)
        )


def _ends(label: str) -> tuple[str, str]:
    """The first and the last word of a label with hyphens."""
    return label.partition("-")[0], label.rpartition("-")[2]


def _folded(char: str) -> str:
    return char if char.isascii() else token(char.lower()).folded
