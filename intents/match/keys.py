"""Raw keyboard input left in a text because the input method was off: Telex ("dichj vuj") and VNI ("chu7 ky1").

Source of the key tables: the Telex and VNI conventions as Unikey documents them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from intents.match.text import Token, compose, token

_ONSET = re.compile(r"(?:ngh|ng|nh|gh|gi(?=[aeiouy])|qu|ch|kh|ph|th|tr|dd|đ|[bcdghklmnpqrstvx])?")
_TELEX_TONES = dict(zip("sfrxj", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_TONES = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_MARKED = {"a^": "â", "e^": "ê", "o^": "ô", "a(": "ă", "o+": "ơ", "u+": "ư"}
_VOWELS = frozenset("aeiouyâêôăơư")
_RHYME = re.compile(r"[aeiouyâêôăơư]{1,3}(?:ch|ng|nh|[cmnpt])?")


def decoded(word: str) -> Iterator[Token]:
    """What the keys of one composed, lower-case word would have given with the input method on: first as Telex,
    then as VNI; nothing when the result would not be shaped like a Vietnamese syllable."""
    for decode in (_telex, _vni):
        syllable = decode(word)
        if syllable is not None and syllable != word:
            yield token(compose(syllable))


def _telex(word: str) -> str | None:
    onset, rest = _split(word)
    if onset == "dd":
        onset = "đ"
    rhyme: list[str] = []
    tone = ""
    for key in rest:
        if key in _TELEX_TONES and rhyme:
            if tone:
                return None
            tone = _TELEX_TONES[key]
        elif key == "w":
            _mark_horn_or_breve(rhyme)
        elif key in "aeo" and key in rhyme:
            rhyme[rhyme.index(key)] = _MARKED[key + "^"]
        elif key == "d" and onset == "d":
            onset = "đ"
        else:
            rhyme.append(key)
    return _syllable(onset, rhyme, tone)


def _vni(word: str) -> str | None:
    if not any(char.isdigit() for char in word) or word.isdigit():
        return None
    onset, rest = _split(word)
    rhyme: list[str] = []
    tone = ""
    for key in rest:
        if key in _VNI_TONES and rhyme and not tone:
            tone = _VNI_TONES[key]
        elif key == "6":
            _replace_last(rhyme, "aeo", "^")
        elif key == "7":
            _mark_horn_or_breve(rhyme)
        elif key == "8":
            _replace_last(rhyme, "a", "(")
        elif key == "9" and onset == "d":
            onset = "đ"
        else:
            rhyme.append(key)
    return _syllable(onset, rhyme, tone)


def _split(word: str) -> tuple[str, str]:
    match = _ONSET.match(word)
    end = match.end() if match else 0
    return word[:end], word[end:]


def _mark_horn_or_breve(rhyme: list[str]) -> None:
    """What Telex `w` and VNI `7` do to the vowels before them."""
    text = "".join(rhyme)
    if "uo" in text or "ưo" in text:
        at = max(text.find("uo"), text.find("ưo"))
        rhyme[at : at + 2] = ["ư", "ơ"]
    elif not any(char in _VOWELS for char in text):
        rhyme.append("ư")
    else:
        for at in range(len(rhyme) - 1, -1, -1):
            if rhyme[at] in "aou":
                rhyme[at] = {"a": "ă", "o": "ơ", "u": "ư"}[rhyme[at]]
                return


def _replace_last(rhyme: list[str], letters: str, mark: str) -> None:
    for at in range(len(rhyme) - 1, -1, -1):
        if rhyme[at] in letters:
            rhyme[at] = _MARKED[rhyme[at] + mark]
            return


def _syllable(onset: str, rhyme: list[str], tone: str) -> str | None:
    """The word with its tone on a vowel, or None when the rhyme cannot be one. Which vowel carries the tone does
    not matter: a token keeps the tone apart."""
    text = "".join(rhyme)
    if not _RHYME.fullmatch(text):
        return None
    return onset + text[0] + tone + text[1:] if tone else onset + text
