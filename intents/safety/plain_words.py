"""The words of a message as they are meant: shorthand written out, letters set apart or replaced by digits put back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from intents.content.message_rules import ANY, END, GAP, GROUP, MessageRules
from intents.content.model import Lexicon
from intents.match.text import Token, fold, token, tokens

FEWEST_LETTERS = 3
"""From this many single letters in a row on they are taken for words spelled out ("O T P")."""
MOST_LETTERS = 200
COVERED = 0.6
"""The share of spelled-out letters that must make known words; else they are left as they stand."""
_AMOUNT = re.compile(r"(\d+)(tr|trieu|triệu|cu|củ|k|nghin|nghìn|ngan|ngàn|d|đ|vnd|vnđ|h|gio|giờ|p|phut)\d*")
_UNITS = {
    "tr": "triệu",
    "trieu": "triệu",
    "cu": "triệu",
    "củ": "triệu",
    "k": "nghìn",
    "nghin": "nghìn",
    "ngan": "nghìn",
    "ngàn": "nghìn",
    "d": "đồng",
    "đ": "đồng",
    "vnd": "đồng",
    "vnđ": "đồng",
    "h": "giờ",
    "gio": "giờ",
    "p": "phút",
    "phut": "phút",
}
_EVADING = frozenset("zjwf")
_END = Token(END, END, END)
_LETTERS = str.maketrans("0134578", "oieastb")
_SOUNDS = str.maketrans({"z": "d", "j": "i", "w": "qu", "f": "ph"})
"""Letters that people who evade filters put for others that sound alike."""


class PlainWords:
    """Reads the words of messages and of phrases alike, so that both meet."""

    def __init__(self, rules: MessageRules, lexicon: Lexicon) -> None:
        short = [(one.written, one.meant) for one in lexicon.abbreviations + lexicon.teencode]
        self._written = {**_single(short), **_single(rules.shorthand.items())}
        self._meant: dict[str, list[Token]] = {END: [_END]}
        phrases = (word.folded for phrase in rules.all_phrases() for word in self._of_phrase(phrase))
        self._known = frozenset((*phrases, *(fold(short) for short in self._written if short.isalpha())))
        self._longest = max(map(len, self._known), default=0)

    def of(self, words: Sequence[Token]) -> list[Token]:
        """The words of a message, as meant, and a mark where it ends."""
        if sum(len(word.surface) == 1 for word in words) >= FEWEST_LETTERS:
            words = self._joined(words)
        meant: list[Token] = []
        for word in words:
            written_out = self._written.get(word.accented)
            if written_out is not None:
                meant.extend(written_out)
            elif word.surface.isalpha():
                meant.append(word if _EVADING.isdisjoint(word.folded) else self._sounding(word))
            else:
                meant.extend(self._with_digits(word))
        meant.append(_END)
        return meant

    def _of_phrase(self, phrase: str) -> Iterator[Token]:
        for part in phrase.replace(GAP, " ").split():
            if part != ANY and not part.startswith(GROUP):
                yield from self.meant(part)

    def meant(self, way: str) -> list[Token]:
        """The words of a way of saying something, shorthand written out. Each is read once: many phrases share them."""
        if way not in self._meant:
            self._meant[way] = [one for word in tokens(way) for one in self._written.get(word.accented, (word,))]
        return self._meant[way]

    def _with_digits(self, word: Token) -> Iterable[Token]:
        """ "500k" as "500 nghìn"; "0tp" as "otp", where that makes a known word."""
        amount = _AMOUNT.fullmatch(word.surface)
        if amount is not None:
            return token(amount[1]), token(_UNITS.get(amount[2], amount[2]))
        if word.surface.isdigit():
            return (word,)
        return (self._sounding(token(word.folded.translate(_LETTERS))),)

    def _sounding(self, word: Token) -> Token:
        """ "zang" as "dang", where that makes a known word."""
        if word.folded in self._known:
            return word
        meant = word.folded.translate(_SOUNDS)
        return token(meant) if meant in self._known else word

    def _joined(self, words: Sequence[Token]) -> list[Token]:
        """The words with runs of letters set apart put together again."""
        joined: list[Token] = []
        run: list[Token] = []
        for word in [*words, None]:
            if word is not None and len(word.surface) <= 2 and word.surface.isalpha():
                run.append(word)
                continue
            joined.extend(self._spelled(run))
            run = []
            if word is not None:
                joined.append(word)
        return joined

    def _spelled(self, run: list[Token]) -> list[Token]:
        letters = "".join(word.folded for word in run)
        if sum(len(word.surface) == 1 for word in run) < FEWEST_LETTERS or len(letters) > MOST_LETTERS:
            return run
        covered: list[tuple[int, tuple[str, ...]]] = [(0, ())]
        for end in range(1, len(letters) + 1):
            best = covered[end - 1]
            for start in range(max(0, end - self._longest), end - 1):
                piece = letters[start:end]
                if piece in self._known and covered[start][0] + len(piece) > best[0]:
                    best = (covered[start][0] + len(piece), (*covered[start][1], piece))
            covered.append(best)
        count, found = covered[-1]
        return [token(one) for one in found] if count >= COVERED * len(letters) else run


def _single(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[Token, ...]]:
    """The entries whose written side is one word."""
    return {written[0].accented: tuple(tokens(meant)) for one, meant in pairs if len(written := tokens(one)) == 1}
