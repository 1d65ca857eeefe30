"""Follow-ups: "còn phí thì sao", "ở mô rứa", "mấy ngày có" say what is asked, but not of which thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intents.match.phrasebook import Phrasebook
from intents.match.text import fold

LONGEST = 9
"""A follow-up has at most so many words."""

_POINTING_WORDS = (
    "còn", "thì", "sao", "vậy", "thế", "rứa", "nó", "cái", "đó", "này", "kia", "nớ", "ấy", "vụ", "việc", "chuyện",
    "có", "được", "không", "chưa", "ạ", "dạ", "em", "anh", "chị", "cô", "chú", "bác", "con", "cháu", "tôi", "tui",
    "mình", "bạn", "ad", "ơi", "cho", "hỏi", "xin", "là", "mà", "nữa", "thêm", "rồi", "nếu", "hả", "à", "ừ", "ok",
    "với", "nhé", "nha", "nghe", "hè", "giờ", "chừ", "lại", "luôn", "phải", "cần", "xong", "gì", "nào", "nhiêu",
    "bao", "đâu", "ngày", "tháng", "mấy", "ra", "đi", "tới", "lâu", "nhanh", "bị", "thật", "đúng", "cụ", "thể", "rõ",
    "hơn", "chi", "tiết", "giúp", "giùm", "nói", "biết", "muốn", "làm", "nộp", "lấy", "hết", "mất", "tốn", "tất",
    "cả", "tổng", "cộng", "khoảng", "chừng",
)  # fmt: skip
_POINTING = frozenset(map(fold, _POINTING_WORDS))
"""Words, folded, that name no thing of their own: all that a follow-up may hold besides the words for a facet."""


class FollowUps:
    """Knows the ways of asking for a facet, as folded words."""

    def __init__(self, ways: Iterable[Sequence[str]]) -> None:
        longest_first = sorted({tuple(way) for way in ways if way}, key=lambda one: (-len(one), one))
        self._ways = Phrasebook((way, way) for way in longest_first)

    def points_back(self, folded: Sequence[str]) -> bool:
        """Whether a message of these folded words can only be understood with what was said before: once the ways of
        asking for a facet are taken out, nothing is left that names a thing."""
        at = 0
        asks = False
        if len(folded) > LONGEST:
            return False
        while at < len(folded):
            ways = self._ways.beginning(folded, at)
            way = next((way for way in ways if tuple(folded[at : at + len(way)]) == way), None)
            if way is not None:
                asks = True
                at += len(way)
            elif folded[at] in _POINTING:
                at += 1
            else:
                return False
        return asks
