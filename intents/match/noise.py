"""Phrases as hurried people type them: without accents, in teencode, with slips. For calibrating and for tests."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import pairwise

from intents.content.model import Lexicon
from intents.match.text import fold

SLIP_RATE = 0.15
"""Share of the words that get a slip of the finger or of spelling."""
_MIXED_UP = (
    ("s", "x"), ("x", "s"), ("ch", "tr"), ("tr", "ch"), ("d", "gi"), ("gi", "d"), ("r", "d"), ("ng", "n"), ("n", "ng"),
    ("t", "c"), ("c", "t"), ("l", "n"), ("n", "l"), ("i", "y"), ("y", "i"),
)  # fmt: skip
_KEYS = {left: right for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for left, right in pairwise(row)}
"""The key to the right of each key."""


class Hurried:
    """Writes phrases as people do in a hurry; the same phrase always the same way."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._short: defaultdict[str, list[str]] = defaultdict(list)
        for rewrite in (*lexicon.abbreviations, *lexicon.teencode):
            self._short[fold(rewrite.meant)].append(rewrite.written)

    def bare(self, text: str) -> str:
        """Without accents."""
        return fold(text)

    def short(self, text: str) -> str:
        """In teencode, mostly without accents."""
        draw = random.Random(f"short {text}")  # noqa: S311 - noise, not a secret
        words = fold(text).split() if draw.random() < 0.6 else text.lower().split()
        written: list[str] = []
        at = 0
        while at < len(words):
            for length in (4, 3, 2, 1):
                forms = self._short.get(fold(" ".join(words[at : at + length])))
                if forms and at + length <= len(words) and draw.random() < 0.7:
                    written.append(draw.choice(forms))
                    at += length
                    break
            else:
                written.append(words[at])
                at += 1
        return " ".join(written)

    def slipped(self, text: str) -> str:
        """With slips, in half of the cases without accents."""
        draw = random.Random(f"slipped {text}")  # noqa: S311 - noise, not a secret
        base = text if draw.random() < 0.5 else fold(text)
        return " ".join(
            _slip(word, draw) if len(word) > 2 and word.isalpha() and draw.random() < SLIP_RATE else word
            for word in base.split()
        )


def _slip(word: str, draw: random.Random) -> str:
    at = draw.randrange(len(word) - 1)
    match draw.randrange(5):
        case 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 1:
            return word[:at] + word[at + 1 :]
        case 2:
            return word[:at] + _KEYS.get(word[at], word[at]) + word[at + 1 :]
        case 3:
            return word[:at] + word[at] + word[at:]
        case _:
            heard, written = draw.choice(_MIXED_UP)
            return word.replace(heard, written, 1)
