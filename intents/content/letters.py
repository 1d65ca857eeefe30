"""Letters that are not what they look like: decomposed accents, letters of another script, signs that do not show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝАВЕКМНОРСТХУІЈЅοαιρυνΑΒΕΖΗΙΚΜΝΟΡΤΥΧÐƉðɖ",
    "aeopcyxijsdhqwABEKMHOPCTXYIJSoaipuvABEZHIKMNOPTYXĐĐđđ",
)
"""Cyrillic and Greek letters that a reader takes for Latin ones (Unicode confusables), and the Icelandic, African and
phonetic letters that old Vietnamese keyboards gave for Đ; by what they look like."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Not the joiner and the selectors, of which emoji are made."""


def odd_letters(text: str) -> Iterator[tuple[int, str]]:
    """What is wrong with the letters of each line: the line's number from 1, and what to say about it."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isascii() and line.isprintable():
            continue
        foreign = foreign_letters(line)
        if foreign:
            message = f"có chữ cái của bảng chữ khác trông giống chữ ta: {' '.join(foreign)}. Chạy check --fix để sửa."
            yield number, message
        if not unicodedata.is_normalized("NFC", line):
            yield number, "dấu tiếng Việt bị tách rời khỏi chữ (chép từ PDF?). Chạy check --fix để sửa."
        if _UNSEEN.search(line):
            yield number, "có ký tự ẩn không nhìn thấy (chép từ trang web?). Chạy check --fix để sửa."


def foreign_letters(text: str) -> list[str]:
    """The letters of another script that stand in a text for ours, each once."""
    return sorted({char for char in text if ord(char) in LOOK_ALIKES})


def without_unseen(text: str) -> str:
    """The text without the signs that do not show."""
    return _UNSEEN.sub("", text)
