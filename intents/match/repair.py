"""Misspelt words brought back to words that the content knows. A known word is never changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.match.keys import decoded
from intents.match.text import Token

SOUND_ALIKE = 0.9
"""How far a word counts that differs only by letters that sound alike here (s/x, ch/tr, d/gi/r, final n/ng …)."""
ONE_EDIT = 0.75
"""How far a word counts that is one edit away, its first letter the same: "vàng" is not "đang"."""
TWO_EDITS = 0.6
"""How far a word counts that is two edits away; for long words only."""
MIN_LENGTH_FOR_ONE_EDIT = 4
MIN_LENGTH_FOR_TWO_EDITS = 8

_DOUBLED = re.compile(r"(.)\1")
_ONSETS = (("ngh", "ng"), ("ng", "ng"), ("gh", "g"), ("tr", "c"), ("ch", "c"), ("ph", "f"), ("kh", "kh"), ("nh", "nh"))
"""Beginnings of several letters and how they sound, longest first; the last two keep their letters."""
_ONSET_LETTERS = {"x": "s", "c": "k", "q": "k", "n": "l"}
_AS_D = ("gi", "d", "r", "z")
"""Beginnings that sound alike before a vowel."""
_FINALS = (("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"))
_VOWELS = str.maketrans("yw", "iu")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A word as mended, and how far it still counts as evidence (0…1)."""

    token: Token
    trust: float


def sound(folded: str) -> str:
    """A folded word reduced to what is heard: words that people here mix up give the same."""
    onset, rest = _onset(folded)
    for final, heard in _FINALS:
        if rest.endswith(final):
            rest = rest[: -len(final)] + heard
            break
    return onset + rest.translate(_VOWELS)


def _onset(folded: str) -> tuple[str, str]:
    """The beginning as it is heard, and what follows it."""
    for written, heard in _ONSETS:
        if folded.startswith(written):
            return heard, folded[len(written) :]
    for written in _AS_D:
        if folded.startswith(written) and folded[len(written) : len(written) + 1] in tuple("aeiouy"):
            return "d", folded[len(written) :]
    return _ONSET_LETTERS.get(folded[:1], folded[:1]), folded[1:]


class Repairer:
    """Mends words against a vocabulary of folded words with their counts."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._by_sound: defaultdict[str, list[str]] = defaultdict(list)
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted(vocabulary):
            self._by_sound[sound(word)].append(word)
            self._by_length[len(word)].append(word)

    def repair(self, token: Token) -> Repaired | None:
        """The known word that was most likely meant, or None when the word is known or none is near enough."""
        if token.folded in self._vocabulary or token.folded.isdigit():
            return None
        for candidate in decoded(token.surface):
            if candidate.folded in self._vocabulary:
                return Repaired(candidate, 1.0)
        single = _DOUBLED.sub(r"\1", token.folded)
        if single in self._vocabulary:
            return Repaired(Token(single, single, single), 1.0)
        if len(token.folded) < 3:
            return None
        return self._nearest(token.folded)

    def _nearest(self, word: str) -> Repaired | None:
        alike = [known for known in self._by_sound.get(sound(word), ()) if len(known) > 2]
        if alike:
            return self._pick(alike, SOUND_ALIKE)
        if len(word) < MIN_LENGTH_FOR_ONE_EDIT:
            return None
        edits = 2 if len(word) >= MIN_LENGTH_FOR_TWO_EDITS else 1
        near = process.extract(
            word,
            [known for length in range(len(word) - 1, len(word) + 2) for known in self._by_length.get(length, ())],
            scorer=OSA.distance,
            score_cutoff=edits,
            limit=None,
        )
        same_start = [(known, distance) for known, distance, _ in near if known[0] == word[0]]
        if not same_start:
            return None
        least = min(distance for _, distance in same_start)
        best = [known for known, distance in same_start if distance == least]
        return self._pick(best, ONE_EDIT if least <= 1 else TWO_EDITS)

    def _pick(self, candidates: Iterable[str], trust: float) -> Repaired:
        word = min(candidates, key=lambda known: (-self._vocabulary[known], known))
        return Repaired(Token(word, word, word), trust)
