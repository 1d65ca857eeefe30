"""Text as it is kept: composed, without what cannot be seen, every digit an ASCII one."""

from __future__ import annotations

import re
import unicodedata

MAX_MARKS = 3
"""Combining marks that may follow one another; a Vietnamese letter needs two at most."""

_MARK = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Controls, bidirectional overrides, joiners, variation selectors, fillers, tags."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_OTHER_DIGIT = re.compile("(?![0-9])[\\d²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒]")
_MARKS_OF_A_DIGIT = re.compile(f"(?<=[0-9])[{_MARK}]+")
_TOO_MANY_MARKS = re.compile(f"([{_MARK}]{{{MAX_MARKS}}})[{_MARK}]+")
_ORDINARY = re.compile("[\t\n -~\u00a1-\u00ac\u00ae-\u00b1\u00b4-\u00b8\u00ba-\u024f\u1ea0-\u1ef9–—‘’“”…]*")
"""What is clean as it stands: ASCII and composed Latin letters, which is nearly all that people write."""


def clean(text: str) -> str:
    """The text composed (NFC), without controls, bidirectional overrides, joiners and stacked marks, its digits of any
    script as ASCII; half a surrogate pair becomes U+FFFD, so that every result can be encoded."""
    if _ORDINARY.fullmatch(text):
        return text
    text = _UNSEEN.sub("", _SURROGATE.sub("\ufffd", text))
    text = _OTHER_DIGIT.sub(lambda match: str(unicodedata.digit(match[0])), unicodedata.normalize("NFC", text))
    return _TOO_MANY_MARKS.sub(r"\1", _MARKS_OF_A_DIGIT.sub("", text))
