"""Telephone numbers in a message: official hotlines, or numbers of which nothing can be said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intents.content.model import Entry
from intents.content.number_rules import NumberRules
from intents.safety.links import unclickable

HOTLINES = "duong-day-nong"
"""The directory of official hotlines."""
MOST = 5
"""How many numbers of one message are looked at."""
_ANY = re.compile(r"\d{3}|\d[ .-]\d")
_NUMBER = re.compile(r"(?<![\w@/=.,-])(?:\+|00)?\(?\d(?:[ .()-]{0,2}\d){2,13}(?![\w%/]|[.,]\d)")
_MONEY = re.compile(r"\s*(?:đ\b|đồng|dong|vnd|vnđ|k\b|tr\b|triệu|trieu|tỷ|%)", re.IGNORECASE)
_NATIONAL = re.compile(r"0[35789]\d{8}|02\d{8,9}|1[89]00\d{4,6}")
_SHORT = 5
"""Numbers up to this length are telephone numbers only where the words around them say so."""
_BEFORE = re.compile(
    r"(?:\bs[ốo]|g[ọo]i|đài|dai|hotline|b[ấa]m|alo|nh[ắa]n|g[ửu]i|hay|hoặc|,)"
    r"(?: (?:điện thoại|máy|tới|đến|là|cho|ngay))?:?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:$|[?!.]\s*$|là (?:số|ai|đâu)|la so|có phải|co phai|của ai)", re.IGNORECASE)
_SIGNS = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class NumberVerdict:
    """What is said of one number."""

    number: str
    """As it was written."""
    official: bool
    reason: str
    """Markdown."""


class NumberJudge:
    """Judges numbers by the directory of hotlines."""

    def __init__(self, rules: NumberRules, directory: tuple[Entry, ...]) -> None:
        self._rules = rules
        self._listed: Mapping[str, Entry] = {
            digits: entry
            for entry in directory
            for name in (entry.name, *entry.aliases)
            if (digits := _SIGNS.sub("", name)) and not re.search(r"[^\W\d_]", name)
        }

    def judge(self, text: str) -> tuple[NumberVerdict, ...]:
        """A verdict on each number of a text, in order, each once. Short numbers count only when they are listed."""
        return tuple({one.number: one for one in self._judged(text)}.values())[:MOST] if _ANY.search(text) else ()

    def _judged(self, text: str) -> Iterator[NumberVerdict]:
        for match in _NUMBER.finditer(text):
            written, digits = match[0], _SIGNS.sub("", match[0])
            if _MONEY.match(text, match.end()):
                continue
            if len(digits) <= _SHORT and not _called(text, match):
                continue
            home, abroad = _at_home(written, digits)
            if home in self._listed:
                yield NumberVerdict(written, True, unclickable(self._listed[home].text))
            elif abroad:
                yield NumberVerdict(written, False, self._rules.says["abroad"])
            elif _NATIONAL.fullmatch(home):
                yield NumberVerdict(written, False, self._rules.says["unknown"])


def _called(text: str, match: re.Match[str]) -> bool:
    """Whether a short number stands where a telephone number does."""
    before = text[: match.start()]
    alone = not before.strip() and _AFTER.match(text, match.end()) is not None
    return alone or _BEFORE.search(before[-30:]) is not None


def _at_home(written: str, digits: str) -> tuple[str, bool]:
    """The digits as they are dialled within the country, and whether the number is one of another country."""
    if written.startswith("+"):
        return ("0" + digits[2:].removeprefix("0"), False) if digits.startswith("84") else (digits, len(digits) >= 8)
    if digits.startswith("00"):
        return ("0" + digits[4:], False) if digits.startswith("0084") else (digits, len(digits) >= 10)
    if digits.startswith("84") and len(digits) in (11, 12):
        return "0" + digits[2:], False
    return digits, False
