"""What stands before the question in a message: marks of forwarding and who it comes from."""

from __future__ import annotations

import re

_MARK = re.compile(r"\s*(?:\[[^\]\n]{1,40}\]|(?:fwd?|forward(?:ed)?|chuyển tiếp)\s*:)\s*", re.IGNORECASE)
_FROM = re.compile(r"\s*[^:\n?!.]{2,50}:\s+")
_ASKS = re.compile(r"\s*[^:\n?!.]{0,50}(?:hỏi|nhắn|gửi|viết|kể)(?: là| rằng| với)?\s*:\s+", re.IGNORECASE)


def without_header(text: str) -> str:
    """The message without a leading "[Chuyển tiếp]", "Fwd:", "Cô Lan hỏi:" and, after a mark of forwarding, the name
    that stands before a colon. What is only a header is left as it is."""
    mark = _MARK.match(text)
    rest = text[mark.end() :] if mark else text
    sender = (_FROM if mark else _ASKS).match(rest)
    body = rest[sender.end() :] if sender else rest
    return body if body.strip() else text
