"""Personal numbers found in what people write, and what stands there instead.

When in doubt a number is masked: nine digits in a row, however grouped, are somebody's. What is known to be nobody's
(dossier codes, amounts, dates, hotlines) is set aside first, in `harmless`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.privacy.cleaning import clean
from bot.privacy.harmless import SET_ASIDE, all_public, without_harmless

NUMBER, EMAIL, CODE, PLATE = "[số]", "[email]", "[mã]", "[biển số]"
"""What stands in the text instead."""

MIN_DIGITS = 9
"""Runs of digits of this length are masked: identity cards, telephone numbers, cards and accounts."""

_GAP = r"(?:[ \t\u00a0\u2000-\u200a\u202f\u3000.\-‐-―−()·•_]{0,3}|,(?=[0-9]{3}))"
_RUN = re.compile(rf"\+?\(?[0-9](?:{_GAP}[0-9]){{{MIN_DIGITS - 1},}}")
_SLASHED = re.compile(r"(?<![0-9/,])0[0-9]{2,4}(?:[/,;] ?[0-9]{2,7}){1,3}(?![0-9/])")
_EMAIL = re.compile(
    r"[\w.+%'-]{1,64}@[\w-]+(?:\.[\w-]+)+|[\w.+%'-]{1,64} ?@ ?[\w-]+ ?\. ?(?:com|vn|net|org|edu|gov)\b", re.IGNORECASE
)
_PASSPORT = re.compile(r"(?<![\w.])[A-Z][0-9]{7}(?![\w])")

_PLATE_LETTERS = "ABCDEFGHKLMNPRSTUVXYZĐ"
_PLATE = re.compile(
    r"(?<![\w./])(?:1[1-9]|[2-9][0-9])(?:"
    rf"[ .-]?[{_PLATE_LETTERS}]{{1,2}}[0-9]?[ .-]{{0,3}}[0-9]{{3}}[ .]?[0-9]{{2}}"
    rf"|-?[{_PLATE_LETTERS}]{{1,2}}[0-9]?-?[0-9]{{4}}"
    r"|[ .-]?[abcdefglnprsuvxyzđ]{1,2}[0-9]?[ .-]{0,3}[0-9]{3}\.[0-9]{2}"
    r"|[abcdefglnprsuvxyzđ]{1,2}[0-9]?-?[0-9]{5}"
    r")(?![\w])"
    r"|(?i:(?<=biển số )|(?<=bien so )|(?<=biển )|(?<=bks )|(?<=biển số: ))"
    r"[1-9][0-9][ .-]?[A-Za-zĐđ]{1,2}[0-9]?[ .-]{0,3}[0-9]{3}[ .]?[0-9]{1,2}(?![\w])"
)

_SHORT = r"(?<![0-9])[0-9](?:[ .\-]?[0-9]){5,7}(?![0-9])"
_NAMED = re.compile(
    r"(?i)\b(?:stk|tài khoản|tai khoan|cccd|cmnd|cmt|căn cước|can cuoc|chứng minh|chung minh|hộ chiếu|ho chieu|passport"
    r"|mst|mã số thuế|ma so thue|bhyt|bhxh|sđt|sdt|đt|điện thoại|dien thoai|zalo|số thẻ|so the)\b"
    rf"[^0-9\n]{{0,15}}({_SHORT})"
)
"""Six to eight digits after the word for what they are: an old account, a number with a digit left out."""

_CODE_WORD = (
    r"(?:otp|passcode|password|mật khẩu|mat khau|mã (?:xác (?:thực|nhận|minh)|pin|bảo mật|kích hoạt|đăng nhập)"
    r"|ma (?:xac (?:thuc|nhan|minh)|pin|bao mat|kich hoat|dang nhap))"
)
_CODE = r"(?<![0-9/])[0-9](?:[ .\-]?[0-9]){3,7}(?![0-9/])"
_CODES = (
    re.compile(rf"(?i)\b{_CODE_WORD}\b(?:[^0-9]{{0,25}}[0-9]{{1,2}}(?![0-9.]))??[^0-9]{{0,25}}?({_CODE})"),
    re.compile(
        rf"(?i)\b(?:pin|mk|pass|code|cvv|cvc)\b\W{{0,3}}(?:là|la)?\W{{0,3}}({_CODE}|[0-9]{{3}}(?![0-9]))(?! ?mah)"
    ),
    re.compile(rf"(?i)({_CODE})\s*(?:là|la|=)\s*(?:mã |ma |cái )?{_CODE_WORD}\b"),
    re.compile(
        r"(?i)\b(?:mật khẩu|mat khau|password|pass|mk)(?: của \w+| cua \w+)?\s*(?:là|la|:|=)\s*((?=\S*[0-9])\S{4,64})"
    ),
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text that may be kept."""

    text: str
    found: bool
    """Whether anything personal stood in it."""


@dataclass(frozen=True, slots=True, order=True)
class _Span:
    start: int
    end: int
    instead: str


def mask(text: str) -> str:
    """The text as it may be written down: see `masked`."""
    return masked(text).text


def masked(text: str) -> Masked:
    """The text, cleaned, with personal numbers, one-time codes, number plates and e-mail addresses replaced. Total;
    masking the result again changes nothing. Everything that is written or logged goes through here."""
    text, found = clean(text), False
    while True:
        spans = _personal(text) if _WORTH_READING.search(text) else []
        if not spans:
            return Masked(text, found)
        # Once more: what was cut out may have been what kept a neighbour from being seen.
        text, found = clean(_replaced(text, spans)), True


_WORTH_READING = re.compile("@|[0-9][^0-9]{0,3}[0-9]")


def _personal(text: str) -> list[_Span]:
    emails = [_Span(*match.span(), EMAIL) for match in _EMAIL.finditer(text)]
    hidden = list(text)
    for span in emails:
        hidden[span.start : span.end] = SET_ASIDE * (span.end - span.start)
    return sorted([*emails, *_numbers(without_harmless("".join(hidden)))])


def _numbers(text: str) -> Iterator[_Span]:
    for pattern in _CODES:
        for match in pattern.finditer(text):
            if not all_public(match[1]):
                yield _Span(*match.span(1), CODE)
    for match in _PLATE.finditer(text):
        yield _Span(*match.span(), PLATE)
    for match in _NAMED.finditer(text):
        if not all_public(match[1]):
            yield _Span(*match.span(1), NUMBER)
    for match in _RUN.finditer(text):
        if not all_public(match[0]):
            yield _Span(*match.span(), NUMBER)
    for match in _SLASHED.finditer(text):
        if 10 <= sum(char.isdigit() for char in match[0]) <= 12:
            yield _Span(*match.span(), NUMBER)
    for match in _PASSPORT.finditer(text):
        yield _Span(*match.span(), NUMBER)


def _replaced(text: str, spans: list[_Span]) -> str:
    """The text with each span replaced; spans that overlap become one, named for the first."""
    parts, at = [], 0
    for span in spans:
        if span.start >= at:
            parts += [text[at : span.start], span.instead]
        at = max(at, span.end)
    return "".join([*parts, text[at:]])
