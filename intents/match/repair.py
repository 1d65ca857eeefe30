"""Misspelt words brought back to words that the content knows. A known word is never changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.match.acronyms import Acronyms
from intents.match.keys import decoded
from intents.match.segmenting import Segmenter
from intents.match.text import Token

SOUND_ALIKE = 0.9
"""How far a word counts that differs only by letters that sound alike here (s/x, ch/tr, d/gi/r, final n/ng …)."""
ONE_EDIT = 0.75
"""How far a word counts that is one edit away, its first letter the same: "vàng" is not "đang"."""
TWO_EDITS = 0.6
"""How far a word counts that is two edits away; for long words only."""
RUN_TOGETHER = 0.95
"""How far the words count that a word was run together from."""
INITIALS = 0.9
"""How far the words count for which it is the initials."""
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


class Repaired(NamedTuple):
    """A word as mended, and how far it still counts as evidence (0…1)."""

    words: tuple[Token, ...]
    """Several when it was run together from them."""
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
    """Mends words against a vocabulary of folded words with their counts; `pair` tells whether two words are known to
    stand side by side; `acronyms` knows initials."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        pair: Callable[[str, str], bool] = lambda _left, _right: False,
        acronyms: Acronyms | None = None,
    ) -> None:
        self._vocabulary = vocabulary
        self._acronyms = acronyms or Acronyms(())
        self.segmenter = Segmenter(vocabulary, pair)
        self._by_sound: defaultdict[str, list[str]] = defaultdict(list)
        self._by_rest: defaultdict[str, list[str]] = defaultdict(list)
        self._long: list[str] = []
        for word in sorted(vocabulary):
            self._by_sound[sound(word)].append(word)
            if len(word) >= MIN_LENGTH_FOR_ONE_EDIT - 1 and word.isalpha():
                for rest in _one_letter_less(word):
                    self._by_rest[rest].append(word)
            if len(word) >= MIN_LENGTH_FOR_TWO_EDITS - 1:
                self._long.append(word)

    def knows(self, word: str) -> bool:
        """Whether a folded word needs no mending: it is known, or a number."""
        return word in self._vocabulary or word.isdigit()

    def repair(self, token: Token) -> Repaired | None:
        """The known word that was most likely meant, or None when the word is known or none is near enough."""
        if self.knows(token.folded):
            return None
        for candidate in decoded(token.surface):
            if candidate.folded in self._vocabulary:
                return Repaired((candidate,), 1.0)
        single = _DOUBLED.sub(r"\1", token.folded)
        if single in self._vocabulary:
            return Repaired((Token(single, single, single),), 1.0)
        if len(token.folded) < 3:
            return None
        meant = self._acronyms.meaning(token.folded)
        if meant is not None:
            return Repaired(meant, INITIALS)
        return self._run_together(token.folded) or self._nearest(token.folded)

    def _run_together(self, word: str) -> Repaired | None:
        words = self.segmenter.apart(word)
        return Repaired(tuple(Token(one, one, one) for one in words), RUN_TOGETHER) if words else None

    def _nearest(self, word: str) -> Repaired | None:
        alike = [known for known in self._by_sound.get(sound(word), ()) if len(known) > 2]
        if alike:
            return self._pick(alike, SOUND_ALIKE)
        if len(word) < MIN_LENGTH_FOR_ONE_EDIT:
            return None
        near = [known for known in self._one_edit_away(word) if known[0] == word[0]]
        if near:
            return self._pick(near, ONE_EDIT)
        if len(word) < MIN_LENGTH_FOR_TWO_EDITS:
            return None
        two = process.extract(word, self._long, scorer=OSA.distance, score_cutoff=2, limit=None)
        far = [known for known, _, _ in two if known[0] == word[0]]
        return self._pick(far, TWO_EDITS) if far else None

    def _one_edit_away(self, word: str) -> set[str]:
        """Known words one edit away: they and the word have a form with one letter less in common, or one is such a
        form of the other (Garbe's symmetric deletion), which then is checked."""
        candidates = set(self._by_rest.get(word, ()))
        for rest in _one_letter_less(word):
            candidates.update(self._by_rest.get(rest, ()))
            if rest in self._vocabulary:
                candidates.add(rest)
        return {known for known in candidates if OSA.distance(word, known, score_cutoff=1) <= 1}

    def _pick(self, candidates: Iterable[str], trust: float) -> Repaired:
        word = min(candidates, key=lambda known: (-self._vocabulary[known], known))
        return Repaired((Token(word, word, word),), trust)


def _one_letter_less(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}
