"""Letters that are not what they look like: decomposed accents, and letters of another script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһАВЕКМНОРСТХУІЈЅοαιρυνΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhABEKMHOPCTXYIJSoaipuvABEZHIKMNOPTYX",
)
"""Cyrillic and Greek letters that a reader takes for Latin ones (Unicode confusables), by what they look like."""


def odd_letters(text: str) -> Iterator[tuple[int, str]]:
    """What is wrong with the letters of each line: the line's number from 1, and what to say about it."""
    for number, line in enumerate(text.split("\n"), start=1):
        foreign = sorted({char for char in line if ord(char) in LOOK_ALIKES})
        if foreign:
            yield (
                number,
                f"có chữ cái của bảng chữ khác trông giống chữ ta: {' '.join(foreign)}. Chạy check --fix để sửa.",
            )
        if not unicodedata.is_normalized("NFC", line):
            yield number, "dấu tiếng Việt bị tách rời khỏi chữ (chép từ PDF?). Chạy check --fix để sửa."


def mended_letters(text: str) -> str:
    """The text composed, with look-alike letters replaced."""
    return unicodedata.normalize("NFC", text.translate(LOOK_ALIKES))
