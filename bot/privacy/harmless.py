"""Numbers that are nobody's: dossier and procedure codes, amounts of money, dates, hotlines, numbers of news pages."""

from __future__ import annotations

import re

SET_ASIDE = "\x01"
"""Stands for each character of what is harmless; no cleaned text holds it."""

_CODES_OF_OFFICES = (
    # Dossiers: [000.00.01.]H17[.12]-yymmdd-0001 (Nghị định 61/2018/NĐ-CP); the middle must be a day.
    r"(?<![\w.])(?:[0-9]{1,3}\.){0,4}[A-Za-z][0-9]{2}(?:\.[0-9]{1,4}){0,5}"
    r" ?[-–./ ] ?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?: ?[-–./ ] ?)?[0-9]{4,6}(?![0-9])",
    # Procedures: 1.004222, 1.004222.000.00.00.H17
    r"(?<![0-9.])[1-3]\.[0-9]{6}(?:\.[0-9]{3}(?:\.[0-9]{2}){2}\.[A-Za-z][0-9]{2})?(?![0-9.])",
)
_DATES = (
    r"(?<![0-9])(?<![0-9][./])(?:0?[1-9]|[12][0-9]|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)[0-9]{2}(?![0-9])(?![./][0-9])",
    r"(?<![0-9])(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9])",
)
_NEWS_PAGE = r"(?<=[-/_.])(?!0[0-9]{9}\.|0[0-9]{11}\.)[0-9]{6,}(?=\.(?:html?|chn|tpo|ldo|epi|amp|aspx))"

_DOSSIER_OR_DATE = tuple(re.compile(pattern) for pattern in (*_CODES_OF_OFFICES, *_DATES, _NEWS_PAGE))

_HOTLINE = re.compile(
    r"(?<![0-9])(?<![0-9][ .\-])(?:1[89]00(?:[ .\-]?[0-9]){4}(?:(?:[ .\-]?[0-9]){2})?"
    r"|\(?(?:\+?84|0)?[ .\-]?236\)?[ .\-]?(?:383[ .\-]?)?1022)(?![ .\-]?[0-9])"
)
_ACCOUNT_BEFORE = re.compile(
    r"(?i)(?:stk|tài khoản|tai khoan|cccd|cmnd|căn cước|can cuoc)\W{0,3}(?:số|so|là|la)?\W{0,3}$"
)

_UNIT = r"\s?(?:đồng|dong|đ|d|vnd|vnđ|₫|usd|nghìn|ngàn|triệu|trieu|tr|tỷ|tỉ|ty|k)(?!\w)"
_MONEY = r"\s?(?:đồng|dong|vnd|vnđ|usd)(?!\w)"
"""The units in full: only they make an amount of digits that are not grouped by thousands."""
_AMOUNT = re.compile(
    rf"(?i)(?<![0-9+])(?<![0-9][.,])(?:(?P<grouped>[1-9][0-9]{{0,2}}(?:([.,])[0-9]{{3}})(?:\2[0-9]{{3}})*)"
    rf"|[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+(?={_MONEY})|[1-9][0-9]{{3,11}}(?={_MONEY}))"
    rf"(?![0-9])(?![.,][0-9])(?P<unit>{_UNIT})?"
)
_MONEY_BEFORE = re.compile(
    r"(?i)(?:tiền|tien|phí|phi|giá|gia|chuyển|chuyen|nộp|nop|trả|tra|hết|het|phạt|phat|tổng|vnđ|vnd|usd)\W{1,3}$"
)
_PHONE_BEFORE = re.compile(
    r"(?i)(?:(?<![0-9.,])0[0-9]{1,3}\)?[ .\-]{0,3}"
    r"|\b(?:sđt|sdt|đt|điện thoại|dien thoai|zalo|máy bàn|may ban|gọi|goi|số|so)(?: bàn| ban)?\W{0,3})$"
)
"""An area code, or a word for a telephone."""
_MOBILE = re.compile(r"84[35789][0-9]{8}")

_SHORT_NUMBERS = frozenset(
    ("111", "112", "113", "114", "115", "116", "117", "118", "119", "156", "1022", "1039", "1080", "1414", "5656")
)
_YEAR = re.compile(r"(?:19[5-9]|20[0-9])[0-9]")


def without_harmless(text: str) -> str:
    """The text with every character of a harmless number set aside, so that it keeps its length."""
    for pattern in _DOSSIER_OR_DATE:
        text = pattern.sub(_aside, text)
    text = _AMOUNT.sub(lambda match: _aside(match) if _is_amount(match) else match[0], text)
    return _HOTLINE.sub(lambda match: match[0] if _comes_after(_ACCOUNT_BEFORE, match) else _aside(match), text)


def all_public(digits: str) -> bool:
    """Whether what looks like one number is a row of emergency numbers or years: "113 114 115", "2024-2025-2026"."""
    if any(char.isalpha() for char in digits):
        return False
    return all(group in _SHORT_NUMBERS or _YEAR.fullmatch(group) for group in re.findall("[0-9]+", digits))


def _aside(match: re.Match[str]) -> str:
    return SET_ASIDE * len(match[0])


def _is_amount(match: re.Match[str]) -> bool:
    """Grouped by thousands, and either round, or with its unit or a word of money, or short. "201.234.567" alone may be
    an old identity card, "19.038.520.348.462" an account."""
    grouped = match["grouped"]
    if grouped is None or match["unit"]:
        return True
    if _MOBILE.fullmatch(re.sub("[.,]", "", grouped)) or _comes_after(_PHONE_BEFORE, match):
        return False
    groups = re.split("[.,]", grouped)
    return groups[-1] == "000" or (len(groups) <= 3 and len(groups[0]) < 3) or _comes_after(_MONEY_BEFORE, match)


def _comes_after(words: re.Pattern[str], match: re.Match[str]) -> bool:
    return words.search(match.string[max(0, match.start() - 30) : match.start()]) is not None
