"""Vietnamese text, normalised once: every phrase, name and question passes through `tokens`.

The pipeline, in order:

1. compatibility composition (NFKC), lower case, stray combining marks and invisible signs dropped;
2. words cut at everything that is neither letter nor digit (punctuation, emoji);
3. a letter repeated three times or more counts once ("ơiiii");
4. each word in two views: `folded` (no accents, đ as d) and `accented` (quality marks kept, the tone as a
   trailing digit, so that "hòa" and "hoà" are one), both with `y` as `i` where Vietnamese spells the same
   sound both ways ("kỹ" and "kĩ").

Rewriting by the lexicon, raw Telex keys and misspelling come after, in `lexicon`, `keys` and `repair`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MAX_CHARS = 4000
"""How much of a message is read; the rest could only slow us down."""

_TONES = {"\u0300": "2", "\u0301": "1", "\u0303": "4", "\u0309": "3", "\u0323": "5"}
"""Combining tone marks by their VNI key: 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng."""

_INVISIBLE = re.compile(
    "[\u00ad\u0300-\u036f\u061c\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff"
    "\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]"
)
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"([^\W\d_])\1\1+")
_FREE_Y = re.compile(r"([hklmstv]|qu)y")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text, in the views by which words are compared."""

    folded: str
    """Lower case, no accents, đ as d: what a hurried writer types."""
    accented: str
    """With quality marks, the tone as a trailing digit; equal to `folded` when written without any accent."""
    surface: str
    """The word as it stood, lower case."""

    @property
    def bare(self) -> bool:
        """Whether it was written without any accent."""
        return self.accented == self.folded


def same_word(ours: Token, theirs: Token) -> bool:
    """Equal, or written without accents where ours has them: "cho han" is "chợ Hàn", "cho hạn" is not."""
    return ours.accented == theirs.accented or (theirs.bare and ours.folded == theirs.folded)


_NONE: Mapping[str, Token] = MappingProxyType({})


def compose(text: str) -> str:
    """The text composed (NFKC), lower case, without stray combining marks and invisible signs; at most
    `MAX_CHARS` characters. Gives the same when applied again."""
    text = text[:MAX_CHARS]
    if text.isascii():
        return text.lower()
    lower = text.lower()
    if unicodedata.is_normalized("NFKC", lower) and _INVISIBLE.search(lower) is None:
        return lower[:MAX_CHARS]
    text = unicodedata.normalize("NFKC", text).lower()
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return text[:MAX_CHARS]


def tokens(text: str, known: Mapping[str, Token] = _NONE) -> list[Token]:
    """The words of a text in order, as `Token`s. Total: any string gives a list, perhaps empty. `known` may hold the
    tokens of words that are common, by the word."""
    return [known.get(word) or token(word) for word in _WORD.findall(compose(text))]


def token(word: str) -> Token:
    """One composed, lower-case word in its views."""
    if word.isascii() and not _has_run(word):
        folded = _one_y(word)
        return Token(folded, folded, word)
    toneless = word.translate(_TONELESS)
    folded = word.translate(_FOLDED)
    if _has_run(folded):
        toneless, folded, word = _collapse(toneless, folded, word)
    if folded == word:
        folded = _one_y(folded)
        return Token(folded, folded, word)
    tone = next((_TONE_OF[char] for char in word if char in _TONE_OF), "")
    return Token(_one_y(folded), _one_y(toneless) + tone, word)


def fold(text: str) -> str:
    """The text as folded words with single blanks between: equal for texts that differ only in accents, case,
    punctuation or emoji."""
    return " ".join(token.folded for token in tokens(text))


def folded_roughly(text: str) -> str:
    """The text in lower case without accents, its signs kept: enough to look for single words, and quick."""
    return text.lower().translate(_FOLDED)


def _has_run(folded: str) -> bool:
    """Whether a letter stands three times in a row; counting letters first is much quicker than the expression."""
    return len(set(folded)) <= len(folded) - 2 and _RUN.search(folded) is not None


def _one_y(word: str) -> str:
    match = _FREE_Y.fullmatch(word) if word.endswith("y") else None
    return match[1] + "i" if match else word


def _collapse(toneless: str, folded: str, word: str) -> tuple[str, str, str]:
    """The three views of a word with every run of three or more equal letters cut to its first."""
    dropped = {index for run in _RUN.finditer(folded) for index in range(run.start() + 1, run.end())}
    kept = [index for index in range(len(folded)) if index not in dropped]
    toneless, folded, word = ("".join(view[index] for index in kept) for view in (toneless, folded, word))
    return toneless, folded, word


def _tables() -> tuple[dict[int, str], dict[int, str], dict[str, str]]:
    """Translations of one letter to one letter (toneless, folded), and the tone of each letter that has one."""
    toneless: dict[int, str] = {}
    folded: dict[int, str] = {ord("đ"): "d"}
    tone_of: dict[str, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        char = chr(code)
        parts = unicodedata.normalize("NFD", char)
        if char != char.lower() or len(parts) == 1 or not parts[0].isascii():
            continue
        folded[code] = parts[0]
        tone = next((_TONES[mark] for mark in parts[1:] if mark in _TONES), "")
        if tone:
            toneless[code] = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
            tone_of[char] = tone
    return toneless, folded, tone_of


_TONELESS, _FOLDED, _TONE_OF = _tables()
