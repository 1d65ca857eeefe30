"""Names that a question announces ("đường Nguyễn Tất Thành") and that the directory of the answering article lacks.

Only looked for once an article with a directory has been found, and only after a word that announces such a name: a
name that we do not know is told from other words by its capitals or by how such names begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from intents.content.model import Article, Entry
from intents.match.entities import Entity
from intents.match.text import Token, compose, fold, folded_roughly, token, tokens

MOST_WORDS = 4
"""So many words a Vietnamese name of a street or a ward has at most."""
STREETS, WARDS, HOTLINES, DOMAINS = "tuyen-pho", "phuong-xa", "duong-day-nong", "ten-mien"

_ANNOUNCED_BY: Mapping[str, frozenset[str]] = {
    STREETS: frozenset(("đường", "phố", "chợ", "tuyến", "đg")),
    WARDS: frozenset(("phường", "xã", "trấn")),
}
_ANNOUNCED_BARE: Mapping[str, frozenset[str]] = {
    kind: frozenset(map(fold, words)) for kind, words in _ANNOUNCED_BY.items()
}
"""The same as they are written without accents."""
_NUMBER_ANNOUNCED_BY = frozenset(map(fold, ("số", "sđt", "hotline", "đài", "gọi")))
_FIRST_OF_NAMES = frozenset(
    fold(
        "nguyễn trần lê phạm hoàng huỳnh phan võ vũ đặng bùi đỗ hồ ngô dương lý tôn đoàn đinh trịnh trương mai cao "
        "châu lương tạ thái hà lâm quách phùng kiều đào tô triệu trưng hùng quang điện bạch duy tân lạc ông an hòa ngũ"
    ).split()
)
"""Words with which names of streets begin, for messages without capitals."""
_ENDS_NAME = tuple(
    tokens(
        "có không ko k hong là thì ở được dc đc quẹt quét trả đã đang chưa và với hay của này đó kia nào mô chi gì sao "
        "ra đến tới bây giờ hiện nay em tôi tui mình bên thuộc quận phường xã gần bán mua nhận dùng xài phải còn trên "
        "trong tiền mã qr cũ mới vậy rứa hả ạ nhập sáp đổi tên chuyển khoản"
    )
)
_ENDS_ACCENTED = frozenset(one.accented for one in _ENDS_NAME)
_ENDS_BARE = frozenset(one.folded for one in _ENDS_NAME)
_NO_NAMES = frozenset(("xa hoi", "thanh toan"))
"""Pairs of words that begin no name, or end it."""

_WORD = re.compile(r"\d+/\d+|[^\W_]+")
_DIGITS = re.compile(r"\d[\d .]*\d")
_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
    r"(?:vn|com|net|org|info|biz|xyz|top|vip|club|cc|io|me|online|site|shop|app|link|asia|pro|store|live|cn|ru|tk)(?![\w-])"
)
_FEWEST_DIGITS, _MOST_DIGITS = 3, 12


@dataclass(frozen=True, slots=True)
class _Written:
    """A word of the message as it was written."""

    text: str
    follows_directly: bool
    """Whether only blanks stand between it and the word before."""

    @property
    def token(self) -> Token:
        """The word in its views."""
        return token(compose(self.text))


class UnlistedNames:
    """Finds the names that the directory of an article does not have."""

    def __init__(self, articles: Iterable[Article], directories: Mapping[str, Sequence[Entry]]) -> None:
        self._directory = {one.id: one.directory for one in articles if one.directory in directories}
        names = {
            kind: [name for entry in entries for name in (entry.name, *entry.aliases)]
            for kind, entries in directories.items()
        }
        self._domains = frozenset(name.lower() for name in names.get(DOMAINS, ()) if "." in name)
        self._numbers = frozenset(map(_digits, names.get(HOTLINES, ())))
        wards = {fold(name).split()[0] for name in names.get(WARDS, ()) if fold(name)}
        self._first = {STREETS: _FIRST_OF_NAMES, WARDS: _FIRST_OF_NAMES | wards}

    def beside(self, question: str, entities: Sequence[Entity], article_id: str) -> tuple[Entity, ...]:
        """The entities of a question that this article answers, with those that its directory does not list: `id` None
        and no alternatives."""
        kind = self._directory.get(article_id)
        if kind is None:
            return tuple(entities)
        more = self._unlisted(question, entities, kind)
        parts = {word for one in more if kind == DOMAINS for word in fold(one.text).split()}
        return (*(one for one in entities if one.kind != DOMAINS or not set(fold(one.text).split()) <= parts), *more)

    def _unlisted(self, question: str, entities: Sequence[Entity], kind: str) -> list[Entity]:
        match kind:
            case "tuyen-pho" | "phuong-xa":
                return self._named(question, entities, kind)
            case "duong-day-nong":
                return self._hotlines(question)
            case "ten-mien":
                return self._sites(question)
        return []

    def _named(self, question: str, entities: Sequence[Entity], kind: str) -> list[Entity]:
        words = _written(question)
        shouted = question.isupper()
        listed = {fold(one.text) for one in entities if one.kind == kind}
        found: list[Entity] = []
        for at in range(1, len(words)):
            if not _announces(words[at - 1], kind) or _announces(words[at], kind) or not words[at].follows_directly:
                continue
            end = self._end(words, at, kind, with_capitals=not shouted)
            text = " ".join(one.text.lower() for one in words[at:end])
            folded = fold(text)
            if folded and not any(f" {folded} " in f" {name} " or f" {name} " in f" {folded} " for name in listed):
                found.append(Entity(kind, text, None, (), at, end))
        return found

    def _end(self, words: Sequence[_Written], at: int, kind: str, with_capitals: bool) -> int:
        """The number of the word after the name that begins at `at`; `at` itself when none does."""
        first = words[at]
        if "/" in first.text:
            return at + 1
        by_capitals = with_capitals and first.text[0].isupper()
        pair = fold(" ".join(one.text for one in words[at - 1 : at + 1]))
        if pair in _NO_NAMES or not (by_capitals or first.token.folded in self._first[kind]):
            return at
        end = at
        while end < min(at + MOST_WORDS, len(words)) and (end == at or words[end].follows_directly):
            one = words[end]
            if by_capitals and not one.text[0].isupper():
                break
            if not by_capitals and (
                _ends(one.token) or fold(" ".join(w.text for w in words[end : end + 2])) in _NO_NAMES
            ):
                break
            end += 1
        return end if by_capitals or end - at > 1 else at

    def _hotlines(self, question: str) -> list[Entity]:
        if not _DIGITS.search(question) or _NUMBER_ANNOUNCED_BY.isdisjoint(map(_folded, tokens(question))):
            return []
        found = []
        for match in _DIGITS.finditer(question):
            digits = _digits(match[0])
            fits = _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS and (
                digits[0] in "01" or len(digits) == _FEWEST_DIGITS
            )
            if fits and digits not in self._numbers:
                at = len(_WORD.findall(question[: match.start()]))
                found.append(Entity(HOTLINES, digits, None, (), at, at + len(_WORD.findall(match[0]))))
        return found

    def _sites(self, question: str) -> list[Entity]:
        text = compose(question)
        found = []
        for match in _DOMAIN.finditer(text.replace("://", " :// ").replace("/", " / ")):
            domain = match[0].removeprefix("www.")
            if not any(domain == one or domain.endswith(f".{one}") for one in self._domains):
                at = len(_WORD.findall(text[: text.find(match[0])]))
                found.append(Entity(DOMAINS, domain, None, (), at, at + domain.count(".") + 1))
        return found


def _written(question: str) -> list[_Written]:
    words: list[_Written] = []
    before = 0
    for match in _WORD.finditer(question):
        words.append(_Written(match[0], bool(words) and question[before : match.start()].isspace()))
        before = match.end()
    return words


def _announces(word: _Written, kind: str) -> bool:
    if folded_roughly(word.text) not in _ANNOUNCED_BARE[kind]:
        return False
    written = word.token
    return written.bare or written.surface in _ANNOUNCED_BY[kind]


def _ends(word: Token) -> bool:
    return word.accented in _ENDS_ACCENTED or (word.bare and word.folded in _ENDS_BARE)


def _folded(word: Token) -> str:
    return word.folded


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
