"""Names from the directories, found inside a sentence: exact or without accents anywhere, misspelt only where a word
like "đường" or "chợ" announces a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from intents.content.model import Entry
from intents.match.repair import sound
from intents.match.text import Token, fold, tokens

MIN_LETTERS_TO_MISSPELL = 6
"""Shorter names are only found when spelt right: too many ordinary words are one letter away."""
MIN_LETTERS_OF_A_SLIP = 4
"""A slip of one letter is forgiven in words of this length; "Trần Văn Dư" is not "Trần Văn Trứ"."""
_ANNOUNCED_BY = frozenset(
    fold(word) for word in ("đường", "đg", "phố", "tuyến", "chợ", "khu", "phường", "xã", "quận", "huyện", "trấn")
)
_ONLY_BESIDE: Mapping[str, frozenset[str]] = {
    "phuong-xa": frozenset(
        fold(word) for word in ("phường", "xã", "quận", "huyện", "trấn", "nhập", "tách", "gộp", "thuộc", "cũ", "mới")
    )
}
"""Directories whose names are ordinary words too ("An Phú", "Bình An"): found only in a question with one of these."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A name found in a question."""

    kind: str
    """The directory, for instance `tuyen-pho`."""
    text: str
    """The words of the question in which it was found."""
    id: str | None
    """The entry meant, or None when several bear the name."""
    alternatives: tuple[str, ...]
    """The ids among which the name does not decide; empty when `id` is given."""
    start: int
    """Number of its first word in the question."""
    end: int
    """Number of the word after its last."""


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[Token, ...]
    folded: str
    kind: str
    ids: tuple[str, ...]


class EntityFinder:
    """Finds the names of all directories in the words of a question."""

    def __init__(self, directories: Mapping[str, Sequence[Entry]]) -> None:
        self._by_first: defaultdict[str, list[_Name]] = defaultdict(list)
        self._names = _names(directories)
        for name in self._names:
            self._by_first[name.words[0].folded].append(name)
        for group in self._by_first.values():
            group.sort(key=lambda name: (-len(name.words), name.folded))
        self._alike: defaultdict[tuple[int, int, str], list[_Name]] = defaultdict(list)
        for name in self._names:
            if len(name.folded) >= MIN_LETTERS_TO_MISSPELL:
                for at, word in enumerate(name.words):
                    self._alike[len(name.words), at, sound(word.folded)].append(name)
        self._longest = max((len(name.words) for name in self._names), default=0)

    def find(self, words: Sequence[Token]) -> list[Entity]:
        """The entities in the order of the text; they do not overlap."""
        found: list[Entity] = []
        there = {word.folded for word in words}
        without = frozenset(kind for kind, beside in _ONLY_BESIDE.items() if not beside & there)
        at = 0
        while at < len(words):
            entity = self._exact(words, at, without) if words[at].folded in self._by_first else None
            if entity is None and _is_announced(words, at):
                entity = self._misspelt(words, at, without)
            if entity is None:
                at += 1
            else:
                found.append(entity)
                at = entity.end
        return found

    def _exact(self, words: Sequence[Token], at: int, without: frozenset[str]) -> Entity | None:
        for name in self._by_first[words[at].folded]:
            if name.kind in without or (len(name.words) == 1 and not _is_announced(words, at)):
                continue
            span = words[at : at + len(name.words)]
            if len(span) == len(name.words) and all(
                _same(ours, theirs) for ours, theirs in zip(name.words, span, strict=True)
            ):
                return _entity(name, span, at)
        return None

    def fingerprint(self) -> str:
        """Different for directories of different names."""
        return repr([(name.kind, name.folded, name.ids) for name in self._names])

    def words(self) -> set[str]:
        """The folded words of all names: known words, not to be mended into others."""
        return {word.folded for name in self._names for word in name.words}

    def _misspelt(self, words: Sequence[Token], at: int, without: frozenset[str]) -> Entity | None:
        best: tuple[int, _Name, Sequence[Token]] | None = None
        for name in self._candidates(words, at):
            if name.kind in without:
                continue
            span = words[at : at + len(name.words)]
            slips = _slips(name.words, span)
            if slips is not None and (best is None or slips < best[0]):
                best = (slips, name, span)
        return _entity(best[1], best[2], at) if best else None

    def _candidates(self, words: Sequence[Token], at: int) -> Iterator[_Name]:
        """The names of which at least one word sounds like the one in its place; one slip leaves the others."""
        seen: set[int] = set()
        for length in range(1, self._longest + 1):
            for offset, word in enumerate(words[at : at + length]):
                for name in self._alike.get((length, offset, sound(word.folded)), ()):
                    if id(name) not in seen:
                        seen.add(id(name))
                        yield name


def _names(directories: Mapping[str, Sequence[Entry]]) -> list[_Name]:
    ids: defaultdict[tuple[str, tuple[Token, ...]], list[str]] = defaultdict(list)
    for kind, entries in directories.items():
        for entry in entries:
            for name in (entry.name, *entry.aliases):
                words = tuple(tokens(name))
                if words and entry.id not in ids[kind, words]:
                    ids[kind, words].append(entry.id)
    return [
        _Name(words, " ".join(word.folded for word in words), kind, tuple(owners))
        for (kind, words), owners in ids.items()
    ]


def _is_announced(words: Sequence[Token], at: int) -> bool:
    """Whether the word before says that a name comes: without it a name of one word ("Đăng") is any word."""
    return at > 0 and words[at - 1].folded in _ANNOUNCED_BY


def _same(ours: Token, theirs: Token) -> bool:
    """Equal, or written without accents where ours has them: "cho han" is "chợ Hàn", "cho hạn" is not."""
    return ours.accented == theirs.accented or (theirs.bare and ours.folded == theirs.folded)


def _slips(ours: Sequence[Token], theirs: Sequence[Token]) -> int | None:
    """In how many letters a name differs, letters that sound alike not counted; None when it is another name."""
    if len(ours) != len(theirs):
        return None
    slips = 0
    for our, their in zip(ours, theirs, strict=True):
        if our.folded == their.folded or sound(our.folded) == sound(their.folded):
            continue
        if len(our.folded) < MIN_LETTERS_OF_A_SLIP or OSA.distance(our.folded, their.folded) > 1:
            return None
        slips += 1
    return slips if slips <= 1 else None


def _entity(name: _Name, span: Sequence[Token], at: int) -> Entity:
    one = len(name.ids) == 1
    return Entity(
        kind=name.kind,
        text=" ".join(word.surface for word in span),
        id=name.ids[0] if one else None,
        alternatives=() if one else name.ids,
        start=at,
        end=at + len(span),
    )
