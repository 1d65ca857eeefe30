"""What stands around the question in a message: marks of forwarding, who it comes from, courtesies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intents.match.text import Token, fold, folded_roughly

SHORTEST_QUESTION = 4
"""Courtesies are set aside only where at least so many words are left: "chào em" is all that is said."""
_OPENINGS = (
    "dạ", "dạ thưa", "thưa", "alo", "a lô", "ơi", "ạ", "chào", "xin chào", "chào ad", "chào bạn", "chào em",
    "chào anh", "chào chị", "chào con", "chào cháu", "chào anh chị", "chào mọi người", "chào các bạn", "chào cán bộ",
    "chào trợ lý", "kính chào", "hello", "hi", "ad ơi", "em ơi", "anh ơi", "chị ơi", "con ơi", "cháu ơi", "bạn ơi",
    "anh chị ơi", "mọi người ơi", "bà con ơi", "các bạn ơi", "cán bộ ơi", "trợ lý ơi", "bot ơi", "cho hỏi",
    "cho em hỏi", "cho tôi hỏi", "cho mình hỏi", "cho con hỏi", "cho cháu hỏi", "cho bác hỏi", "cho cô hỏi",
    "cho chú hỏi", "cho bà hỏi", "cho ông hỏi", "cho anh hỏi", "cho chị hỏi", "cho dì hỏi", "cho hỏi chút",
    "cho hỏi xíu", "cho em hỏi chút", "cho em hỏi xíu", "xin hỏi", "em xin hỏi", "tôi xin hỏi", "cho xin hỏi",
    "làm ơn cho hỏi", "em hỏi chút", "em muốn hỏi", "tôi muốn hỏi", "mình muốn hỏi", "muốn hỏi",
)  # fmt: skip
_CLOSINGS = (
    "ạ", "a", "với ạ", "vậy ạ", "nha", "nhé", "nghe", "hè", "cảm ơn", "xin cảm ơn", "em cảm ơn", "tôi cảm ơn",
    "mình cảm ơn", "con cảm ơn", "cháu cảm ơn", "cảm ơn ạ", "em cảm ơn ạ", "cảm ơn nhiều", "cảm ơn nhiều ạ",
    "em cảm ơn nhiều", "cảm ơn em", "cảm ơn con", "cảm ơn bạn", "cảm ơn anh chị", "cảm ơn mọi người", "trân trọng",
    "trân trọng cảm ơn", "xin chân thành cảm ơn", "thanks", "thank you", "thanks ad", "mong được giải đáp",
    "mong được hướng dẫn", "giúp em với", "giúp với",
)  # fmt: skip

_MARK = re.compile(r"\s*(?:\[[^\]\n]{1,40}\]|(?:fwd?|forward(?:ed)?|chuyển tiếp)\s*:)\s*", re.IGNORECASE)
_FROM = re.compile(r"\s*[^:\n?!.]{2,50}:\s+")
_ASKS = re.compile(r"\s*[^:\n?!.]{0,50}(?:hỏi|nhắn|gửi|viết|kể)(?: là| rằng| với)?\s*:\s+", re.IGNORECASE)


def without_header(text: str) -> str:
    """The message without a leading "[Chuyển tiếp]", "Fwd:", "Cô Lan hỏi:" and, after a mark of forwarding, the name
    that stands before a colon. What is only a header is left as it is."""
    if ":" not in text and "[" not in text:
        return text
    mark = _MARK.match(text)
    rest = text[mark.end() :] if mark else text
    sender = (_FROM if mark else _ASKS).match(rest)
    body = rest[sender.end() :] if sender else rest
    return body if body.strip() else text


def questions_in(text: str) -> list[str]:
    """The questions that a message asks, in order: one for most messages. What only tells the story belongs to the
    question after it, or to the one before when none follows."""
    pieces = _pieces(text)
    if len(pieces) < 2:
        return [text]
    questions: list[str] = []
    told = ""
    for sentence in pieces:
        told = f"{told} {sentence}".strip()
        if _ASKING.search(folded_roughly(sentence)):
            questions.append(told)
            told = ""
    if told and questions:
        questions[-1] = f"{questions[-1]} {told}"
    return questions or [text]


def _pieces(text: str) -> list[str]:
    if not _MAY_END.search(text):
        return [text]
    return [piece for piece in _END.split(text) if piece.strip()]


_END = re.compile(
    r"(?<=[?!;\n])\s*|(?<=[^\d.]\.)\s+|\s*,?\s+(?=(?:với lại|ngoài ra|cho hỏi thêm|cho em hỏi thêm|hỏi thêm"
    r"|tiện thể|sẵn tiện|sẵn cho|thêm nữa là|câu nữa|voi lai|ngoai ra|cho hoi them|hoi them|tien the)\s)",
    re.IGNORECASE,
)
"""Where one sentence ends and another begins, a sign or words that add a question."""
_MAY_END = re.compile(
    r"[?!;\n].|\. .|\b(?:với lại|voi lai|ngoài ra|ngoai ra|thêm|them|tiện|tien|sẵn|nữa)\b", re.IGNORECASE | re.DOTALL
)
_ASKING = re.compile(
    r"\?|\b(?:gi|sao|dau|nao|may|nhieu|nhiu|ai|khong|ko|k|hong|hok|chua|lau|ntn|mo|rang|chi|j|bn|a|ha)\b"
)
"""Words, folded, by which a sentence asks."""


def without_courtesies(words: Sequence[Token]) -> list[Token]:
    """The words without greetings before and thanks after, as long as a question is left."""
    begin, end = 0, len(words)
    while (length := _courtesy(words, begin, end, _OPENING)) and end - begin - length >= SHORTEST_QUESTION:
        begin += length
    while (length := _courtesy_before(words, begin, end, _CLOSING)) and end - begin - length >= SHORTEST_QUESTION:
        end -= length
    return list(words[begin:end])


def _by_end(phrases: Sequence[str], at: int) -> dict[str, list[tuple[str, ...]]]:
    """The phrases as folded words by their first (0) or last (-1) word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted({tuple(fold(one).split()) for one in phrases}, key=lambda one: (-len(one), one)):
        found.setdefault(phrase[at], []).append(phrase)
    return found


_OPENING = _by_end(_OPENINGS, 0)
_CLOSING = _by_end(_CLOSINGS, -1)


def _courtesy(words: Sequence[Token], begin: int, end: int, known: dict[str, list[tuple[str, ...]]]) -> int:
    """How many words from `begin` on are a courtesy."""
    for phrase in known.get(words[begin].folded, ()) if begin < end else ():
        if begin + len(phrase) <= end and all(words[begin + at].folded == one for at, one in enumerate(phrase)):
            return len(phrase)
    return 0


def _courtesy_before(words: Sequence[Token], begin: int, end: int, known: dict[str, list[tuple[str, ...]]]) -> int:
    """How many words before `end` are a courtesy."""
    for phrase in known.get(words[end - 1].folded, ()) if begin < end else ():
        start = end - len(phrase)
        if start >= begin and all(words[start + at].folded == one for at, one in enumerate(phrase)):
            return len(phrase)
    return 0
