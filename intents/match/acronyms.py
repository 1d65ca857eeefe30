"""Initials that stand for the name of a thing ("xntthn"), found from the names themselves: nobody lists them all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from intents.match.text import Token

FEWEST, MOST = 3, 7
"""How many words initials may stand for; the fewest only where they are a whole name."""
WHOLE = 3
"""A name counts so many times as much as a part of one."""
_VOWELS = frozenset("aeiouy")


class Acronyms:
    """The initials of names and of parts of names, where they stand for one thing more than for any other."""

    def __init__(self, names: Iterable[Sequence[Token]]) -> None:
        """`names` are names as words."""
        found: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        written: dict[tuple[str, ...], tuple[Token, ...]] = {}
        for name in names:
            for start in range(len(name) - FEWEST + 1):
                for end in range(start + FEWEST, min(len(name), start + MOST) + 1):
                    words = tuple(name[start:end])
                    whole = end - start == len(name)
                    if (whole or end - start > FEWEST) and all(word.folded.isalpha() for word in words):
                        folded = tuple(word.folded for word in words)
                        initials = "".join(word[0] for word in folded)
                        found[initials][folded] += WHOLE if whole else 1
                        written.setdefault(folded, words)
        self._meant = {
            initials: written[best]
            for initials, counts in found.items()
            if (best := _first_alone(counts)) is not None and _no_syllable(initials)
        }

    def meaning(self, word: str) -> tuple[Token, ...] | None:
        """The words for which a folded word is the initials, or None."""
        return self._meant.get(word)


def _first_alone(counts: Counter[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The most frequent, unless another is as frequent."""
    (best, most), *others = counts.most_common(2)
    return None if others and others[0][1] == most else best


def _no_syllable(initials: str) -> bool:
    """Whether they cannot be read as a syllable ("sao" is a word whatever it might abbreviate)."""
    return _VOWELS.isdisjoint(initials[1:])
