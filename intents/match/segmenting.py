"""Words run together ("dichvucong") taken apart, words split by mistake ("vne id") put together."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from intents.match.text import Token

SHORTEST_RUN = 6
"""A word of fewer letters is not taken apart."""
LONGEST_RUN = 40
LONGEST_WORD = 7
"""No Vietnamese syllable has more letters ("nghiêng")."""
SHORTEST_WORD = 2
MOST_WORDS = 8
SHORTEST_JOINED = 4
"""Two pieces are only put together to a word of at least this length."""


class Segmenter:
    """Takes words apart and puts them together by a vocabulary of folded words with their counts; `pair` tells whether
    two words are known to stand side by side."""

    def __init__(self, vocabulary: Mapping[str, int], pair: Callable[[str, str], bool]) -> None:
        self._vocabulary = vocabulary
        self._pair = pair
        total = sum(vocabulary.values()) + 1
        self._cost = {
            word: math.log(total / (count + 0.5))
            for word, count in vocabulary.items()
            if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha()
        }

    def apart(self, word: str) -> list[str] | None:
        """The likeliest known words that an unknown folded word was run together from, or None. At least half of the
        neighbours must be known as neighbours, else any string of letters could be read."""
        if not SHORTEST_RUN <= len(word) <= LONGEST_RUN or not word.isascii() or not word.isalpha():
            return None
        best: list[tuple[float, int]] = [(0.0, 0)] + [(math.inf, 0)] * len(word)
        for end in range(SHORTEST_WORD, len(word) + 1):
            for start in range(max(end - LONGEST_WORD, 0), end - SHORTEST_WORD + 1):
                cost = self._cost.get(word[start:end])
                if cost is not None and best[start][0] + cost < best[end][0]:
                    best[end] = (best[start][0] + cost, start)
        if best[-1][0] == math.inf:
            return None
        words: list[str] = []
        end = len(word)
        while end:
            start = best[end][1]
            words.insert(0, word[start:end])
            end = start
        if not 2 <= len(words) <= MOST_WORDS:
            return None
        known = sum(map(self._pair, words, words[1:]))
        return words if 2 * known >= len(words) - 1 else None

    def together(self, words: Sequence[Token]) -> list[Token]:
        """The words with neighbours put together that are only together a known word."""
        known = self._vocabulary
        if all(word.folded in known for word in words):
            return list(words)
        result: list[Token] = []
        for word in words:
            if result and self._is_split(result[-1], word):
                joined = result[-1].folded + word.folded
                result[-1] = Token(joined, joined, joined)
            else:
                result.append(word)
        return result

    def _is_split(self, left: Token, right: Token) -> bool:
        joined = left.folded + right.folded
        return (
            len(joined) >= SHORTEST_JOINED
            and joined in self._vocabulary
            and not (left.folded in self._vocabulary and right.folded in self._vocabulary)
        )
